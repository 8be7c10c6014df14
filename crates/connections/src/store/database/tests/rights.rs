//! Who may read the files.

use std::os::unix::fs::PermissionsExt as _;

use super::*;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn everything_is_readable_by_its_owner_only() {
    let records = Records::new().await;
    records.put_marker().await;
    let folder = records.file.parent().unwrap();
    assert_eq!(mode(folder), 0o700);
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 3, "the file, -wal and -shm: {files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn wider_rights_are_taken_away() {
    let records = Records::new().await;
    records.database.close().await;
    let folder = records.file.parent().unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&records.file, fs::Permissions::from_mode(0o644)).unwrap();
    records.reopen().await.unwrap();
    assert_eq!((mode(folder), mode(&records.file)), (0o700, 0o600));
}

#[tokio::test]
async fn a_backup_is_readable_by_its_owner_only() {
    let records = Records::new().await;
    records.database.close().await;
    let more = with_more(&["create table later (id integer) strict"]);
    Database::open_with(&records.file, &records.key, &records.clock, &more).await.unwrap();
    let backups = records.backups();
    assert_eq!(backups.len(), 1);
    assert_eq!((mode(backups[0].parent().unwrap()), mode(&backups[0])), (0o700, 0o600));
}
