//! Secrets reach the keyring and Plaid, and nothing else.

use std::fs;

use bank_connections_tests::bank_page::{PASSWORD, USER};
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::mail_server::{self, MailServer};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::removal::NOT_REMOVED;
use bank_connections_tests::secrets::files_below;
use bank_connections_tests::views::{CONNECTIONS, MAIL};
use bank_connections_tests::{Trouble, simulator, wait};

use crate::banks::{GINGHAM, PLATYPUS};

/// Typed at the bank. It is refused there, and must be nowhere.
const TYPED: &str = "marker-5f0e6a-typed-at-the-bank";

#[test]
fn no_secret_is_found_in_a_file_or_in_the_main_window() -> Result<(), Trouble> {
    journey(async |journey| {
        let server = journey.start_mail_server()?;
        let main = journey.start_ready().await?;
        main.choose(PLATYPUS.name).await?;
        main.begin_update().await?;
        let bank = journey.bank_page().await?;
        bank.consent().await?;
        bank.sign_in(USER, TYPED).await?;
        bank.window().see_text("INVALID_CREDENTIALS").await?;
        bank.sign_in(USER, PASSWORD).await?;
        bank.select_and_finish().await?;
        main.confirmation("Updated").await?;
        main.done().await?;
        send_mail(&main, &server).await?;
        connect_and_remove(journey, &main).await?;
        let sent =
            wait::until("the message about the removal", async || Ok(server.received()?.into_iter().nth(1))).await?;

        let secrets = journey.secrets();
        for beginning in ["access-sandbox-", "public-sandbox-", "link-sandbox-", TYPED, mail_server::PASSWORD] {
            assert!(secrets.has(beginning), "nothing is known that begins with {beginning}");
        }
        secrets.are_not_in("a message", sent.raw.as_bytes())?;
        let files = files_below(journey.desktop().home());
        assert!(files.iter().any(|path| path.ends_with("bank-connections.db")), "{files:?}");
        assert!(files.iter().any(|path| path.extension().is_some_and(|ending| ending == "log")), "{files:?}");
        let heard = main.window().run("return window.heard.join();", Vec::new()).await?.to_string();
        assert!(heard.contains("BAC-"), "nothing was heard: {heard}");
        // Files and window are looked through at the end of every journey.
        Ok(())
    })
}

#[test]
fn a_journey_fails_that_leaves_a_secret_in_a_file_or_tells_it_to_the_main_window() {
    let left_in_a_file = journey(async |journey| {
        let secret = journey.simulator().secret();
        Ok(fs::write(journey.desktop().home().join("cache/left"), format!("key={secret}"))?)
    });
    let told_to_the_window = journey(async |journey| {
        let main = journey.start_ready().await?;
        let token = simulator::item_at(journey.simulator(), PLATYPUS.id)?.access_token;
        main.window().run("window.heard.push(arguments[0]);", vec![token.into()]).await.map(drop)
    });
    let shown_and_left = journey(async |journey| {
        journey.was_shown("recovery-code-of-a-test");
        Ok(fs::write(journey.desktop().home().join("config/left"), "recovery-code-of-a-test")?)
    });
    for (ended, place) in
        [(shown_and_left, "config/left"), (left_in_a_file, "cache/left"), (told_to_the_window, "main window")]
    {
        assert!(matches!(&ended, Err(Trouble::SecretFound { place: found, .. }) if found.contains(place)), "{ended:?}");
    }
}

/// Types how mail is sent, the password with it, sends a test message, and saves.
async fn send_mail(main: &MainWindow, server: &MailServer) -> Result<(), Trouble> {
    main.show(MAIL).await?;
    main.type_mail_settings(server).await?;
    main.window().press("button", "Send a test message").await?;
    main.window().see_text("The server took the test message").await?;
    main.save_mail_settings().await?;
    main.show(CONNECTIONS).await
}

/// A new login comes, and Plaid refuses to remove it.
async fn connect_and_remove(journey: &Journey, main: &MainWindow) -> Result<(), Trouble> {
    main.open_connect().await?;
    let bank = journey.bank_page().await?;
    bank.connect_at(GINGHAM.id, &["Plaid Checking ••••0000"]).await?;
    main.connected().await?;
    main.done().await?;
    simulator::refuse(journey.simulator(), "/item/remove", "INTERNAL_SERVER_ERROR");
    main.choose(GINGHAM.name).await?;
    main.remove_chosen().await?;
    main.window().see("dialog", NOT_REMOVED).await.map(drop)
}
