//! From the schema of one version to that of the next.

use super::*;
use crate::store::backup::BACKUPS_KEPT;

#[tokio::test]
async fn records_of_a_newer_version_are_left_alone() {
    let records = Records::new().await;
    records.database.close().await;
    let newer = with_more(&["create table later (id integer) strict"]);
    Database::open_with(&records.file, &records.key, &records.clock, &newer).await.unwrap().close().await;
    let before = fs::read(&records.file).unwrap();

    let refused = records.reopen().await;

    assert!(matches!(refused, Err(OpenError::Newer { found: 100, known: 1 })), "{refused:?}");
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
    assert!(backups[0].ends_with("20260921T141320000Z-schema-1.backup"), "{backups:?}");
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
    for count in 0..BACKUPS_KEPT + 2 {
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
    assert_eq!(left.len(), BACKUPS_KEPT);
    assert!(left[0].to_string_lossy().ends_with("schema-101.backup"), "the oldest are gone: {left:?}");
    assert!(stray.exists(), "a file of the user stays");
}

#[tokio::test]
async fn the_copy_just_made_is_kept_although_the_clock_went_back() {
    let records = Records::new().await;
    records.database.close().await;
    let mut statements = Vec::new();
    for _ in 0..BACKUPS_KEPT {
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
    assert_eq!(left.len(), BACKUPS_KEPT);
    let newest = format!("schema-{}.backup", 99 + BACKUPS_KEPT);
    assert!(left.iter().any(|path| path.to_string_lossy().ends_with(&newest)), "{left:?}");
}
