//! Servers that refuse: a recipient, a text, a password, encryption.

use bank_connections_tests::mail_server::{AtText, Authority, Behavior, Offers, PASSWORD};
use connections::model::mail::{AttemptResult, DeliveryState, MailSettings, Security};
use tempfile::TempDir;

use crate::world::{JO, KIM, World};

crate::tests![
    a_refused_recipient_keeps_the_message_from_nobody_else,
    a_recipient_who_is_put_off_is_tried_again,
    a_text_that_is_refused_is_not_repeated,
    a_text_that_is_put_off_is_tried_again,
    a_wrong_password_is_tried_once_until_the_settings_are_mended,
    a_server_that_wants_a_password_is_told_none,
    words_that_repeat_the_password_are_not_kept,
    a_server_without_encryption_is_told_nothing,
    a_server_that_nobody_vouches_for_is_told_nothing,
    what_was_said_in_clear_is_no_answer_to_what_is_encrypted,
];

async fn a_refused_recipient_keeps_the_message_from_nobody_else(authority: Authority) {
    let mut world = World::start(&authority).await;
    world.behave(Behavior { refuse: &[JO], ..Behavior::default() });
    world.fail().await;
    world.deliver().await;
    assert_eq!(world.state(JO).await, DeliveryState::Refused);
    assert_eq!(world.last(JO).await, (AttemptResult::Refused, "550 5.1.1 No such mailbox here".to_owned()));
    assert!(world.is_sent(KIM).await);

    world.behave(Behavior::default());
    world.deliver_later().await;
    assert_eq!(world.received_by(), [KIM], "a refusal is not repeated by itself");
    world.stage.connections.send_again(world.message().await.heading.id).await.unwrap();
    world.deliver().await;
    assert_eq!(world.received_by(), [KIM, JO]);
}

async fn a_recipient_who_is_put_off_is_tried_again(authority: Authority) {
    let mut world = World::start(&authority).await;
    world.behave(Behavior { put_off: &[JO], ..Behavior::default() });
    world.fail().await;
    world.deliver().await;
    assert_eq!(world.last(JO).await, (AttemptResult::PutOff, "450 4.2.1 Try again later".to_owned()));
    world.assert_waits(JO, 2).await;
    assert!(world.is_sent(KIM).await);

    world.deliver_later().await;
    world.assert_waits(JO, 4).await;
    world.behave(Behavior::default());
    world.deliver_later().await;
    assert_eq!(world.received_by(), [KIM, JO]);
    assert_eq!(world.delivery(JO).await.delivery.attempts, 3);
}

async fn a_text_that_is_refused_is_not_repeated(authority: Authority) {
    let mut world = World::start(&authority).await;
    world.behave(Behavior { at_text: AtText::Refuse, ..Behavior::default() });
    world.fail().await;
    world.deliver().await;
    world.behave(Behavior::default());
    world.deliver_later().await;
    for recipient in [JO, KIM] {
        assert_eq!(world.state(recipient).await, DeliveryState::Refused);
        assert_eq!(world.last(recipient).await.1, "554 5.6.0 This text is not taken");
    }
    assert_eq!(world.received(), []);
}

async fn a_text_that_is_put_off_is_tried_again(authority: Authority) {
    let mut world = World::start(&authority).await;
    world.behave(Behavior { at_text: AtText::PutOff, ..Behavior::default() });
    world.fail().await;
    world.deliver().await;
    assert_eq!(world.last(JO).await, (AttemptResult::PutOff, "452 4.3.1 No space left".to_owned()));
    world.behave(Behavior::default());
    world.deliver_later().await;
    assert_eq!(world.received_by(), [JO, KIM]);
}

async fn a_wrong_password_is_tried_once_until_the_settings_are_mended(authority: Authority) {
    let mut world = World::without_settings(&authority, Offers::StartTls).await;
    let connections = world.stage.connections.clone();
    connections.set_mail_settings(world.settings(), Some("wrong".into())).await.unwrap();
    world.fail().await;
    world.deliver().await;
    for recipient in [JO, KIM] {
        let said = "535 5.7.8 Invalid credentials".to_owned();
        assert_eq!(world.last(recipient).await, (AttemptResult::PasswordRefused, said));
        world.assert_waits(recipient, 600).await;
    }
    let tried = world.server.commands().unwrap().iter().filter(|command| *command == "AUTH").count();
    assert_eq!(tried, 1, "a password that is wrong for one is wrong for all, and many tries lock an account");
    world.deliver().await;
    assert_eq!(world.received(), []);

    connections.set_mail_settings(world.settings(), Some(PASSWORD.into())).await.unwrap();
    world.deliver().await;
    assert_eq!(world.received_by(), [JO, KIM], "at once");
}

async fn a_server_that_wants_a_password_is_told_none(authority: Authority) {
    let mut world = World::without_settings(&authority, Offers::StartTls).await;
    world.save(MailSettings { user_name: None, ..world.settings() }).await;
    world.fail().await;
    world.deliver().await;
    assert_eq!(world.last(JO).await, (AttemptResult::PasswordRefused, "530 5.7.0 Authentication required".to_owned()));
    world.assert_waits(JO, 600).await;
    assert!(!world.server.commands().unwrap().contains(&"AUTH".to_owned()));
}

async fn words_that_repeat_the_password_are_not_kept(authority: Authority) {
    let mut world = World::without_settings(&authority, Offers::StartTls).await;
    world.behave(Behavior { repeat_password: true, ..Behavior::default() });
    world.stage.connections.set_mail_settings(world.settings(), Some("mistyped-sesame".into())).await.unwrap();
    world.fail().await;
    world.deliver().await;
    let (result, words) = world.last(JO).await;
    assert_eq!(result, AttemptResult::PasswordRefused);
    assert!(!words.contains("mistyped-sesame"), "{words}");
}

async fn a_server_without_encryption_is_told_nothing(authority: Authority) {
    let mut world = World::without_settings(&authority, Offers::Nothing).await;
    world.save(world.settings()).await;
    world.fail().await;
    world.deliver().await;
    for recipient in [JO, KIM] {
        let said = "The server does not offer STARTTLS".to_owned();
        assert_eq!(world.last(recipient).await, (AttemptResult::NotEncrypted, said));
        world.assert_waits(recipient, 2).await;
    }
    assert_eq!(world.server.commands().unwrap(), ["EHLO in clear"]);

    world.save(MailSettings { security: Security::Tls, ..world.settings() }).await;
    world.deliver().await;
    assert_eq!(world.last(JO).await.0, AttemptResult::NotEncrypted, "{:?}", world.last(JO).await);
    assert_eq!(world.server.commands().unwrap(), ["EHLO in clear"], "nothing new");
    assert_eq!(world.received(), []);
}

async fn a_server_that_nobody_vouches_for_is_told_nothing(_: Authority) {
    let folder = TempDir::new().unwrap();
    let stranger = Authority::make(folder.path()).unwrap();
    for (offers, security) in [(Offers::StartTls, Security::StartTls), (Offers::Tls, Security::Tls)] {
        let mut world = World::without_settings(&stranger, offers).await;
        world.save(MailSettings { security, ..world.settings() }).await;
        world.fail().await;
        world.deliver().await;
        let (result, words) = world.last(JO).await;
        assert_eq!(result, AttemptResult::NotEncrypted, "{words}");
        assert!(words.contains("certificate"), "{words}");
        let commands = world.server.commands().unwrap();
        assert!(!commands.iter().any(|command| command == "AUTH" || command.starts_with("MAIL")), "{commands:?}");
        assert_eq!(world.received(), []);
    }
}

async fn what_was_said_in_clear_is_no_answer_to_what_is_encrypted(authority: Authority) {
    let mut world = World::start(&authority).await;
    world.behave(Behavior { forged: "250-localhost\r\n250 AUTH PLAIN", ..Behavior::default() });
    world.fail().await;
    world.deliver().await;
    let (result, words) = world.last(JO).await;
    assert_eq!(result, AttemptResult::Unreachable, "{words}");
    assert!(words.starts_with("The server answered out of turn: 250 "), "{words}");
    world.behave(Behavior::default());
    world.deliver_later().await;
    assert_eq!(world.received_by(), [JO, KIM], "it was not taken for sent");
}
