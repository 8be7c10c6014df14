//! The start after an end that nobody planned: every session that is not settled is told that it was found.

use tracing::{info, instrument};

use crate::{
    Connections, StoreError,
    model::link_session::{Event, LinkSession, State},
    store,
};

/// Why the sessions can't be taken up again.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Takes up what an earlier run of the application left. To be called once, before the driver runs and before any
    /// session is begun; without the network. The driver then does what is left to do.
    ///
    /// # Errors
    /// Where the records can't be used. It can be called again then.
    #[instrument(skip_all)]
    pub async fn recover(&self) -> Result<(), RecoverError> {
        let sessions = {
            let mut records = self.database().read().await?;
            store::link_sessions::unsettled(&mut records).await?
        };
        let found = sessions.len();
        for session in sessions {
            let recovered = session.recovered || is_unfinished(&session);
            let now = self.now();
            self.advance(session.id, Event::FoundAtStart, |session| {
                session.recovered = recovered;
                session.try_now(now);
            })
            .await?;
        }
        self.recover_mail().await?;
        self.recover_removals().await?;
        self.recover_schedules().await?;
        info!(found, "took up what was left");
        self.wake();
        Ok(())
    }
}

/// Whether the records were not right yet when the application ended.
const fn is_unfinished(session: &LinkSession) -> bool {
    match session.state {
        State::Requested
        | State::Open
        | State::Ended(_)
        | State::AwaitingMapping(_)
        | State::AwaitingChoice
        | State::Exchanging
        | State::Held => true,
        State::Watched { .. } | State::Settled(_) => false,
    }
}
