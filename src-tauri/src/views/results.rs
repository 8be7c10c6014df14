//! What settled sessions came to.

use connections::{
    UpdateResult,
    model::{
        link_session::{Brought, Fruitless, Outcome},
        result::{self, ResultLine},
    },
};
use serde::Serialize;
use ts_rs::TS;

use super::{InstitutionView, PurposeView, RemovalView, StatusView};

/// What a settled session came to. Exists only after its changes are in the records.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UpdateResultView {
    /// The link session.
    pub session_id: String,
    /// What the session was for.
    pub purpose: PurposeView,
    /// The connection that it was about. `null` where a bank was to be connected and is not.
    pub connection_id: Option<String>,
    /// The bank that the user went to. `null` where none was picked.
    pub institution: Option<InstitutionView>,
    /// The bank of the connection, where the user picked another one.
    pub expected_institution: Option<InstitutionView>,
    /// What it came to.
    pub outcome: OutcomeView,
    /// Whether it was found unfinished when the application started.
    pub recovered: bool,
    /// The status of the connection now, where there is one.
    pub status: Option<StatusView>,
    /// When it was committed.
    pub settled_at: String,
    /// Account by account.
    pub changes: Vec<ChangeView>,
    /// The removal of the login that was replaced, as long as Plaid has not confirmed it.
    pub removal: Option<RemovalView>,
    /// What to send to Plaid Support, where the new login is lost.
    pub support_text: Option<String>,
    /// Whether Plaid says that the page was left before anything was sent to the bank.
    pub is_nothing_sent: bool,
    /// Plaid's error code, where the page was left with one.
    pub exit_code: Option<String>,
    /// Plaid's id of the last call inside the page, where it was left without success.
    pub request_id: Option<String>,
}

/// What a session can come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeView {
    /// Completed.
    Updated,
    /// Not completed, but the records were brought to what had changed.
    Repaired,
    /// Not completed, and nothing had changed.
    Unchanged,
    /// Over, and nobody knows what it changed: the accounts could not be read.
    Unread,
    /// The page was never opened.
    NotOpened,
    /// A bank is connected.
    Connected,
    /// A connection has a new login in the place of an earlier one.
    Replaced,
    /// A removed connection works again.
    Reconnected,
    /// The user did not want it any more.
    Stopped,
    /// The user picked another bank than that of the connection.
    WrongBank,
    /// What the page brought was not taken up in time.
    TooLate,
    /// Plaid refused for good.
    Refused,
    /// The new login was made, and its token never arrived.
    Lost,
}

/// What became of one account.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangeView {
    /// What.
    pub kind: ChangeKind,
    /// The number that people read.
    pub number: String,
    /// The name at the bank.
    pub name: String,
    /// The last digits of the account number.
    pub mask: Option<String>,
    /// Plaid's type of the account.
    pub account_kind: String,
    /// Plaid's subtype of the account.
    pub subtype: Option<String>,
}

/// What can become of an account in an update.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Selected before and now.
    Kept,
    /// Selected before and now, under a new id of Plaid's.
    AccountIdChanged,
    /// Selected before, not any more.
    NowInactive,
    /// Selected again.
    ActiveAgain,
    /// Not selected before, and not now.
    StillInactive,
    /// Never seen before.
    New,
}

impl UpdateResultView {
    /// A result with what is known beside it: the removal of the login that was replaced, and the text for Plaid Support
    /// about a login that is lost.
    pub fn new(result: UpdateResult, removal: Option<RemovalView>, support_text: Option<String>) -> Self {
        let (exit_code, request_id) = result.exit.map(|exit| (exit.code, exit.request_id)).unwrap_or_default();
        let (institution, expected) = match result.picked {
            Some(picked) => (Some(picked), result.institution),
            None => (result.institution, None),
        };
        Self {
            session_id: result.session.to_string(),
            purpose: result.purpose.into(),
            connection_id: result.connection.map(|id| id.to_string()),
            institution: institution.map(InstitutionView::from),
            expected_institution: expected.map(InstitutionView::from),
            outcome: result.outcome.into(),
            recovered: result.recovered,
            status: result.status.map(StatusView::from),
            settled_at: result.settled_at.to_string(),
            changes: result.lines.into_iter().map(ChangeView::from).collect(),
            removal,
            support_text,
            is_nothing_sent: result.is_nothing_sent,
            exit_code,
            request_id,
        }
    }
}

impl From<Outcome> for OutcomeView {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Updated => Self::Updated,
            Outcome::Repaired => Self::Repaired,
            Outcome::Unchanged => Self::Unchanged,
            Outcome::Unread => Self::Unread,
            Outcome::NotOpened => Self::NotOpened,
            Outcome::Brought(Brought::Connected) => Self::Connected,
            Outcome::Brought(Brought::Replaced) => Self::Replaced,
            Outcome::Brought(Brought::Reconnected) => Self::Reconnected,
            Outcome::Fruitless(Fruitless::Stopped) => Self::Stopped,
            Outcome::Fruitless(Fruitless::WrongBank) => Self::WrongBank,
            Outcome::Fruitless(Fruitless::TooLate) => Self::TooLate,
            Outcome::Fruitless(Fruitless::Refused) => Self::Refused,
            Outcome::Fruitless(Fruitless::Lost) => Self::Lost,
        }
    }
}

impl From<ResultLine> for ChangeView {
    fn from(line: ResultLine) -> Self {
        Self {
            kind: line.kind.into(),
            number: line.number.to_string(),
            name: line.name,
            mask: line.mask,
            account_kind: line.account_kind,
            subtype: line.subtype,
        }
    }
}

impl From<result::ChangeKind> for ChangeKind {
    fn from(kind: result::ChangeKind) -> Self {
        match kind {
            result::ChangeKind::Kept => Self::Kept,
            result::ChangeKind::AccountIdChanged => Self::AccountIdChanged,
            result::ChangeKind::NowInactive => Self::NowInactive,
            result::ChangeKind::ActiveAgain => Self::ActiveAgain,
            result::ChangeKind::StillInactive => Self::StillInactive,
            result::ChangeKind::New => Self::New,
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::model::{
        connection::{Institution, Status},
        link_session::{PageExit, Purpose},
    };
    use jiff::Timestamp;

    use super::*;

    fn bank(id: &str) -> Institution {
        Institution { id: id.to_owned(), name: format!("Bank {id}") }
    }

    fn replaced(picked: Option<Institution>) -> UpdateResult {
        UpdateResult {
            session: "lks_00000000000000000000000000000001".parse().unwrap(),
            purpose: Purpose::Replace("lgn_00000000000000000000000000000002".parse().unwrap()),
            connection: Some("con_00000000000000000000000000000003".parse().unwrap()),
            institution: Some(bank("ins_1")),
            picked,
            plaid_session_id: None,
            outcome: Outcome::Brought(Brought::Replaced),
            recovered: false,
            status: Some(Status::Active),
            exit: None,
            is_nothing_sent: false,
            settled_at: Timestamp::UNIX_EPOCH,
            lines: Vec::new(),
        }
    }

    #[test]
    fn the_bank_on_record_is_named_beside_another_one_that_was_picked() {
        let view = UpdateResultView::new(replaced(Some(bank("ins_2"))), None, None);
        assert_eq!(view.institution.unwrap().id, "ins_2");
        assert_eq!(view.expected_institution.unwrap().id, "ins_1");
        let view = UpdateResultView::new(replaced(None), None, None);
        assert_eq!((view.institution.unwrap().id.as_str(), view.expected_institution), ("ins_1", None));
    }

    #[test]
    fn an_exit_is_told_with_its_code_and_request() {
        let exit = PageExit {
            step: Some("requires_credentials".to_owned()),
            code: Some("INVALID_CREDENTIALS".to_owned()),
            request_id: Some("req1".to_owned()),
        };
        let view = UpdateResultView::new(UpdateResult { exit: Some(exit), ..replaced(None) }, None, None);
        assert_eq!(view.exit_code.as_deref(), Some("INVALID_CREDENTIALS"));
        assert_eq!(view.request_id.as_deref(), Some("req1"));
        let view = UpdateResultView::new(replaced(None), None, None);
        assert_eq!((view.exit_code, view.request_id), (None, None));
    }
}
