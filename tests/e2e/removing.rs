//! A connection is removed for good: at Plaid and in the records, in that order, however long Plaid takes.

use bank_connections_tests::journey::journey;
use bank_connections_tests::mail_server::{MailServer, PASSWORD, Received};
use bank_connections_tests::main_window::{MainWindow, UPDATE};
use bank_connections_tests::removal::{NOT_REMOVED, QUESTION, REMOVE};
use bank_connections_tests::views::{CONNECTIONS, Delivery, MAIL, RECIPIENT};
use bank_connections_tests::{Trouble, simulator, wait};

use crate::banks::{PLATYPUS, TARTAN};

#[test]
fn a_removed_connection_keeps_its_numbers_and_comes_back_with_them() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        main.choose(TARTAN.name).await?;
        let before = main.accounts().await?;
        main.window().press("button", REMOVE).await?;
        let question = main.window().see("alertdialog", QUESTION).await?;
        let said = question.text().await?;
        assert!(before.iter().all(|account| said.contains(&account.number)), "each account is named: {said}");
        assert_eq!(main.window().focused().await?, "Keep connection", "the safe answer has the focus");
        main.window().press("button", "Remove connection").await?;

        main.sees_status(TARTAN.name, "Obsolete").await?;
        assert_eq!(simulator::items_in_use(journey.simulator(), TARTAN.id), []);
        main.window().see_text("It can’t be updated, only reconnected.").await?;
        assert!(!main.window().see("button", UPDATE).await?.is_enabled().await?);
        let after = main.accounts().await?;
        assert!(after.iter().all(|account| account.usage == "Obsolete"), "{after:?}");
        main.sees_status(PLATYPUS.name, "Needs update").await?;

        main.open_reconnect().await?;
        let bank = journey.bank_page().await?;
        bank.connect_all_at(TARTAN.id).await?;
        main.confirmation("Reconnected").await?;
        main.done().await?;
        main.sees_status(TARTAN.name, "Active").await?;
        assert_eq!(main.accounts().await?, before, "the same records are in use again");
        assert_eq!(simulator::items_in_use(journey.simulator(), TARTAN.id).len(), 1);
        Ok(())
    })
}

#[test]
fn a_removal_that_plaid_refuses_is_told_by_mail_and_done_in_the_end() -> Result<(), Trouble> {
    journey(async |journey| {
        let server = journey.start_mail_server()?;
        let main = journey.start_ready().await?;
        set_up_mail(&main, &server).await?;
        let item = simulator::item_at(journey.simulator(), TARTAN.id)?;
        simulator::refuse(journey.simulator(), "/item/remove", "INTERNAL_SERVER_ERROR");
        remove(&main).await?;
        main.window().see("dialog", NOT_REMOVED).await?;
        main.window().see_text("INTERNAL_SERVER_ERROR").await?;
        main.window().press("button", "Close").await?;
        main.sees_status(TARTAN.name, "Removing").await?;
        let message = message_about(&server).await?;
        assert_tells(&message, &item.item_id, &item.access_token.unwrap_or_default());
        journey.kill().await?;

        // Plaid still refuses, and the failure is told already.
        let main = journey.start_ready().await?;
        main.sees_status(TARTAN.name, "Removing").await?;
        main.window().press("button", "Removal details").await?;
        main.window().see("dialog", NOT_REMOVED).await?;
        let tries = simulator::calls_of(journey.simulator(), "/item/remove");
        main.window().press("button", "Try again").await?;
        wait::until("a further try", async || {
            Ok((simulator::calls_of(journey.simulator(), "/item/remove") > tries).then_some(()))
        })
        .await?;
        journey.simulator().clear_faults();
        retry_until_removed(&main).await?;
        main.done().await?;
        main.sees_status(TARTAN.name, "Obsolete").await?;
        assert_eq!(simulator::items_in_use(journey.simulator(), TARTAN.id), []);

        main.show(MAIL).await?;
        let sent = main.deliveries().await?;
        assert!(matches!(&sent[..], [Delivery { recipient, .. }] if recipient == RECIPIENT), "{sent:?}");
        assert!(sent[0].state.starts_with("Sent") && sent[0].answer.starts_with("250"), "{sent:?}");
        assert_eq!(about_removals(&server)?.len(), 1, "one message for one failure");
        Ok(())
    })
}

#[test]
fn where_mail_is_not_set_up_the_message_can_be_composed_in_the_user_s_mail_program() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        let item_id = simulator::item_at(journey.simulator(), TARTAN.id)?.item_id;
        simulator::refuse(journey.simulator(), "/item/remove", "INTERNAL_SERVER_ERROR");
        remove(&main).await?;
        main.window().see("dialog", NOT_REMOVED).await?;
        main.window().see_text("mail is not set up, so it waits under Mail").await?;
        main.window().press("button", "Close").await?;
        main.window().see_text("A message waits because mail is not set up").await?;

        main.show(MAIL).await?;
        main.window().see_text("Waits until mail is set up").await?;
        main.window().press("button", "Compose in my mail program").await?;
        let address = journey.desktop().opened_address().await?;
        assert!(address.starts_with("mailto:?subject="), "{address}");
        assert!(address.contains(&item_id) && address.contains(TARTAN.id), "{address}");
        Ok(())
    })
}

/// Types the settings of the server, has it answer a test message, and saves them.
async fn set_up_mail(main: &MainWindow, server: &MailServer) -> Result<(), Trouble> {
    main.show(MAIL).await?;
    main.type_mail_settings(server).await?;
    main.window().press("button", "Send a test message").await?;
    main.window().see_text("The server took the test message").await?;
    main.window().see_text("250 2.0.0 OK: queued").await?;
    main.save_mail_settings().await?;
    main.show(CONNECTIONS).await
}

async fn remove(main: &MainWindow) -> Result<(), Trouble> {
    main.choose(TARTAN.name).await?;
    main.remove_chosen().await
}

/// Presses `Try again` until it is removed, unless it is by itself before.
async fn retry_until_removed(main: &MainWindow) -> Result<(), Trouble> {
    wait::until("the removal", async || {
        if main.window().has("dialog", "Removed at Plaid").await? {
            return Ok(Some(()));
        }
        if let Some(button) = main.window().named("button", "Try again", None).await?.first() {
            main.window().click(button).await?;
        }
        Ok(None)
    })
    .await
}

fn about_removals(server: &MailServer) -> Result<Vec<Received>, Trouble> {
    let is_about = |message: &Received| {
        message.headers.get("subject").is_some_and(|subject| subject.contains("could not be removed"))
    };
    Ok(server.received()?.into_iter().filter(is_about).collect())
}

async fn message_about(server: &MailServer) -> Result<Received, Trouble> {
    wait::until("the message about the removal", async || Ok(about_removals(server)?.into_iter().next())).await
}

/// Everything that Plaid Support needs, as text and as HTML, and nothing that opens anything.
fn assert_tells(message: &Received, item_id: &str, access_token: &str) {
    assert!(message.encrypted && message.recipients == [RECIPIENT], "{message:?}");
    let text = message.text.as_deref().unwrap_or_default();
    let request_id = text.lines().find_map(|line| line.strip_prefix("Request ID: ")).unwrap_or_default();
    assert!(request_id.len() > 3 && request_id != "unknown", "{text}");
    for part in [text, message.html.as_deref().unwrap_or_default()] {
        for said in [TARTAN.name, TARTAN.id, item_id, "INTERNAL_SERVER_ERROR", "API_ERROR", request_id] {
            assert!(part.contains(said), "`{said}` is not in {part}");
        }
    }
    assert!(!access_token.is_empty() && !message.raw.contains(access_token) && !message.raw.contains(PASSWORD));
}
