//! The driver: one pass over all sessions that are not settled, and the loop over the passes.

use std::{collections::HashMap, convert::Infallible, time::Duration};

use tokio::{task::JoinSet, time};
use tracing::{Instrument, error, instrument, warn};

use super::pace::{IDLE, until};
use crate::{
    Connections, StoreError,
    model::{
        ids::{ConnectionId, LinkSessionId},
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
        let _alone = self.settling().lock().await;
        let sessions = match self.unsettled().await {
            Ok(sessions) => sessions,
            Err(error) => {
                warn!(%error, "the sessions can't be read");
                return RECORDS_REST;
            }
        };
        self.pace().keep(|id| sessions.iter().any(|session| session.id == id));
        let mut passes = JoinSet::new();
        for of_connection in by_connection(sessions) {
            let connections = self.clone();
            passes.spawn(async move { connections.tend_in_turn(of_connection).await }.in_current_span());
        }
        let mut next_look = IDLE;
        while let Some(pass) = passes.join_next().await {
            next_look = next_look.min(match pass {
                Ok(Ok(wait)) => wait,
                Ok(Err(error)) => {
                    warn!(%error, "a session can't be tended to");
                    RECORDS_REST
                }
                Err(panic) => {
                    error!(%panic, "tending to a session failed");
                    RECORDS_REST
                }
            });
        }
        next_look
    }

    /// Tends for ever, on time and whenever something happened. Ends with the task that it runs in; nothing is lost by
    /// that.
    pub async fn run(&self) -> Infallible {
        tokio::join!(self.drive(), self.watch_health()).0
    }

    /// A hint that the page of a session is over: the driver asks Plaid at once, and more often for a while.
    pub fn completion_seen(&self, session: LinkSessionId) {
        self.pace().hint(session, self.now());
        self.wake();
    }

    async fn drive(&self) -> Infallible {
        loop {
            let wait = self.tend().await;
            // Either is a reason to look again.
            let _ = time::timeout(wait, self.woken()).await;
        }
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
        if matches!(session.state, State::Ended(_)) && self.is_due(&session) {
            match self.settle(session).await? {
                Some(settled) => session = settled,
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
            State::Requested | State::Settled(_) => false,
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
            State::Ended(_) => session.delay.as_ref().map_or(Duration::ZERO, |delay| until(delay.next_try_at, now)),
            State::AwaitingMapping(page) if !page.ending.is_final() => self.pace().wait(session.id, session.state, now),
            State::AwaitingMapping(_) | State::Settled(_) => IDLE,
        }
    }
}

/// The sessions in groups, one a connection, each in the order in which they came.
fn by_connection(sessions: Vec<LinkSession>) -> impl Iterator<Item = Vec<LinkSession>> {
    let mut groups: HashMap<ConnectionId, Vec<LinkSession>> = HashMap::new();
    for session in sessions {
        groups.entry(session.connection).or_default().push(session);
    }
    groups.into_values()
}
