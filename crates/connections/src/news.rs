//! What is new of the accounts at the bank: told in numbers only, as a suggestion for an update.

use crate::model::{
    connection::AccountNews,
    reconciliation::{Ambiguity, Change, Plan},
};

/// How the accounts at the bank differ from those on record, in numbers. Of accounts that can't be told apart as many as
/// possible are taken for the same under another id: only an update can ask which is which.
pub(crate) fn news_of(plan: &Plan) -> AccountNews {
    let mut news = AccountNews::default();
    for change in &plan.changes {
        match change {
            Change::Kept { .. } | Change::StillInactive { .. } => {}
            Change::AccountIdChanged { .. } => news.renamed += 1,
            Change::NowInactive { .. } => news.vanished += 1,
            Change::ActiveAgain { .. } | Change::New { .. } => news.appeared += 1,
        }
    }
    for Ambiguity { on_record, reported } in &plan.ambiguities {
        let active = on_record.iter().filter(|account| account.active).count();
        let renamed = on_record.len().min(reported.len());
        news.renamed += number(renamed);
        news.appeared += number(reported.len() - renamed);
        news.vanished += number(active.saturating_sub(reported.len()));
    }
    news
}

fn number(accounts: usize) -> u32 {
    u32::try_from(accounts).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{
        account::{AccountConnection, AccountDetails, AccountNumber, ReportedAccount},
        ids::AccountConnectionId,
        reconciliation::reconcile,
    };

    fn details(name: &str, mask: &str) -> AccountDetails {
        AccountDetails {
            name: name.to_owned(),
            official_name: None,
            mask: Some(mask.to_owned()),
            kind: "depository".to_owned(),
            subtype: Some("checking".to_owned()),
            currency: Some("USD".to_owned()),
        }
    }

    /// `a1` is the account `a` with the mask 1; `-a1` an inactive one.
    fn on_record(accounts: &[&str]) -> Vec<AccountConnection> {
        let account = |(place, text): (usize, &&str)| {
            let (active, text) = text.strip_prefix('-').map_or((true, *text), |text| (false, text));
            let (name, mask) = text.split_at(1);
            AccountConnection {
                id: AccountConnectionId::new(Uuid::from_u128(place as u128)),
                number: AccountNumber(number(place + 1)),
                account_id: format!("id-{text}"),
                persistent_account_id: None,
                details: details(name, mask),
                active,
            }
        };
        accounts.iter().enumerate().map(account).collect()
    }

    /// `a1` as on record; `a1!` the same under another id.
    fn reported(accounts: &[&str]) -> Vec<ReportedAccount> {
        let account = |text: &&str| {
            let (name, mask) = text.trim_end_matches('!').split_at(1);
            let account_id = format!("id-{text}");
            ReportedAccount { account_id, persistent_account_id: None, details: details(name, mask) }
        };
        accounts.iter().map(account).collect()
    }

    #[track_caller]
    fn check(records: &[&str], reports: &[&str], [appeared, vanished, renamed]: [u32; 3]) {
        let news = news_of(&reconcile(&on_record(records), &reported(reports)));
        assert_eq!(news, AccountNews { appeared, vanished, renamed }, "{records:?} and {reports:?}");
    }

    #[test]
    fn what_differs_is_counted_by_how_it_differs() {
        check(&["a1", "b2"], &["a1", "b2"], [0, 0, 0]);
        check(&["a1"], &["a1", "b2"], [1, 0, 0]);
        check(&["a1", "b2"], &["a1"], [0, 1, 0]);
        check(&["a1"], &["a1!"], [0, 0, 1]);
        check(&["a1", "-b2"], &["a1"], [0, 0, 0]);
        check(&["a1", "-b2"], &["a1", "b2"], [1, 0, 0]);
    }

    #[test]
    fn accounts_that_can_not_be_told_apart_are_news_too() {
        check(&["a1", "a1"], &["a1!", "a1!!"], [0, 0, 2]);
        check(&["a1", "a1"], &["a1!"], [0, 1, 1]);
        check(&["a1"], &["b1!", "c1!"], [1, 0, 1]);
    }
}
