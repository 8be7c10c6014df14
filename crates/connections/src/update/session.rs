//! The session in front of the user, if there is one.

use jiff::Timestamp;
use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    model::{
        connection::Institution,
        ids::{ConnectionId, LinkSessionId},
        link_session::{Ended, LinkSession, Place, Purpose, Setback, State},
        user::Act,
    },
    store,
};

/// A session as the window shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionOverview {
    /// The session.
    pub id: LinkSessionId,
    /// What it is for.
    pub purpose: Purpose,
    /// The connection that it is about. `None` while a bank is connected.
    pub connection: Option<ConnectionId>,
    /// The bank, once it is known.
    pub institution: Option<Institution>,
    /// How far it has come.
    pub stage: Stage,
    /// Where its page is shown.
    pub place: Place,
    /// What stands in the way, where it waits.
    pub setback: Option<Setback>,
    /// Plaid's code of what stands in the way, where Plaid answered.
    pub setback_code: Option<String>,
    /// When it is tried again, where it waits.
    pub retry_at: Option<Timestamp>,
}

/// How far a session has come, in the order in which it matters to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The page is being made.
    Requested,
    /// The page is open.
    Open,
    /// The page is over, and its result is being read.
    Settling,
    /// The user has to say what is wanted of a bank that looks connected already.
    AwaitingChoice,
    /// The user has to say which account is which.
    AwaitingMapping,
    /// The result can't be read now, and will be by itself.
    Waiting,
}

/// Why it can't be told.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// The one session that matters most now. The guard of the windows asks for it, whoever is signed in.
    ///
    /// # Errors
    /// Where the records can't be read.
    pub async fn session(&self) -> Result<Option<SessionOverview>, SessionError> {
        Ok(self.under_way().await?.into_iter().next())
    }

    /// The sessions under way, the most pressing first; of the same stage the oldest first. At most one is open.
    /// Sessions that are only watched are not among them.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn sessions(&self) -> Result<Vec<SessionOverview>, SessionError> {
        self.permit(Act::Look)?;
        Ok(self.under_way().await?)
    }

    /// The same for what the application does by itself, whoever is signed in.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn under_way(&self) -> Result<Vec<SessionOverview>, StoreError> {
        let mut records = self.database().read().await?;
        let mut overviews = Vec::new();
        for session in store::link_sessions::unsettled(&mut records).await? {
            let Some(stage) = stage_of(&session, self.now()) else { continue };
            overviews.push(SessionOverview {
                id: session.id,
                purpose: session.purpose,
                connection: session.has_connection().then_some(session.connection),
                institution: session.institution,
                stage,
                place: session.place,
                setback: session.delay.as_ref().map(|delay| delay.setback),
                retry_at: session.delay.as_ref().map(|delay| delay.next_try_at),
                setback_code: session.delay.and_then(|delay| delay.code),
            });
        }
        overviews.sort_by_key(|session| session.stage);
        Ok(overviews)
    }
}

impl SessionOverview {
    /// Whether the session brings a login that the records don't have yet. What is done at Plaid for it is lost to whoever
    /// loses the session, and some of it can't wait: Plaid knows a public token for half an hour.
    #[must_use]
    pub const fn brings_login(&self) -> bool {
        self.purpose.login().is_some()
    }

    /// The name of the bank, once it is known.
    pub(crate) fn bank(self) -> Option<String> {
        self.institution.map(|institution| institution.name)
    }
}

/// The session among these that brings a login which the records don't have yet.
pub(crate) fn bringing_login(sessions: Vec<SessionOverview>) -> Option<SessionOverview> {
    sessions.into_iter().find(SessionOverview::brings_login)
}

fn stage_of(session: &LinkSession, now: Timestamp) -> Option<Stage> {
    let waits = session.delay.as_ref().is_some_and(|delay| delay.is_pending(now));
    match session.state {
        State::Requested => Some(Stage::Requested),
        State::Open => Some(Stage::Open),
        // The user was told already; this reading matters only if something new comes of it.
        State::Ended(Ended { earlier: Some(_), .. }) if session.delay.is_none() => None,
        State::Ended(_) | State::Exchanging | State::Held if waits => Some(Stage::Waiting),
        State::Ended(_) | State::Exchanging | State::Held => Some(Stage::Settling),
        State::AwaitingChoice => Some(Stage::AwaitingChoice),
        State::AwaitingMapping(_) => Some(Stage::AwaitingMapping),
        State::Watched { .. } | State::Settled(_) => None,
    }
}
