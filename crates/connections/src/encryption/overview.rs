//! What is known of the key of the records, without the key.

use jiff::Timestamp;

use super::{CHANGE, opening::FileBehind};
use crate::{Connections, StoreError, access::Denied, model::user::Act, store};

/// How the records are encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncryptionOverview {
    /// When the key was changed the last time, and by whom. `None` where it is the first one.
    pub changed: Option<(Timestamp, String)>,
    /// The files beside the records that are still under the former key.
    pub behind: Vec<FileBehind>,
    /// Whether the key is kept in memory only, because there is no keyring.
    pub is_in_memory: bool,
}

/// Why that can't be told.
#[derive(Debug, thiserror::Error)]
pub enum EncryptionError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// What is known of the key of the records.
    ///
    /// # Errors
    /// Where nobody is signed in, or the records can't be read.
    pub async fn encryption(&self) -> Result<EncryptionOverview, EncryptionError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(EncryptionOverview {
            changed: store::audit::last(&mut records, CHANGE).await?,
            behind: self.key_remainder().behind.clone(),
            is_in_memory: self.vault().is_in_memory(),
        })
    }
}
