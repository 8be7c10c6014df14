//! The file of the records: its backups, and what stands on the screen where it is damaged, full or read-only.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::TITLE;
use bank_connections_tests::small_disk::SmallDisk;
use bank_connections_tests::views::{CONNECTIONS, SETTINGS};
use bank_connections_tests::{Trouble, wait};

use super::Album;

/// Where the pages of an encrypted file begin.
const PAGE: u64 = 4096;

/// Backups in the settings, and a damaged file.
pub async fn backups(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.show(SETTINGS).await?;
    main.window().see("button", "Back up now").await?;
    main.window().press("button", "Back up now").await?;
    main.window().see_text("Asked for").await?;
    album.add("backups", main.window()).await?;
    main.window().press_first("button", |name| name.starts_with("Restore the backup of")).await?;
    main.window().see_text("Nothing is deleted").await?;
    album.add("restore-warning", main.window()).await?;
    main.window().press("button", "Cancel").await?;
    quit(journey).await?;

    let file = File::options().write(true).open(records(journey))?;
    file.write_all_at(&[7; 64], PAGE * 3 + 100)?;
    let main = journey.start().await?;
    main.window().see("heading", "The records can’t be opened").await?;
    main.window().see_text("Asked for").await?;
    album.add("records-damaged", main.window()).await?;
    quit(journey).await?;
    fs::remove_dir_all(records(journey).with_file_name("backups"))?;
    let main = journey.start().await?;
    main.window().see_text("If you keep copies elsewhere").await?;
    album.add("records-damaged-no-backup", main.window()).await
}

/// A disk that takes nothing more.
pub async fn disk(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let Some(disk) = SmallDisk::mount(journey.data())? else { return Ok(()) };
    let main = journey.start_ready().await?;
    main.show(SETTINGS).await?;
    main.window().see("button", "Back up now").await?;
    disk.fill()?;
    main.window().press("button", "Back up now").await?;
    main.window().see_text("The disk is full").await?;
    album.add("backup-failed", main.window()).await?;
    main.show(CONNECTIONS).await?;
    main.window().see_text("Nothing can be saved at present").await?;
    album.add("disk-full", main.window()).await?;
    disk.free()?;
    wait::until("the disk to take something again", async || {
        Ok((!main.window().text().await?.contains("Nothing can be saved at present")).then_some(()))
    })
    .await?;
    quit(journey).await?;
    disk.make_read_only(true).await?;
    let main = journey.start().await?;
    main.window().see("heading", "The records can’t be written").await?;
    album.add("records-read-only", main.window()).await
}

async fn quit(journey: &mut Journey) -> Result<(), Trouble> {
    journey.close(TITLE).await?;
    journey.ended().await
}

fn records(journey: &Journey) -> PathBuf {
    journey.data().join("demo/records/bank-connections.db")
}
