//! Settling on demand: the user does not want to wait for the next try.

use serde_json::json;
use sqlx::SqliteConnection;
use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        ids::{ConnectionId, LinkSessionId},
        link_session::LinkSession,
        user::Act,
    },
    store::{self, audit::Entry},
};

/// Why nothing can be tried.
#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such connection, or no such session.
    #[error("there is nothing like that to try again")]
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
        let user = self.permit(Act::ChangeConnections)?;
        let asked = self.entry(By::User(&user.name), "retry_settling", id, "asked_for");
        self.make_due_with(id, Some(asked)).await?;
        self.wake();
        Ok(())
    }

    /// Makes this session due now, and has the driver look. It waits for no answer. A session that connects a bank has no
    /// connection on record yet by which it could be told. Where the session is settled, nothing is left to be tried.
    ///
    /// # Errors
    /// Where the user may not, there is no such session, or the records can't be used.
    #[instrument(skip_all, fields(session = %id))]
    pub async fn retry_session(&self, id: LinkSessionId) -> Result<(), RetryError> {
        let user = self.permit(Act::ChangeConnections)?;
        if self.make_one_due(id, &user.name).await? {
            self.wake();
        }
        Ok(())
    }

    /// Makes everything that is put off for this connection due now.
    pub(crate) async fn make_due(&self, id: ConnectionId) -> Result<(), StoreError> {
        self.make_due_with(id, None).await
    }

    /// The same, with an entry of the audit where the user asked for it.
    async fn make_due_with(&self, id: ConnectionId, asked: Option<Entry>) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        store::connections::get(&mut records, id).await?.ok_or(StoreError::NotFound)?;
        for session in store::link_sessions::unsettled_of(&mut records, id).await? {
            self.make_session_due(&mut records, session).await?;
        }
        if let Some(asked) = &asked {
            store::audit::append(&mut records, asked).await?;
        }
        records.commit().await?;
        self.tell();
        Ok(())
    }

    /// Makes this session due now. Whether there is anything left to be tried.
    async fn make_one_due(&self, id: LinkSessionId, user: &str) -> Result<bool, StoreError> {
        let mut records = self.database().write().await?;
        let session = store::link_sessions::get(&mut records, id).await?.ok_or(StoreError::NotFound)?;
        if session.state.is_settled() {
            return Ok(false);
        }
        let mut asked = self.entry(By::User(user), "retry_session", session.connection, "asked_for");
        asked.details.insert("session".to_owned(), json!(id.to_string()));
        self.make_session_due(&mut records, session).await?;
        store::audit::append(&mut records, &asked).await?;
        records.commit().await?;
        self.tell();
        Ok(true)
    }

    pub(crate) async fn make_session_due(
        &self,
        records: &mut SqliteConnection,
        mut session: LinkSession,
    ) -> Result<(), StoreError> {
        self.pace().hurry(session.id);
        session.try_now(self.now());
        store::link_sessions::save(records, &session).await
    }
}

impl From<StoreError> for RetryError {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::NotFound) { Self::NotFound } else { Self::Store(error) }
    }
}
