//! The user's word on accounts that the reconciliation could not tell apart.

use super::{
    super::{
        account::{AccountConnection, ReportedAccount},
        ids::AccountConnectionId,
    },
    Ambiguity, Change, Identity, Plan, matching,
};

/// What the user said of one reported account of an ambiguity. Accounts on record that no decision names are those that
/// are not reported any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Plaid's id of the reported account.
    pub account_id: String,
    /// The account on record that it is, or `None` where it is a new one.
    pub is: Option<AccountConnectionId>,
}

/// Decisions that don't answer what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDecisions {
    /// A reported account without a decision.
    #[error("the account `{account_id}` is not decided")]
    Undecided {
        /// Plaid's id of it.
        account_id: String,
    },
    /// A reported account with more than one decision.
    #[error("the account `{account_id}` is decided more than once")]
    DecidedTwice {
        /// Plaid's id of it.
        account_id: String,
    },
    /// A decision on an account that is not in question.
    #[error("the account `{account_id}` was not asked about")]
    NotAsked {
        /// Plaid's id of it.
        account_id: String,
    },
    /// An account on record that two reported accounts are said to be.
    #[error("two accounts can't both be `{account}`")]
    TakenTwice {
        /// The account on record.
        account: AccountConnectionId,
    },
    /// An account on record that the reported account can't be: of another group, another currency or another mask.
    #[error("the account `{account_id}` can't be `{account}`")]
    Impossible {
        /// Plaid's id of the reported account.
        account_id: String,
        /// The account on record.
        account: AccountConnectionId,
    },
}

impl Plan {
    /// The plan without doubts, as the user decided.
    ///
    /// # Errors
    /// [`InvalidDecisions`] unless each reported account in question is decided exactly once, and each account on record
    /// is taken at most once and only by an account that it can be.
    pub fn resolve(self, decisions: &[Decision]) -> Result<Self, InvalidDecisions> {
        let asked = || self.ambiguities.iter().flat_map(|ambiguity| &ambiguity.reported);
        if let Some(decision) =
            decisions.iter().find(|decision| asked().all(|reported| reported.account_id != decision.account_id))
        {
            return Err(InvalidDecisions::NotAsked { account_id: decision.account_id.clone() });
        }
        let mut changes = self.changes;
        let mut new = changes.split_off(changes.iter().take_while(|change| !is_new(change)).count());
        for ambiguity in self.ambiguities {
            let decided = decide(ambiguity, decisions, self.identity)?;
            let (of_new, of_records): (Vec<Change>, Vec<Change>) = decided.into_iter().partition(is_new);
            changes.extend(of_records);
            new.extend(of_new);
        }
        changes.extend(new);
        Ok(Self { changes, identity: self.identity, ambiguities: Vec::new() })
    }
}

const fn is_new(change: &Change) -> bool {
    matches!(change, Change::New { .. })
}

/// What becomes of the accounts of one ambiguity.
fn decide(ambiguity: Ambiguity, decisions: &[Decision], identity: Identity) -> Result<Vec<Change>, InvalidDecisions> {
    let Ambiguity { mut on_record, reported } = ambiguity;
    let mut taken = Vec::new();
    let mut changes = Vec::new();
    for reported in reported {
        let Some(account) = decision_on(&reported, decisions)? else {
            changes.push(Change::New { reported });
            continue;
        };
        if taken.contains(&account) {
            return Err(InvalidDecisions::TakenTwice { account });
        }
        let place = on_record
            .iter()
            .position(|record| record.id == account && matching::may_be_same(record, &reported, identity));
        let Some(place) = place else {
            return Err(InvalidDecisions::Impossible { account_id: reported.account_id, account });
        };
        taken.push(account);
        changes.push(Change::found(&on_record.remove(place), reported));
    }
    changes.extend(on_record.iter().map(|left: &AccountConnection| Change::missing(left)));
    Ok(changes)
}

/// The one decision on a reported account.
fn decision_on(
    reported: &ReportedAccount,
    decisions: &[Decision],
) -> Result<Option<AccountConnectionId>, InvalidDecisions> {
    let account_id = || reported.account_id.clone();
    let mut on_it = decisions.iter().filter(|decision| decision.account_id == reported.account_id);
    let decision = on_it.next().ok_or_else(|| InvalidDecisions::Undecided { account_id: account_id() })?;
    match on_it.next() {
        Some(_) => Err(InvalidDecisions::DecidedTwice { account_id: account_id() }),
        None => Ok(decision.is),
    }
}
