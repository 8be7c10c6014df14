//! A real file that is tampered with, past the triggers.

use proptest::prelude::*;
use serde_json::Map;

use super::*;
use crate::store::{
    Transaction,
    audit::{self, Entry},
    testing::{Records, at, refuses, say},
};

/// What has to be taken away before anything can be tampered with.
const UNGUARD: [&str; 10] = [
    "pragma ignore_check_constraints = on",
    "pragma defer_foreign_keys = on",
    "drop trigger audit_is_append_only_on_update",
    "drop trigger audit_is_append_only_on_delete",
    "drop trigger audit_chain_is_append_only_on_update",
    "drop trigger audit_chain_is_append_only_on_delete",
    "drop trigger audit_head_is_one_row",
    "drop trigger audit_head_only_grows",
    "drop trigger audit_head_is_kept",
    "drop index audit_of_an_object",
];

fn entry(number: i64) -> Entry {
    Entry {
        at: at(number),
        who: "Integration user".to_owned(),
        what: "update".to_owned(),
        object_id: format!("con_{number}"),
        outcome: "repaired".to_owned(),
        request_ids: vec![format!("request-{number}")],
        details: Map::new(),
    }
}

async fn append(tx: &mut Transaction, numbers: impl IntoIterator<Item = i64>) {
    for number in numbers {
        audit::append(tx, &entry(number)).await.unwrap();
    }
}

/// Records with this many entries, of which none is guarded any more.
async fn unguarded(entries: i64) -> (Records, Transaction) {
    let records = Records::new().await;
    let mut tx = records.write().await;
    append(&mut tx, 1..=entries).await;
    for statement in UNGUARD {
        say(&mut tx, statement).await.unwrap();
    }
    (records, tx)
}

async fn tamper(tx: &mut Transaction, statement: String) {
    sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut **tx).await.unwrap();
}

/// Asserts what the walk finds after something was done to an audit of seven entries, and that it still finds it after the
/// next entry.
async fn check(statements: &[&str], expected: Break) {
    let (_records, mut tx) = unguarded(7).await;
    for statement in statements {
        tamper(&mut tx, (*statement).to_owned()).await;
    }
    assert_eq!(walk(&mut tx).await.unwrap(), Err(expected), "{statements:?}");
    append(&mut tx, [8, 9]).await;
    assert!(walk(&mut tx).await.unwrap().is_err(), "the break stays: {statements:?}");
    assert_eq!(audit::list_of(&mut tx, "con_9").await.unwrap(), [entry(9)], "business goes on: {statements:?}");
}

#[tokio::test]
async fn each_entry_is_linked_to_the_one_before_it() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    let empty = Head { entries: 0, last_id: 0, hash: ChainHash::START, sealed_afterwards: Some(0) };
    assert_eq!(head(&mut tx).await.unwrap(), Some(empty));
    assert_eq!(walk(&mut tx).await.unwrap(), Ok(0));
    append(&mut tx, 1..=3).await;
    let mut hash = ChainHash::START;
    for link in links_from(&mut tx, 1).await.unwrap() {
        hash = hash.after(&link.entry);
        assert_eq!(link.hash.as_deref(), Some(hash.bytes()));
    }
    assert_eq!(head(&mut tx).await.unwrap(), Some(Head { entries: 3, last_id: 3, hash, ..empty }));
    assert_eq!(walk(&mut tx).await.unwrap(), Ok(3));
}

#[tokio::test]
async fn an_audit_that_is_longer_than_what_is_read_at_once_is_walked_to_its_end() {
    let (_records, mut tx) = unguarded(LINKS_AT_ONCE * 2 + 3).await;
    assert_eq!(walk(&mut tx).await.unwrap(), Ok(LINKS_AT_ONCE * 2 + 3));
    let last = LINKS_AT_ONCE * 2;
    tamper(&mut tx, format!("update audit set who = 'Somebody' where id = {last}")).await;
    assert_eq!(walk(&mut tx).await.unwrap(), Err(Break::Changed { id: last }));
}

#[tokio::test]
async fn nothing_of_the_chain_is_ever_changed_or_deleted() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    append(&mut tx, 1..=2).await;
    refuses(
        &mut tx,
        &[
            "update audit_chain set hash = zeroblob(32)",
            "delete from audit_chain",
            "insert or replace into audit_chain (entry_id, hash) values (1, zeroblob(32))",
            "insert into audit_chain (entry_id, hash) values (3, zeroblob(31))",
            "insert into audit_head (id, entries, last_id, hash) values (1, 0, 0, zeroblob(32))",
            "insert or replace into audit_head (id, entries, last_id, hash) values (1, 0, 0, zeroblob(32))",
            "update audit_head set entries = 1, last_id = 1",
            "update audit_head set entries = entries + 2, last_id = last_id + 2",
            "update audit_head set entries = entries + 1",
            "update audit_head set sealed_afterwards = null",
            "update audit_head set entries = 3, last_id = 3, sealed_afterwards = 3",
            "delete from audit_head",
        ],
    )
    .await;
    assert_eq!(walk(&mut tx).await.unwrap(), Ok(2));
}

#[tokio::test]
async fn what_was_done_to_an_entry_is_found_and_stays_found() {
    for column in ["at_ms = at_ms + 1", "who = 'x'", "what = 'x'", "object_id = 'x'", "outcome = 'x'"] {
        check(&[&format!("update audit set {column} where id = 4")], Break::Changed { id: 4 }).await;
    }
    for column in ["request_ids = '[]'", "details = '{\"a\":1}'", "who = cast(x'ff' as text)", "details = 'no JSON'"] {
        check(&[&format!("update audit set {column} where id = 4")], Break::Changed { id: 4 }).await;
    }
    check(&["update audit_chain set hash = zeroblob(32) where entry_id = 4"], Break::Changed { id: 4 }).await;
    check(&["update audit_chain set hash = x'00' where entry_id = 4"], Break::Changed { id: 4 }).await;
    check(
        &[
            "update audit set id = 100 where id = 4",
            "update audit set id = 4 where id = 5",
            "update audit set id = 5 where id = 100",
        ],
        Break::Changed { id: 4 },
    )
    .await;
}

#[tokio::test]
async fn entries_that_are_gone_are_found() {
    let missing = Break::Missing { first: 3, last: 4 };
    check(&["delete from audit where id in (3, 4)"], missing).await;
    check(&["delete from audit where id in (3, 4)", "delete from audit_chain where entry_id in (3, 4)"], missing).await;
    let tail = Break::CutOff { last: 5, written: 7 };
    check(&["delete from audit where id > 5"], tail).await;
    check(&["delete from audit where id > 5", "delete from audit_chain where entry_id > 5"], tail).await;
    check(
        &[
            "delete from audit where id > 5",
            "update audit_head set entries = 5, last_id = 5, hash = (select hash from audit_chain where entry_id = 5)",
        ],
        tail,
    )
    .await;
    check(&["delete from audit", "delete from audit_chain"], Break::CutOff { last: 0, written: 7 }).await;
}

#[tokio::test]
async fn entries_that_were_put_in_are_found() {
    let columns = "insert into audit (id, at_ms, who, what, object_id, outcome, request_ids, details)";
    for id in [-5, 0, 8] {
        let insert = format!("{columns} values ({id}, 0, 'a', 'b', 'c', 'd', '[]', '{{}}')");
        check(&[&insert], Break::Inserted { id }).await;
    }
    let far = format!("{columns} values ({}, 0, 'a', 'b', 'c', 'd', '[]', '{{}}')", i64::MAX);
    check(&[&far], Break::Missing { first: 8, last: i64::MAX - 1 }).await;
    let linked = "insert into audit_chain (entry_id, hash) values (8, zeroblob(32))";
    check(&[&format!("{columns} values (8, 0, 'a', 'b', 'c', 'd', '[]', '{{}}')"), linked], Break::Changed { id: 8 })
        .await;
    check(&["delete from audit_chain where entry_id = 6"], Break::Inserted { id: 6 }).await;
}

#[tokio::test]
async fn an_end_that_was_tampered_with_is_found() {
    check(&["delete from audit_head"], Break::EndChanged).await;
    check(&["update audit_head set hash = zeroblob(32)"], Break::EndChanged).await;
    check(&["update audit_head set hash = x'00'"], Break::EndChanged).await;
    check(&["update audit_head set entries = 6"], Break::EndChanged).await;
    check(&["update audit_head set entries = 5, last_id = 5"], Break::Inserted { id: 6 }).await;
    let furthest = format!("update audit_head set last_id = {}", i64::MAX);
    check(&[&furthest], Break::CutOff { last: 7, written: i64::MAX }).await;
}

#[tokio::test]
async fn a_place_is_never_given_twice() {
    let (_records, mut tx) = unguarded(7).await;
    tamper(&mut tx, "delete from audit where id > 4".to_owned()).await;
    append(&mut tx, [8]).await;
    let ids: Vec<_> = links_from(&mut tx, 1).await.unwrap().into_iter().map(|link| link.entry.id).collect();
    assert_eq!(ids, [1, 2, 3, 4, 8]);
}

#[derive(Debug, Clone, Copy)]
enum Tampering {
    Change { id: i64, column: &'static str },
    Delete { id: i64, with_link: bool },
    Swap { id: i64, with: i64 },
    CutOff { last: i64 },
}

fn tampering(entries: i64) -> impl Strategy<Value = Tampering> {
    let columns = ["at_ms = at_ms - 1", "who = who || '.'", "outcome = 'updated'", "request_ids = '[1]'"];
    prop_oneof![
        (1..=entries, prop::sample::select(columns.to_vec())).prop_map(|(id, column)| Tampering::Change { id, column }),
        (1..=entries, any::<bool>()).prop_map(|(id, with_link)| Tampering::Delete { id, with_link }),
        (1..=entries, 1..entries).prop_map(move |(id, by)| Tampering::Swap { id, with: (id + by - 1) % entries + 1 }),
        (0..entries).prop_map(|last| Tampering::CutOff { last }),
    ]
}

impl Tampering {
    fn statements(self) -> Vec<String> {
        match self {
            Self::Change { id, column } => vec![format!("update audit set {column} where id = {id}")],
            Self::Delete { id, with_link: false } => vec![format!("delete from audit where id = {id}")],
            Self::Delete { id, with_link: true } => vec![
                format!("delete from audit where id = {id}"),
                format!("delete from audit_chain where entry_id = {id}"),
            ],
            Self::Swap { id, with } => vec![
                format!("update audit set id = 100 where id = {id}"),
                format!("update audit set id = {id} where id = {with}"),
                format!("update audit set id = {with} where id = 100"),
            ],
            Self::CutOff { last } => vec![
                format!("delete from audit where id > {last}"),
                format!("delete from audit_chain where entry_id > {last}"),
            ],
        }
    }

    /// Where the walk has to stop at the latest.
    fn first_place(self) -> i64 {
        match self {
            Self::Change { id, .. } | Self::Delete { id, .. } => id,
            Self::Swap { id, with } => id.min(with),
            Self::CutOff { last } => last + 1,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_to_a_file_is_found_where_it_was_done(tampering in tampering(6)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let found = runtime.block_on(async {
            let (records, mut tx) = unguarded(6).await;
            for statement in tampering.statements() {
                tamper(&mut tx, statement).await;
            }
            let found = walk(&mut tx).await.unwrap();
            drop(tx);
            records.database.close().await;
            found
        });
        let place = match found {
            Err(Break::Changed { id } | Break::Inserted { id }) => id,
            Err(Break::Missing { first, .. }) => first,
            Err(Break::CutOff { last, .. }) => last + 1,
            Err(Break::EndChanged) | Ok(_) => 0,
        };
        prop_assert_eq!(place, tampering.first_place());
    }
}
