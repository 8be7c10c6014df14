//! A message as it goes over the wire to one recipient.

use std::time::SystemTime;

use lettre::{
    Address, Message as Mime,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use crate::model::mail::Message;

/// The name that stands beside the address of the sender.
const SENDER_NAME: &str = "Bank Connections";

/// The bytes of a message for one recipient. Nobody sees who else got it.
pub(super) fn letter(message: &Message, sender: &Address, recipient: &Address) -> Vec<u8> {
    let mime = Mime::builder()
        .message_id(Some(message_id(message, sender, recipient)))
        .date(SystemTime::from(message.created_at))
        .from(Mailbox::new(Some(SENDER_NAME.to_owned()), sender.clone()))
        .to(Mailbox::new(None, recipient.clone()))
        .subject(message.subject.clone())
        // Nobody's absence is told to an application.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()))
        .expect("it has a sender and a recipient");
    mime.formatted()
}

/// The same for each try, so that a server that got a message already can tell.
fn message_id(message: &Message, sender: &Address, recipient: &Address) -> String {
    format!("<{}.{:016x}@{}>", message.id, hash(recipient.as_ref()), sender.domain())
}

/// FNV-1a: the same in every version, unlike the hash of the standard library. It keeps nothing secret.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::model::ids::MessageId;

    fn text_of(subject: &str, body: &str, recipient: &str) -> String {
        let message = Message {
            id: MessageId::new(Uuid::from_u128(7)),
            cause: "removal/1".to_owned(),
            subject: subject.to_owned(),
            text: body.to_owned(),
            html: format!("<p>{body}</p>"),
            created_at: Timestamp::from_second(1_790_000_000).unwrap(),
        };
        let sender = "accounting@example.com".parse().unwrap();
        String::from_utf8(letter(&message, &sender, &recipient.parse().unwrap())).unwrap()
    }

    #[test]
    fn a_letter_names_its_recipient_and_nobody_else() {
        let letter = text_of("Subject", "body", "jo@example.com");
        assert!(letter.contains("\r\nTo: jo@example.com\r\n"), "{letter}");
        assert!(letter.contains("From: \"Bank Connections\" <accounting@example.com>\r\n"), "{letter}");
        assert!(letter.contains("Auto-Submitted: auto-generated\r\n"), "{letter}");
        assert!(letter.contains("Date: Mon, 21 Sep 2026 "), "{letter}");
        assert!(letter.contains("text/plain") && letter.contains("text/html"), "{letter}");
    }

    #[test]
    fn each_recipient_has_a_lasting_message_id() {
        let id = |recipient| {
            let letter = text_of("Subject", "body", recipient);
            letter.lines().find(|line| line.starts_with("Message-ID: ")).unwrap().to_owned()
        };
        assert_eq!(
            id("jo@example.com"),
            "Message-ID: <msg_00000000000000000000000000000007.f0c8d12eec266557@example.com>"
        );
        assert_eq!(id("jo@example.com"), id("jo@example.com"));
        assert_ne!(id("jo@example.com"), id("kim@example.com"));
    }

    #[test]
    fn a_letter_is_ascii_and_no_subject_can_add_a_header() {
        let letter = text_of("Bänk\r\nBcc: eve@example.com", "– „Bänk“ …", "jo@example.com");
        assert!(letter.is_ascii());
        assert!(!letter.lines().any(|line| line.starts_with("Bcc")), "{letter}");
    }
}
