//! Settling on demand: the user does not want to wait for the next try.

use tracing::instrument;

use crate::{Connections, StoreError, model::ids::ConnectionId, store};

/// Why nothing can be tried.
#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    /// Only the integration user may.
    #[error("only the integration user may update bank connections")]
    NotAllowed,
    /// There is no such connection.
    #[error("there is no such connection")]
    NotFound,
    /// The records can't be used.
    #[error(transparent)]
    Store(StoreError),
}

impl Connections {
    /// Makes everything that is put off for this connection due now, and has the driver look. It waits for no answer.
    ///
    /// # Errors
    /// Where the user may not, there is no such connection, or the records can't be used.
    #[instrument(skip_all, fields(connection = %id))]
    pub async fn retry(&self, id: ConnectionId) -> Result<(), RetryError> {
        if !self.user().role.may_update() {
            return Err(RetryError::NotAllowed);
        }
        self.make_due(id).await?;
        self.wake();
        Ok(())
    }

    /// Makes everything that is put off for this connection due now.
    pub(crate) async fn make_due(&self, id: ConnectionId) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        store::connections::get(&mut records, id).await?.ok_or(StoreError::NotFound)?;
        for mut session in store::link_sessions::unsettled_of(&mut records, id).await? {
            self.pace().hurry(session.id);
            session.try_now(self.now());
            store::link_sessions::save(&mut records, &session).await?;
        }
        records.commit().await?;
        self.tell();
        Ok(())
    }
}

impl From<StoreError> for RetryError {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::NotFound) { Self::NotFound } else { Self::Store(error) }
    }
}
