//! Link sessions under way, and what became of the wish to begin one.

use connections::{
    SessionOverview, Stage,
    model::link_session::{Place, Purpose},
};
use serde::Serialize;
use ts_rs::TS;

use super::{InstitutionView, Problem};
use crate::link::guard::Wish;

/// The link session in front of the user.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SessionView {
    /// Our own id.
    pub id: String,
    /// What it is for.
    pub purpose: PurposeView,
    /// The connection that it is about. `null` while a bank is being connected.
    pub connection_id: Option<String>,
    /// The bank. `null` while the user has not picked one.
    pub institution: Option<InstitutionView>,
    /// How far it has come.
    pub stage: StageView,
    /// Where its page is open.
    pub place: PlaceView,
    /// The wish to leave that waits for the user's answer.
    pub leave_requested: Option<LeaveRequestView>,
    /// Why the result can't be read yet.
    pub problem: Option<Problem>,
    /// When it is tried again.
    pub retry_at: Option<String>,
}

/// What a link session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PurposeView {
    /// Renews the login of a connection.
    Update,
    /// Connects a bank.
    Connect,
    /// Puts a new login in the place of the present one.
    Replace,
    /// Gives a removed connection a new login.
    Reconnect,
}

/// How far a link session has come.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StageView {
    /// The page is being asked for.
    Requested,
    /// The page is open.
    Open,
    /// The page is left, and its result is being read.
    Settling,
    /// Its result can't be read now and is asked for again by itself.
    Waiting,
    /// The bank looks connected already, and the user has to say what is wanted.
    AwaitingChoice,
    /// The user has to say which account is which.
    AwaitingMapping,
}

/// Where the page of a session is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlaceView {
    /// In the Link window.
    Window,
    /// In the user's browser.
    Browser,
}

/// What the user wished to do while a session was open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeaveRequestView {
    /// To close the Link window.
    Close,
    /// To quit the application.
    Quit,
    /// The user's place: somebody else may sign in.
    SignOut,
    /// The computer, for a while.
    Lock,
}

/// What became of the wish to update.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UpdateStartView {
    /// The Link window is open.
    Opened {
        /// The link session.
        session_id: String,
    },
    /// The connection works again by itself, so that nothing has to be done.
    Healed,
    /// The user called it off before the page was there.
    CalledOff,
}

/// What became of the wish to connect, to replace or to reconnect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SessionStartView {
    /// The Link window is open.
    Opened {
        /// The link session.
        session_id: String,
    },
    /// The user called it off before the page was there.
    CalledOff,
}

impl SessionView {
    /// A session with the wish to leave it that waits for an answer.
    pub fn new(session: SessionOverview, wish: Option<Wish>) -> Self {
        Self {
            id: session.id.to_string(),
            purpose: session.purpose.into(),
            connection_id: session.connection.map(|id| id.to_string()),
            institution: session.institution.map(InstitutionView::from),
            stage: session.stage.into(),
            place: session.place.into(),
            leave_requested: wish.map(LeaveRequestView::from),
            problem: session.setback.map(|setback| Problem::of_delay(setback, session.setback_code)),
            retry_at: session.retry_at.map(|time| time.to_string()),
        }
    }
}

impl From<Purpose> for PurposeView {
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Update => Self::Update,
            Purpose::Connect(_) => Self::Connect,
            Purpose::Replace(_) => Self::Replace,
            Purpose::Reconnect(_) => Self::Reconnect,
        }
    }
}

impl From<Stage> for StageView {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Requested => Self::Requested,
            Stage::Open => Self::Open,
            Stage::Settling => Self::Settling,
            Stage::Waiting => Self::Waiting,
            Stage::AwaitingChoice => Self::AwaitingChoice,
            Stage::AwaitingMapping => Self::AwaitingMapping,
        }
    }
}

impl From<Place> for PlaceView {
    fn from(place: Place) -> Self {
        match place {
            Place::Window => Self::Window,
            Place::Browser => Self::Browser,
        }
    }
}

impl From<Wish> for LeaveRequestView {
    fn from(wish: Wish) -> Self {
        match wish {
            Wish::Close => Self::Close,
            Wish::Quit => Self::Quit,
            Wish::SignOut => Self::SignOut,
            Wish::Lock => Self::Lock,
        }
    }
}
