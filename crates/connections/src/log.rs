//! The connection log, as the window shows it: every session and every removal, also those that came to nothing.

use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    model::{log::LogEntry, user::Act},
    store,
};

/// Why there is no log.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The records can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// The last sessions and removals, the newest first.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn connection_log(&self) -> Result<Vec<LogEntry>, LogError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(store::connection_log::list(&mut records).await?)
    }
}
