//! Setting mail up, trying it, and what happens to messages while it is not or while it changes.

use bank_connections_tests::mail_server::{Authority, Behavior, Offers, PASSWORD};
use bank_connections_tests::wait;
use connections::model::mail::{AttemptResult, InvalidMailSettings, MailSettings, Security};
use connections::{Removal, TestDelivery, TestMessageError};

use crate::world::{JO, KIM, World};

const LEE: &str = "lee@example.com";

crate::tests![
    messages_wait_until_mail_is_set_up,
    a_failure_that_is_over_is_told_of_to_nobody_new,
    without_mail_the_users_own_program_is_the_way_out,
    a_password_that_the_keyring_lost_is_waited_for,
    recipients_who_changed_get_what_the_earlier_ones_did_not,
    a_recipient_who_is_taken_out_meanwhile_gets_nothing,
    a_test_message_brings_the_servers_own_words,
    a_test_message_takes_the_password_of_the_keyring,
    a_test_message_that_reaches_nobody_says_why,
];

fn to(world: &World, recipients: &[&str]) -> MailSettings {
    MailSettings { recipients: recipients.iter().map(|&one| one.to_owned()).collect(), ..world.settings() }
}

async fn messages_wait_until_mail_is_set_up(authority: Authority) {
    let world = World::without_settings(&authority, Offers::StartTls).await;
    world.fail().await;
    world.deliver_later().await;
    let outbox = world.stage.connections.outbox().await.unwrap();
    assert!(!outbox.is_configured);
    assert_eq!(world.message().await.deliveries, []);

    world.save(world.settings()).await;
    assert!(world.stage.connections.outbox().await.unwrap().is_configured);
    world.deliver().await;
    assert_eq!(world.received_by(), [JO, KIM]);

    world.stage.connections.forget_mail_settings().await.unwrap();
    assert!(!world.stage.connections.outbox().await.unwrap().is_configured);
    assert!(!world.stage.connections.has_mail_password().await.unwrap());
    assert!(world.is_sent(JO).await, "what was sent stays on record");
}

async fn a_failure_that_is_over_is_told_of_to_nobody_new(authority: Authority) {
    let world = World::without_settings(&authority, Offers::StartTls).await;
    world.fail().await;
    world.stage.sandbox.clear_faults();
    assert_eq!(world.remove().await, Removal::Removed);
    world.save(world.settings()).await;
    world.deliver_later().await;
    assert_eq!(world.received(), []);
    assert_eq!(world.message().await.deliveries, [], "it stays on record");
}

async fn without_mail_the_users_own_program_is_the_way_out(authority: Authority) {
    let world = World::without_settings(&authority, Offers::StartTls).await;
    let id = world.fail().await;
    let address = world.stage.connections.mailto(id).await.unwrap();
    assert!(
        address.starts_with("mailto:?subject=First%20Platypus%20Bank%20%28ins_109508%29%3A%20a%20login"),
        "{address}"
    );
    assert!(address.contains("INTERNAL_SERVER_ERROR") && address.len() <= 1800, "{address}");
    world.save(world.settings()).await;
    let address = world.stage.connections.mailto(id).await.unwrap();
    assert!(address.starts_with("mailto:jo@example.com,kim@example.com?subject="), "{address}");
}

async fn a_password_that_the_keyring_lost_is_waited_for(authority: Authority) {
    let mut world = World::start(&authority).await;
    world.stage.vault.forget_smtp_password().await.unwrap();
    world.fail().await;
    world.deliver().await;
    for recipient in [JO, KIM] {
        let said = "the keyring has no entry `smtp-password`".to_owned();
        assert_eq!(world.last(recipient).await, (AttemptResult::Keyring, said));
        world.assert_waits(recipient, 600).await;
    }
    assert_eq!(world.server.commands().unwrap(), [""; 0], "nobody was asked");
    world.stage.vault.put_smtp_password(&PASSWORD.into()).await.unwrap();
    world.deliver_later().await;
    assert_eq!(world.received_by(), [JO, KIM]);
}

async fn recipients_who_changed_get_what_the_earlier_ones_did_not(authority: Authority) {
    let mut world = World::start(&authority).await;
    world.behave(Behavior { put_off: &[JO], ..Behavior::default() });
    world.fail().await;
    world.deliver().await;
    assert_eq!(world.received_by(), [KIM]);

    world.behave(Behavior::default());
    world.save(to(&world, &[LEE, "Kim@example.com"])).await;
    world.deliver_later().await;
    assert_eq!(world.received_by(), [KIM, LEE], "Kim has it, and Jo is not to get it any more");
    let recipients: Vec<_> =
        world.message().await.deliveries.into_iter().map(|found| found.delivery.recipient).collect();
    assert_eq!(recipients, [KIM, LEE]);
}

async fn a_recipient_who_is_taken_out_meanwhile_gets_nothing(authority: Authority) {
    let mut world = World::start(&authority).await;
    world.behave(Behavior { hold: true, ..Behavior::default() });
    world.fail().await;
    let connections = world.stage.connections.clone();
    let pass = tokio::spawn(async move { connections.deliver_due().await });
    wait::until("the first recipient to be named", async || {
        Ok(world.server.commands()?.contains(&"RCPT".to_owned()).then_some(()))
    })
    .await
    .unwrap();
    world.save(to(&world, &[KIM, LEE])).await;
    world.behave(Behavior::default());
    pass.await.unwrap();
    world.deliver().await;
    assert_eq!(world.received_by(), [KIM, LEE]);
    let asked_for_text = world.server.commands().unwrap().iter().filter(|command| *command == "DATA").count();
    assert_eq!(asked_for_text, 3, "Jo's had begun, and was given up before the text");
}

async fn a_test_message_brings_the_servers_own_words(authority: Authority) {
    let mut world = World::without_settings(&authority, Offers::StartTls).await;
    world.behave(Behavior { refuse: &[KIM], ..Behavior::default() });
    let connections = &world.stage.connections;
    let answer = connections.send_test_message(world.settings(), Some(PASSWORD.into())).await.unwrap();
    let told = |recipient: &str, accepted, answer: &str| TestDelivery {
        recipient: recipient.to_owned(),
        accepted,
        answer: answer.to_owned(),
    };
    let expected = [told(JO, true, "250 2.0.0 OK: queued"), told(KIM, false, "550 5.1.1 No such mailbox here")];
    assert_eq!(answer.deliveries, expected);
    assert_eq!(world.received_by(), [JO]);
    assert!(world.received()[0].headers["subject"].contains("test message"));

    let sent = world.stage.audit_of("mail").await;
    let [entry] = sent.as_slice() else { panic!("who sent it is on record: {sent:?}") };
    assert_eq!((&*entry.what, &*entry.outcome, &*entry.who), ("test_message", "refused", "Integration user"));
    assert_eq!((&entry.details["recipients"], &entry.details["accepted"]), (&2.into(), &1.into()));
    assert_eq!(connections.mail_settings().await.unwrap(), None, "nothing is saved by a test");
    assert!(!connections.has_mail_password().await.unwrap());
    assert_eq!(connections.messages(0).await.unwrap().messages, []);
}

async fn a_test_message_takes_the_password_of_the_keyring(authority: Authority) {
    let world = World::without_settings(&authority, Offers::StartTls).await;
    let connections = &world.stage.connections;
    let refused = connections.send_test_message(world.settings(), None).await.unwrap_err();
    assert!(matches!(refused, TestMessageError::Invalid(InvalidMailSettings::PasswordMissing)), "{refused:?}");
    world.save(world.settings()).await;
    connections.send_test_message(to(&world, &[JO]), None).await.unwrap();
    assert_eq!(world.received_by(), [JO]);
}

async fn a_test_message_that_reaches_nobody_says_why(authority: Authority) {
    let mut world = World::without_settings(&authority, Offers::StartTls).await;
    let connections = world.stage.connections.clone();
    let test = async |settings, password: &str| {
        connections.send_test_message(settings, Some(password.into())).await.unwrap_err()
    };
    let refused = test(world.settings(), "wrong").await;
    assert!(
        matches!(&refused, TestMessageError::PasswordRefused(words) if words == "535 5.7.8 Invalid credentials"),
        "{refused:?}"
    );
    let over_tls = MailSettings { security: Security::Tls, ..world.settings() };
    let refused = test(over_tls, PASSWORD).await;
    assert!(matches!(refused, TestMessageError::NotEncrypted(_)), "{refused:?}");
    world.server.stop();
    let refused = test(world.settings(), PASSWORD).await;
    assert!(matches!(refused, TestMessageError::Unreachable(_)), "{refused:?}");
    assert_eq!(world.received(), []);

    // The same for what waits in the outbox.
    world.save(world.settings()).await;
    world.fail().await;
    world.deliver().await;
    assert_eq!(world.last(JO).await.0, AttemptResult::Unreachable);
}
