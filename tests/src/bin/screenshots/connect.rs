//! A bank is connected.

use bank_connections_tests::bank_page::{PASSWORD, USER};
use bank_connections_tests::journey::Journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::new_login::{CONNECT, DUPLICATE};
use bank_connections_tests::{Trouble, simulator};

use super::{Album, CHECKING, GINGHAM, SAVING, TARTAN};

const TITLE: &str = "Connect a bank – Bank Connections";
const EXCHANGE: &str = "/item/public_token/exchange";

/// From the button to the list, with everything that one meets on the way.
pub async fn connect(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.window().press("button", CONNECT).await?;
    main.window().see("dialog", "Connect a bank").await?;
    album.add("connect-confirm", main.window()).await?;
    main.agree("Connect a bank").await?;
    album.add("connect-session", main.window()).await?;
    let bank = journey.bank_page().await?;
    bank.consent_to_connect().await?;
    bank.window().see("heading", "Choose your bank").await?;
    album.add("bank-choice", bank.window()).await?;
    bank.pick(GINGHAM.1).await?;
    bank.sign_in(USER, PASSWORD).await?;
    bank.toggle(CHECKING).await?;
    bank.toggle(SAVING).await?;
    journey.close(TITLE).await?;
    main.window().see("alertdialog", "Leave in the middle of connecting?").await?;
    album.add("connect-warning", main.window()).await?;
    main.stay().await?;

    simulator::refuse(journey.simulator(), "/accounts/get", "INSTITUTION_DOWN");
    bank.select_and_finish().await?;
    main.window().see("dialog", "The result can’t be read yet").await?;
    album.add("connect-not-read-yet", main.window()).await?;
    main.window().press("button", "Don’t connect…").await?;
    main.window().see("alertdialog", "Stop connecting this bank?").await?;
    album.add("connect-give-up", main.window()).await?;
    main.window().press("button", "Go back").await?;
    main.window().press("button", "Work on meanwhile").await?;
    main.window().see_text("is not connected yet").await?;
    album.add("connect-unfinished", main.window()).await?;
    journey.simulator().clear_faults();
    main.window().press("button", "Try again now").await?;
    main.connected().await?;
    album.add("connected", main.window()).await?;
    main.done().await?;
    duplicate(album, journey, &main).await
}

async fn duplicate(album: &Album, journey: &Journey, main: &MainWindow) -> Result<(), Trouble> {
    begin(journey, main, TARTAN.1).await?;
    main.window().see("dialog", DUPLICATE).await?;
    main.window().see("radio", "Update the existing connection").await?;
    album.add("duplicate", main.window()).await?;
    main.window().press("button", "Decide later").await?;
    main.window().see_text("is not connected yet").await?;
    album.add("duplicate-later", main.window()).await?;
    main.window().press("button", "Say what you want").await?;
    main.window().see("dialog", DUPLICATE).await?;
    main.window().press("button", "Continue").await?;
    main.window().see("dialog", "Update this connection").await?;
    album.add("duplicate-update", main.window()).await
}

/// Connecting that comes to nothing.
pub async fn fruitless(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.open_connect().await?;
    main.window().press("button", "Cancel…").await?;
    main.leave().await?;
    main.window().see("dialog", "Nothing changed").await?;
    album.add("connect-nothing-changed", main.window()).await?;
    main.done().await?;

    for (code, title, name) in [
        ("INVALID_PUBLIC_TOKEN", "Sign-in expired", "connect-too-late"),
        ("PRODUCTS_NOT_SUPPORTED", "Refused by Plaid", "connect-refused"),
    ] {
        simulator::refuse(journey.simulator(), EXCHANGE, code);
        begin(journey, &main, GINGHAM.1).await?;
        main.window().see("dialog", title).await?;
        album.add(name, main.window()).await?;
        main.done().await?;
        journey.simulator().clear_faults();
    }
    Ok(())
}

/// Connects the checking account at this bank, as far as the bank's page leads.
async fn begin(journey: &Journey, main: &MainWindow, institution_id: &str) -> Result<(), Trouble> {
    main.open_connect().await?;
    journey.bank_page().await?.connect_at(institution_id, &[CHECKING]).await
}
