//! Putting a backup in the place of the records. It is asked for while they are open, or where they can't be opened, and
//! carried out while they are closed. What happened at Plaid since the backup is found by the checks that every start
//! makes; logins that were connected since are looked for at Plaid.

use std::path::Path;

use serde_json::json;
use tracing::{info, instrument};

use crate::{
    Clock, Connections, Vault, VaultError,
    access::Denied,
    connections::By,
    model::user::Act,
    store::{
        self, StoreError,
        backups::{self, NOBODY, ReplacedAudit, Restored, RestoredBy, Source},
        settings::Setting,
    },
    update::session::bringing_login,
};

/// The word to put a backup in the place of the records.
#[derive(Debug)]
pub struct RestoreOrder {
    backup: String,
    by: RestoredBy,
}

/// Why a backup does not take the place of the records. They are as they were, unless the folder failed in the middle; then
/// the next start brings it to its end.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The keyring does not give the key of the records.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A new login is not in the records yet, and would be nobody's with the session that brings it gone. Finish it, or give
    /// it up.
    #[error("a new login is not in the records yet")]
    LoginUnderWay {
        /// The bank, where it is known.
        bank: Option<String>,
    },
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The backup is gone, of no use, or can't be copied.
    #[error(transparent)]
    Backup(#[from] backups::RestoreError),
}

impl Connections {
    /// Takes the user's word that a backup is to be restored. The records are still open: nothing is closed for a backup
    /// that is not there or of no use.
    ///
    /// # Errors
    /// Where the user may not, a new login is under way, or the backup can't take the place of the records.
    #[instrument(skip_all, fields(backup))]
    pub async fn order_restore(&self, backup: &str) -> Result<RestoreOrder, RestoreError> {
        let user = self.permit(Act::SetUp)?;
        if let Some(session) = bringing_login(self.under_way().await?) {
            return Err(RestoreError::LoginUnderWay { bank: session.bank() });
        }
        look_at(self.database().file(), self.vault(), backup).await?;
        Ok(RestoreOrder { backup: backup.to_owned(), by: RestoredBy::User(user.name) })
    }

    /// Brings a restore that was decided to its end, before anything is opened.
    pub(crate) fn finish_restore(file: &Path) -> Result<Option<Restored>, store::OpenError> {
        backups::finish(file)
    }

    /// Puts into the audit of the restored records what was restored. It stands there once, however often it is tried.
    #[instrument(skip_all)]
    pub(crate) async fn note_restore(&self, restored: &Restored) -> Result<(), store::OpenError> {
        self.write_restore(restored).await?;
        info!(replaced = restored.replaced, "what took the place of the records is in the audit");
        backups::forget(self.database().file())
    }

    async fn write_restore(&self, restored: &Restored) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        if store::audit::list_of(&mut records, &restored.replaced).await?.is_empty() {
            let (what, outcome) =
                if restored.by_what.is_some() { ("restore", "restored") } else { ("begin_anew", "begun_anew") };
            let mut entry = self.entry_on(By::Itself, what, restored.replaced.clone(), outcome);
            entry.who.clone_from(&restored.by);
            if let Some(Source { backup, schema }) = &restored.by_what {
                entry.details.insert("backup".to_owned(), json!(backup));
                entry.details.insert("schema".to_owned(), json!(schema));
            }
            entry.details.insert("asked_at".to_owned(), json!(restored.at.to_string()));
            if let Some(ReplacedAudit { entries, last_id, hash }) = &restored.audit {
                entry.details.insert("replaced_entries".to_owned(), json!(entries));
                entry.details.insert("replaced_last_id".to_owned(), json!(last_id));
                entry.details.insert("replaced_hash".to_owned(), json!(hash));
            }
            store::audit::append(&mut records, &entry).await?;
            self.plan_schedules_anew(&mut records).await?;
            // What was connected since the backup is a login that these records don't know.
            store::settings::set(&mut records, Setting::OrphansDue, "true").await?;
            records.commit().await?;
        }
        Ok(())
    }
}

/// Begins anew where the records are missing, on the user's word. Their backups are kept, in a folder of their own. New
/// records are made at the next start. Nobody can be signed in, and nothing is done where the records are there.
///
/// # Errors
/// Where the folder can't be written. The next start asks again then.
#[instrument(skip_all)]
pub fn begin_anew(file: &Path, clock: &Clock) -> Result<(), store::OpenError> {
    backups::set_aside(file, NOBODY, clock)
}

impl RestoreOrder {
    /// Where the records can't be opened, nobody can be signed in. A backup from before there was an integration user is
    /// refused then.
    ///
    /// # Errors
    /// Where the backup can't take the place of the records.
    #[instrument(skip_all, fields(backup))]
    pub async fn of_nobody(backup: String, file: &Path, vault: &Vault) -> Result<Self, RestoreError> {
        look_at(file, vault, &backup).await?;
        Ok(Self { backup, by: RestoredBy::Nobody })
    }

    /// Puts the backup in the place of the records, which must be closed. They are opened as at every start afterwards.
    ///
    /// # Errors
    /// See [`RestoreError`].
    #[instrument(skip_all, fields(backup = self.backup))]
    pub async fn carry_out(self, file: &Path, vault: &Vault, clock: &Clock) -> Result<(), RestoreError> {
        backups::finish(file).map_err(backups::RestoreError::Folder)?;
        let keys = vault.database_keys(file).await?;
        let keys: Vec<_> = keys.each().map(|(_, key)| key).collect();
        backups::restore(file, &keys, &self.backup, &self.by, clock).await?;
        Ok(())
    }
}

async fn look_at(file: &Path, vault: &Vault, backup: &str) -> Result<(), RestoreError> {
    let keys = vault.database_keys(file).await?;
    let keys: Vec<_> = keys.each().map(|(_, key)| key).collect();
    Ok(backups::look_at(file, &keys, backup).await?)
}

#[cfg(test)]
mod tests;
