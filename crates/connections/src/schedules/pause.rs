//! Pausing a connection: nothing is refreshed or imported of it until it goes on. It is not removed, and it can be updated.

use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{ids::ConnectionId, user::Act},
    store,
};

/// Why a connection is not paused, or does not go on.
#[derive(Debug, thiserror::Error)]
pub enum PauseError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such connection.
    #[error("there is no such connection")]
    NotFound,
    /// A connection that was removed does nothing anyway.
    #[error("the connection was removed")]
    Obsolete,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Pauses a connection, or has it go on.
    ///
    /// # Errors
    /// Where the user may not, the connection was removed, or the records can't be used.
    #[instrument(skip_all, fields(connection = %id, is_paused))]
    pub async fn pause_connection(&self, id: ConnectionId, is_paused: bool) -> Result<(), PauseError> {
        let user = self.permit(Act::ChangeConnections)?;
        let mut records = self.database().write().await?;
        let connection = store::connections::get(&mut records, id).await?.ok_or(PauseError::NotFound)?;
        if connection.obsolete || connection.login.is_none() {
            return Err(PauseError::Obsolete);
        }
        if connection.paused == is_paused {
            return Ok(());
        }
        store::connections::set_paused(&mut records, id, is_paused).await?;
        let outcome = if is_paused { "paused" } else { "resumed" };
        store::audit::append(&mut records, &self.entry(By::User(&user.name), "pause", id, outcome)).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}
