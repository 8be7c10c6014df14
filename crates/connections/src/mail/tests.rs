//! What a message says, who gets it, and what settings are taken. How it goes out is tested against a real server.

use plaid::{Client, Keys, Limits};
use secrecy::SecretString;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::{
    Clock, Config, Connections, Denied, StoreError, Vault,
    model::{
        connection::Institution,
        ids::{LoginId, MessageId},
        mail::{DeliveryState, InvalidMailSettings, MailSettings, Security},
        user::Role,
    },
    vault::Profile,
};

const TOKEN: &str = "access-sandbox-6f2b3a1c-9d4e-4f60-8a71-2b3c4d5e6f70";

fn now() -> jiff::Timestamp {
    "2026-11-03T14:05:09Z".parse().unwrap()
}

async fn connections(folder: &TempDir, role: Role) -> Connections {
    let keys = Keys { client_id: "client".to_owned(), secret: "secret".into() };
    let config = Config {
        database: folder.path().join("records/bank-connections.db"),
        vault: Vault::in_memory(Profile::Demo),
        // Nothing gets as far as Plaid.
        plaid: Client::new("http://127.0.0.1:9".parse().unwrap(), keys, Limits::default()).unwrap(),
        clock: Clock::fixed(now()),
    };
    Connections::open(config).await.unwrap().used_by(role)
}

fn settings() -> MailSettings {
    MailSettings {
        host: "smtp.example.com".to_owned(),
        port: 587,
        security: Security::StartTls,
        user_name: Some("accounting".to_owned()),
        sender: "accounting@example.com".to_owned(),
        recipients: vec!["jo@example.com".to_owned(), "kim@example.com".to_owned()],
    }
}

fn password() -> SecretString {
    "open sesame".into()
}

fn trouble(number: u128) -> RemovalTrouble {
    RemovalTrouble {
        login: LoginId::new(Uuid::from_u128(number)),
        item_id: "Item1".to_owned(),
        institution: Institution { id: "ins_109508".to_owned(), name: "First Platypus Bank".to_owned() },
        of: TroubleOf::Connection,
        is_token_missing: false,
        attempts: 3,
        at: now(),
        error_type: Some("API_ERROR".to_owned()),
        error_code: Some("INTERNAL_SERVER_ERROR".to_owned()),
        error_message: Some("an unexpected error occurred".to_owned()),
        request_id: Some("req1".to_owned()),
        plaid_session_id: Some("session1".to_owned()),
    }
}

fn message_of(trouble: &RemovalTrouble) -> crate::model::mail::Message {
    trouble.message(MessageId::new(Uuid::from_u128(1)), now())
}

async fn write(connections: &Connections, trouble: &RemovalTrouble) -> bool {
    let mut records = connections.database().write().await.unwrap();
    let is_new = connections.write_removal_message(&mut records, trouble).await.unwrap();
    records.commit().await.unwrap();
    is_new
}

#[test]
fn the_text_for_plaid_support_has_what_the_form_asks_for() {
    let expected = "Hello,\n\n\
        please remove the Item below. Our calls to remove it fail, and neither access to it nor billing for it should go \
        on.\n\n\
        Institution: First Platypus Bank (ins_109508)\n\
        Item ID: Item1\n\
        Error type: API_ERROR\n\
        Error code: INTERNAL_SERVER_ERROR\n\
        Error message: an unexpected error occurred\n\
        Request ID: req1\n\
        Link session ID: session1\n\
        Time (UTC): 2026-11-03 14:05:09\n\n\
        Thank you.\n";
    assert_eq!(support_text(&trouble(1).support_case()), expected);
}

#[test]
fn a_login_whose_id_got_lost_is_described_by_what_is_known() {
    let lost = SupportCase {
        reason: SupportReason::AnswerLost,
        institution: None,
        item_id: None,
        client_user_id: Some("user1".to_owned()),
        error_type: None,
        error_code: None,
        error_message: None,
        request_id: None,
        plaid_session_id: Some("session1".to_owned()),
        at: now(),
    };
    let expected = "Hello,\n\n\
        the answer to our exchange of a public token was lost, so that there may be an Item whose access token nobody \
        holds. Please find it by the details below and remove it: neither access to it nor billing for it should go on.\n\n\
        Institution: unknown\n\
        Item ID: unknown\n\
        Client user ID: user1\n\
        Error: no answer came\n\
        Request ID: unknown\n\
        Link session ID: session1\n\
        Time (UTC): 2026-11-03 14:05:09\n\n\
        Thank you.\n";
    assert_eq!(support_text(&lost), expected);
}

#[test]
fn the_message_says_what_failed_what_comes_next_and_what_to_do() {
    let message = message_of(&trouble(1));
    assert_eq!(message.subject, "First Platypus Bank (ins_109508): a login could not be removed at Plaid");
    assert_eq!(message.cause, format!("removal/{}", trouble(1).login));
    for said in [
        "First Platypus Bank",
        "Failed tries",
        "up to 10 minutes and at each start",
        "the connection is shown as Removing",
        "be billed",
        "contact Plaid Support",
    ] {
        assert!(message.text.contains(said), "`{said}` is not in {}", message.text);
        assert!(message.html.contains(said), "`{said}` is not in {}", message.html);
    }
    assert!(message.text.contains(&support_text(&trouble(1).support_case())));
    let former = message_of(&RemovalTrouble { of: TroubleOf::Former, ..trouble(1) });
    assert!(former.text.contains("The connection itself goes on without this login"), "{}", former.text);
    let unanswered = RemovalTrouble { error_type: None, error_code: None, error_message: None, ..trouble(1) };
    assert!(message_of(&unanswered).text.contains("Error: no answer came\n"));
}

#[test]
fn a_login_that_never_had_a_connection_is_not_said_to_be_shown_with_one() {
    let message = message_of(&RemovalTrouble { of: TroubleOf::NeverConnected, ..trouble(1) });
    assert!(message.text.contains("given up before it was connected"), "{}", message.text);
    for said in ["Removing", "The connection itself"] {
        assert!(!message.text.contains(said), "`{said}` is in {}", message.text);
    }
}

#[test]
fn a_login_whose_access_the_keyring_lost_is_a_case_for_plaid_support() {
    let unasked = RemovalTrouble { error_type: None, error_code: None, error_message: None, ..trouble(1) };
    let message = message_of(&RemovalTrouble { is_token_missing: true, request_id: None, ..unasked });
    for said in ["the keyring of this computer no longer has the access", "Only Plaid Support can remove it", "Item1"] {
        assert!(message.text.contains(said), "`{said}` is not in {}", message.text);
    }
    for said in ["keeps the access token", "asked Plaid to remove", "no answer came", "Our calls to remove it fail"] {
        assert!(!message.text.contains(said), "`{said}` is in {}", message.text);
    }
}

#[test]
fn what_a_bank_calls_itself_is_text_in_every_part() {
    let name = "<img src=x onerror=alert(1)> & \"Söhne\"\r\nBcc: eve@example.com";
    let institution = Institution { name: name.to_owned(), ..trouble(1).institution };
    let message = message_of(&RemovalTrouble { institution, ..trouble(1) });
    assert!(!message.html.contains("<img"), "{}", message.html);
    assert!(message.html.contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Söhne&quot;"), "{}", message.html);
    assert!(!message.subject.contains(['\r', '\n']), "{}", message.subject);
    assert!(!message.text.contains("\nBcc"), "{}", message.text);
}

#[test]
fn nothing_that_looks_like_a_token_gets_into_a_message() {
    let words = format!("the token {TOKEN} is not known");
    let message = message_of(&RemovalTrouble { error_message: Some(words), ..trouble(1) });
    for part in [&message.text, &message.html, &message.subject] {
        assert!(!part.contains(TOKEN), "{part}");
    }
    assert!(message.text.contains("Error message: the token [token] is not known\n"), "{}", message.text);
}

#[tokio::test]
async fn a_failure_is_told_of_once_and_to_everybody_who_is_set_up() {
    let folder = TempDir::new().unwrap();
    let connections = connections(&folder, Role::IntegrationUser).await;
    connections.set_mail_settings(settings(), Some(password())).await.unwrap();
    assert!(write(&connections, &trouble(1)).await);
    assert!(!write(&connections, &RemovalTrouble { attempts: 9, ..trouble(1) }).await);
    assert!(write(&connections, &trouble(2)).await, "another login");

    assert_eq!(connections.outbox().await.unwrap(), Outbox { is_configured: true, waiting: 2 });
    let page = connections.messages(0).await.unwrap();
    assert_eq!((page.messages.len(), page.open, page.all), (2, 2, 2));
    for message in page.messages {
        let text = connections.message_text(message.heading.id).await.unwrap();
        assert!(text.contains("Failed tries: 3\n"), "the first one stays");
        let due = DeliveryState::Waiting { next_try_at: now() };
        let expected = settings().recipients.into_iter().map(|recipient| (recipient, due, None));
        let found = message.deliveries.into_iter().map(|it| (it.delivery.recipient, it.delivery.state, it.last));
        assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
    connections.close().await;
}

#[tokio::test]
async fn a_message_that_was_not_committed_is_not_there() {
    let folder = TempDir::new().unwrap();
    let connections = connections(&folder, Role::IntegrationUser).await;
    connections.set_mail_settings(settings(), Some(password())).await.unwrap();
    let mut records = connections.database().write().await.unwrap();
    assert!(connections.write_removal_message(&mut records, &trouble(1)).await.unwrap());
    drop(records);
    assert_eq!(connections.messages(0).await.unwrap().messages, []);
    connections.close().await;
}

#[tokio::test]
async fn settings_that_were_set_are_found_again_without_their_password() {
    let folder = TempDir::new().unwrap();
    let connections = connections(&folder, Role::IntegrationUser).await;
    assert_eq!(connections.mail_settings().await.unwrap(), None);
    connections.set_mail_settings(settings(), Some(password())).await.unwrap();
    assert!(connections.has_mail_password().await.unwrap());

    let changed = MailSettings { port: 465, security: Security::Tls, ..settings() };
    connections.set_mail_settings(changed.clone(), None).await.unwrap();
    assert_eq!(connections.mail_settings().await.unwrap(), Some(changed));
    assert!(connections.has_mail_password().await.unwrap(), "the password stays");

    let nobody = MailSettings { user_name: None, ..settings() };
    connections.set_mail_settings(nobody, None).await.unwrap();
    assert!(!connections.has_mail_password().await.unwrap(), "nobody asks for it any more");
    connections.close().await;
}

#[tokio::test]
async fn a_password_goes_to_no_other_server_and_stands_for_no_other_user() {
    let folder = TempDir::new().unwrap();
    let connections = connections(&folder, Role::IntegrationUser).await;
    connections.set_mail_settings(settings(), Some(password())).await.unwrap();
    let elsewhere = MailSettings { host: "mail.example.org".to_owned(), ..settings() };
    let somebody = MailSettings { user_name: Some("somebody".to_owned()), ..settings() };
    for changed in [elsewhere.clone(), somebody] {
        let tested = connections.send_test_message(changed.clone(), None).await;
        let expected = InvalidMailSettings::PasswordOfAnother;
        assert!(matches!(&tested, Err(TestMessageError::Invalid(found)) if *found == expected), "{tested:?}");
        let set = connections.set_mail_settings(changed, None).await;
        assert!(matches!(&set, Err(MailSettingsError::Invalid(found)) if *found == expected), "{set:?}");
        assert_eq!(connections.mail_settings().await.unwrap(), Some(settings()), "nothing is changed");
    }
    connections.set_mail_settings(elsewhere.clone(), Some(password())).await.unwrap();
    connections.set_mail_settings(elsewhere, None).await.unwrap();
    connections.close().await;
}

#[tokio::test]
async fn settings_that_can_not_be_used_change_nothing() {
    use InvalidMailSettings as Invalid;
    let folder = TempDir::new().unwrap();
    let connections = connections(&folder, Role::IntegrationUser).await;
    let sender = |sender: &str| MailSettings { sender: sender.to_owned(), ..settings() };
    let recipient = |address: &str| MailSettings { recipients: vec![address.to_owned()], ..settings() };
    let malformed =
        |address: &str| (recipient(address), Some(password()), Invalid::RecipientMalformed(address.to_owned()));
    let table = [
        (MailSettings { host: String::new(), ..settings() }, Some(password()), Invalid::HostMissing),
        (sender(""), Some(password()), Invalid::SenderMalformed(String::new())),
        (sender("accounting"), Some(password()), Invalid::SenderMalformed("accounting".to_owned())),
        malformed("jo"),
        malformed("jo@example.com, kim@example.com"),
        malformed("Jo <jo@example.com>"),
        malformed("jo@example.com\r\nBcc: eve@example.com"),
        malformed("jö@example.com"),
        (settings(), None, Invalid::PasswordMissing),
        (MailSettings { user_name: None, ..settings() }, Some(password()), Invalid::UserNameMissing),
    ];
    for (settings, password, expected) in table {
        let tested = connections.send_test_message(settings.clone(), password.clone()).await;
        assert!(matches!(&tested, Err(TestMessageError::Invalid(found)) if *found == expected), "{tested:?}");
        let set = connections.set_mail_settings(settings, password).await;
        assert!(matches!(&set, Err(MailSettingsError::Invalid(found)) if *found == expected), "{set:?}");
    }
    assert_eq!(connections.mail_settings().await.unwrap(), None);
    assert!(!connections.has_mail_password().await.unwrap());
    connections.close().await;
}

#[tokio::test]
async fn an_accountant_looks_and_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let connections = connections(&folder, Role::Accountant).await;
    write(&connections, &trouble(1)).await;
    let id = connections.messages(0).await.unwrap().messages[0].heading.id;
    assert!(connections.mailto(id).await.is_ok());
    assert!(connections.mail_settings().await.is_ok());
    let set = connections.set_mail_settings(settings(), Some(password())).await;
    assert!(matches!(set, Err(MailSettingsError::Denied(Denied::NotAllowed))), "{set:?}");
    assert!(matches!(connections.forget_mail_settings().await, Err(MailSettingsError::Denied(Denied::NotAllowed))));
    let tested = connections.send_test_message(settings(), Some(password())).await;
    assert!(matches!(tested, Err(TestMessageError::Denied(Denied::NotAllowed))), "{tested:?}");
    assert!(matches!(connections.send_again(id).await, Err(SendAgainError::Denied(Denied::NotAllowed))));
    connections.close().await;
}

#[tokio::test]
async fn what_is_not_there_can_not_be_sent_again() {
    let folder = TempDir::new().unwrap();
    let connections = connections(&folder, Role::IntegrationUser).await;
    let nothing = MessageId::new(Uuid::from_u128(9));
    assert!(matches!(connections.send_again(nothing).await, Err(SendAgainError::NotFound)));
    assert!(matches!(connections.mailto(nothing).await, Err(MessageError::NotFound)));
    assert!(matches!(connections.message_text(nothing).await, Err(MessageError::NotFound)));
    write(&connections, &trouble(1)).await;
    let id = connections.messages(0).await.unwrap().messages[0].heading.id;
    assert!(matches!(connections.send_again(id).await, Err(SendAgainError::NotSetUp)));
    connections.set_mail_settings(settings(), Some(password())).await.unwrap();
    let found = connections.messages(0).await.unwrap().messages.remove(0);
    assert_eq!(found.deliveries, [], "no login of this message waits for its removal");
    connections.send_again(id).await.unwrap();
    let found = connections.messages(0).await.unwrap().messages.remove(0);
    assert_eq!(found.deliveries.len(), 2, "on the user's word it goes out all the same");
    connections.close().await;
}

#[tokio::test]
async fn what_the_user_does_with_mail_is_in_the_audit_without_any_address() -> Result<(), StoreError> {
    let folder = TempDir::new().unwrap();
    let connections = connections(&folder, Role::IntegrationUser).await;
    connections.set_mail_settings(settings(), Some(password())).await.unwrap();
    connections.forget_mail_settings().await.unwrap();
    let mut records = connections.database().read().await?;
    let entries = crate::store::audit::list_of(&mut records, "mail").await?;
    let acts: Vec<_> = entries.iter().map(|entry| (entry.who.as_str(), entry.outcome.as_str())).collect();
    assert_eq!(acts, [("Integration user", "forgotten"), ("Integration user", "saved")]);
    assert!(!format!("{entries:?}").contains('@'), "{entries:?}");
    drop(records);
    connections.close().await;
    Ok(())
}
