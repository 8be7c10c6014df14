//! Reading, checking and exporting, from a real file of records.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use plaid::{Client, Keys, Limits};
use serde_json::Value;
use tempfile::TempDir;

use super::{
    export::{ExportError, ExportFormat, Spellings},
    page::AuditError,
};
use crate::{
    Clock, Config, Connections, Denied, Vault,
    connections::By,
    model::{
        audit::{AuditFilter, Break, Checked, SearchedWord, hexadecimal},
        user::Role,
    },
    store::{audit, audit_entries::ENTRIES_AT_ONCE},
    vault::Profile,
};

/// What is done to an export.
type Change = fn(&mut Value);

const NAME: &str = "bank-connections-audit-20261103T140509Z";

fn now() -> Timestamp {
    "2026-11-03T14:05:09Z".parse().unwrap()
}

async fn opened(folder: &TempDir) -> Connections {
    let keys = Keys { client_id: "client".to_owned(), secret: "secret".into() };
    let config = Config {
        database: folder.path().join("records/bank-connections.db"),
        vault: Vault::in_memory(Profile::Demo),
        // Nothing gets as far as Plaid.
        plaid: Client::new("http://127.0.0.1:9".parse().unwrap(), keys, Limits::default()).unwrap(),
        clock: Clock::fixed(now()),
    };
    Connections::open(config).await.unwrap()
}

/// An accountant's connections, with this many acts of somebody else.
async fn with_acts(folder: &TempDir, acts: usize) -> Connections {
    let connections = opened(folder).await.used_by(Role::Accountant);
    let mut records = connections.database().write().await.unwrap();
    for number in 1..=acts {
        let mut entry = connections.entry_on(By::User("Somebody"), "update", format!("con_{number}"), "repaired");
        entry.request_ids = vec![format!("request-{number}")];
        audit::append(&mut records, &entry).await.unwrap();
    }
    records.commit().await.unwrap();
    connections
}

async fn tamper(connections: &Connections) {
    let mut records = connections.database().write().await.unwrap();
    for statement in
        ["drop trigger audit_is_append_only_on_update", "update audit set outcome = 'updated' where id = 2"]
    {
        sqlx::query(statement).execute(&mut *records).await.unwrap();
    }
    records.commit().await.unwrap();
}

/// The ids of a part, and where the next one begins.
async fn ids(connections: &Connections, before: Option<i64>) -> (Vec<i64>, Option<i64>) {
    let page = connections.audit(&AuditFilter::default(), before).await.unwrap();
    (page.entries.iter().map(|entry| entry.id).collect(), page.next)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

async fn last(connections: &Connections) -> crate::AuditEntry {
    connections.audit(&AuditFilter::default(), None).await.unwrap().entries.remove(0)
}

#[tokio::test]
async fn the_entries_are_read_part_by_part_the_newest_first_and_none_twice() {
    let folder = tempfile::tempdir().unwrap();
    let many = ENTRIES_AT_ONCE + 3;
    let connections = with_acts(&folder, many).await;
    let (first, next) = ids(&connections, None).await;
    let (second, end) = ids(&connections, next).await;
    assert_eq!((first.len(), second.len(), end), (ENTRIES_AT_ONCE, 3, None));
    let all: Vec<_> = first.into_iter().chain(second).collect();
    let expected: Vec<_> = (1..=i64::try_from(many).unwrap()).rev().collect();
    assert_eq!(all, expected);
    let page = connections.audit(&AuditFilter::default(), Some(1)).await.unwrap();
    assert_eq!((page.entries.len(), page.next, page.found), (0, None, many));
}

#[tokio::test]
async fn a_part_names_who_and_what_there_is_to_choose_from() {
    let folder = tempfile::tempdir().unwrap();
    let connections = with_acts(&folder, 2).await;
    connections.check_audit().await.unwrap();
    let filter = AuditFilter { who: Some("Integration user".to_owned()), ..AuditFilter::default() };
    let page = connections.audit(&filter, None).await.unwrap();
    assert_eq!((page.found, page.entries[0].what.as_str()), (1, "check_audit"));
    assert_eq!(page.people, ["Integration user", "Somebody"]);
    assert_eq!(page.acts, ["check_audit", "update"]);
}

#[tokio::test]
async fn a_check_says_how_many_entries_there_are_and_is_one_itself() {
    let folder = tempfile::tempdir().unwrap();
    let connections = with_acts(&folder, 3).await;
    assert_eq!(connections.audit_state().unwrap(), None);
    let expected = Checked { at: now(), result: Ok(3) };
    assert_eq!(connections.check_audit().await.unwrap(), expected);
    assert_eq!(connections.audit_state().unwrap(), Some(expected));
    let entry = last(&connections).await;
    assert_eq!((entry.who.as_str(), entry.outcome.as_str()), ("Integration user", "complete"));
    assert_eq!(entry.details, [("entries".to_owned(), "3".to_owned())]);
    assert_eq!(connections.check_audit().await.unwrap().result, Ok(4));
}

#[tokio::test]
async fn a_break_is_told_and_stays_told_while_business_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let connections = with_acts(&folder, 3).await;
    tamper(&connections).await;
    for _ in 0..2 {
        assert_eq!(connections.check_audit().await.unwrap().result, Err(Break::Changed { id: 2 }));
        let entry = last(&connections).await;
        assert_eq!(entry.outcome, "broken");
        let of = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(entry.details, [of("break", "changed"), of("entry", "2")]);
    }
}

#[tokio::test]
async fn the_start_looks_at_the_chain_by_itself_and_tells_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let connections = with_acts(&folder, 3).await;
    tamper(&connections).await;
    let mut changes = connections.changes();
    let driver = tokio::spawn({
        let connections = connections.clone();
        async move { connections.watch_audit().await }
    });
    while connections.audit_state().unwrap().is_none() {
        changes.changed().await.unwrap();
    }
    driver.abort();
    let found = connections.audit_state().unwrap().unwrap();
    assert_eq!(found.result, Err(Break::Changed { id: 2 }));
    assert_eq!(last(&connections).await.id, 3, "the start itself is no act");
}

#[tokio::test]
async fn nobody_reads_checks_or_exports_who_is_not_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let connections = opened(&folder).await;
    let filter = AuditFilter::default();
    let denied = connections.audit(&filter, None).await;
    assert!(matches!(denied, Err(AuditError::Denied(Denied::SignedOut))), "{denied:?}");
    let denied = connections.audit_state();
    assert!(matches!(denied, Err(AuditError::Denied(Denied::SignedOut))), "{denied:?}");
    let denied = connections.check_audit().await;
    assert!(matches!(denied, Err(AuditError::Denied(Denied::SignedOut))), "{denied:?}");
    let target = tempfile::tempdir().unwrap();
    let denied = connections.export_audit(target.path(), &ExportFormat::Csv(Spellings::default()), &filter).await;
    assert!(matches!(denied, Err(ExportError::Denied(Denied::SignedOut))), "{denied:?}");
    assert_eq!(names(target.path()), [] as [&str; 0]);
}

#[tokio::test]
async fn an_export_is_an_act_and_its_entry_knows_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let target = tempfile::tempdir().unwrap();
    let connections = with_acts(&folder, 3).await;
    let filter = AuditFilter::default();
    let first =
        connections.export_audit(target.path(), &ExportFormat::Csv(Spellings::default()), &filter).await.unwrap();
    let second =
        connections.export_audit(target.path(), &ExportFormat::Csv(Spellings::default()), &filter).await.unwrap();
    assert_eq!((first.entries, second.entries), (3, 4));
    assert_eq!(names(target.path()), [format!("{NAME}-2.csv"), format!("{NAME}.csv")]);
    let page = connections.audit(&filter, None).await.unwrap();
    for (exported, entry) in [second, first].iter().zip(&page.entries) {
        assert_eq!((entry.what.as_str(), entry.outcome.as_str()), ("export_audit", "exported"));
        let detail = |name: &str| &entry.details.iter().find(|(found, _)| found == name).unwrap().1;
        assert_eq!(*detail("file"), exported.file.file_name().unwrap().to_string_lossy());
        assert_eq!(*detail("sha256"), sha256(&exported.file));
        assert_eq!(*detail("filtered"), "false");
    }
}

#[tokio::test]
async fn a_folder_that_takes_nothing_is_an_error_and_no_entry_says_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let connections = with_acts(&folder, 1).await;
    let nowhere = folder.path().join("nowhere");
    let refused = connections.export_audit(&nowhere, &ExportFormat::Json, &AuditFilter::default()).await;
    assert!(matches!(refused, Err(ExportError::Unwritable(_))), "{refused:?}");
    assert_eq!(last(&connections).await.what, "update");
}

#[tokio::test]
async fn what_is_filtered_is_exported_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let target = tempfile::tempdir().unwrap();
    let connections = with_acts(&folder, 12).await;
    let word = SearchedWord { text: "request-1".to_owned(), acts: Vec::new(), outcomes: Vec::new() };
    let filter = AuditFilter { words: vec![word], ..AuditFilter::default() };
    let exported = connections.export_audit(target.path(), &ExportFormat::Json, &filter).await.unwrap();
    let json: Value = serde_json::from_slice(&fs::read(&exported.file).unwrap()).unwrap();
    let ids: Vec<_> = json["entries"].as_array().unwrap().iter().map(|entry| entry["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, [1, 10, 11, 12]);
    assert_eq!((json["filter"]["words"][0].as_str(), json["head"]["entries"].as_i64()), (Some("request-1"), Some(12)));
    assert_eq!(check(&exported.file), Ok("complete: 4 entries".to_owned()));
}

#[tokio::test]
async fn a_json_export_is_checked_apart_from_the_application() {
    let folder = tempfile::tempdir().unwrap();
    let target = tempfile::tempdir().unwrap();
    let connections = with_acts(&folder, ENTRIES_AT_ONCE + 2).await;
    let filter = AuditFilter::default();
    let whole = connections.export_audit(target.path(), &ExportFormat::Json, &filter).await.unwrap();
    assert_eq!(check(&whole.file), Ok(format!("complete: {} entries", ENTRIES_AT_ONCE + 2)));

    let text = fs::read_to_string(&whole.file).unwrap();
    let with = |change: Change| {
        let mut export: Value = serde_json::from_str(&text).unwrap();
        change(&mut export);
        let file = target.path().join("changed.json");
        fs::write(&file, export.to_string()).unwrap();
        check(&file)
    };
    let cases: [(Change, &str); 4] = [
        (|export| export["entries"][4]["who"] = "Somebody else".into(), "entry 5 was changed"),
        (|export| drop(export["entries"].as_array_mut().unwrap().remove(4)), "something is missing before entry 6"),
        (|export| drop(export["entries"].as_array_mut().unwrap().pop()), "the end is missing"),
        (|export| export["entries"].as_array_mut().unwrap().swap(4, 5), "something is missing before entry 6"),
    ];
    for (change, fault) in cases {
        assert_eq!(with(change), Err(fault.to_owned()));
    }

    tamper(&connections).await;
    let broken = connections.export_audit(target.path(), &ExportFormat::Json, &filter).await.unwrap();
    assert_eq!(check(&broken.file), Err("entry 2 was changed".to_owned()));
}

/// What a program says that knows nothing but `docs/audit.md`.
fn check(file: &Path) -> Result<String, String> {
    let program = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/audit/check.py");
    let output = std::process::Command::new("python3").arg(program).arg(file).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    if output.status.success() { Ok(said) } else { Err(said) }
}

fn sha256(file: &Path) -> String {
    use sha2::Digest as _;
    hexadecimal(&sha2::Sha256::digest(fs::read(file).unwrap()))
}
