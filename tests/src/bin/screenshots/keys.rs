//! The keyring, and the key of the records.

use bank_connections_tests::Trouble;
use bank_connections_tests::journey::Journey;

use super::{Album, PLATYPUS};

/// The entry with the key of the records.
const KEY: &str = "database-key";

/// The key is changed; then the keyring is locked while an update is under way; then the entry is not what it was.
pub async fn keys(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.show("Settings").await?;
    main.window().see_text("No change of it is on record.").await?;
    main.window().press("button", "Change the key…").await?;
    main.window().see("alertdialog", "Change the key of your records?").await?;
    album.add("key-change", main.window()).await?;
    main.window().press("button", "Change the key").await?;
    main.window().see_text("The key was last changed on").await?;
    album.add("key-changed", main.window()).await?;
    main.show("Connections").await?;
    main.ready().await?;

    main.choose(PLATYPUS.0).await?;
    main.begin_update().await?;
    let bank = journey.bank_page().await?;
    bank.sign_in_as_usual().await?;
    let service = journey.desktop().secret_service();
    service.lock()?;
    let window = service.leave_password_windows_open()?;
    bank.select_and_finish().await?;
    main.window().see("dialog", "The result can’t be read yet").await?;
    album.add("keyring-locked-meanwhile", main.window()).await?;
    main.window().press("button", "Work on meanwhile").await?;
    main.window().see_text("what waits for the keyring goes on by itself").await?;
    album.add("keyring-notice", main.window()).await?;
    journey.kill().await?;

    let main = journey.start().await?;
    main.window().see("heading", "Your keyring is locked").await?;
    album.add("keyring-locked", main.window()).await?;
    let service = journey.desktop().secret_service();
    service.unlock_again("")?;
    window.dismiss()?;
    service.change_entry(KEY, "0f".repeat(32).as_bytes())?;
    main.window().press("button", "Try again").await?;
    main.window().see("heading", "The key does not open the records").await?;
    album.add("wrong-key", main.window()).await
}
