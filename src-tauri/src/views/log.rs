//! The connection log: every session and every removal.

use connections::model::log::{LogEntry, LogKind, LogOutcome};
use serde::Serialize;
use ts_rs::TS;

use super::{InstitutionView, OutcomeView};

/// A session or a removal.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LogEntryView {
    /// When it was begun.
    pub at: String,
    /// By whom: the name of a user, or that of the application.
    pub who: String,
    /// The bank. `null` where none was picked.
    pub institution: Option<InstitutionView>,
    /// The bank of the connection that it was about, where another one was picked.
    pub expected_institution: Option<InstitutionView>,
    /// What was wanted.
    pub kind: LogKindView,
    /// What it came to.
    pub outcome: LogOutcomeView,
    /// Plaid's error code, where there is one.
    pub error_code: Option<String>,
    /// Plaid's id of the last call.
    pub request_id: Option<String>,
    /// Plaid's id of the session.
    pub plaid_session_id: Option<String>,
}

/// What was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogKindView {
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(untagged)]
pub enum LogOutcomeView {
    /// It is a session that is over.
    Session(OutcomeView),
    /// It is a session that is not over, or a removal.
    Other(LogStateView),
}

/// What can be said of a session that is not over, and of a removal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogStateView {
    /// The session is not over.
    UnderWay,
    /// Plaid has not confirmed the removal.
    Removing,
    /// Plaid confirmed the removal.
    Removed,
}

impl From<LogEntry> for LogEntryView {
    fn from(entry: LogEntry) -> Self {
        Self {
            at: entry.at.to_string(),
            who: entry.who,
            institution: entry.institution.map(InstitutionView::from),
            expected_institution: entry.expected.map(InstitutionView::from),
            kind: entry.kind.into(),
            outcome: entry.outcome.into(),
            error_code: entry.error_code,
            request_id: entry.request_id,
            plaid_session_id: entry.plaid_session_id,
        }
    }
}

impl From<LogKind> for LogKindView {
    fn from(kind: LogKind) -> Self {
        match kind {
            LogKind::Connect => Self::Connect,
            LogKind::Update => Self::Update,
            LogKind::Replace => Self::Replace,
            LogKind::Reconnect => Self::Reconnect,
            LogKind::Removal => Self::Removal,
        }
    }
}

impl From<LogOutcome> for LogOutcomeView {
    fn from(outcome: LogOutcome) -> Self {
        match outcome {
            LogOutcome::Session(outcome) => Self::Session(outcome.into()),
            LogOutcome::UnderWay => Self::Other(LogStateView::UnderWay),
            LogOutcome::Removing => Self::Other(LogStateView::Removing),
            LogOutcome::Removed => Self::Other(LogStateView::Removed),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::model::link_session::{Brought, Outcome};
    use serde_json::json;

    use super::*;

    #[test]
    fn every_outcome_is_one_word() {
        for (outcome, word) in [
            (LogOutcome::UnderWay, "under_way"),
            (LogOutcome::Session(Outcome::NotOpened), "not_opened"),
            (LogOutcome::Session(Outcome::Brought(Brought::Connected)), "connected"),
            (LogOutcome::Removing, "removing"),
            (LogOutcome::Removed, "removed"),
        ] {
            assert_eq!(json!(LogOutcomeView::from(outcome)), json!(word));
        }
    }
}
