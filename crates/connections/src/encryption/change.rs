//! The user changes the key of the records. What is decided while they are open is carried out while they are closed, and
//! opening them again brings it to its end.

use std::path::Path;

use tracing::{info, instrument, warn};

use super::{CHANGE, RECORDS, opening::FileBehind};
use crate::{
    Connections, Vault, VaultError,
    access::Denied,
    connections::By,
    model::user::Act,
    store::{self, audit, reencryption},
    vault::Place,
};

/// Why the key can't be changed. The records and their key are as they were then, unless the keyring or the disk failed in
/// the middle: then opening them finds out, and brings it to its end.
#[derive(Debug, thiserror::Error)]
pub enum KeyChangeError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no keyring: the key is gone with the process anyway.
    #[error("the key is kept in memory only")]
    InMemory,
    /// An earlier change has to come to its end first, which it does when the application starts.
    #[error("an earlier change of the key is not at its end")]
    Unsettled,
    /// These backups need the key that was before, and there is room for one former key only.
    #[error("a backup is still under the former key: {}", names_of(.0))]
    BackupsBehind(Vec<FileBehind>),
    /// The keyring does not take the next key.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The records can't be put under it.
    #[error(transparent)]
    Records(#[from] store::OpenError),
}

/// A change of the key that somebody who may has decided on.
#[derive(Debug)]
pub struct KeyChange {
    pub(super) vault: Vault,
    pub(super) entry: audit::Entry,
}

impl Connections {
    /// Decides on a change of the key. Nothing is changed yet: the records have to be closed for that.
    ///
    /// # Errors
    /// Where the user may not, or it is not possible now.
    #[instrument(skip_all)]
    pub fn decide_key_change(&self) -> Result<KeyChange, KeyChangeError> {
        let user = self.permit(Act::SetUp)?;
        if self.vault().is_in_memory() {
            return Err(KeyChangeError::InMemory);
        }
        let remainder = self.key_remainder();
        if !remainder.behind.is_empty() {
            return Err(KeyChangeError::BackupsBehind(remainder.behind.clone()));
        }
        if remainder.is_unsettled {
            return Err(KeyChangeError::Unsettled);
        }
        let entry = self.entry_on(By::User(&user.name), CHANGE, RECORDS.to_owned(), "changed");
        Ok(KeyChange { vault: self.vault().clone(), entry })
    }
}

impl KeyChange {
    /// Puts the records in this file, which must be closed, under a new key.
    ///
    /// # Errors
    /// Where that can't be done.
    #[instrument(skip_all)]
    pub async fn carry_out(self, file: &Path) -> Result<(), KeyChangeError> {
        let Self { vault, entry } = self;
        let keys = vault.database_keys(file).await?;
        let (Some(key), true) = (keys.at(Place::Current), keys.is_settled()) else {
            return Err(KeyChangeError::Unsettled);
        };
        let next = match vault.make_next_key().await {
            Ok(next) => next,
            Err(error) => return Err(given_up(&vault, error.into()).await),
        };
        // Where this fails the next key stays in the keyring: the records may be under it. Opening them decides.
        match reencryption::reencrypt(file, key, &next, Some(&entry)).await {
            Ok(()) => {}
            Err(error) if reencryption::opens(file, &next).await.unwrap_or(false) => {
                warn!(%error, "the records are under the next key, which may not be on the disk yet");
            }
            Err(error) => return Err(error.into()),
        }
        info!("the records are under the next key");
        Ok(())
    }
}

/// Forgets the next key, which was not made whole, so that nothing is under it. Where the keyring does not answer the next
/// start does.
async fn given_up(vault: &Vault, error: KeyChangeError) -> KeyChangeError {
    if let Err(error) = vault.forget_key(Place::Next).await {
        warn!(%error, "a key that nothing is under is left in the keyring");
    }
    error
}

fn names_of(behind: &[FileBehind]) -> String {
    behind.iter().map(|file| &*file.name).collect::<Vec<_>>().join(", ")
}
