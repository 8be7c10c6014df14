//! Each rule of the matching as a table: accounts on record, reported accounts, and the plan in short.

use uuid::Uuid;

use super::*;
use crate::model::account::{AccountDetails, AccountNumber};

/// An account in one line: `account_id/persistent_account_id name mask kind/subtype currency`, `-` where it has none.
fn reported(line: &str) -> ReportedAccount {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [ids, name, mask, types, currency] = words[..] else { panic!("five words, not `{line}`") };
    let some = |word: &str| (word != "-").then(|| word.to_owned());
    let (account_id, persistent) = ids.split_once('/').unwrap_or((ids, "-"));
    let (kind, subtype) = types.split_once('/').unwrap();
    ReportedAccount {
        account_id: account_id.to_owned(),
        persistent_account_id: some(persistent),
        details: AccountDetails {
            name: name.to_owned(),
            official_name: None,
            mask: some(mask),
            kind: kind.to_owned(),
            subtype: some(subtype),
            currency: some(currency),
        },
    }
}

fn id(number: u32) -> AccountConnectionId {
    AccountConnectionId::new(Uuid::from_u128(u128::from(number)))
}

/// The accounts on record, numbered from 1. A line that begins with `~` is an inactive one.
fn records(lines: &[&str]) -> Vec<AccountConnection> {
    lines
        .iter()
        .zip(1..)
        .map(|(line, number)| {
            let reported = reported(line.trim_start_matches('~'));
            AccountConnection {
                id: id(number),
                number: AccountNumber(number),
                account_id: reported.account_id,
                persistent_account_id: reported.persistent_account_id,
                details: reported.details,
                active: !line.starts_with('~'),
            }
        })
        .collect()
}

fn in_short(plan: &Plan) -> Vec<String> {
    let number = |account: &AccountConnectionId| (1..100).find(|number| id(*number) == *account).unwrap();
    let changes = plan.changes.iter().map(|change| match change {
        Change::Kept { account, reported } => format!("{} kept {}", number(account), reported.account_id),
        Change::AccountIdChanged { account, reported } => format!("{} is now {}", number(account), reported.account_id),
        Change::NowInactive { account } => format!("{} inactive", number(account)),
        Change::ActiveAgain { account, reported } => format!("{} again {}", number(account), reported.account_id),
        Change::StillInactive { account } => format!("{} still inactive", number(account)),
        Change::New { reported } => format!("new {}", reported.account_id),
    });
    let asked = plan.ambiguities.iter().map(|ambiguity| {
        let records: Vec<String> = ambiguity.on_record.iter().map(|record| number(&record.id).to_string()).collect();
        let reported: Vec<&str> = ambiguity.reported.iter().map(|reported| reported.account_id.as_str()).collect();
        format!("{} ? {}", records.join(","), reported.join(","))
    });
    changes.chain(asked).collect()
}

#[track_caller]
fn check(on_record: &[&str], report: &[&str], expected: &[&str]) {
    let report: Vec<ReportedAccount> = report.iter().map(|line| reported(line)).collect();
    assert_eq!(in_short(&reconcile(&records(on_record), &report)), expected);
}

#[test]
fn an_account_id_decides_alone_also_where_everything_else_changed() {
    check(&["a Checking 0000 depository/checking USD"], &["a Renamed 9999 credit/card CAD"], &["1 kept a"]);
    check(&["a/p Checking 0000 d/c USD"], &["a/q Checking 0000 d/c USD"], &["1 kept a"]);
    check(
        &["a Checking 0000 d/c USD", "b Checking 0000 d/c USD"],
        &["b Checking 0000 d/c USD", "a Checking 0000 d/c USD"],
        &["1 kept a", "2 kept b"],
    );
}

#[test]
fn an_account_id_weighs_more_than_a_persistent_id() {
    check(
        &["a/p Checking 0000 d/c USD", "b/q Saving 1111 d/s USD"],
        &["a/q Checking 0000 d/c USD"],
        &["1 kept a", "2 inactive"],
    );
}

#[test]
fn a_persistent_id_decides_where_the_account_id_is_gone() {
    check(&["a/p Checking 0000 d/c USD"], &["b/p Renamed 9999 d/c USD"], &["1 is now b"]);
    check(&["a/- Checking 0000 d/c USD"], &["b/- Renamed 9999 d/c USD"], &["1 inactive", "new b"]);
    check(
        &["a/p Checking 0000 d/c USD", "b/q Checking 0000 d/c USD"],
        &["x/q Checking 0000 d/c USD", "y/p Checking 0000 d/c USD"],
        &["1 is now y", "2 is now x"],
    );
}

#[test]
fn mask_name_and_type_decide_where_they_are_the_only_ones() {
    check(
        &["a Checking 0000 d/c USD", "b Saving 0000 d/c USD"],
        &["x Saving 0000 d/c USD", "y Checking 0000 d/c USD"],
        &["1 is now y", "2 is now x"],
    );
    check(&["a Checking - d/c USD"], &["x Checking - d/c USD"], &["1 is now x"]);
    check(
        &["a Checking 0000 d/c USD", "~b Checking 0000 d/c USD"],
        &["a Checking 0000 d/c USD", "x Checking 0000 d/c USD"],
        &["1 kept a", "2 again x"],
    );
}

#[test]
fn mask_and_type_decide_where_they_are_the_only_ones_of_the_connection() {
    check(&["a Checking 0000 d/c USD"], &["x Renamed 0000 d/c USD"], &["1 is now x"]);
    check(
        &["a Checking 0000 d/c USD", "~b Old 0000 d/c USD"],
        &["a Checking 0000 d/c USD", "x Other 0000 d/c USD"],
        &["1 kept a", "2 ? x"],
    );
}

#[test]
fn another_mask_currency_or_type_is_another_account() {
    for report in
        ["x Checking 1111 d/c USD", "x Checking 0000 d/c CAD", "x Checking 0000 d/s USD", "x Checking 0000 d/- USD"]
    {
        check(&["a Checking 0000 d/c USD"], &[report], &["1 inactive", "new x"]);
    }
    check(&["a Checking 0000 d/c -"], &["x Checking 0000 d/c USD"], &["1 is now x"]);
    check(
        &["a Checking 0000 d/c USD", "b Checking 0000 d/c CAD"],
        &["x Checking 0000 d/c CAD", "y Checking 0000 d/c USD"],
        &["1 is now y", "2 is now x"],
    );
}

#[test]
fn what_may_be_one_of_several_is_asked() {
    check(
        &["a Checking 0000 d/c USD", "b Checking 0000 d/c USD"],
        &["x Checking 0000 d/c USD", "y Checking 0000 d/c USD"],
        &["1,2 ? x,y"],
    );
    check(&["a Checking 0000 d/c USD", "b Checking 0000 d/c USD"], &["x Checking 0000 d/c USD"], &["1,2 ? x"]);
    check(&["a One 0000 d/c USD"], &["x Two 0000 d/c USD", "y Three 0000 d/c USD"], &["1 ? y,x"]);
}

#[test]
fn a_missing_mask_is_asked_and_never_guessed() {
    check(&["a Checking 0000 d/c USD"], &["x Checking - d/c USD"], &["1 ? x"]);
    check(&["a Checking - d/c USD"], &["x Renamed - d/c USD"], &["1 ? x"]);
    check(&["a Checking - d/c USD"], &["x Saving - d/s USD"], &["1 inactive", "new x"]);
    check(
        &["a One 1111 d/c USD", "b Two 2222 d/c USD", "c Card 3333 c/c USD"],
        &["x Any - d/c USD", "y Card 4444 c/c USD"],
        &["3 inactive", "new y", "1,2 ? x"],
    );
}

#[test]
fn what_is_not_reported_becomes_inactive_and_what_is_only_reported_is_new() {
    check(&["a Checking 0000 d/c USD", "~b Saving 1111 d/s USD"], &[], &["1 inactive", "2 still inactive"]);
    check(&[], &["y Saving 1111 d/s USD", "x Checking 0000 d/c USD"], &["new x", "new y"]);
    check(&["~a Checking 0000 d/c USD"], &["a Checking 0000 d/c USD"], &["1 again a"]);
    check(&["~a Checking 0000 d/c USD"], &["x Checking 0000 d/c USD"], &["1 again x"]);
    check(&[], &[], &[]);
}

#[test]
fn an_account_reported_twice_under_one_id_counts_once() {
    check(
        &["a Checking 0000 d/c USD"],
        &["a Checking 0000 d/c USD", "a Checking 0000 d/c USD", "x B 1111 d/c USD", "x A 1111 d/c USD"],
        &["1 kept a", "new x"],
    );
    let plan = reconcile(&[], &[reported("x B 1111 d/c USD"), reported("x A 1111 d/c USD")]);
    assert!(matches!(&plan.changes[..], [Change::New { reported }] if reported.details.name == "A"));
}

#[test]
fn a_new_name_alone_is_no_news() {
    let on_record = records(&["a Checking 0000 d/c USD", "~b Saving 1111 d/s USD"]);
    assert!(!reconcile(&on_record, &[reported("a Renamed 0000 d/c USD")]).is_news());
    assert!(reconcile(&on_record, &[reported("x Checking 0000 d/c USD")]).is_news());
    assert!(reconcile(&on_record, &[]).is_news());
}

mod decisions {
    use super::*;

    /// Two accounts on record and two reported ones that can't be told apart, beside one that can.
    fn plan() -> Plan {
        reconcile(
            &records(&["a Checking 0000 d/c USD", "~b Checking 0000 d/c USD", "c Card 3333 c/c USD"]),
            &[
                reported("c Card 3333 c/c USD"),
                reported("x Checking 0000 d/c USD"),
                reported("y Checking 0000 d/c USD"),
                reported("z New 7777 l/m USD"),
            ],
        )
    }

    fn decision(account_id: &str, is: Option<u32>) -> Decision {
        Decision { account_id: account_id.to_owned(), is: is.map(id) }
    }

    #[track_caller]
    fn refused(decisions: &[Decision], expected: &InvalidDecisions) {
        assert_eq!(plan().resolve(decisions).as_ref(), Err(expected));
    }

    #[test]
    fn decisions_settle_what_was_asked() {
        let resolved = plan().resolve(&[decision("x", Some(2)), decision("y", Some(1))]).unwrap();
        assert_eq!(in_short(&resolved), ["3 kept c", "2 again x", "1 is now y", "new z"]);
        let resolved = plan().resolve(&[decision("y", None), decision("x", None)]).unwrap();
        assert_eq!(in_short(&resolved), ["3 kept c", "1 inactive", "2 still inactive", "new z", "new x", "new y"]);
    }

    #[test]
    fn a_plan_without_doubts_needs_no_decision() {
        let certain = reconcile(&records(&["a Checking 0000 d/c USD"]), &[]);
        assert_eq!(certain.clone().resolve(&[]), Ok(certain));
    }

    #[test]
    fn decisions_that_do_not_answer_the_question_are_refused() {
        let account_id = |id: &str| id.to_owned();
        refused(&[decision("x", None)], &InvalidDecisions::Undecided { account_id: account_id("y") });
        refused(
            &[decision("x", None), decision("y", None), decision("x", Some(1))],
            &InvalidDecisions::DecidedTwice { account_id: account_id("x") },
        );
        refused(
            &[decision("x", None), decision("y", None), decision("c", Some(3))],
            &InvalidDecisions::NotAsked { account_id: account_id("c") },
        );
        refused(&[decision("x", Some(1)), decision("y", Some(1))], &InvalidDecisions::TakenTwice { account: id(1) });
        refused(
            &[decision("x", Some(3)), decision("y", None)],
            &InvalidDecisions::Impossible { account_id: account_id("x"), account: id(3) },
        );
    }

    #[test]
    fn an_account_with_another_mask_is_refused_also_within_the_group() {
        let plan = reconcile(
            &records(&["a One 1111 d/c USD", "b Two 2222 d/c USD"]),
            &[reported("x Any - d/c USD"), reported("y Other 2222 d/c USD"), reported("z Other 2222 d/c USD")],
        );
        assert_eq!(in_short(&plan), ["1,2 ? x,y,z"]);
        assert_eq!(
            plan.resolve(&[decision("x", None), decision("y", Some(1)), decision("z", None)]),
            Err(InvalidDecisions::Impossible { account_id: "y".to_owned(), account: id(1) }),
        );
    }
}

mod of_a_new_login {
    use super::*;

    fn plan(on_record: &[&str], report: &[&str]) -> Plan {
        let report: Vec<_> = report.iter().map(|text| reported(text)).collect();
        reconcile_as(&records(on_record), &report, Identity::OfNewLogin)
    }

    #[test]
    fn what_the_bank_moved_to_other_numbers_is_asked_about() {
        let moved = plan(&["a Checking 0000 d/c USD"], &["x Current 9999 d/s USD"]);
        assert_eq!(in_short(&moved), ["1 ? x"]);
        let again = Decision { account_id: "x".to_owned(), is: Some(id(1)) };
        assert_eq!(in_short(&moved.resolve(&[again]).unwrap()), ["1 is now x"]);
    }

    #[test]
    fn what_nothing_could_be_is_not_asked_about() {
        assert_eq!(in_short(&plan(&["a Checking 0000 d/c USD"], &[])), ["1 inactive"]);
        assert_eq!(in_short(&plan(&[], &["x Current 9999 d/s USD"])), ["new x"]);
        let other_currency = plan(&["a Checking 0000 d/c USD"], &["x Checking 9999 d/c CAD"]);
        assert_eq!(in_short(&other_currency), ["1 inactive", "new x"]);
    }

    #[test]
    fn what_can_be_told_apart_is_not_asked_about() {
        let known = plan(
            &["a Checking 0000 d/c USD", "b Saving 1111 d/s USD"],
            &["x Checking 0000 d/c USD", "y Saving 1111 d/s USD"],
        );
        assert_eq!(in_short(&known), ["1 is now x", "2 is now y"]);
    }
}
