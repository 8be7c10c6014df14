//! Every way out of an open page is guarded, and an update that was left is never left half-done.

use bank_connections_tests::Trouble;
use bank_connections_tests::bank_page::BankPage;
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::{self, MainWindow};

use crate::banks::PLATYPUS;
use crate::keys::ESCAPE;

#[test]
fn the_bank_s_window_closes_only_after_a_warning_and_the_update_can_be_finished() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, bank) = signed_in(journey).await?;
        journey.close(&PLATYPUS.title()).await?;
        main.sees_warning().await?;
        main.stay().await?;

        bank.sees_accounts().await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await
    })
}

#[test]
fn an_update_that_was_left_after_the_credentials_is_repaired_by_itself() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, bank) = signed_in(journey).await?;
        journey.close(&PLATYPUS.title()).await?;
        main.sees_warning().await?;
        main.leave().await?;

        bank.window().gone().await?;
        main.confirmation("Repaired by itself").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await?;
        let accounts = main.accounts().await?;
        assert!(
            accounts.iter().all(|account| account.usage == "Active"),
            "the selection was not delivered: {accounts:?}"
        );
        Ok(())
    })
}

#[test]
fn an_update_that_was_left_before_the_credentials_changes_nothing() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.consent().await?;
        journey.close(&PLATYPUS.title()).await?;
        main.sees_warning().await?;
        main.leave().await?;

        main.window().see("dialog", "Accounts not read").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Needs update").await
    })
}

#[test]
fn quitting_in_the_middle_asks_first_and_the_next_start_repairs() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, _) = signed_in(journey).await?;
        journey.close(main_window::TITLE).await?;
        main.window().see("alertdialog", "Quit in the middle of the update?").await?;
        assert!(journey.application()?.runs());
        main.window().press_and_go("button", "Quit anyway").await?;
        journey.ended().await?;

        let main = journey.start().await?;
        main.confirmation("Repaired by itself").await?;
        main.done().await?;
        main.sees_status(PLATYPUS.name, "Active").await
    })
}

#[test]
fn leaving_on_the_bank_s_own_page_is_understood() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, bank) = signed_in(journey).await?;
        bank.window().press("button", "Leave").await?;
        bank.window().press_and_go("button", "Leave now").await?;

        bank.window().gone().await?;
        main.confirmation("Repaired by itself").await?;
        Ok(())
    })
}

#[test]
fn escape_is_never_a_way_out_of_an_open_page() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, bank) = signed_in(journey).await?;
        main.window().see("dialog", "The bank’s window is open").await?;
        main.window().keys(ESCAPE).await?;
        main.sees_warning().await?;
        assert_eq!(main.window().focused().await?, "Stay and finish", "the safe answer has the focus");
        main.window().keys(ESCAPE).await?;
        main.window().see("dialog", "The bank’s window is open").await?;

        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        Ok(())
    })
}

/// Up to the point from which an update must not be lost.
async fn signed_in(journey: &mut Journey) -> Result<(MainWindow, BankPage), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(PLATYPUS.name).await?;
    main.begin_update().await?;
    let bank = journey.bank_page().await?;
    bank.sign_in_as_usual().await?;
    Ok((main, bank))
}
