//! A bank is connected: from the button to the list, and every way in which it comes to something else.

use bank_connections_tests::bank_page::{BankPage, PASSWORD, USER};
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::new_login::DUPLICATE;
use bank_connections_tests::{Trouble, simulator};

use crate::banks::{GINGHAM, TARTAN};

const CHECKING: &str = "Plaid Checking ••••0000";
const SAVING: &str = "Plaid Saving ••••1111";
const EXCHANGE: &str = "/item/public_token/exchange";

/// The window of a bank that is being connected.
const TITLE: &str = "Connect a bank – Bank Connections";

#[test]
fn a_new_bank_is_connected_with_the_accounts_that_were_chosen() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.open_connect().await?;
        let bank = journey.bank_page().await?;
        bank.consent_to_connect().await?;
        bank.pick(GINGHAM.id).await?;
        bank.window().see("heading", &format!("Sign in to {}", GINGHAM.name)).await?;
        bank.sign_in(USER, PASSWORD).await?;
        bank.toggle(CHECKING).await?;
        bank.toggle(SAVING).await?;
        bank.select_and_finish().await?;

        let accounts = main.connected().await?;
        let names: Vec<_> = accounts.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, [CHECKING, SAVING]);
        assert!(accounts.iter().all(|(number, _)| number.starts_with("BAC-0000000")), "{accounts:?}");
        bank.window().gone().await?;
        main.done().await?;

        main.sees_status(GINGHAM.name, "Active").await?;
        main.choose(GINGHAM.name).await?;
        let listed: Vec<_> = main.accounts().await?.into_iter().map(|account| account.number).collect();
        assert_eq!(listed, accounts.into_iter().map(|(number, _)| number).collect::<Vec<_>>());
        assert_eq!(simulator::items_in_use(journey.simulator(), GINGHAM.id).len(), 1);
        Ok(())
    })
}

#[test]
fn a_bank_that_is_connected_already_is_asked_about_before_anything_is_exchanged() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        let before = simulator::calls_of(journey.simulator(), EXCHANGE);
        connect_tartan(journey, &main).await?;
        main.window().see_text("Nothing has been connected yet.").await?;
        main.window().press("button", "Don’t connect").await?;
        main.window().see_no("dialog", DUPLICATE).await?;
        assert_eq!(main.rows_of(TARTAN.name).await?.len(), 1, "it was stopped");

        connect_tartan(journey, &main).await?;
        // The safe answer is given beforehand.
        main.window().see("radio", "Update the existing connection").await?;
        main.window().press("button", "Continue").await?;
        main.agree("Update this connection").await?;
        assert_eq!(simulator::calls_of(journey.simulator(), EXCHANGE), before, "nothing was exchanged");
        let bank = journey.bank_page().await?;
        bank.sign_in_as_usual().await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        main.done().await?;
        main.sees_status(TARTAN.name, "Active").await?;
        assert_eq!(main.rows_of(TARTAN.name).await?.len(), 1);
        assert_eq!(simulator::items_in_use(journey.simulator(), TARTAN.id).len(), 1);
        Ok(())
    })
}

#[test]
fn a_second_login_at_the_same_bank_is_connected_beside_the_first() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        connect_tartan(journey, &main).await?;
        main.answer_duplicate("Connect as a second login").await?;
        let connected = main.connected().await?;
        assert_eq!(connected.len(), 1);
        main.done().await?;
        assert_eq!(main.rows_of(TARTAN.name).await?.len(), 2);
        assert_eq!(simulator::items_in_use(journey.simulator(), TARTAN.id).len(), 2);
        Ok(())
    })
}

#[test]
fn connecting_is_left_only_after_a_warning_and_then_connects_nothing() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        let before = simulator::calls_of(journey.simulator(), EXCHANGE);
        main.open_connect().await?;
        let bank = journey.bank_page().await?;
        bank.sign_in_at(GINGHAM.id).await?;
        journey.close(TITLE).await?;
        main.window().see("alertdialog", "Leave in the middle of connecting?").await?;
        assert_eq!(main.window().focused().await?, "Stay and finish", "the safe answer has the focus");
        main.stay().await?;
        bank.sees_accounts().await?;

        journey.close(TITLE).await?;
        main.window().see("alertdialog", "Leave in the middle of connecting?").await?;
        main.leave().await?;
        bank.window().gone().await?;
        main.window().see("dialog", "Nothing changed").await?;
        main.window().see_text("no bank was connected").await?;
        main.done().await?;
        assert_eq!(main.row_of(GINGHAM.name).await?, "");
        assert_eq!(simulator::calls_of(journey.simulator(), EXCHANGE), before);
        Ok(())
    })
}

async fn connect_tartan(journey: &Journey, main: &MainWindow) -> Result<BankPage, Trouble> {
    main.open_connect().await?;
    let bank = journey.bank_page().await?;
    bank.connect_at(TARTAN.id, &[CHECKING]).await?;
    main.window().see("dialog", DUPLICATE).await?;
    Ok(bank)
}
