//! The result of a settled session, account by account: what the confirmation window shows.

use super::{account::AccountNumber, ids::AccountConnectionId, reconciliation::Change};

/// What became of one account, as it is kept with the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountChange {
    /// The account on record. Also a new one has its record by now.
    pub account: AccountConnectionId,
    /// What became of it.
    pub kind: ChangeKind,
}

/// What became of one account, without the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Selected before and now, under the same id.
    Kept,
    /// Selected before and now; Plaid gave it a new id.
    AccountIdChanged,
    /// Selected before, not any more.
    NowInactive,
    /// Not selected before, and selected now.
    ActiveAgain,
    /// Not selected before, and not now.
    StillInactive,
    /// Never seen before.
    New,
}

/// A line of the result with what people know the account by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultLine {
    /// What became of it.
    pub kind: ChangeKind,
    /// The number that people read.
    pub number: AccountNumber,
    /// The name at the bank.
    pub name: String,
    /// The last digits.
    pub mask: Option<String>,
    /// The type at Plaid.
    pub account_kind: String,
    /// The subtype at Plaid.
    pub subtype: Option<String>,
}

impl Change {
    /// What it is, without the data.
    #[must_use]
    pub const fn kind(&self) -> ChangeKind {
        match self {
            Self::Kept { .. } => ChangeKind::Kept,
            Self::AccountIdChanged { .. } => ChangeKind::AccountIdChanged,
            Self::NowInactive { .. } => ChangeKind::NowInactive,
            Self::ActiveAgain { .. } => ChangeKind::ActiveAgain,
            Self::StillInactive { .. } => ChangeKind::StillInactive,
            Self::New { .. } => ChangeKind::New,
        }
    }
}
