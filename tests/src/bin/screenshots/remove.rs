//! A connection is removed, and comes back; or Plaid refuses, and mail goes out.

use bank_connections_tests::journey::Journey;
use bank_connections_tests::mail_server::{AtText, Behavior, MailServer};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::new_login::RECONNECT;
use bank_connections_tests::removal::{NOT_REMOVED, QUESTION, REMOVE};
use bank_connections_tests::views::{CONNECTIONS, MAIL, RECIPIENT};
use bank_connections_tests::{Trouble, simulator, wait};

use super::{Album, OAUTH, PLATYPUS, TARTAN, look};

/// As it is meant.
pub async fn remove(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(TARTAN.0).await?;
    main.window().press("button", REMOVE).await?;
    main.window().see("alertdialog", QUESTION).await?;
    album.add("remove-confirm", main.window()).await?;
    main.window().press("button", "Remove connection").await?;
    main.sees_status(TARTAN.0, "Obsolete").await?;
    album.add("removed", main.window()).await?;
    main.window().press("button", RECONNECT).await?;
    main.window().see("dialog", "Reconnect this connection").await?;
    album.add("reconnect-confirm", main.window()).await?;
    main.agree("Reconnect this connection").await?;
    journey.bank_page().await?.connect_all_at(TARTAN.1).await?;
    main.confirmation("Reconnected").await?;
    album.add("reconnected", main.window()).await?;
    main.done().await?;
    look::log(album, &main).await
}

/// Plaid refuses, first without mail, then with it.
pub async fn refused(album: &Album, journey: &mut Journey) -> Result<(), Trouble> {
    let mut server = journey.start_mail_server()?;
    let main = journey.start_ready().await?;
    main.show(MAIL).await?;
    main.window().see_text("No messages").await?;
    album.add("mail-not-set-up", main.window()).await?;
    main.show(CONNECTIONS).await?;

    simulator::refuse(journey.simulator(), "/item/remove", "INTERNAL_SERVER_ERROR");
    remove_chosen(&main, TARTAN.0).await?;
    album.add("removing-details", main.window()).await?;
    main.window().press("button", "Close").await?;
    main.window().see("button", "Set up mail").await?;
    album.add("removing", main.window()).await?;
    main.show(MAIL).await?;
    main.window().see_text("Waits until mail is set up").await?;
    album.add("mail-waits-for-settings", main.window()).await?;
    settings(album, &main, &mut server).await?;
    deliveries(album, &main, &mut server).await
}

async fn settings(album: &Album, main: &MainWindow, server: &mut MailServer) -> Result<(), Trouble> {
    main.type_mail_settings(server).await?;
    main.window().fill("textbox", "Password", "not this one").await?;
    main.window().press("button", "Send a test message").await?;
    main.window().see_text("The mail server refused the sign-in").await?;
    album.add("mail-test-refused", main.window()).await?;
    main.type_mail_settings(server).await?;
    main.window().press("button", "Send a test message").await?;
    main.window().see_text("The server took the test message").await?;
    album.add("mail-test-taken", main.window()).await?;
    main.window().press("button", "Save").await?;
    sees_delivery(main, "Sent").await?;
    album.add("mail-sent", main.window()).await?;
    main.window().press("button", "Forget…").await?;
    main.window().see("alertdialog", "Forget the mail settings?").await?;
    album.add("mail-forget", main.window()).await?;
    main.window().press("button", "Keep").await
}

/// Further messages, each with a server that takes it otherwise.
async fn deliveries(album: &Album, main: &MainWindow, server: &mut MailServer) -> Result<(), Trouble> {
    for (bank, behavior, state) in [
        (OAUTH.0, Behavior { refuse: &[RECIPIENT], ..Behavior::default() }, "Refused by the server"),
        (PLATYPUS.0, Behavior { at_text: AtText::TakeAndBreak, ..Behavior::default() }, "Perhaps sent"),
    ] {
        server.behave(behavior)?;
        main.show(CONNECTIONS).await?;
        remove_chosen(main, bank).await?;
        main.window().press("button", "Close").await?;
        main.show(MAIL).await?;
        sees_delivery(main, state).await?;
    }
    album.add("mail-deliveries", main.window()).await
}

async fn remove_chosen(main: &MainWindow, bank: &str) -> Result<(), Trouble> {
    main.choose(bank).await?;
    main.remove_chosen().await?;
    main.window().see("dialog", NOT_REMOVED).await.map(drop)
}

async fn sees_delivery(main: &MainWindow, state: &str) -> Result<(), Trouble> {
    let what = format!("a delivery to be `{state}`");
    wait::until(&what, async || {
        let is_there = main.window().text().await?.contains(state);
        Ok(is_there.then_some(()))
    })
    .await
}
