//! Backups taken, kept, and put in the place of the records.

use std::time::Duration;

use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};

use super::*;
use crate::{
    clock::Clock,
    store::{
        Database, OpenError, files,
        settings::{self, Setting},
        testing::{Records, at},
    },
    vault::{Profile, Vault},
};

const BEFORE: &str = "marker-before";
const AFTER: &str = "marker-after";

impl Records {
    async fn mark(&self, text: &str) {
        let mut tx = self.write().await;
        settings::set(&mut tx, Setting::ClientUserId, text).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn backed_up(&self, kind: BackupKind) -> Backup {
        self.database.back_up(kind, &self.clock).await.unwrap()
    }

    fn backup_file(&self, backup: &Backup) -> PathBuf {
        folder(&self.file).join(&backup.name)
    }

    fn names(&self) -> Vec<String> {
        list(&self.file).unwrap().into_iter().map(|backup| backup.name).collect()
    }

    /// With a backup of the first mark, and closed with the second one.
    async fn changed_since_a_backup() -> (Self, Backup) {
        let records = Self::new().await;
        records.mark(BEFORE).await;
        let backup = records.backed_up(BackupKind::Daily).await;
        records.mark(AFTER).await;
        records.database.close().await;
        (records, backup)
    }

    async fn restore(&self, name: &str) -> Result<(), RestoreError> {
        restore(&self.file, &[&self.key], name, &by_user(), &self.clock).await
    }

    /// What the mark is once the records are open, as a start opens them.
    async fn mark_at_start(&self) -> Option<String> {
        finish(&self.file).unwrap();
        mark_in(&self.file, &self.key, &self.clock).await
    }
}

async fn mark_in(file: &Path, key: &DatabaseKey, clock: &Clock) -> Option<String> {
    let database = Database::open(file, key, clock).await.unwrap();
    let mut tx = database.read().await.unwrap();
    let mark = settings::get(&mut tx, Setting::ClientUserId).await.unwrap();
    drop(tx);
    database.close().await;
    mark
}

fn by_user() -> RestoredBy {
    RestoredBy::User("Integration user".to_owned())
}

async fn another_key() -> DatabaseKey {
    Vault::in_memory(Profile::Demo).database_key(Path::new("/nonexistent/records.db")).await.unwrap()
}

/// Turns one bit in the middle of a page.
fn damage(file: &Path, page: usize) {
    let mut bytes = fs::read(file).unwrap();
    bytes[page * 4096 + 2000] ^= 1;
    fs::write(file, bytes).unwrap();
}

fn files_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_known_by_its_name() {
    for (kind, text) in [
        (BackupKind::BeforeMigration, "20260921T141320000Z-schema-2.backup"),
        (BackupKind::Daily, "20260921T141320000Z-daily-schema-12.backup"),
        (BackupKind::AskedFor, "20260921T141320000Z-asked-schema-2.backup"),
    ] {
        let name = Name::of(text).unwrap();
        assert_eq!((name.kind, name.taken_at), (kind, at(0)), "{text}");
        assert_eq!(name.to_string(), text);
    }
    for text in
        ["kept by hand.db", "20260921T141320000Z.backup", "x-schema-2.backup", "20260921T141320000Z-schema-x.backup"]
    {
        assert_eq!(Name::of(text), None, "{text}");
    }
}

#[tokio::test]
async fn backups_are_listed_the_newest_first_and_no_other_file_is_one() {
    let records = Records::new().await;
    assert_eq!(records.names(), [] as [String; 0], "without a folder there is none");
    let daily = records.backed_up(BackupKind::Daily).await;
    records.clock.advance(Duration::from_secs(1));
    let asked = records.backed_up(BackupKind::AskedFor).await;
    fs::write(folder(&records.file).join("notes.txt"), "not ours").unwrap();
    fs::create_dir(folder(&records.file).join("20260921T141320000Z-schema-1.backup")).unwrap();

    assert_eq!(list(&records.file).unwrap(), [asked, daily]);
}

#[tokio::test]
async fn each_kind_keeps_its_own_number_and_pushes_out_no_other() {
    let records = Records::new().await;
    let before_migration = records.backed_up(BackupKind::BeforeMigration).await;
    let asked = records.backed_up(BackupKind::AskedFor).await;
    let mut dailies = Vec::new();
    for _ in 0..DAILY_KEPT + 2 {
        records.clock.advance(Duration::from_hours(24));
        dailies.push(records.backed_up(BackupKind::Daily).await.name);
    }
    let left = records.names();
    assert!(left.contains(&before_migration.name) && left.contains(&asked.name), "{left:?}");
    assert_eq!(left.len(), DAILY_KEPT + 2);
    assert!(!left.contains(&dailies[0]) && !left.contains(&dailies[1]) && left.contains(&dailies[2]), "{left:?}");
}

#[tokio::test]
async fn a_backup_that_can_not_be_read_pushes_out_no_other_and_gets_no_name() {
    let records = Records::new().await;
    let mut kept = Vec::new();
    for _ in 0..DAILY_KEPT {
        records.clock.advance(Duration::from_hours(24));
        kept.push(records.backed_up(BackupKind::Daily).await.name);
    }
    kept.reverse();
    let options = SqliteConnectOptions::new().filename(&records.file);
    let mut connection = records.key.apply(options).connect().await.unwrap();
    // Whatever is written does not open with this one.
    let another = another_key().await;
    let earlier = Clock::fixed(at(-1));
    let refused = take(&mut connection, (&records.file, &another), BackupKind::Daily, 2, &earlier).await;
    assert!(matches!(refused, Err(OpenError::WrongKey)), "{refused:?}");
    assert_eq!(files_in(&folder(&records.file)).len(), DAILY_KEPT, "nothing unfinished is left");
    assert_eq!(records.names(), kept);
}

#[tokio::test]
async fn a_backup_whose_folder_can_not_be_brought_to_the_disk_is_one_and_no_number_grows() {
    let records = Records::new().await;
    let _unsyncable = crate::store::Unsyncable::new(&folder(&records.file));
    for _ in 0..DAILY_KEPT + 2 {
        records.clock.advance(Duration::from_hours(1));
        records.backed_up(BackupKind::Daily).await;
    }
    assert_eq!(files_in(&folder(&records.file)).len(), DAILY_KEPT);
}

#[tokio::test]
async fn a_backup_takes_the_place_of_the_records_and_the_old_ones_are_kept() {
    let (records, backup) = Records::changed_since_a_backup().await;
    let old = fs::read(&records.file).unwrap();
    let taken = fs::read(records.backup_file(&backup)).unwrap();

    records.restore(&backup.name).await.unwrap();

    let restored = finish(&records.file).unwrap().unwrap();
    let source = Source { backup: backup.name.clone(), schema: backup.schema };
    assert_eq!((restored.by_what, &*restored.by), (Some(source), "Integration user"));
    let kept = folder(&records.file).join(&restored.replaced).join("bank-connections.db");
    assert_eq!(fs::read(kept).unwrap(), old);
    assert_eq!(fs::read(records.backup_file(&backup)).unwrap(), taken, "the backup was copied, not moved");
    assert_eq!(records.mark_at_start().await.as_deref(), Some(BEFORE));
    forget(&records.file).unwrap();
    assert_eq!(finish(&records.file).unwrap(), None);
    assert_eq!(files_in(records.file.parent().unwrap()), ["backups", "bank-connections.db"]);
}

#[tokio::test]
async fn what_was_written_ahead_goes_aside_with_its_file() {
    let records = Records::new().await;
    records.mark(BEFORE).await;
    let backup = records.backed_up(BackupKind::Daily).await;
    records.mark(AFTER).await;
    // As a power cut leaves it: what was committed last stands beside the file.
    let crashed = records.folder.path().join("crashed/bank-connections.db");
    files::prepare_folder(&folder(&crashed)).unwrap();
    for (from, to) in files::with_companions(&records.file).into_iter().zip(files::with_companions(&crashed)) {
        fs::copy(from, to).unwrap();
    }
    fs::copy(records.backup_file(&backup), folder(&crashed).join(&backup.name)).unwrap();
    records.database.close().await;

    restore(&crashed, &[&records.key], &backup.name, &by_user(), &records.clock).await.unwrap();

    let replaced = folder(&crashed).join(finish(&crashed).unwrap().unwrap().replaced);
    let three = ["bank-connections.db", "bank-connections.db-shm", "bank-connections.db-wal"];
    assert_eq!(files_in(&replaced), three);
    assert_eq!(mark_in(&crashed, &records.key, &records.clock).await.as_deref(), Some(BEFORE));
    let aside = replaced.join(three[0]);
    assert_eq!(mark_in(&aside, &records.key, &records.clock).await.as_deref(), Some(AFTER), "nothing of it is lost");
}

#[tokio::test]
async fn a_backup_that_is_of_no_use_changes_nothing() {
    let (records, backup) = Records::changed_since_a_backup().await;
    let before = fs::read(&records.file).unwrap();
    let another = another_key().await;
    let wrong = restore(&records.file, &[&another], &backup.name, &by_user(), &records.clock).await;
    assert!(matches!(wrong, Err(RestoreError::Unusable(OpenError::WrongKey))), "{wrong:?}");
    damage(&records.backup_file(&backup), 9);
    let damaged = records.restore(&backup.name).await;
    assert!(matches!(damaged, Err(RestoreError::Unusable(OpenError::Unreadable(_)))), "{damaged:?}");
    for name in ["../bank-connections.db", "20260921T141320000Z-schema-1.backup"] {
        assert!(matches!(records.restore(name).await, Err(RestoreError::NotFound)), "{name}");
    }
    assert_eq!(fs::read(&records.file).unwrap(), before);
    assert_eq!(files_in(records.file.parent().unwrap()), ["backups", "bank-connections.db"]);
    assert_eq!(records.mark_at_start().await.as_deref(), Some(AFTER));
}

#[tokio::test]
async fn two_restores_of_one_moment_keep_what_both_replaced() {
    let (records, backup) = Records::changed_since_a_backup().await;
    records.restore(&backup.name).await.unwrap();
    let first = finish(&records.file).unwrap().unwrap().replaced;
    records.restore(&backup.name).await.unwrap();
    let second = finish(&records.file).unwrap().unwrap().replaced;
    for replaced in [&first, &second] {
        assert_eq!(files_in(&folder(&records.file).join(replaced)), ["bank-connections.db"], "{replaced}");
    }
    assert_ne!(first, second);
}

#[tokio::test]
async fn a_note_that_names_another_folder_is_refused() {
    let (records, backup) = Records::changed_since_a_backup().await;
    records.restore(&backup.name).await.unwrap();
    let note = records.file.with_file_name("restore.json");
    let text = fs::read_to_string(&note).unwrap();
    for wrong in [text.replace("replaced-", "../elsewhere-"), text.replace("replaced-", "replaced-/"), "{".to_owned()] {
        fs::write(&note, wrong).unwrap();
        assert!(matches!(finish(&records.file), Err(OpenError::Unreadable(_))));
    }
}

#[tokio::test]
async fn the_backups_of_missing_records_are_put_aside_and_new_records_begin_with_a_note() {
    let (records, backup) = Records::changed_since_a_backup().await;
    set_aside(&records.file, "Nobody signed in", &records.clock).unwrap();
    assert_eq!(records.names(), [backup.name.as_str()], "records that are there keep their backups");
    assert!(!are_missing(&records.file).unwrap());
    fs::remove_file(&records.file).unwrap();
    assert!(are_missing(&records.file).unwrap());

    set_aside(&records.file, "Nobody signed in", &records.clock).unwrap();

    assert!(!are_missing(&records.file).unwrap(), "nothing is left to be asked");
    assert_eq!(records.names(), [] as [&str; 0]);
    let begun = finish(&records.file).unwrap().expect("the audit is to be told");
    assert_eq!((&begun.by_what, &*begun.by), (&None, "Nobody signed in"));
    assert!(folder(&records.file).join(begun.replaced).join(&backup.name).exists());
}
