//! Whatever a change of the key left when it broke off, the records open with all that is in them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::{
    CHANGE, RECORDS,
    change::{KeyChange, KeyChangeError},
    opening::{BehindReason, FileBehind, Remainder, open},
};
use crate::{
    Clock, Vault,
    store::{
        self, Database, audit, reencryption,
        settings::{self, Setting},
    },
    vault::{DatabaseKey, Place, Profile},
};

const MARKER: &str = "marker-91c7";

/// Records with a marker in them, and a backup.
struct World {
    folder: TempDir,
    vault: Vault,
    clock: Clock,
}

impl World {
    async fn new() -> Self {
        let world = Self {
            folder: tempfile::tempdir().unwrap(),
            vault: Vault::in_memory(Profile::Demo),
            clock: Clock::fixed("2026-11-30T08:00:00Z".parse().unwrap()),
        };
        let (database, _) = world.open().await;
        let mut tx = database.write().await.unwrap();
        settings::set(&mut tx, Setting::ClientUserId, MARKER).await.unwrap();
        tx.commit().await.unwrap();
        database.close().await;
        world.put_backup("first.backup");
        world
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("records/bank-connections.db")
    }

    fn backup(&self, name: &str) -> PathBuf {
        self.folder.path().join("records/backups").join(name)
    }

    /// A copy of the records as they are.
    fn put_backup(&self, name: &str) {
        let backup = self.backup(name);
        fs::create_dir_all(backup.parent().unwrap()).unwrap();
        fs::copy(self.file(), backup).unwrap();
    }

    async fn open(&self) -> (Database, Remainder) {
        open(&self.file(), &self.vault, &self.clock).await.unwrap()
    }

    async fn change(&self) -> Result<(), KeyChangeError> {
        let entry = audit::Entry {
            at: self.clock.now(),
            who: "Integration user".to_owned(),
            what: CHANGE.to_owned(),
            object_id: RECORDS.to_owned(),
            outcome: "changed".to_owned(),
            request_ids: Vec::new(),
            details: serde_json::Map::new(),
        };
        KeyChange { vault: self.vault.clone(), entry }.carry_out(&self.file()).await
    }

    async fn key(&self) -> DatabaseKey {
        self.vault.database_key(&self.file()).await.unwrap()
    }

    /// The records open with all that is in them, and nothing is left of a change.
    async fn assert_settled(&self, case: &str) -> DatabaseKey {
        let (database, remainder) = self.open().await;
        assert_eq!(remainder, Remainder::default(), "{case}");
        let mut tx = database.read().await.unwrap();
        assert_eq!(settings::get(&mut tx, Setting::ClientUserId).await.unwrap().as_deref(), Some(MARKER), "{case}");
        drop(tx);
        database.close().await;
        let keys = self.vault.database_keys(&self.file()).await.unwrap();
        assert!(keys.is_settled(), "{case}: {keys:?}");
        let key = self.key().await;
        assert!(reencryption::opens(&self.file(), &key).await.unwrap(), "{case}");
        for copy in reencryption::copies(&self.file()).unwrap() {
            assert!(reencryption::opens(&copy, &key).await.unwrap(), "{case}: {}", copy.display());
        }
        key
    }

    fn left_in_folder(&self) -> Vec<String> {
        let entries = fs::read_dir(self.file().parent().unwrap()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

async fn another_key() -> DatabaseKey {
    Vault::in_memory(Profile::Demo).database_key(Path::new("/nonexistent")).await.unwrap()
}

#[tokio::test]
async fn a_changed_key_opens_the_records_and_their_backups_and_the_earlier_one_opens_nothing() {
    let world = World::new().await;
    // What a backup replaced lies in a folder of its own.
    world.put_backup("replaced-20261130/bank-connections.db");
    let earlier = world.key().await;
    world.change().await.unwrap();
    let key = world.assert_settled("changed").await;
    assert!(!key.is(&earlier));
    for file in [world.file(), world.backup("first.backup"), world.backup("replaced-20261130/bank-connections.db")] {
        assert!(!reencryption::opens(&file, &earlier).await.unwrap(), "{}", file.display());
    }
    assert_eq!(world.left_in_folder(), ["backups", "bank-connections.db"]);
    assert_eq!(fs::read_dir(world.backup("")).unwrap().count(), 2, "the backups and nothing else");
}

#[tokio::test]
async fn a_change_is_in_the_audit_and_its_key_is_not() {
    let world = World::new().await;
    world.change().await.unwrap();
    let (database, _) = world.open().await;
    let mut tx = database.read().await.unwrap();
    let [entry] = &*audit::list_of(&mut tx, RECORDS).await.unwrap() else { panic!("one act is one entry") };
    assert_eq!((&*entry.what, &*entry.outcome, &*entry.who), (CHANGE, "changed", "Integration user"));
    assert!(entry.details.is_empty());
}

#[tokio::test]
async fn the_key_can_be_changed_again_and_again() {
    let world = World::new().await;
    let mut earlier = world.key().await;
    for round in 0..3 {
        world.change().await.unwrap();
        let key = world.assert_settled(&format!("round {round}")).await;
        assert!(!key.is(&earlier));
        earlier = key;
    }
}

/// Which key stands where, of three; `None` for an empty entry.
type Entries = [Option<usize>; 3];

/// Every state of the keyring that a death can leave, with the key that the records are under and that of the backup.
#[tokio::test]
async fn wherever_a_change_broke_off_the_records_open_and_it_comes_to_its_end() {
    let cases: [(&str, Entries, usize, usize); 9] = [
        ("before the copy was in its place", [Some(0), Some(1), None], 0, 0),
        ("after the copy was in its place", [Some(0), Some(1), None], 1, 0),
        ("between the backups", [Some(0), Some(1), None], 1, 1),
        ("after the key was in its entry", [Some(1), Some(1), None], 1, 1),
        ("while two keys are kept", [Some(0), Some(1), Some(0)], 1, 0),
        ("after two keys are kept", [Some(1), Some(1), Some(0)], 1, 0),
        ("with a former key that is no longer needed", [Some(1), None, Some(0)], 1, 1),
        ("with records that were put back by hand", [Some(1), None, Some(0)], 0, 1),
        ("with records that were put back, and two keys being kept", [Some(0), Some(1), Some(0)], 0, 1),
    ];
    for (case, entries, of_records, of_backup) in cases {
        let world = World::new().await;
        let keys = [world.key().await, another_key().await];
        for (file, under) in [(world.file(), of_records), (world.backup("first.backup"), of_backup)] {
            if under > 0 {
                reencryption::reencrypt(&file, &keys[0], &keys[under], None).await.unwrap();
            }
        }
        for (place, key) in [Place::Current, Place::Next, Place::Former].into_iter().zip(entries) {
            match key {
                Some(key) => world.vault.keep_key(place, &keys[key]).await.unwrap(),
                None => world.vault.forget_key(place).await.unwrap(),
            }
        }
        // What a death in the middle of copying leaves.
        fs::write(world.file().with_extension("reencrypted"), "half a copy").unwrap();
        let key = world.assert_settled(case).await;
        assert!(key.is(&keys[of_records]), "{case}: the key of the records is the key");
        assert_eq!(world.left_in_folder(), ["backups", "bank-connections.db"], "{case}");
    }
}

#[tokio::test]
async fn an_entry_that_was_damaged_in_the_middle_of_a_change_costs_nothing() {
    let world = World::new().await;
    world.change().await.unwrap();
    world.vault.forget_key(Place::Current).await.unwrap();
    let key = world.vault.database_keys(&world.file()).await.unwrap();
    assert!(key.at(Place::Next).is_some() && !key.is_settled());
    // The backup is under a key that nobody has any more, which no other key can change.
    let (database, remainder) = world.open().await;
    database.close().await;
    assert_eq!(remainder, Remainder::default());
    assert!(world.vault.database_keys(&world.file()).await.unwrap().is_settled());
}

#[tokio::test]
async fn a_backup_that_can_not_be_brought_along_keeps_its_key_and_is_named() {
    let world = World::new().await;
    let backup = world.backup("first.backup");
    let earlier = world.key().await;
    let mut bytes = fs::read(&backup).unwrap();
    bytes[8192..].fill(7);
    fs::write(&backup, &bytes).unwrap();
    world.put_backup("second.backup");
    world.change().await.unwrap();

    for _ in 0..2 {
        let (database, remainder) = world.open().await;
        database.close().await;
        let name = "backups/first.backup".to_owned();
        assert_eq!(remainder.behind, [FileBehind { name, reason: BehindReason::Damaged }]);
        assert_eq!(fs::read(&backup).unwrap(), bytes, "it is left as it is");
        let keys = world.vault.database_keys(&world.file()).await.unwrap();
        assert!(keys.at(Place::Former).is_some_and(|former| former.is(&earlier)), "{keys:?}");
        assert!(reencryption::opens(&world.backup("second.backup"), keys.at(Place::Current).unwrap()).await.unwrap());
    }
    assert!(matches!(world.change().await, Err(KeyChangeError::Unsettled)), "a third key has no place");

    fs::remove_file(backup).unwrap();
    world.assert_settled("without it").await;
    world.change().await.unwrap();
}

#[tokio::test]
async fn a_backup_that_something_else_stands_in_the_way_of_is_not_said_to_be_damaged() {
    let world = World::new().await;
    // Nothing can be made under the name of its copy.
    let obstacle = world.backup("first.reencrypted");
    fs::create_dir_all(&obstacle).unwrap();
    fs::write(obstacle.join("file"), "").unwrap();
    world.change().await.unwrap();
    let (database, remainder) = world.open().await;
    database.close().await;
    let name = "backups/first.backup".to_owned();
    assert_eq!(remainder.behind, [FileBehind { name, reason: BehindReason::Other }]);
    fs::remove_dir_all(obstacle).unwrap();
    world.assert_settled("out of the way").await;
}

#[tokio::test]
async fn a_change_that_fails_leaves_records_and_keys_as_they_were() {
    let world = World::new().await;
    let key = world.key().await;
    let before = fs::read(world.file()).unwrap();
    // Nothing can be made under this name.
    fs::create_dir(world.file().with_extension("reencrypted")).unwrap();
    let refused = world.change().await;
    assert!(matches!(refused, Err(KeyChangeError::Records(_))), "{refused:?}");
    fs::remove_dir(world.file().with_extension("reencrypted")).unwrap();
    assert_eq!(fs::read(world.file()).unwrap(), before);
    assert!(world.assert_settled("refused").await.is(&key));
}

#[tokio::test]
async fn a_key_that_something_is_under_is_kept_where_the_disk_fails_after_the_change() {
    let world = World::new().await;
    let earlier = world.key().await;
    let unsyncable = store::Unsyncable::new(world.file().parent().unwrap());
    world.change().await.unwrap();
    for _ in 0..2 {
        let keys = world.vault.database_keys(&world.file()).await.unwrap();
        let next = keys.at(Place::Next).expect("the records are under it");
        assert!(reencryption::opens(&world.file(), next).await.unwrap());
        // After a power cut the earlier records may be there again.
        assert!(keys.at(Place::Current).is_some_and(|current| current.is(&earlier)), "{keys:?}");
        let (database, remainder) = world.open().await;
        database.close().await;
        assert!(remainder.is_unsettled);
    }
    drop(unsyncable);
    assert!(!world.assert_settled("the disk works again").await.is(&earlier));
}

#[tokio::test]
async fn a_backup_keeps_both_of_its_keys_until_its_folder_is_on_the_disk() {
    let world = World::new().await;
    let earlier = world.key().await;
    world.change().await.unwrap();
    let unsyncable = store::Unsyncable::new(&world.file().with_file_name(store::BACKUPS));
    for _ in 0..2 {
        let (database, remainder) = world.open().await;
        database.close().await;
        assert_eq!(
            remainder.behind.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
            ["backups/first.backup"]
        );
        let keys = world.vault.database_keys(&world.file()).await.unwrap();
        assert!(keys.each().any(|(_, key)| key.is(&earlier)), "{keys:?}");
    }
    drop(unsyncable);
    world.assert_settled("the disk works again").await;
}

#[tokio::test]
async fn records_that_somebody_writes_to_are_not_put_under_another_key() {
    let world = World::new().await;
    let (database, _) = world.open().await;
    let mut tx = database.write().await.unwrap();
    settings::set(&mut tx, Setting::ClientUserId, "another").await.unwrap();
    let refused = world.change().await;
    assert!(matches!(refused, Err(KeyChangeError::Records(store::OpenError::Busy(_)))), "{refused:?}");
    drop(tx);
    database.close().await;
    world.assert_settled("still open").await;
}

#[tokio::test]
async fn what_was_written_ahead_and_never_brought_in_comes_along() {
    let world = World::new().await;
    let (database, _) = world.open().await;
    let mut tx = database.write().await.unwrap();
    settings::set(&mut tx, Setting::DemoSeeded, "yes").await.unwrap();
    tx.commit().await.unwrap();
    // As a death leaves it: the file and what was written ahead of it.
    let (file, log) = (world.file(), world.file().with_file_name("bank-connections.db-wal"));
    let (bytes, ahead) = (fs::read(&file).unwrap(), fs::read(&log).unwrap());
    assert!(!ahead.is_empty());
    database.close().await;
    fs::write(&file, bytes).unwrap();
    fs::write(&log, ahead).unwrap();

    world.change().await.unwrap();
    let (database, _) = world.open().await;
    let mut tx = database.read().await.unwrap();
    assert_eq!(settings::get(&mut tx, Setting::DemoSeeded).await.unwrap().as_deref(), Some("yes"));
}
