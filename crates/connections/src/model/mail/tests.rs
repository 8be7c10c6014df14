//! What settings are refused, and what becomes of a message after each kind of answer.

use super::*;

const NOON: Timestamp = Timestamp::UNIX_EPOCH;

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

fn with_host(host: &str) -> MailSettings {
    MailSettings { host: host.to_owned(), ..settings() }
}

fn with_recipients(recipients: &[&str]) -> MailSettings {
    MailSettings { recipients: recipients.iter().map(|&one| one.to_owned()).collect(), ..settings() }
}

#[test]
fn settings_that_can_be_used_stay_as_they_are() {
    assert_eq!(settings().checked(), Ok(settings()));
    for host in ["localhost", "127.0.0.1", "::1", "mail-1.example.co.uk"] {
        assert_eq!(with_host(host).checked(), Ok(with_host(host)), "{host}");
    }
}

#[test]
fn what_stands_around_a_field_by_mistake_is_left_out() {
    let typed = MailSettings {
        host: " smtp.example.com\n".to_owned(),
        user_name: Some("  ".to_owned()),
        sender: " accounting@example.com".to_owned(),
        recipients: vec![" jo@example.com ".to_owned(), String::new()],
        ..settings()
    };
    let meant = MailSettings { user_name: None, ..with_recipients(&["jo@example.com"]) };
    assert_eq!(typed.checked(), Ok(meant));
}

#[test]
fn what_is_wrong_is_named_by_its_field() {
    use InvalidMailSettings as Invalid;
    let malformed = |host: &str| (with_host(host), Invalid::HostMalformed(host.to_owned()));
    let table = [
        (with_host("  "), Invalid::HostMissing),
        malformed("smtp.example.com:587"),
        malformed("smtps://smtp.example.com"),
        malformed("smtp example com"),
        malformed("smtp..example.com"),
        malformed("-smtp.example.com"),
        malformed("jo@example.com"),
        (MailSettings { port: 0, ..settings() }, Invalid::PortMissing),
        (MailSettings { user_name: Some("a\0b".to_owned()), ..settings() }, Invalid::UserNameMalformed),
        (with_recipients(&[]), Invalid::RecipientMissing),
        (with_recipients(&["", " "]), Invalid::RecipientMissing),
        (with_recipients(&["jo@example.com", "JO@example.com"]), Invalid::RecipientTwice("JO@example.com".to_owned())),
    ];
    for (settings, expected) in table {
        assert_eq!(settings.clone().checked(), Err(expected), "{settings:?}");
    }
    let many: Vec<_> = (0..=MOST_RECIPIENTS).map(|number| format!("{number}@example.com")).collect();
    assert_eq!(MailSettings { recipients: many, ..settings() }.checked(), Err(Invalid::TooManyRecipients));
}

#[test]
fn what_went_out_or_may_have_is_not_repeated_by_itself() {
    for attempts in [1, 2, u32::MAX] {
        assert_eq!(AttemptResult::Sent.state(attempts, NOON), DeliveryState::Sent { at: NOON });
        assert_eq!(AttemptResult::Refused.state(attempts, NOON), DeliveryState::Refused);
        assert_eq!(AttemptResult::Uncertain.state(attempts, NOON), DeliveryState::Uncertain);
    }
}

#[test]
fn what_did_not_go_out_is_tried_again_in_growing_waits() {
    let waits = |result: AttemptResult| {
        [1, 2, 3, 9, 10, u32::MAX].map(|attempts| {
            let state = result.state(attempts, NOON);
            let DeliveryState::Waiting { next_try_at } = state else { panic!("{result:?} is {state:?}") };
            next_try_at.as_second()
        })
    };
    for result in [AttemptResult::Unreachable, AttemptResult::NotEncrypted, AttemptResult::PutOff] {
        assert_eq!(waits(result), [2, 4, 8, 512, 600, 600], "{result:?}");
    }
    for result in [AttemptResult::PasswordRefused, AttemptResult::Keyring] {
        assert_eq!(waits(result), [600; 6], "{result:?}: only the user can help");
    }
}
