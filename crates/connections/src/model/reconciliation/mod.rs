//! Reconciliation: from the accounts on record and the accounts that the bank reports, the plan that brings the records
//! to the truth.
//!
//! Pure, and total: every account on record and every reported account is in the plan exactly once. Nothing is guessed:
//! where two readings are possible the accounts land in an [`Ambiguity`], which only the user resolves. The order in
//! which the accounts are given does not matter.
//!
//! Two reported accounts with one `account_id` are one account: the id is Plaid's word for the account, so that of the
//! two descriptions the first in alphabetical order is taken and the other dropped.

mod decisions;
mod matching;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use self::decisions::{Decision, InvalidDecisions};
use super::{
    account::{AccountConnection, ReportedAccount},
    ids::AccountConnectionId,
};

/// What becomes of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Selected before and now, under the same id.
    Kept {
        /// The account on record.
        account: AccountConnectionId,
        /// The same account as it is reported now.
        reported: ReportedAccount,
    },
    /// Selected before and now; Plaid gave it a new id.
    AccountIdChanged {
        /// The account on record.
        account: AccountConnectionId,
        /// The same account as it is reported now.
        reported: ReportedAccount,
    },
    /// Selected before, not any more. Its history stays.
    NowInactive {
        /// The account on record.
        account: AccountConnectionId,
    },
    /// Not selected before, and selected now.
    ActiveAgain {
        /// The account on record.
        account: AccountConnectionId,
        /// The same account as it is reported now.
        reported: ReportedAccount,
    },
    /// Not selected before, and not now.
    StillInactive {
        /// The account on record.
        account: AccountConnectionId,
    },
    /// Never seen before.
    New {
        /// The account as it is reported.
        reported: ReportedAccount,
    },
}

/// Accounts on record and reported accounts of which more than one pairing is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ambiguity {
    /// On record. At least one.
    pub on_record: Vec<AccountConnection>,
    /// Reported. At least one.
    pub reported: Vec<ReportedAccount>,
}

/// What is to be written, or asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// What is certain: the accounts on record by their number, then the new ones by their mask and name.
    pub changes: Vec<Change>,
    /// How far apart two accounts could be and still be the same.
    pub identity: Identity,
    /// What only the user can tell. Nothing of the plan is written while there is any.
    pub ambiguities: Vec<Ambiguity>,
}

/// How far an account on record and a reported one can be apart and still be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Identity {
    /// The login is the one that the records are of: what differs in mask or type is another account.
    #[default]
    OfSameLogin,
    /// The login is another one at the same bank, which may have moved its accounts to other numbers and names. Only the
    /// currency tells accounts apart for certain; so what no comparison pairs is asked about.
    OfNewLogin,
}

/// Compares the records with what the bank reports of the login that they are of.
#[must_use]
pub fn reconcile(on_record: &[AccountConnection], reported: &[ReportedAccount]) -> Plan {
    reconcile_as(on_record, reported, Identity::OfSameLogin)
}

/// The same, of this login or another one.
#[must_use]
pub fn reconcile_as(on_record: &[AccountConnection], reported: &[ReportedAccount], identity: Identity) -> Plan {
    let mut on_record: Vec<&AccountConnection> = on_record.iter().collect();
    on_record.sort_by_key(|account| (account.number, account.id));
    let mut reported: Vec<&ReportedAccount> = reported.iter().collect();
    reported.sort();
    reported.dedup_by(|next, first| next.account_id == first.account_id);
    reported.sort_by_key(|reported| (&reported.details.mask, &reported.details.name, &reported.account_id));

    let pairs = matching::certain_pairs(&on_record, &reported);
    let ambiguities = matching::uncertain_groups(&on_record, &reported, &pairs, identity);

    let asked = |record: usize| ambiguities.iter().any(|group| group.on_record.contains(&record));
    let asked_reported = |report: usize| ambiguities.iter().any(|group| group.reported.contains(&report));
    let of_records = on_record.iter().enumerate().filter(|(record, _)| !asked(*record)).map(|(record, account)| {
        match pairs.reported_of(record) {
            Some(report) => Change::found(account, reported[report].clone()),
            None => Change::missing(account),
        }
    });
    let of_new = reported
        .iter()
        .enumerate()
        .filter(|(report, _)| pairs.record_of(*report).is_none() && !asked_reported(*report))
        .map(|(_, reported)| Change::New { reported: (*reported).clone() });

    Plan {
        changes: of_records.chain(of_new).collect(),
        identity,
        ambiguities: ambiguities
            .iter()
            .map(|group| Ambiguity {
                on_record: group.on_record.iter().map(|record| on_record[*record].clone()).collect(),
                reported: group.reported.iter().map(|report| reported[*report].clone()).collect(),
            })
            .collect(),
    }
}

impl Plan {
    /// Whether the plan changes which accounts there are, which are active or what Plaid calls them. A new name or mask
    /// alone is written too, but is no news.
    #[must_use]
    pub fn is_news(&self) -> bool {
        self.changes.iter().any(|change| match change {
            Change::Kept { .. } | Change::StillInactive { .. } => false,
            Change::AccountIdChanged { .. }
            | Change::NowInactive { .. }
            | Change::ActiveAgain { .. }
            | Change::New { .. } => true,
        })
    }
}

impl Change {
    /// What becomes of an account on record that is reported.
    fn found(account: &AccountConnection, reported: ReportedAccount) -> Self {
        let same_id = account.account_id == reported.account_id;
        let account_id = account.id;
        match (account.active, same_id) {
            (false, _) => Self::ActiveAgain { account: account_id, reported },
            (true, true) => Self::Kept { account: account_id, reported },
            (true, false) => Self::AccountIdChanged { account: account_id, reported },
        }
    }

    /// What becomes of an account on record that is not reported.
    const fn missing(account: &AccountConnection) -> Self {
        if account.active {
            Self::NowInactive { account: account.id }
        } else {
            Self::StillInactive { account: account.id }
        }
    }
}
