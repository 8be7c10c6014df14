//! The main job: update a connection in the bank's window and be told what was updated.

use bank_connections_tests::journey::journey;
use bank_connections_tests::main_window::UPDATE;
use bank_connections_tests::{Trouble, simulator};

use crate::banks::{PLATYPUS, TARTAN};
use crate::keys::{ENTER, ESCAPE};

#[test]
fn an_update_is_confirmed_account_by_account() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.sees_status(PLATYPUS.name, "Needs update").await?;
        main.choose(PLATYPUS.name).await?;
        let before = main.accounts().await?;
        assert!(before.iter().all(|account| account.usage == "Active"), "{before:?}");

        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;

        let changes = main.confirmation("Updated").await?;
        let told: Vec<_> = changes.iter().map(|change| (change.number.as_str(), change.what.as_str())).collect();
        let expected: Vec<_> = before.iter().map(|account| (account.number.as_str(), "Stays active")).collect();
        assert_eq!(told, expected);
        bank.window().gone().await?;

        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await?;
        assert_eq!(main.accounts().await?, before);
        assert_eq!(simulator::item_at(journey.simulator(), PLATYPUS.id)?.error_code, None);
        Ok(())
    })
}

#[test]
fn an_update_can_be_begun_with_the_keyboard_alone() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        let button = main.window().see("button", UPDATE).await?;
        button.focus().await?;
        main.window().keys(ENTER).await?;
        main.window().see("dialog", "Update this connection").await?;
        main.window().keys(ENTER).await?;

        let bank = journey.bank_page().await?;
        bank.window().see("heading", "Update your connection").await?;
        Ok(())
    })
}

#[test]
fn nothing_begins_before_the_user_has_agreed() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        let calls = journey.simulator().calls();
        main.window().press("button", UPDATE).await?;
        main.window().see("dialog", "Update this connection").await?;
        main.window().see_text("Only the accounts you choose there stay active.").await?;
        main.window().keys(ESCAPE).await?;
        main.window().see_no("dialog", "Update this connection").await?;

        assert_eq!(journey.simulator().calls(), calls);
        assert_eq!(main.window().focused().await?, UPDATE, "the focus returns");
        Ok(())
    })
}

#[test]
fn several_connections_are_updated_one_after_another() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.choose_also(TARTAN.name).await?;
        main.window().press("button", UPDATE).await?;
        main.window().see("dialog", "Update 2 connections").await?;
        main.window().press("button", "Open the bank’s window").await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        main.window().press("button", "Next: Tartan Bank (2 of 2)").await?;

        let bank = journey.bank_page().await?;
        bank.window().see_text(TARTAN.id).await?;
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await?;
        main.sees_status(TARTAN.name, "Active").await
    })
}
