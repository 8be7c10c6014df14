//! The result of a settled session, account by account: what the confirmation window shows.

use super::{
    account::{AccountConnection, AccountNumber},
    ids::AccountConnectionId,
    reconciliation::Change,
};

/// What became of one account, as it is kept with the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// The changes of two readings of one session as one result. Where the later one has no news of an account, what the
/// earlier one said of it stands: nobody has read it yet.
#[must_use]
pub fn merged(earlier: &[ResultLine], accounts: &[AccountConnection], later: Vec<AccountChange>) -> Vec<AccountChange> {
    let earlier_kind = |account: AccountConnectionId| {
        let number = accounts.iter().find(|on_record| on_record.id == account)?.number;
        earlier.iter().find(|line| line.number == number).map(|line| line.kind)
    };
    later
        .into_iter()
        .map(|change| match change.kind {
            ChangeKind::Kept | ChangeKind::StillInactive => {
                AccountChange { kind: earlier_kind(change.account).unwrap_or(change.kind), ..change }
            }
            ChangeKind::AccountIdChanged | ChangeKind::NowInactive | ChangeKind::ActiveAgain | ChangeKind::New => {
                change
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::account::AccountDetails;

    fn account(number: u32) -> AccountConnection {
        AccountConnection {
            id: AccountConnectionId::new(Uuid::from_u128(u128::from(number))),
            number: AccountNumber(number),
            account_id: format!("account-{number}"),
            persistent_account_id: None,
            details: AccountDetails {
                name: "Checking".to_owned(),
                official_name: None,
                mask: None,
                kind: "depository".to_owned(),
                subtype: None,
                currency: None,
            },
            active: true,
        }
    }

    fn line(number: u32, kind: ChangeKind) -> ResultLine {
        let details = account(number).details;
        ResultLine {
            kind,
            number: AccountNumber(number),
            name: details.name,
            mask: None,
            account_kind: details.kind,
            subtype: None,
        }
    }

    #[test]
    fn the_later_reading_has_the_word_where_it_has_news() {
        use ChangeKind::{AccountIdChanged, ActiveAgain, Kept, New, NowInactive, StillInactive};
        let table = [
            (AccountIdChanged, Kept, AccountIdChanged),
            (New, Kept, New),
            (NowInactive, StillInactive, NowInactive),
            (Kept, Kept, Kept),
            (AccountIdChanged, NowInactive, NowInactive),
            (NowInactive, ActiveAgain, ActiveAgain),
        ];
        for (earlier, later, expected) in table {
            let change = AccountChange { account: account(1).id, kind: later };
            let merged = merged(&[line(1, earlier)], &[account(1)], vec![change]);
            assert_eq!(merged, [AccountChange { kind: expected, ..change }], "{earlier:?}, then {later:?}");
        }
    }

    #[test]
    fn an_account_that_the_earlier_reading_did_not_know_is_told_as_the_later_one_says() {
        let change = AccountChange { account: account(2).id, kind: ChangeKind::Kept };
        assert_eq!(merged(&[line(1, ChangeKind::New)], &[account(1), account(2)], vec![change]), [change]);
    }
}
