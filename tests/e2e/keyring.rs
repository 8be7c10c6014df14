//! A computer whose keyring is missing or locked, or whose entries somebody changes.

use bank_connections_tests::journey::{journey, journey_with};
use bank_connections_tests::secret_service::Keyring;
use bank_connections_tests::views::SETTINGS;
use bank_connections_tests::{Trouble, simulator};

use crate::banks::PLATYPUS;

/// The entry with the key of the records.
const KEY: &str = "database-key";
/// What every desktop gives its keyring as the password.
const PASSWORD: &str = "";

#[test]
fn the_demo_says_that_its_secrets_are_kept_in_memory_where_there_is_no_keyring() -> Result<(), Trouble> {
    journey_with(Keyring::Missing, async |journey| {
        let main = journey.start_ready().await?;
        main.window().see_text("so the secrets of the demo are kept in memory only").await
    })
}

#[test]
fn without_a_keyring_the_firm_s_own_connections_wait_until_there_is_one() -> Result<(), Trouble> {
    journey_with(Keyring::Missing, async |journey| {
        journey.launch().environment = simulator::firm_on(journey.simulator());
        let main = journey.start().await?;
        main.window().see("heading", "No keyring on this computer").await?;
        main.window().press("button", "Try again").await?;
        main.window().see("heading", "No keyring on this computer").await?;
        assert!(journey.simulator().calls().is_empty(), "nothing is asked of Plaid before secrets are safe");

        journey.desktop().secret_service().unlock("")?;
        main.window().press("button", "Try again").await?;
        main.create_integration_user().await?;
        main.window().see_text("No bank connections yet").await
    })
}

#[test]
fn a_keyring_that_is_locked_at_the_start_is_unlocked_and_tried_again() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.start_ready().await?;
        journey.kill().await?;
        let service = journey.desktop().secret_service();
        service.lock()?;
        let window = service.leave_password_windows_open()?;
        let main = journey.start().await?;
        main.window().see("heading", "Your keyring is locked").await?;

        window.dismiss()?;
        main.window().press("button", "Try again").await?;
        main.window().see("heading", "The keyring refused access").await?;

        journey.desktop().secret_service().unlock_again(PASSWORD)?;
        main.window().press("button", "Try again").await?;
        main.ready().await
    })
}

#[test]
fn a_key_that_is_deleted_or_changed_is_told_and_put_back() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        let before = main.accounts().await?;
        journey.kill().await?;
        let kept = journey.desktop().secret_service().entry(KEY)?;

        journey.desktop().secret_service().change_entry(KEY, b"no key at all")?;
        let main = journey.start().await?;
        main.window().see("heading", "A key in the keyring was changed").await?;
        journey.desktop().secret_service().change_entry(KEY, "0f".repeat(32).as_bytes())?;
        main.window().press("button", "Try again").await?;
        main.window().see("heading", "The key does not open the records").await?;
        journey.desktop().secret_service().change_entry(KEY, &kept)?;
        main.window().press("button", "Try again").await?;
        main.ready().await?;
        main.choose(PLATYPUS.name).await?;
        assert_eq!(main.accounts().await?, before, "nothing was lost");
        journey.kill().await?;

        journey.desktop().secret_service().delete_entry(KEY)?;
        let main = journey.start().await?;
        main.window().see("heading", "A key is missing from the keyring").await?;
        let entries = journey.desktop().secret_service().entries()?;
        assert!(!entries.iter().any(|name| name == KEY), "no other key was made: {entries:?}");
        Ok(())
    })
}

#[test]
fn an_update_whose_keyring_is_locked_meanwhile_is_kept_and_confirmed_when_it_is_open() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        let service = journey.desktop().secret_service();
        service.lock()?;
        let window = service.leave_password_windows_open()?;
        bank.select_and_finish().await?;

        main.window().see("dialog", "The result can’t be read yet").await?;
        main.window().see_text("It goes on by itself as soon as the keyring is back.").await?;
        main.window().press("button", "Work on meanwhile").await?;
        main.window().see_text("what waits for the keyring goes on by itself").await?;

        journey.desktop().secret_service().unlock_again(PASSWORD)?;
        window.dismiss()?;
        // Nobody presses anything.
        main.confirmation("Updated").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await?;
        assert!(!main.window().text().await?.contains("what waits for the keyring"), "the notice has gone by itself");
        Ok(())
    })
}

#[test]
fn the_key_of_the_records_is_changed_from_the_settings_and_opens_them_at_the_next_start() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        let before = main.accounts().await?;
        let earlier = journey.desktop().secret_service().entry(KEY)?;
        main.show("Settings").await?;
        main.window().see_text("No change of it is on record.").await?;
        main.window().press("button", "Change the key…").await?;
        main.window().see("alertdialog", "Change the key of your records?").await?;
        main.window().press("button", "Change the key").await?;
        main.window().see_text("The key was last changed on").await?;
        let later = journey.desktop().secret_service().entry(KEY)?;
        assert_ne!(later, earlier);
        let keys = journey.desktop().secret_service().entries()?;
        assert_eq!(keys.iter().filter(|name| name.starts_with(KEY)).count(), 1, "{keys:?}");

        journey.kill().await?;
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        assert_eq!(main.accounts().await?, before, "all of it is there");
        assert_eq!(journey.desktop().secret_service().entry(KEY)?, later);
        Ok(())
    })
}

#[test]
fn whoever_changed_the_key_signs_in_anew_where_the_records_did_not_open_again_at_once() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.launch().environment = simulator::firm_on(journey.simulator());
        let main = journey.start().await?;
        main.create_integration_user().await?;
        main.show(SETTINGS).await?;
        main.window().press("button", "Change the key…").await?;
        let service = journey.desktop().secret_service();
        service.lock()?;
        let window = service.leave_password_windows_open()?;
        main.window().press("button", "Change the key").await?;
        main.window().see("heading", "Your keyring is locked").await?;

        // Anybody may come by from here on.
        journey.desktop().secret_service().unlock_again(PASSWORD)?;
        window.dismiss()?;
        main.window().press("button", "Try again").await?;
        main.window().see("heading", "Sign in").await?;
        main.sign_in().await?;
        main.sees_user("Integration user").await
    })
}
