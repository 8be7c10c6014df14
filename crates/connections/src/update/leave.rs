//! The ways out of an open page that Plaid knows nothing of.
//!
//! Credentials may have been entered; so the session is not over with this, it only has ended. What it left behind is
//! read next, and once more when Plaid closes the page.

use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    model::{
        ids::LinkSessionId,
        link_session::{Event, LinkSession, State},
        user::Act,
    },
};

/// Why a session can't be left.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such session.
    #[error("there is no such link session")]
    NotFound,
    /// The records can't be used.
    #[error(transparent)]
    Store(StoreError),
}

impl Connections {
    /// The user left the page. Where it is over already, nothing happens.
    ///
    /// # Errors
    /// Where the user may not, there is no such session, or the records can't be used.
    #[instrument(skip_all, fields(session = %id))]
    pub async fn leave(&self, id: LinkSessionId) -> Result<(), LeaveError> {
        self.permit(Act::ChangeConnections)?;
        self.end(id, Event::Left).await
    }

    /// The window of the page vanished without a word. Where the page is over already, nothing happens. It is a fact and
    /// nobody's decision, so that it is taken whoever uses the application.
    ///
    /// # Errors
    /// Where there is no such session, or the records can't be used.
    #[instrument(skip_all, fields(session = %id))]
    pub async fn window_lost(&self, id: LinkSessionId) -> Result<(), LeaveError> {
        self.end(id, Event::WindowLost).await
    }

    async fn end(&self, id: LinkSessionId, event: Event) -> Result<(), LeaveError> {
        self.advance(id, event, |session| {
            // Left before there was a page: that is no news to the user.
            if matches!(session.state, State::Settled(_)) {
                session.put_away();
            }
        })
        .await?;
        self.wake();
        Ok(())
    }
}

impl LinkSession {
    /// Settled without anything that the user would have to be told.
    pub(crate) const fn put_away(&mut self) {
        self.acknowledged_at = self.settled_at;
    }
}

impl From<StoreError> for LeaveError {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::NotFound) { Self::NotFound } else { Self::Store(error) }
    }
}
