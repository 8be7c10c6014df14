//! What arrives, and how often.

use bank_connections_tests::mail_server::{Authority, Offers, USER_NAME};
use bank_connections_tests::stage::FIRST_PLATYPUS;
use connections::model::mail::{AttemptResult, MailSettings, Security};
use secrecy::ExposeSecret;

use crate::world::{JO, KIM, World};

crate::tests![
    a_message_arrives_with_all_that_support_asks_for,
    a_message_goes_out_over_tls_from_the_first_byte_on,
    each_recipient_gets_a_message_once,
    each_recipient_sees_nobody_else,
    no_token_is_in_a_message,
];

async fn a_message_arrives_with_all_that_support_asks_for(authority: Authority) {
    let world = World::start(&authority).await;
    world.fail().await;
    world.deliver().await;

    let received = world.received();
    assert_eq!(world.received_by(), [JO, KIM]);
    let message = &received[0];
    assert_eq!(message.sender, "accounting@example.com");
    assert_eq!(message.user_name.as_deref(), Some(USER_NAME));
    assert!(message.encrypted);
    assert_eq!(message.headers["subject"], "First Platypus Bank (ins_109508): a login could not be removed at Plaid");
    assert_eq!(message.headers["from"], "Bank Connections <accounting@example.com>");
    assert_eq!(message.headers["auto-submitted"], "auto-generated");

    let item = world.stage.item(FIRST_PLATYPUS).item_id;
    let (text, html) = (message.text.as_deref().unwrap(), message.html.as_deref().unwrap());
    let request_id = text.lines().find_map(|line| line.strip_prefix("Request ID: ")).unwrap();
    assert!(!request_id.is_empty() && request_id != "unknown", "{text}");
    let now = world.stage.clock.now().strftime("%Y-%m-%d %H:%M").to_string();
    for said in [
        "First Platypus Bank (ins_109508)",
        &item,
        "API_ERROR",
        "INTERNAL_SERVER_ERROR",
        "an unexpected error occurred",
        request_id,
        "Link session ID",
        &now,
        "keeps the access token and tries again by itself",
        "billed",
        "contact Plaid Support",
        "please remove the Item",
    ] {
        assert!(text.contains(said), "`{said}` is not in {text}");
        assert!(html.contains(said), "`{said}` is not in {html}");
    }
    assert!(html.starts_with("<!DOCTYPE html>") && !html.contains("http"), "nothing is fetched from elsewhere: {html}");

    for recipient in [JO, KIM] {
        assert!(world.is_sent(recipient).await);
        assert_eq!(world.last(recipient).await, (AttemptResult::Sent, "250 2.0.0 OK: queued".to_owned()));
    }
}

async fn a_message_goes_out_over_tls_from_the_first_byte_on(authority: Authority) {
    let mut world = World::without_settings(&authority, Offers::Tls).await;
    world.save(MailSettings { security: Security::Tls, ..world.settings() }).await;
    world.fail().await;
    world.deliver().await;
    assert_eq!(world.received_by(), [JO, KIM]);
    assert!(world.received().iter().all(|message| message.encrypted));
    let commands = world.server.commands().unwrap();
    assert!(!commands.iter().any(|command| command.ends_with("in clear")), "{commands:?}");
}

async fn each_recipient_gets_a_message_once(authority: Authority) {
    let world = World::start(&authority).await;
    world.fail().await;
    let again = world.stage.connections.clone();
    tokio::join!(world.deliver(), again.deliver_due(), again.deliver_due());
    for _ in 0..3 {
        world.fail().await;
        world.deliver_later().await;
        world.save(world.settings()).await;
    }
    assert_eq!(world.received_by(), [JO, KIM], "one message a failure and recipient");

    world.stage.connections.send_again(world.message().await.heading.id).await.unwrap();
    world.deliver_later().await;
    assert_eq!(world.received_by(), [JO, KIM], "whoever got it for certain does not get it again");
}

async fn each_recipient_sees_nobody_else(authority: Authority) {
    let world = World::start(&authority).await;
    world.fail().await;
    world.deliver().await;
    let received = world.received();
    assert_eq!((received[0].headers["to"].as_str(), received[1].headers["to"].as_str()), (JO, KIM));
    assert!(!received[0].raw.contains(KIM) && !received[1].raw.contains(JO));
    assert_ne!(received[0].headers["message-id"], received[1].headers["message-id"]);
}

async fn no_token_is_in_a_message(authority: Authority) {
    let world = World::start(&authority).await;
    let login = world.stage.connection(FIRST_PLATYPUS).await.connection.login.unwrap();
    let token = world.stage.vault.access_token(login).await.unwrap();
    world.fail().await;
    world.deliver().await;
    assert_eq!(world.received().len(), 2);
    for message in world.received() {
        for secret in [token.secret().expose_secret(), world.stage.sandbox.secret(), "access-sandbox"] {
            let Some((text, html)) = message.text.as_ref().zip(message.html.as_ref()) else { panic!("two parts") };
            assert!(!text.contains(secret) && !html.contains(secret) && !message.raw.contains(secret));
        }
    }
}
