//! The backups that there are, also where the records can't be opened.

use std::path::{Path, PathBuf};

use tracing::instrument;

use super::{BackupFailure, Usability};
use crate::{
    Connections, Vault, VaultError,
    access::Denied,
    model::user::Act,
    store::{
        OpenError, Refusal,
        backups::{self, Backup},
    },
    vault::DatabaseKey,
};

/// The file of the records and its backups.
#[derive(Debug, Clone)]
pub struct RecordsOverview {
    /// The file.
    pub file: PathBuf,
    /// Where its backups lie, with the files that were replaced.
    pub folder: PathBuf,
    /// The backups, the newest first.
    pub backups: Vec<BackupOverview>,
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupOverview {
    /// What its file tells.
    pub backup: Backup,
    /// Whether it can take the place of the records. Whether all of it is whole is seen then.
    pub usability: Usability,
}

/// What the records are like at present.
#[derive(Debug, Clone)]
pub struct RecordsCondition {
    /// Why nothing can be written, where that is so.
    pub refusal: Option<Refusal>,
    /// The last backup, where it failed.
    pub backup_failure: Option<BackupFailure>,
}

/// Why the backups can't be told.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The keyring does not give the key of the records.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The folder can't be read.
    #[error(transparent)]
    Folder(OpenError),
}

impl Connections {
    /// The file of the records and its backups.
    ///
    /// # Errors
    /// Where nobody is signed in, or the folder can't be read.
    #[instrument(skip_all)]
    pub async fn records(&self) -> Result<RecordsOverview, RecordsError> {
        self.permit(Act::Look)?;
        overview(self.database().file(), &[self.database().key()]).await
    }

    /// What the records are like at present.
    ///
    /// # Errors
    /// Where nobody is signed in.
    pub fn records_condition(&self) -> Result<RecordsCondition, Denied> {
        self.permit(Act::Look)?;
        Ok(RecordsCondition {
            refusal: *self.database().condition().refusal().borrow(),
            backup_failure: self.records_watch().failure().clone(),
        })
    }
}

/// The file of the records and its backups, where the records themselves can't be opened.
///
/// # Errors
/// Where the folder can't be read, or the keyring does not give the key.
#[instrument(skip_all)]
pub async fn records_that_do_not_open(file: &Path, vault: &Vault) -> Result<RecordsOverview, RecordsError> {
    let keys = vault.database_keys(file).await?;
    // While a change of the key is under way the keyring has more than one, and each start finds the right one.
    let keys: Vec<_> = keys.each().map(|(_, key)| key).collect();
    overview(file, &keys).await
}

async fn overview(file: &Path, keys: &[&DatabaseKey]) -> Result<RecordsOverview, RecordsError> {
    let mut found = Vec::new();
    for backup in backups::list(file).map_err(|error| RecordsError::Folder(error.into()))? {
        let usability = Usability::of(backup.schema, backups::key_of(file, &backup, keys).await.is_some());
        found.push(BackupOverview { backup, usability });
    }
    Ok(RecordsOverview { file: file.to_owned(), folder: backups::folder(file), backups: found })
}
