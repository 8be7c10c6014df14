//! A message as an address of the scheme `mailto` (RFC 6068), for the user's own mail program.

use std::fmt::Write as _;

/// Some systems cut what is longer than about two thousand characters, wherever that is.
const LONGEST: usize = 1800;
/// What a text ends with that had to be cut.
const POINTER: &str = "\n…\n\nThe whole text is in Bank Connections.";

/// The address. Nobody is named as a recipient who is not among `recipients`.
pub(super) fn mailto(recipients: &[String], subject: &str, text: &str) -> String {
    let to: Vec<_> = recipients.iter().map(|recipient| encoded(recipient, "@")).collect();
    let start = format!("mailto:{}?subject={}&body=", to.join(","), encoded(subject, ""));
    let whole = body(text);
    if start.len() + whole.len() <= LONGEST {
        return start + &whole;
    }
    let pointer = body(POINTER);
    let room = LONGEST.saturating_sub(start.len() + pointer.len());
    let mut kept = String::new();
    for line in text.lines() {
        let line = body(line) + "%0D%0A";
        if kept.len() + line.len() > room {
            break;
        }
        kept.push_str(&line);
    }
    start + &kept + &pointer
}

/// A text whose lines end as mail wants it.
fn body(text: &str) -> String {
    encoded(&text.replace("\r\n", "\n").replace('\n', "\r\n"), "")
}

/// The text with everything but letters, digits, `-._~` and what is kept as it is in hexadecimal.
fn encoded(text: &str, kept: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.as_bytes().contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("writing into a string can't fail");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    fn field(address: &str, name: &str) -> String {
        let address = Url::parse(address).unwrap();
        address.query_pairs().find(|(found, _)| found == name).unwrap().1.into_owned()
    }

    #[test]
    fn a_mail_program_reads_what_was_written() {
        let recipients = ["jo+bank@example.com".to_owned(), "kim&co@example.com".to_owned()];
        let address = mailto(&recipients, "Bänk & Co: 100%", "one\ntwo = 2? yes#\n");
        assert!(address.starts_with("mailto:jo%2Bbank@example.com,kim%26co@example.com?subject="), "{address}");
        assert!(address.is_ascii() && !address.contains('+') && !address.contains(' '), "{address}");
        assert_eq!(field(&address, "subject"), "Bänk & Co: 100%");
        assert_eq!(field(&address, "body"), "one\r\ntwo = 2? yes#\r\n");
    }

    #[test]
    fn without_recipients_the_user_fills_them_in() {
        assert!(mailto(&[], "s", "t").starts_with("mailto:?subject=s&body=t"));
    }

    #[test]
    fn no_text_can_add_a_field() {
        let address = mailto(&["a@example.com?bcc=eve@example.com".to_owned()], "s&bcc=eve@example.com", "t&cc=eve");
        assert_eq!(Url::parse(&address).unwrap().query_pairs().count(), 2, "{address}");
    }

    #[test]
    fn what_is_too_long_is_cut_between_lines_and_says_so() {
        let text: Vec<_> = (0..200).map(|number| format!("line {number} – with more in it")).collect();
        let address = mailto(&["jo@example.com".to_owned()], "Subject", &text.join("\n"));
        assert!(address.len() <= LONGEST, "{}", address.len());
        let body = field(&address, "body");
        assert!(body.starts_with("line 0 – with more in it\r\nline 1 "), "{body}");
        assert!(body.ends_with("with more in it\r\n\r\n…\r\n\r\nThe whole text is in Bank Connections."), "{body}");
    }
}
