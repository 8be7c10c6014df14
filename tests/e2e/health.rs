//! What needs the user is repaired one after another, and the ends of the consents are known before they come.

use bank_connections_tests::journey::journey;
use bank_connections_tests::{Trouble, simulator};
use jiff::SignedDuration;

use crate::banks::{OAUTH, PLATYPUS, TARTAN};

#[test]
fn whatever_needs_the_user_is_worked_through_and_any_bank_can_be_skipped() -> Result<(), Trouble> {
    journey(async |journey| {
        // First Platypus Bank needs an update from the start.
        let main = journey.start_ready().await?;
        main.window().see_text("1 connection needs you").await?;
        let item = simulator::item_at(journey.simulator(), TARTAN.id)?;
        journey.simulator().set_item_error(&item.item_id, Some("ITEM_LOGIN_REQUIRED")).expect("the Item is there");
        journey.kill().await?;

        let main = journey.start_ready().await?;
        main.window().see_text("2 connections need you").await?;
        main.window().press("button", "Fix all").await?;
        main.window().see("dialog", "Needs update").await?;
        main.window().see_text("Bank 1 of 2").await?;
        main.window().press("button", "Skip").await?;
        main.window().see_text("Bank 2 of 2").await?;
        main.press_in_dialog("Needs update", "Open the bank’s window").await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        main.press_in_dialog("Updated", "Done").await?;

        main.window().see("dialog", "1 of 2 connections still needs you").await?;
        main.done().await?;
        main.sees_status(TARTAN.name, "Active").await?;
        main.sees_status(PLATYPUS.name, "Needs update").await?;
        main.window().see_text("1 connection needs you").await
    })
}

#[test]
fn a_consent_that_ends_soon_is_announced_and_can_be_renewed_early() -> Result<(), Trouble> {
    journey(async |journey| {
        journey.start_ready().await?;
        let item = simulator::item_at(journey.simulator(), OAUTH.id)?;
        let twenty_days = SignedDuration::from_hours(24 * 20);
        journey.simulator().expire_consent(&item.item_id, twenty_days).expect("the Item is there");
        journey.kill().await?;

        let main = journey.start_ready().await?;
        main.window().see_text("A consent ends in 20 days").await?;
        main.window().press("button", "Show consent calendar").await?;
        main.window().see("dialog", "Consent calendar").await?;
        main.window().see_text("Ends in 20 days").await?;
        main.window().see_text("Without an end").await?;
        main.window().press("button", &format!("Renew the consent of {}", OAUTH.name)).await?;
        main.window().see("dialog", "Update this connection").await?;
        main.window().press("button", "Cancel").await?;
        main.press_in_dialog("Consent calendar", "Close").await?;
        main.sees_status(OAUTH.name, "Active").await
    })
}
