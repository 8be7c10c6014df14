//! The encrypted file, opened well and opened wrongly.

mod damage;
mod migrations;
#[cfg(unix)]
mod rights;

use std::{
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use sqlx::{
    Connection as _, SqlSafeStr as _,
    migrate::{Migration, MigrationType},
};

use super::*;
use crate::{
    store::{
        connections, settings,
        testing::{Records, at, connection, connection_id, say},
    },
    vault::{Profile, Vault},
};

const MARKER: &str = "marker-5e0c1d";

impl Records {
    async fn reopen(&self) -> Result<Database, OpenError> {
        Database::open(&self.file, &self.key, &self.clock).await
    }

    async fn put_marker(&self) {
        let mut tx = self.write().await;
        settings::set(&mut tx, settings::Setting::ClientUserId, MARKER).await.unwrap();
        tx.commit().await.unwrap();
    }

    fn backups(&self) -> Vec<PathBuf> {
        let folder = self.file.with_file_name("backups");
        let mut found: Vec<_> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
        found.sort();
        found
    }
}

async fn another_key() -> DatabaseKey {
    Vault::in_memory(Profile::Demo).database_key(&PathBuf::from("/nonexistent/records.db")).await.unwrap()
}

/// The migrations of this version, and these after them.
fn with_more(more: &[&'static str]) -> Migrator {
    let mut migrations: Vec<_> = MIGRATIONS.iter().cloned().collect();
    for (version, statement) in (100..).zip(more) {
        let sql = statement.into_sql_str();
        migrations.push(Migration::new(version, "later".into(), MigrationType::Simple, sql, false));
    }
    Migrator::with_migrations(migrations)
}

async fn marker_of(database: &Database) -> Option<String> {
    let mut tx = database.read().await.unwrap();
    settings::get(&mut tx, settings::Setting::ClientUserId).await.unwrap()
}

fn holds(file: &Path, text: &str) -> bool {
    fs::read(file).unwrap().windows(text.len()).any(|bytes| bytes == text.as_bytes())
}

#[tokio::test]
async fn what_was_committed_is_there_after_a_restart() {
    let records = Records::new().await;
    records.put_marker().await;
    records.database.close().await;
    assert_eq!(marker_of(&records.reopen().await.unwrap()).await.as_deref(), Some(MARKER));
}

#[tokio::test]
async fn what_was_not_committed_is_not_there() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    connections::insert(&mut tx, &connection(1), at(0)).await.unwrap();
    drop(tx);
    let mut tx = records.database.read().await.unwrap();
    assert_eq!(connections::get(&mut tx, connection_id(1)).await.unwrap(), None);
}

#[tokio::test]
async fn writers_take_turns() {
    let records = Records::new().await;
    let one_more = |database: Database| async move {
        let mut tx = database.write().await.unwrap();
        let count = settings::get(&mut tx, settings::Setting::ClientUserId).await.unwrap();
        let count = count.map_or(0, |count| count.parse::<u32>().unwrap());
        settings::set(&mut tx, settings::Setting::ClientUserId, &(count + 1).to_string()).await.unwrap();
        tx.commit().await.unwrap();
    };
    let tasks: Vec<_> = (0..12).map(|_| tokio::spawn(one_more(records.database.clone()))).collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(marker_of(&records.database).await.as_deref(), Some("12"));
}

#[tokio::test]
async fn each_connection_is_careful() {
    let records = Records::new().await;
    let mut tx = records.database.read().await.unwrap();
    let cases = [
        ("select cast(foreign_keys as text) from pragma_foreign_keys", "1"),
        ("select cast(synchronous as text) from pragma_synchronous", "2"),
        ("select journal_mode from pragma_journal_mode", "wal"),
        // What is sorted or copied on the way stays in memory: a temporary file would not be encrypted.
        (
            "select compile_options from pragma_compile_options where compile_options like 'temp_store=%'",
            "TEMP_STORE=2",
        ),
    ];
    for (statement, expected) in cases {
        let found: String = sqlx::query_scalar(statement).fetch_one(&mut *tx).await.unwrap();
        assert_eq!(found, expected, "{statement}");
    }
}

#[tokio::test]
async fn nothing_is_readable_in_the_files() {
    let records = Records::new().await;
    records.put_marker().await;
    let wal = records.file.with_file_name("bank-connections.db-wal");
    for file in [&records.file, &wal] {
        assert!(fs::metadata(file).unwrap().len() > 0, "{}", file.display());
        for text in [MARKER, "SQLite format", "create table", "link_sessions"] {
            assert!(!holds(file, text), "{} holds `{text}`", file.display());
        }
    }
    records.database.close().await;
    assert!(!holds(&records.file, MARKER));
}

#[tokio::test]
async fn the_file_does_not_open_without_the_key() {
    let records = Records::new().await;
    records.database.close().await;
    let error =
        SqliteConnectOptions::new().filename(&records.file).journal_mode(SqliteJournalMode::Wal).connect().await;
    let error = error.unwrap_err();
    assert_eq!(error.as_database_error().unwrap().code().as_deref(), Some("26"), "{error}");
}

#[tokio::test]
async fn another_key_is_told_apart_and_changes_nothing() {
    let records = Records::new().await;
    records.database.close().await;
    let before = fs::read(&records.file).unwrap();
    let refused = Database::open(&records.file, &another_key().await, &records.clock).await;
    assert!(matches!(refused, Err(OpenError::WrongKey)), "{refused:?}");
    assert_eq!(fs::read(&records.file).unwrap(), before);
    assert!(records.reopen().await.is_ok(), "the right key still opens it");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_as_it_is() {
    let records = Records::new().await;
    records.database.close().await;
    for text in ["SQLite format 3\0 and then something else".repeat(200), "a letter".to_owned()] {
        fs::write(&records.file, &text).unwrap();
        let refused = records.reopen().await;
        assert!(matches!(refused, Err(OpenError::WrongKey | OpenError::Unreadable(_))), "{refused:?}");
        assert_eq!(fs::read(&records.file).unwrap(), text.as_bytes());
    }
}

#[tokio::test]
async fn a_folder_that_is_a_file_is_unreadable() {
    let records = Records::new().await;
    let file = records.file.join("inside/bank-connections.db");
    let refused = Database::open(&file, &records.key, &records.clock).await;
    assert!(matches!(refused, Err(OpenError::Unreadable(_))), "{refused:?}");
}

#[test]
fn what_the_system_refuses_is_named_by_what_helps() {
    let of = |kind| OpenError::from(io::Error::from(kind));
    assert!(matches!(of(io::ErrorKind::PermissionDenied), OpenError::ReadOnly(_)));
    assert!(matches!(of(io::ErrorKind::ReadOnlyFilesystem), OpenError::ReadOnly(_)));
    assert!(matches!(of(io::ErrorKind::StorageFull), OpenError::Full(_)));
    assert!(matches!(of(io::ErrorKind::QuotaExceeded), OpenError::Full(_)));
    assert!(matches!(of(io::ErrorKind::NotADirectory), OpenError::Unreadable(_)));
}

#[tokio::test]
async fn a_full_disk_is_named() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    // The smallest number stands for the pages that are there already.
    say(&mut tx, "pragma max_page_count = 1").await.unwrap();
    let big = "x".repeat(100_000);
    let refused = settings::set(&mut tx, settings::Setting::ClientUserId, &big).await;
    assert!(matches!(refused, Err(StoreError::Full(_))), "{refused:?}");
}

#[tokio::test]
async fn records_that_can_only_be_read_are_named() {
    let records = Records::new().await;
    let mut tx = records.database.read().await.unwrap();
    say(&mut tx, "pragma query_only = on").await.unwrap();
    let refused = settings::set(&mut tx, settings::Setting::ClientUserId, "x").await;
    assert!(matches!(refused, Err(StoreError::ReadOnly(_))), "{refused:?}");
    say(&mut tx, "pragma query_only = off").await.unwrap();
}

#[tokio::test]
async fn another_program_that_keeps_the_file_is_named() {
    let records = Records::new().await;
    let mut other =
        options(&records.file, &records.key, KEPT_TO_READ_KIB).busy_timeout(Duration::ZERO).connect().await.unwrap();
    let _held = records.write().await;
    let refused = other.begin_with("begin immediate").await.map(drop).map_err(StoreError::from);
    assert!(matches!(refused, Err(StoreError::Busy(_))), "{refused:?}");
}

#[tokio::test]
async fn whoever_waits_too_long_for_another_writer_of_ours_is_told_that_the_records_are_busy() {
    let records = Records::new().await;
    for (pool, connections) in [(&records.database.writer, 1), (&records.database.readers, READERS)] {
        let found = pool.options();
        assert_eq!((found.get_max_connections(), found.get_acquire_timeout()), (connections, ACQUIRE_TIMEOUT));
    }
    let impatient = pool(1).acquire_timeout(Duration::from_millis(1));
    let writer = impatient.connect_lazy_with(options(&records.file, &records.key, KEPT_TO_WRITE_KIB));
    let impatient = Database { writer, ..records.database.clone() };
    // Opening it may take longer than that.
    let held = loop {
        if let Ok(held) = impatient.write().await {
            break held;
        }
    };
    let refused = impatient.write().await.map(drop);
    assert!(matches!(refused, Err(StoreError::Busy(_))), "{refused:?}");
    drop(held);
}

#[tokio::test]
async fn closed_records_have_one_file_and_answer_no_more() {
    let records = Records::new().await;
    records.put_marker().await;
    records.database.close().await;
    let left: Vec<_> =
        fs::read_dir(records.file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, [&*records.file]);
    assert!(matches!(records.database.read().await, Err(StoreError::Unavailable(_))));
}

/// The statement that tells the key is the first of each connection. sqlx logs statements as they are, and slow ones
/// even where nobody asks for it.
#[tokio::test]
async fn the_key_is_in_no_log() {
    let log = Log::default();
    let writer = {
        let log = log.clone();
        move || log.clone()
    };
    let everything = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(writer).finish();
    // Statements are run on threads of their own, so the log is that of the whole process.
    tracing::subscriber::set_global_default(everything).unwrap();

    let records = Records::new().await;
    records.put_marker().await;
    records.database.close().await;
    let refused = Database::open(&records.file, &another_key().await, &records.clock).await;

    let text = format!("{refused:?} {:?} {}", records.database, String::from_utf8_lossy(&log.0.lock().unwrap()));
    assert!(text.contains("the records are open"), "the log was listening");
    assert!(!text.to_lowercase().contains("pragma key"), "{text}");
    assert!(!text.split(|letter: char| !letter.is_ascii_hexdigit()).any(|word| word.len() >= 64), "{text}");
}

#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn records_go_on_after_sqlite_took_a_transaction_back_by_itself() {
    let records = Records::new().await;
    for _ in 0..2 {
        let mut tx = records.database.write().await.unwrap();
        // What it does where the disk is full.
        say(&mut tx, "rollback").await.unwrap();
        assert!(tx.commit().await.is_err(), "there is nothing to be kept");
    }
    records.put_marker().await;
}
