//! Who may put back what, and what the audit says of it.

use std::fs;

use super::{RestoreError, RestoreOrder};
use crate::{
    store::{
        audit, audit_chain,
        backups::{self, BackupKind},
    },
    testing::{OWN, Office},
};

impl Office {
    async fn ordered_by_nobody(&self, backup: String) -> RestoreOrder {
        let file = self.connections.database().file().to_owned();
        RestoreOrder::of_nobody(backup, &file, &self.vault).await.unwrap()
    }

    async fn back_up_behind_the_scenes(&self) -> String {
        self.connections.database().back_up(BackupKind::Daily, &self.clock).await.unwrap().name
    }

    async fn restore(&mut self, order: RestoreOrder) -> Result<(), RestoreError> {
        let file = self.connections.database().file().to_owned();
        self.connections.close().await;
        let restored = order.carry_out(&file, &self.vault, &self.clock).await;
        self.restart().await;
        restored
    }

    /// The one entry of a restore.
    async fn restore_entry(&self) -> audit::Entry {
        let folder = backups::folder(self.connections.database().file());
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let replaced = names.into_iter().find(|name| name.starts_with("replaced-")).unwrap();
        let mut records = self.connections.database().read().await.unwrap();
        audit::list_of(&mut records, &replaced).await.unwrap().remove(0)
    }
}

#[tokio::test]
async fn there_is_no_backup_before_there_is_an_integration_user() {
    let office = Office::new().await;
    let file = office.connections.database().file();
    office.connections.back_up_where_due().await;
    assert_eq!(backups::list(file).unwrap(), []);
    office.connections.set_up("Books", OWN.into()).await.unwrap();
    office.connections.back_up_where_due().await;
    assert_eq!(backups::list(file).unwrap().len(), 1);
    office.connections.close().await;
}

#[tokio::test]
async fn nobody_puts_back_records_that_anybody_could_set_up() {
    let mut office = Office::new().await;
    let without_users = office.back_up_behind_the_scenes().await;
    office.connections.set_up("Books", OWN.into()).await.unwrap();
    let order = office.ordered_by_nobody(without_users).await;
    let refused = office.restore(order).await;
    assert!(matches!(refused, Err(RestoreError::Backup(backups::RestoreError::Unowned))), "{refused:?}");
    assert_eq!(office.connections.entrance().await.unwrap().users.len(), 1);

    office.clock.advance(std::time::Duration::from_secs(1));
    let with_users = office.back_up_behind_the_scenes().await;
    let order = office.ordered_by_nobody(with_users).await;
    office.restore(order).await.unwrap();
    assert_eq!(office.connections.entrance().await.unwrap().users.len(), 1);
    office.connections.close().await;
}

#[tokio::test]
async fn a_restore_says_where_the_audit_ended_that_it_replaced() {
    let (mut office, _) = Office::set_up().await;
    let backup = office.back_up_behind_the_scenes().await;
    office.connections.set_lock_after_minutes(5).await.unwrap();
    let head = {
        let mut records = office.connections.database().read().await.unwrap();
        audit_chain::head(&mut records).await.unwrap().unwrap()
    };
    let order = office.ordered_by_nobody(backup).await;
    office.restore(order).await.unwrap();
    let details = office.restore_entry().await.details;
    assert_eq!(details["replaced_entries"], head.entries);
    assert_eq!(details["replaced_last_id"], head.last_id);
    assert_eq!(details["replaced_hash"], head.hash.to_string());
    office.connections.close().await;
}

#[tokio::test]
async fn a_restore_in_the_place_of_records_that_do_not_open_says_nothing_of_their_audit() {
    let (mut office, _) = Office::set_up().await;
    let backup = office.back_up_behind_the_scenes().await;
    let file = office.connections.database().file().to_owned();
    office.connections.close().await;
    fs::write(&file, b"nothing that opens").unwrap();
    let order = office.ordered_by_nobody(backup).await;
    office.restore(order).await.unwrap();
    let details = office.restore_entry().await.details;
    assert!(details.contains_key("backup") && !details.contains_key("replaced_entries"), "{details:?}");
    office.connections.close().await;
}
