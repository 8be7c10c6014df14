//! What holds of every reconciliation, over accounts drawn from so few values that they collide all the time.

use std::collections::BTreeSet;

use proptest::{collection::vec, option, prelude::*, sample::select};
use uuid::Uuid;

use super::*;
use crate::model::account::{AccountDetails, AccountNumber};

fn details() -> impl Strategy<Value = AccountDetails> {
    (
        select(vec!["Checking", "Saving"]),
        option::of(select(vec!["0000", "1111"])),
        select(vec!["checking", "savings"]),
        option::of(select(vec!["USD", "CAD"])),
    )
        .prop_map(|(name, mask, subtype, currency)| AccountDetails {
            name: name.to_owned(),
            official_name: None,
            mask: mask.map(str::to_owned),
            kind: "depository".to_owned(),
            subtype: Some(subtype.to_owned()),
            currency: currency.map(str::to_owned),
        })
}

fn reported() -> impl Strategy<Value = ReportedAccount> {
    (0..8_u8, option::weighted(0.3, 0..4_u8), details()).prop_map(|(id, persistent, details)| ReportedAccount {
        account_id: format!("account-{id}"),
        persistent_account_id: persistent.map(|id| format!("persistent-{id}")),
        details,
    })
}

/// Accounts on record. As in the database, no two have one `account_id`.
fn on_record() -> impl Strategy<Value = Vec<AccountConnection>> {
    vec((reported(), any::<bool>()), 0..7).prop_map(|drawn| {
        let mut seen = BTreeSet::new();
        drawn
            .into_iter()
            .filter(|(reported, _)| seen.insert(reported.account_id.clone()))
            .zip(1..)
            .map(|((reported, active), number)| record(number, &reported, active))
            .collect()
    })
}

fn identity() -> impl Strategy<Value = Identity> {
    select(vec![Identity::OfSameLogin, Identity::OfNewLogin])
}

fn record(number: u32, reported: &ReportedAccount, active: bool) -> AccountConnection {
    AccountConnection {
        id: AccountConnectionId::new(Uuid::from_u128(u128::from(number))),
        number: AccountNumber(number),
        account_id: reported.account_id.clone(),
        persistent_account_id: reported.persistent_account_id.clone(),
        details: reported.details.clone(),
        active,
    }
}

/// The records after the plan, as the use case writes them.
fn applied(on_record: &[AccountConnection], plan: &Plan) -> Vec<AccountConnection> {
    let mut after = on_record.to_vec();
    let mut number = 100;
    for change in &plan.changes {
        let mut at = |account: &AccountConnectionId, reported: Option<&ReportedAccount>| {
            let place = after.iter().position(|record| record.id == *account).unwrap();
            after[place] = match reported {
                Some(reported) => AccountConnection { id: *account, ..record(after[place].number.0, reported, true) },
                None => AccountConnection { active: false, ..after[place].clone() },
            };
        };
        match change {
            Change::Kept { account, reported }
            | Change::AccountIdChanged { account, reported }
            | Change::ActiveAgain { account, reported } => at(account, Some(reported)),
            Change::NowInactive { account } | Change::StillInactive { account } => at(account, None),
            Change::New { reported } => {
                number += 1;
                after.push(record(number, reported, true));
            }
        }
    }
    after
}

/// The accounts on record and the reported accounts that the plan speaks of, as often as it does.
fn spoken_of(plan: &Plan) -> (Vec<AccountConnectionId>, Vec<String>) {
    let mut records = Vec::new();
    let mut reports = Vec::new();
    for change in &plan.changes {
        match change {
            Change::Kept { account, reported }
            | Change::AccountIdChanged { account, reported }
            | Change::ActiveAgain { account, reported } => {
                records.push(*account);
                reports.push(reported.account_id.clone());
            }
            Change::NowInactive { account } | Change::StillInactive { account } => records.push(*account),
            Change::New { reported } => reports.push(reported.account_id.clone()),
        }
    }
    for ambiguity in &plan.ambiguities {
        records.extend(ambiguity.on_record.iter().map(|record| record.id));
        reports.extend(ambiguity.reported.iter().map(|reported| reported.account_id.clone()));
    }
    records.sort_unstable();
    reports.sort_unstable();
    (records, reports)
}

/// The pairs of the plan.
fn pairs(plan: &Plan, on_record: &[AccountConnection]) -> Vec<(AccountConnection, ReportedAccount)> {
    let record = |id: &AccountConnectionId| on_record.iter().find(|record| record.id == *id).unwrap().clone();
    plan.changes
        .iter()
        .filter_map(|change| match change {
            Change::Kept { account, reported }
            | Change::AccountIdChanged { account, reported }
            | Change::ActiveAgain { account, reported } => Some((record(account), reported.clone())),
            Change::NowInactive { .. } | Change::StillInactive { .. } | Change::New { .. } => None,
        })
        .collect()
}

fn have_common_id(record: &AccountConnection, reported: &ReportedAccount) -> bool {
    record.account_id == reported.account_id
        || record.persistent_account_id.is_some() && record.persistent_account_id == reported.persistent_account_id
}

/// Decisions that answer the plan: as far as possible the first candidate where `same` says so, else a new account.
fn some_decisions(plan: &Plan, same: bool) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for ambiguity in &plan.ambiguities {
        let mut free: Vec<&AccountConnection> = ambiguity.on_record.iter().collect();
        for reported in &ambiguity.reported {
            let place = free.iter().position(|record| same && matching::may_be_same(record, reported, plan.identity));
            let is = place.map(|place| free.remove(place).id);
            decisions.push(Decision { account_id: reported.account_id.clone(), is });
        }
    }
    decisions
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_is_there_twice(
        on_record in on_record(), report in vec(reported(), 0..7), identity in identity(),
    ) {
        let mut all_records: Vec<_> = on_record.iter().map(|record| record.id).collect();
        all_records.sort_unstable();
        let all_reports: BTreeSet<String> = report.iter().map(|reported| reported.account_id.clone()).collect();
        let (records, reports) = spoken_of(&reconcile_as(&on_record, &report, identity));
        prop_assert_eq!(records, all_records);
        prop_assert_eq!(reports, all_reports.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn the_order_of_the_accounts_does_not_matter(
        (on_record, shuffled) in on_record().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        (report, shuffled_report) in
            vec(reported(), 0..7).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        identity in identity(),
    ) {
        let plan = reconcile_as(&on_record, &report, identity);
        prop_assert_eq!(plan, reconcile_as(&shuffled, &shuffled_report, identity));
    }

    #[test]
    fn a_report_that_is_in_the_records_already_changes_nothing(
        on_record in on_record(), report in vec(reported(), 0..7), same in any::<bool>(), identity in identity(),
    ) {
        let plan = reconcile_as(&on_record, &report, identity);
        let decisions = some_decisions(&plan, same);
        let after = applied(&on_record, &plan.resolve(&decisions).unwrap());
        let again = reconcile_as(&after, &report, identity);
        prop_assert!(again.ambiguities.is_empty(), "what was decided is not asked again");
        prop_assert!(!again.is_news(), "{:?}", again);
        prop_assert_eq!(applied(&after, &again), after);
    }

    #[test]
    fn active_afterwards_is_what_is_reported(
        on_record in on_record(), report in vec(reported(), 0..7), identity in identity(),
    ) {
        let plan = reconcile_as(&on_record, &report, identity);
        let decisions = some_decisions(&plan, true);
        let after = applied(&on_record, &plan.resolve(&decisions).unwrap());
        let active: BTreeSet<_> =
            after.iter().filter(|record| record.active).map(|record| record.account_id.clone()).collect();
        let expected: BTreeSet<_> = report.iter().map(|reported| reported.account_id.clone()).collect();
        prop_assert_eq!(active.len(), after.iter().filter(|record| record.active).count());
        prop_assert_eq!(active, expected);
    }

    #[test]
    fn a_pair_without_a_common_id_is_the_only_one_possible(
        on_record in on_record(), report in vec(reported(), 0..7), identity in identity(),
    ) {
        let pairs = pairs(&reconcile_as(&on_record, &report, identity), &on_record);
        let paired_by_id: Vec<_> = pairs.iter().filter(|(record, reported)| have_common_id(record, reported)).collect();
        let mut report = report;
        report.sort();
        report.dedup_by(|next, first| next.account_id == first.account_id);
        for (record, reported) in pairs.iter().filter(|(record, reported)| !have_common_id(record, reported)) {
            let free = |id: &str| paired_by_id.iter().all(|(_, other)| other.account_id != id);
            let free_record = |id| paired_by_id.iter().all(|(other, _)| other.id != id);
            let alike = |record: &AccountConnection, reported: &ReportedAccount| {
                matching::may_be_same(record, reported, Identity::OfSameLogin)
                    && record.details.mask == reported.details.mask
                    && record.details.name == reported.details.name
            };
            let same_mask = |record: &AccountConnection, reported: &ReportedAccount| {
                matching::may_be_same(record, reported, Identity::OfSameLogin)
                    && record.details.mask.is_some()
                    && record.details.mask == reported.details.mask
            };
            let only_alike = alike(record, reported)
                && report.iter().filter(|other| free(&other.account_id) && alike(record, other)).count() == 1
                && on_record.iter().filter(|other| free_record(other.id) && alike(other, reported)).count() == 1;
            let only_mask = same_mask(record, reported)
                && report.iter().filter(|other| same_mask(record, other)).count() == 1
                && on_record.iter().filter(|other| same_mask(other, reported)).count() == 1;
            prop_assert!(only_alike || only_mask, "{:?} is taken for {:?}", reported, record);
        }
    }

    #[test]
    fn accounts_without_a_pair_have_no_candidate(
        on_record in on_record(), report in vec(reported(), 0..7), identity in identity(),
    ) {
        let plan = reconcile_as(&on_record, &report, identity);
        let missing = plan.changes.iter().filter_map(|change| match change {
            Change::NowInactive { account } | Change::StillInactive { account } => Some(account),
            Change::Kept { .. } | Change::AccountIdChanged { .. } | Change::ActiveAgain { .. } | Change::New { .. } => None,
        });
        for account in missing {
            let record = on_record.iter().find(|record| record.id == *account).unwrap();
            for change in &plan.changes {
                if let Change::New { reported } = change {
                    prop_assert!(!matching::may_be_same(record, reported, identity), "{:?} may be {:?}", record, reported);
                }
            }
        }
    }
}
