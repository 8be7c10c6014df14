//! The file of the records: damaged, full, read-only, and put back from a backup on the screen.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::{MainWindow, TITLE};
use bank_connections_tests::small_disk::SmallDisk;
use bank_connections_tests::views::{CONNECTIONS, LOST_LOGINS, MAIL, SETTINGS};
use bank_connections_tests::{Trouble, wait};

use crate::banks::{GINGHAM, PLATYPUS};

const PAGE: usize = 4096;
const CHECKING: &str = "Plaid Checking ••••0000";
const FULL: &str = "The disk is full";

#[test]
fn a_damaged_file_is_said_to_be_damaged_and_a_backup_is_restored_on_the_screen() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        a_backup_is_there(journey).await?;
        main.open_connect().await?;
        journey.bank_page().await?.connect_at(GINGHAM.id, &[CHECKING]).await?;
        main.connected().await?;
        main.done().await?;
        quit(journey).await?;
        let file = records(journey);
        damage(&file)?;
        let damaged = fs::read(&file)?;

        let main = journey.start().await?;
        main.window().see("heading", "The records can’t be opened").await?;
        main.window().press("button", "Try again").await?;
        main.window().see("heading", "The records can’t be opened").await?;
        assert!(fs::read(&file)? == damaged, "nothing is written into it");
        restore_newest(&main).await?;

        main.ready().await?;
        main.sees_status(PLATYPUS.name, "Needs update").await?;
        assert_eq!(main.row_of(GINGHAM.name).await?, "", "it was connected after the backup");
        assert!(fs::read(replaced(&file)?)? == damaged, "the damaged file is kept as it was");
        Ok(())
    })
}

#[test]
fn missing_records_are_said_to_be_missing_and_are_restored_or_begun_anew_on_the_screen() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.start_ready().await?;
        a_backup_is_there(journey).await?;
        quit(journey).await?;
        let file = records(journey);
        fs::remove_file(&file)?;

        let main = journey.start().await?;
        main.window().see("heading", "The records are missing").await?;
        assert!(!file.exists(), "nothing is put into their place");
        restore_newest(&main).await?;
        main.ready().await?;
        main.sees_status(PLATYPUS.name, "Needs update").await?;
        quit(journey).await?;
        fs::remove_file(&file)?;

        let main = journey.start().await?;
        main.window().see("heading", "The records are missing").await?;
        main.window().press("button", "Begin with empty records…").await?;
        main.window().see_text("Nothing is deleted").await?;
        main.window().press("button", "Begin with empty records").await?;
        main.ready().await
    })
}

#[test]
fn a_backup_is_taken_and_restored_from_the_settings() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        a_backup_is_there(journey).await?;
        main.show(SETTINGS).await?;
        main.window().press("button", "Back up now").await?;
        main.window().see_text("Asked for").await?;
        main.show(CONNECTIONS).await?;
        main.open_connect().await?;
        journey.bank_page().await?.connect_at(GINGHAM.id, &[CHECKING]).await?;
        main.connected().await?;
        main.done().await?;

        main.show(SETTINGS).await?;
        main.window().press_first("button", |name| name.starts_with("Restore the backup of")).await?;
        main.window().press("button", "Restore this backup").await?;
        wait::until("the bank to be gone from the list", async || {
            let is_listed = main.window().has("tab", CONNECTIONS).await?;
            Ok((is_listed && replaced(&records(journey)).is_ok()).then_some(()))
        })
        .await?;
        main.show(CONNECTIONS).await?;
        main.ready().await?;
        assert_eq!(main.row_of(GINGHAM.name).await?, "");
        main.sees_status(PLATYPUS.name, "Needs update").await?;

        // Only the keyring knows it now.
        let tokens = tokens_in_keyring(journey)?;
        main.show(LOST_LOGINS).await?;
        main.window().see_text("Its access is in the keyring").await?;
        main.window().press("button", "Remove at Plaid…").await?;
        main.window().press("button", "Remove at Plaid").await?;
        main.window().see_text("Removed").await?;
        wait::until("the keyring to forget the token", async || {
            Ok((tokens_in_keyring(journey)? + 1 == tokens).then_some(()))
        })
        .await
    })
}

#[test]
fn records_that_turn_out_to_be_damaged_are_closed_at_once() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.start_ready().await?;
        a_backup_is_there(journey).await?;
        quit(journey).await?;
        let main = journey.start_ready().await?;
        main.show(SETTINGS).await?;
        damage(&records(journey))?;
        // Whoever copies all of it meets the damage.
        main.window().press("button", "Back up now").await?;
        main.window().see("heading", "The records can’t be opened").await?;
        restore_newest(&main).await?;
        // The view is the one that was left.
        main.show(CONNECTIONS).await?;
        main.ready().await
    })
}

#[test]
fn a_disk_that_is_full_is_said_to_be_full_until_it_has_room() -> Result<(), Trouble> {
    journey(async |journey| {
        let Some(disk) = SmallDisk::mount(journey.data())? else { return Ok(()) };
        let main = journey.start_ready().await?;
        main.show(MAIL).await?;
        main.window().see("button", "Save").await?;
        disk.fill()?;
        save_mail(&main).await?;
        main.window().see_text(FULL).await?;
        main.show(CONNECTIONS).await?;
        main.window().see_text("Nothing can be saved at present").await?;
        main.sees_status(PLATYPUS.name, "Needs update").await?;
        disk.free()?;
        wait::until("the notice to go by itself", async || {
            Ok((!main.window().text().await?.contains(FULL)).then_some(()))
        })
        .await?;
        main.show(MAIL).await?;
        main.save_mail_settings().await?;

        quit(journey).await?;
        disk.fill()?;
        let main = journey.start().await?;
        main.window().see("heading", FULL).await?;
        disk.free()?;
        main.window().press("button", "Try again").await?;
        main.ready().await
    })
}

#[test]
fn records_that_can_not_be_written_wait_until_they_can() -> Result<(), Trouble> {
    journey(async |journey| {
        let Some(disk) = SmallDisk::mount(journey.data())? else { return Ok(()) };
        journey.start_ready().await?;
        quit(journey).await?;
        disk.make_read_only(true).await?;
        let before = fs::read(records(journey))?;
        let main = journey.start().await?;
        main.window().see("heading", "The records can’t be written").await?;
        assert!(!main.window().has("heading", "Restore a backup").await?, "no backup would help");
        assert!(fs::read(records(journey))? == before);
        disk.make_read_only(false).await?;
        main.window().press("button", "Try again").await?;
        main.ready().await
    })
}

async fn save_mail(main: &MainWindow) -> Result<(), Trouble> {
    for (field, text) in
        [("Server", "127.0.0.1"), ("Sender", "accounting@example.com"), ("Recipients", "jo@example.com")]
    {
        main.window().fill("textbox", field, text).await?;
    }
    main.window().press("button", "Save").await
}

async fn restore_newest(main: &MainWindow) -> Result<(), Trouble> {
    main.window().press_first("button", |name| name.starts_with("Restore the backup of")).await?;
    main.window().see_text("Nothing is deleted").await?;
    assert_eq!(main.window().focused().await?, "Cancel", "the safe answer has the focus");
    main.window().press("button", "Restore this backup").await
}

/// Quits, as a user does who closes the window.
async fn quit(journey: &mut Journey) -> Result<(), Trouble> {
    journey.close(TITLE).await?;
    journey.ended().await
}

fn tokens_in_keyring(journey: &Journey) -> Result<usize, Trouble> {
    let entries = journey.desktop().secret_service().entries()?;
    Ok(entries.iter().filter(|entry| entry.contains("access-token/")).count())
}

async fn a_backup_is_there(journey: &Journey) -> Result<(), Trouble> {
    let folder = records(journey).with_file_name("backups");
    wait::until("a backup to be taken", async || {
        let names = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
        Ok(names.into_iter().any(|path| path.extension().is_some_and(|ending| ending == "backup")).then_some(()))
    })
    .await
}

fn records(journey: &Journey) -> PathBuf {
    journey.data().join("demo/records/bank-connections.db")
}

/// The one file that was replaced.
fn replaced(file: &Path) -> Result<PathBuf, Trouble> {
    let entries = fs::read_dir(file.with_file_name("backups"))?.flatten().map(|entry| entry.path());
    let folder = entries.filter(|path| path.is_dir()).last().ok_or_else(|| Trouble::NotReady {
        program: "the restore".to_owned(),
        said: "nothing was replaced".to_owned(),
    })?;
    Ok(folder.join("bank-connections.db"))
}

/// Turns a bit in the middle of each page but the first, in place.
fn damage(file: &Path) -> Result<(), Trouble> {
    let pages = fs::read(file)?.len() / PAGE;
    let file = File::options().read(true).write(true).open(file)?;
    for page in 1..pages {
        let (at, mut byte) = ((page * PAGE + PAGE / 2) as u64, [0]);
        file.read_exact_at(&mut byte, at)?;
        file.write_all_at(&[byte[0] ^ 1], at)?;
    }
    Ok(())
}
