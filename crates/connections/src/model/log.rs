//! The connection log: every link session and every removal, whatever came of it.

use jiff::Timestamp;

use super::{connection::Institution, link_session::Outcome};

/// A session or a removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// When it was begun.
    pub at: Timestamp,
    /// By whom: the name of a user, or that of the application.
    pub who: String,
    /// The bank. `None` where none was picked.
    pub institution: Option<Institution>,
    /// The bank of the connection that it was about, where the user picked another one.
    pub expected: Option<Institution>,
    /// What was wanted.
    pub kind: LogKind,
    /// What it came to.
    pub outcome: LogOutcome,
    /// Plaid's error code, where there is one.
    pub error_code: Option<String>,
    /// Plaid's id of the last request that tells something of it: of a removal the proof, where there is one.
    pub request_id: Option<String>,
    /// Plaid's id of the session; of a removal that of the session which brought the login.
    pub plaid_session_id: Option<String>,
}

/// What was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogKind {
    /// A bank was to be connected.
    Connect,
    /// A login was to be renewed.
    Update,
    /// A login was to be replaced.
    Replace,
    /// A removed connection was to be given a new login.
    Reconnect,
    /// A login was to be removed.
    Removal,
}

/// What it came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogOutcome {
    /// It is a session, and not over.
    UnderWay,
    /// It is a session, and came to this.
    Session(Outcome),
    /// Plaid has not confirmed the removal.
    Removing,
    /// Plaid confirmed the removal.
    Removed,
}
