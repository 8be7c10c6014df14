//! Looking for entries in a real file.

use super::*;
use crate::{
    model::audit::SearchedWord,
    store::{
        Transaction, audit,
        testing::{Records, at, login_id, say, session, with_connection, with_session},
    },
};

fn entry(who: &str, what: &str, object_id: &str, outcome: &str, seconds: i64) -> audit::Entry {
    audit::Entry {
        at: at(seconds),
        who: who.to_owned(),
        what: what.to_owned(),
        object_id: object_id.to_owned(),
        outcome: outcome.to_owned(),
        request_ids: vec![format!("Req{seconds}")],
        details: serde_json::Map::new(),
    }
}

/// Four entries: of a connection, of a login, of a session whose connection is not on record, and of no bank.
async fn four(tx: &mut Transaction) {
    with_connection(tx, 1).await;
    with_session(tx, &session(1, 1)).await;
    let mut of_session = entry("Bank Connections", "page_exited", "con_none", "accepted", 3);
    of_session.details.insert("session".to_owned(), json!(session(1, 1).id.to_string()));
    for entry in [
        entry("Integration user", "start_update", &session(1, 1).connection.to_string(), "requested", 1),
        entry("Bank Connections", "remove_login", &login_id(1).to_string(), "failed", 2),
        of_session,
        entry("Integration user", "mail_settings", "mail", "saved", 4),
    ] {
        audit::append(tx, &entry).await.unwrap();
    }
}

fn word(text: &str) -> SearchedWord {
    SearchedWord { text: text.to_owned(), acts: Vec::new(), outcomes: Vec::new() }
}

fn words(texts: &[&str]) -> AuditFilter {
    AuditFilter { words: texts.iter().map(|text| word(text)).collect(), ..AuditFilter::default() }
}

#[tokio::test]
async fn every_filter_narrows_and_all_of_them_hold() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    four(&mut tx).await;
    let open = AuditFilter::default();
    let by_user = AuditFilter { who: Some("Integration user".to_owned()), ..AuditFilter::default() };
    let called = |acts: &[&str], outcomes: &[&str]| {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let word = SearchedWord { acts: texts(acts), outcomes: texts(outcomes), ..word("not in any column") };
        AuditFilter { words: vec![word], ..AuditFilter::default() }
    };
    let cases: Vec<(AuditFilter, &[i64])> = vec![
        (open.clone(), &[1, 2, 3, 4]),
        (by_user.clone(), &[1, 4]),
        (AuditFilter { what: Some("mail_settings".to_owned()), ..by_user.clone() }, &[4]),
        (AuditFilter { what: Some("remove_login".to_owned()), ..by_user }, &[]),
        (AuditFilter { from: Some(at(2)), ..open.clone() }, &[2, 3, 4]),
        (AuditFilter { from: Some(at(2)), until: Some(at(4)), ..open }, &[2, 3]),
        (words(&["platypus"]), &[1, 2, 3]),
        (words(&["INS_109508", "failed"]), &[2]),
        (words(&["req4"]), &[4]),
        (words(&["con_none"]), &[3]),
        (words(&["%"]), &[]),
        (called(&["mail_settings"], &["failed"]), &[2, 4]),
    ];
    for (filter, expected) in cases {
        assert_eq!(found(&mut tx, &filter).await.unwrap(), expected, "{filter:?}");
    }
}

#[tokio::test]
async fn an_entry_is_read_with_its_hashes_and_what_is_known_of_its_object() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    four(&mut tx).await;
    let entries = list(&mut tx, &[4, 1, 2, 3]).await.unwrap();
    let banks: Vec<_> = entries.iter().map(|entry| entry.institution.as_ref().map(|bank| bank.id.as_str())).collect();
    assert_eq!(banks, [Some("ins_109508"), Some("ins_109508"), Some("ins_109508"), None]);
    assert_eq!(entries[0].previous_hash, None);
    for pair in entries.windows(2) {
        assert!(pair[0].hash.is_some());
        assert_eq!(pair[1].previous_hash, pair[0].hash);
    }
    assert_eq!((entries[3].id, entries[3].request_ids.as_str()), (4, r#"["Req4"]"#));
    assert_eq!(list(&mut tx, &[7]).await.unwrap(), []);
}

#[tokio::test]
async fn people_and_acts_are_those_that_occur() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    four(&mut tx).await;
    assert_eq!(people(&mut tx).await.unwrap(), ["Bank Connections", "Integration user"]);
    assert_eq!(acts(&mut tx).await.unwrap(), ["mail_settings", "page_exited", "remove_login", "start_update"]);
}

#[tokio::test]
async fn an_audit_that_was_tampered_with_stays_readable() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    four(&mut tx).await;
    for statement in [
        "pragma ignore_check_constraints = on",
        "drop trigger audit_is_append_only_on_update",
        "update audit set who = cast(x'ff41' as text), details = 'no JSON', at_ms = 9223372036854775807 where id = 2",
    ] {
        say(&mut tx, statement).await.unwrap();
    }
    let ids = found(&mut tx, &words(&["platypus"])).await.unwrap();
    let entries = list(&mut tx, &ids).await.unwrap();
    assert_eq!((entries[1].who.as_str(), entries[1].details.as_str()), ("\u{fffd}A", "no JSON"));
    assert!(people(&mut tx).await.unwrap().contains(&"\u{fffd}A".to_owned()));
}
