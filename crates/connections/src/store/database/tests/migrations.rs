//! From the schema of one version to that of the next.

use super::*;
use crate::{
    model::{
        audit::Break,
        connection::AccountNews,
        link_session::{Ending, Outcome, Purpose, State},
    },
    store::{
        account_changes, audit, audit_chain,
        audit_chain::LINKS_AT_ONCE,
        backups::BEFORE_MIGRATION_KEPT,
        connections, link_sessions, logins,
        testing::{connection_id, login_id, session_id, with_account, with_connection},
    },
};

#[tokio::test]
async fn records_of_a_newer_version_are_left_alone() {
    let records = Records::new().await;
    records.database.close().await;
    let newer = with_more(&["create table later (id integer) strict"]);
    Database::open_with(&records.file, &records.key, &records.clock, &newer).await.unwrap().close().await;
    let before = fs::read(&records.file).unwrap();

    let refused = records.reopen().await;

    assert!(matches!(refused, Err(OpenError::Newer { found: 100, known }) if known == newest()), "{refused:?}");
    assert_eq!(fs::read(&records.file).unwrap(), before);
}

#[tokio::test]
async fn new_and_current_records_are_not_backed_up() {
    let records = Records::new().await;
    records.database.close().await;
    records.reopen().await.unwrap();
    assert_eq!(records.backups(), [] as [PathBuf; 0]);
}

#[tokio::test]
async fn an_encrypted_copy_is_put_aside_before_a_migration() {
    let records = Records::new().await;
    records.put_marker().await;
    records.database.close().await;
    let more = with_more(&["delete from settings"]);

    let migrated = Database::open_with(&records.file, &records.key, &records.clock, &more).await.unwrap();

    assert_eq!(marker_of(&migrated).await, None, "the migration did its work");
    let backups = records.backups();
    assert_eq!(backups.len(), 1);
    assert!(backups[0].ends_with(format!("20260921T141320000Z-schema-{}.backup", newest())), "{backups:?}");
    assert!(!holds(&backups[0], MARKER));
    let copy = records.folder.path().join("restored/bank-connections.db");
    fs::create_dir(copy.parent().unwrap()).unwrap();
    fs::copy(&backups[0], &copy).unwrap();
    let wrong = Database::open(&copy, &another_key().await, &records.clock).await;
    assert!(matches!(wrong, Err(OpenError::WrongKey)), "{wrong:?}");
    let restored = Database::open(&copy, &records.key, &records.clock).await.unwrap();
    assert_eq!(marker_of(&restored).await.as_deref(), Some(MARKER));
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_of_itself() {
    let records = Records::new().await;
    records.put_marker().await;
    records.database.close().await;
    let failing = with_more(&["delete from settings; create table settings (id integer) strict"]);

    let refused = Database::open_with(&records.file, &records.key, &records.clock, &failing).await;

    assert!(matches!(refused, Err(OpenError::Unreadable(_))), "{refused:?}");
    assert_eq!(marker_of(&records.reopen().await.unwrap()).await.as_deref(), Some(MARKER));
}

#[tokio::test]
async fn a_migration_that_was_changed_afterwards_is_refused() {
    let records = Records::new().await;
    records.database.close().await;
    let first = with_more(&["create table later (id integer) strict"]);
    Database::open_with(&records.file, &records.key, &records.clock, &first).await.unwrap().close().await;
    let changed = with_more(&["create table later (id text) strict"]);
    let refused = Database::open_with(&records.file, &records.key, &records.clock, &changed).await;
    assert!(matches!(refused, Err(OpenError::Unreadable(_))), "{refused:?}");
}

#[tokio::test]
async fn the_latest_copies_are_kept() {
    let records = Records::new().await;
    records.database.close().await;
    let stray = records.file.with_file_name("backups").join("kept by hand.db");
    let mut statements = Vec::new();
    for count in 0..BEFORE_MIGRATION_KEPT + 2 {
        statements.push("select 1");
        records.clock.advance(Duration::from_secs(1));
        let more = with_more(&statements);
        Database::open_with(&records.file, &records.key, &records.clock, &more).await.unwrap().close().await;
        if count == 0 {
            fs::write(&stray, "not ours").unwrap();
        }
    }
    let mut left = records.backups();
    left.retain(|path| *path != stray);
    assert_eq!(left.len(), BEFORE_MIGRATION_KEPT);
    assert!(left[0].to_string_lossy().ends_with("schema-101.backup"), "the oldest are gone: {left:?}");
    assert!(stray.exists(), "a file of the user stays");
}

#[tokio::test]
async fn the_copy_just_made_is_kept_although_the_clock_went_back() {
    let records = Records::new().await;
    records.database.close().await;
    let mut statements = Vec::new();
    for _ in 0..BEFORE_MIGRATION_KEPT {
        statements.push("select 1");
        records.clock.advance(Duration::from_secs(1));
        let more = with_more(&statements);
        Database::open_with(&records.file, &records.key, &records.clock, &more).await.unwrap().close().await;
    }
    statements.push("select 1");
    let more = with_more(&statements);
    let earlier = Clock::fixed(at(-3600));
    Database::open_with(&records.file, &records.key, &earlier, &more).await.unwrap().close().await;

    let left = records.backups();
    assert_eq!(left.len(), BEFORE_MIGRATION_KEPT);
    let newest = format!("schema-{}.backup", 99 + BEFORE_MIGRATION_KEPT);
    assert!(left.iter().any(|path| path.to_string_lossy().ends_with(&newest)), "{left:?}");
}

#[tokio::test]
async fn records_of_the_first_version_are_carried_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records/bank-connections.db");
    let key = Vault::in_memory(Profile::Demo).database_key(&file).await.unwrap();
    let clock = Clock::fixed(at(0));
    let earlier = Database::open_with(&file, &key, &clock, &up_to(1)).await.unwrap();
    let mut tx = earlier.write().await.unwrap();
    for statement in OF_THE_FIRST_VERSION {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    earlier.close().await;

    let database = Database::open(&file, &key, &clock).await.unwrap();
    let mut tx = database.read().await.unwrap();
    let id = connection_id(7);
    let connection = connections::get(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((connection.login, connection.news), (Some(login_id(7)), AccountNews::default()));
    let current = logins::current_of(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((current.item_id, current.institution), (connection.item_id, connection.institution.clone()));
    let session = link_sessions::get(&mut tx, session_id(7)).await.unwrap().unwrap();
    assert_eq!(
        (session.purpose, session.connection, session.institution),
        (Purpose::Update, id, Some(connection.institution))
    );
    assert_eq!(session.state, State::Watched { ending: Ending::Left, outcome: Outcome::Repaired });
    assert_eq!(session.exit.unwrap().code.as_deref(), Some("INVALID_MFA"));
    assert_eq!(account_changes::list_of(&mut tx, session_id(7)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_audit_from_before_the_chain_becomes_part_of_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records/bank-connections.db");
    let key = Vault::in_memory(Profile::Demo).database_key(&file).await.unwrap();
    let clock = Clock::fixed(at(0));
    let earlier = Database::open_with(&file, &key, &clock, &up_to(2)).await.unwrap();
    let mut tx = earlier.write().await.unwrap();
    for at_ms in 0..LINKS_AT_ONCE + 2 {
        sqlx::query(
            "insert into audit (at_ms, who, what, object_id, outcome, request_ids, details)
             values (?, 'Integration user', 'update', 'con_1', 'repaired', '[\"first\"]', '{\"kept\":2}')",
        )
        .bind(at_ms)
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    earlier.close().await;

    let database = Database::open(&file, &key, &clock).await.unwrap();
    let mut tx = database.write().await.unwrap();
    let sealed = audit_chain::head(&mut tx).await.unwrap().unwrap();
    assert_eq!((sealed.entries, sealed.sealed_afterwards), (LINKS_AT_ONCE + 2, Some(LINKS_AT_ONCE + 2)));
    assert_eq!(audit_chain::walk(&mut tx).await.unwrap(), Ok(LINKS_AT_ONCE + 2));
    let entry = audit::list_of(&mut tx, "con_1").await.unwrap().remove(0);
    audit::append(&mut tx, &entry).await.unwrap();
    tx.commit().await.unwrap();
    database.close().await;

    let database = Database::open(&file, &key, &clock).await.unwrap();
    let mut tx = database.read().await.unwrap();
    let head = audit_chain::head(&mut tx).await.unwrap().unwrap();
    assert_eq!((head.entries, head.sealed_afterwards), (LINKS_AT_ONCE + 3, sealed.sealed_afterwards));
    assert_eq!(audit_chain::walk(&mut tx).await.unwrap(), Ok(LINKS_AT_ONCE + 3));
}

/// A chain that somebody emptied is not taken for one that was never begun.
#[tokio::test]
async fn what_was_tampered_with_is_not_sealed_when_the_records_are_opened() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    for statement in [
        "insert into audit (at_ms, who, what, object_id, outcome, request_ids, details)
         values (0, 'Somebody', 'update', 'con_1', 'repaired', '[]', '{}')",
        "drop trigger audit_head_is_kept",
        "delete from audit_head",
    ] {
        say(&mut tx, statement).await.unwrap();
    }
    tx.commit().await.unwrap();
    records.database.close().await;

    let database = records.reopen().await.unwrap();
    let mut tx = database.read().await.unwrap();
    assert_eq!(audit_chain::walk(&mut tx).await.unwrap(), Err(Break::Inserted { id: 1 }));
}

#[tokio::test]
async fn statement_lines_from_before_an_opening_balance_could_be_corrected_are_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records/bank-connections.db");
    let key = Vault::in_memory(Profile::Demo).database_key(&file).await.unwrap();
    let clock = Clock::fixed(at(0));
    let earlier = Database::open_with(&file, &key, &clock, &up_to(14)).await.unwrap();
    let mut tx = earlier.write().await.unwrap();
    with_connection(&mut tx, 1).await;
    with_account(&mut tx, 1, 1, "account").await;
    for statement in WITH_LINES {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    let (lines, guards) = (lines(&mut tx).await, guards(&mut tx).await);
    assert_eq!((lines.len(), guards.len()), (3, 5), "{guards:?}");
    tx.commit().await.unwrap();
    earlier.close().await;

    let database = Database::open(&file, &key, &clock).await.unwrap();
    let mut tx = database.write().await.unwrap();
    assert_eq!(self::lines(&mut tx).await, lines);
    assert_eq!(self::guards(&mut tx).await, guards);
    for refused in ["update statement_lines set amount_minor = 0", "delete from statement_lines where id = 7"] {
        assert!(say(&mut tx, refused).await.is_err(), "{refused}");
    }
    say(
        &mut tx,
        "insert into statement_lines values
            (8, 'stm_1', 4, 'correction', null, 'opening_balance', '2026-11-30', 5, 'Corrected', null, 'opening')",
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// Everything that is on record of statement lines.
async fn lines(records: &mut Transaction) -> Vec<String> {
    sqlx::query_scalar(
        "select json_array(id, statement_id, position, kind, transaction_row, reason, date, amount_minor, description,
            reference, line_key) from statement_lines order by id",
    )
    .fetch_all(&mut **records)
    .await
    .unwrap()
}

/// The indexes and triggers of statement lines.
async fn guards(records: &mut Transaction) -> Vec<String> {
    sqlx::query_scalar(
        "select type || ' ' || name from sqlite_schema
        where tbl_name = 'statement_lines' and type <> 'table' order by type, name",
    )
    .fetch_all(&mut **records)
    .await
    .unwrap()
}

/// The migrations of an earlier version.
fn up_to(version: i64) -> Migrator {
    Migrator::with_migrations(MIGRATIONS.iter().filter(|migration| migration.version <= version).cloned().collect())
}

/// The schema of this version.
fn newest() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap()
}

/// A connection with an account, a session that is watched, and its result.
const OF_THE_FIRST_VERSION: [&str; 4] = [
    "insert into connections (
        id, item_id, institution_id, institution_name, health, checked_at_ms, created_at_ms
    ) values ('con_00000000000000000000000000000007', 'item-7', 'ins_1', 'First Platypus Bank', 'good', 1, 1)",
    "insert into account_connections (
        id, connection_id, number, account_id, name, kind, active, created_at_ms
    ) values (
        'acc_00000000000000000000000000000007', 'con_00000000000000000000000000000007', 1, 'account', 'Checking',
        'depository', 1, 1
    )",
    "insert into link_sessions (
        id, connection_id, kind, state, ending, outcome, place, link_token, hosted_url, page_expires_at_ms, exit_code,
        recovered, started_at_ms, ended_at_ms, settled_at_ms
    ) values (
        'lks_00000000000000000000000000000007', 'con_00000000000000000000000000000007', 'update', 'watched', 'left',
        'repaired', 'window', 'token', 'url', 9, 'INVALID_MFA', 1, 2, 3, 4
    )",
    "insert into account_changes values (
        'lks_00000000000000000000000000000007', 'acc_00000000000000000000000000000007', 'now_inactive'
    )",
];

/// A statement of three lines, whose rows have gaps between them.
const WITH_LINES: [&str; 5] = [
    "insert into bank_accounts (id, code, name, currency, created_at_ms) values ('bka_1', '1010', 'Operating', 'USD', 0)",
    "insert into transactions (
        id, login_id, transaction_id, account_connection_id, date, amount_minor, currency, description, pending,
        fingerprint, state, changed_at_ms
    )
    select row, logins.id, 'tx-' || row, account_connections.id, '2026-11-02', row * 100, 'USD', 'Client', 0, 'f' || row,
        'current', 0
    from (select 1 as row union select 2), logins, account_connections",
    "insert into statement_lines (
        id, statement_id, position, kind, transaction_row, reason, date, amount_minor, description, reference, line_key
    ) values
        (3, 'stm_1', 1, 'transaction', 1, null, '2026-11-02', 100, 'Client', 'R-1', 'tx-1'),
        (5, 'stm_1', 2, 'transaction', 2, null, '2026-11-02', 210, 'Client', null, 'tx-2'),
        (7, 'stm_1', 3, 'correction', 2, 'amount_changed', '2026-11-30', -10, 'Client', null, 'tx-2/1')",
    "insert into statements
    select 'stm_1', 'bka_1', id, 'November', 1, '2026-11-01', '2026-11-30', 'USD', 0, 300, null, 3, 0, 'Somebody'
    from account_connections",
    "update account_connections set bank_account_id = 'bka_1', opening_balance_minor = 0,
        statement_start_date = '2026-11-01'",
];
