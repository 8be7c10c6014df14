//! The start after an end that nobody planned: every session that is not settled is told that it was found.

use tracing::{info, instrument};

use crate::{
    Connections, StoreError,
    model::link_session::{Event, LinkSession, Outcome, State},
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
    /// Where the records can't be used. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn recover(&self) -> Result<(), RecoverError> {
        let mut records = self.database().write().await?;
        let sessions = store::link_sessions::unsettled(&mut records).await?;
        let found = sessions.len();
        for mut session in sessions {
            let Ok(next) = session.state.after(Event::FoundAtStart) else { continue };
            session.recovered |= is_unfinished(&session);
            session.move_to(next, self.now());
            if next == State::Settled(Outcome::NotOpened) {
                store::audit::append(&mut records, &self.entry("update", &session.connection, "not_opened")).await?;
            }
            store::link_sessions::save(&mut records, &session).await?;
        }
        records.commit().await.map_err(StoreError::from)?;
        info!(found, "took up what was left");
        self.tell();
        self.wake();
        Ok(())
    }
}

/// Whether the records were not right yet when the application ended.
const fn is_unfinished(session: &LinkSession) -> bool {
    match session.state {
        State::Requested | State::Open | State::Ended(_) | State::AwaitingMapping(_) => true,
        State::Watched(_) | State::Settled(_) => false,
    }
}
