//! Who may put back what, and what the audit says of it.

use super::{RestoreError, RestoreOrder};
use crate::{
    store::backups::{self, BackupKind},
    testing::{OWN, Office},
};

impl Office {
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
    let refused = office.restore(RestoreOrder::of_nobody(without_users)).await;
    assert!(matches!(refused, Err(RestoreError::Backup(backups::RestoreError::Unowned))), "{refused:?}");
    assert_eq!(office.connections.entrance().await.unwrap().users.len(), 1);

    office.clock.advance(std::time::Duration::from_secs(1));
    let with_users = office.back_up_behind_the_scenes().await;
    office.restore(RestoreOrder::of_nobody(with_users)).await.unwrap();
    assert_eq!(office.connections.entrance().await.unwrap().users.len(), 1);
    office.connections.close().await;
}
