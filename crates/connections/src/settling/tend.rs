//! One pass over all sessions that are not settled, each connection by itself.

use std::{collections::HashSet, time::Duration};

use tokio::task::{JoinError, JoinSet};
use tracing::{Instrument, error, instrument, warn};

use super::pace::{IDLE, until};
use crate::{
    Connections, StoreError,
    arrival::duplicate::PUBLIC_TOKEN_LIVES,
    model::{
        ids::ConnectionId,
        link_session::{Event, LinkSession, State},
    },
    store,
};

/// How long a session may wait for its page to be made. No call to Plaid takes that long: whoever asked is gone.
const REQUESTED_AT_MOST: Duration = Duration::from_mins(5);
/// How long the driver rests where the records can't be used.
const RECORDS_REST: Duration = Duration::from_secs(30);

impl Connections {
    /// Takes every session that is not settled one step further, as far as it is due, and says when to look again.
    ///
    /// What fails is put off and logged; it is no error of the pass.
    #[instrument(skip_all)]
    pub async fn tend(&self) -> Duration {
        let mut passes = JoinSet::new();
        for id in self.to_be_tended().await {
            let connections = self.clone();
            passes.spawn(async move { connections.pass(id).await }.in_current_span());
        }
        let mut next_look = IDLE;
        while let Some(pass) = passes.join_next().await {
            next_look = next_look.min(pass.unwrap_or_else(|panic| after_panic(&panic)));
        }
        next_look
    }

    /// The connections that have a session which is not settled.
    pub(super) async fn to_be_tended(&self) -> HashSet<ConnectionId> {
        match self.unsettled().await {
            Ok(sessions) => {
                self.pace().keep(|id| sessions.iter().any(|session| session.id == id));
                sessions.into_iter().map(|session| session.connection).collect()
            }
            Err(error) => {
                warn!(%error, "the sessions can't be read");
                self.met(&error);
                HashSet::new()
            }
        }
    }

    /// One pass over the sessions of one connection. Says when to look again.
    pub(super) async fn pass(&self, id: ConnectionId) -> Duration {
        self.tend_connection(id).await.unwrap_or_else(|error| {
            warn!(%error, "a session can't be tended to");
            self.met(&error);
            RECORDS_REST
        })
    }

    /// The same, for whoever has to know that it failed.
    pub(crate) async fn tend_connection(&self, id: ConnectionId) -> Result<Duration, StoreError> {
        let _alone = self.alone_with(id).await;
        let sessions = {
            let mut records = self.database().read().await?;
            store::link_sessions::unsettled_of(&mut records, id).await?
        };
        self.tend_in_turn(sessions).await
    }

    async fn unsettled(&self) -> Result<Vec<LinkSession>, StoreError> {
        let mut records = self.database().read().await?;
        store::link_sessions::unsettled(&mut records).await
    }

    /// The sessions of one connection. While one is under way, what comes of a page that is only watched would be taken
    /// for its doing; so that waits.
    async fn tend_in_turn(&self, sessions: Vec<LinkSession>) -> Result<Duration, StoreError> {
        let one_is_under_way = sessions.iter().any(|session| session.state.outcome().is_none());
        let mut next_look = IDLE;
        for session in sessions {
            if !one_is_under_way || session.state.outcome().is_none() {
                next_look = next_look.min(self.tend_to(session).await?);
            }
        }
        Ok(next_look)
    }

    /// One session, as far as it goes now.
    #[instrument(skip_all, fields(session = %session.id, connection = %session.connection))]
    async fn tend_to(&self, session: LinkSession) -> Result<Duration, StoreError> {
        let mut session = session;
        if self.asks_about(&session) {
            self.pace().asked(session.id, self.now());
            match self.ask(session).await? {
                Some(asked) => session = asked,
                None => return Ok(Duration::ZERO),
            }
        }
        while is_to_be_settled(session.state) && self.is_due(&session) {
            match self.settle(session).await? {
                Some(settled) => session = settled,
                None => return Ok(Duration::ZERO),
            }
        }
        if session.state == State::AwaitingChoice {
            match self.expire_choice(session).await? {
                Some(awaited) => session = awaited,
                None => return Ok(Duration::ZERO),
            }
        }
        if session.state == State::Requested && self.now() >= session.started_at + REQUESTED_AT_MOST {
            self.advance(session.id, Event::Expired, LinkSession::put_away).await?;
        }
        Ok(self.wait(&session))
    }

    /// Whether Plaid may have news of the page, and it is time to ask.
    fn asks_about(&self, session: &LinkSession) -> bool {
        match session.state {
            // The page is over, and has said all.
            State::Requested | State::AwaitingChoice | State::Exchanging | State::Held | State::Settled(_) => false,
            State::Open => true,
            // Whoever left a moment before the end has completed it: that is asked along with the reading.
            State::Ended(page) => !page.ending.is_final() && self.is_due(session),
            State::AwaitingMapping(page) => {
                !page.ending.is_final() && self.pace().is_due(session.id, session.state, self.now())
            }
            State::Watched { .. } => self.pace().is_due(session.id, session.state, self.now()),
        }
    }

    fn is_due(&self, session: &LinkSession) -> bool {
        session.delay.as_ref().is_none_or(|delay| !delay.is_pending(self.now()))
    }

    /// How long until the session has to be looked at again.
    fn wait(&self, session: &LinkSession) -> Duration {
        let now = self.now();
        match session.state {
            State::Open | State::Watched { .. } => self.pace().wait(session.id, session.state, now),
            State::Requested => until(session.started_at + REQUESTED_AT_MOST, now),
            State::Ended(_) | State::Exchanging | State::Held => {
                session.delay.as_ref().map_or(Duration::ZERO, |delay| until(delay.next_try_at, now))
            }
            State::AwaitingChoice => {
                session.ended_at.map_or(IDLE, |ended_at| until(ended_at + PUBLIC_TOKEN_LIVES, now))
            }
            State::AwaitingMapping(page) if !page.ending.is_final() => self.pace().wait(session.id, session.state, now),
            State::AwaitingMapping(_) | State::Settled(_) => IDLE,
        }
    }
}

/// Whether something has to be read or done before the session is where it belongs.
const fn is_to_be_settled(state: State) -> bool {
    matches!(state, State::Ended(_) | State::Exchanging | State::Held)
}

/// When to look again after a pass that failed by a mistake of ours.
pub(super) fn after_panic(panic: &JoinError) -> Duration {
    error!(%panic, "tending to a session failed");
    RECORDS_REST
}
