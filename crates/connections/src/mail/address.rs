//! Addresses as mail servers understand them.

use lettre::Address;

use crate::model::mail::{InvalidMailSettings, MailSettings};

/// The sender and the recipients of settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Addresses {
    pub(super) sender: Address,
    pub(super) recipients: Vec<Address>,
}

impl Addresses {
    pub(super) fn of(settings: &MailSettings) -> Result<Self, InvalidMailSettings> {
        let sender =
            parse(&settings.sender).ok_or_else(|| InvalidMailSettings::SenderMalformed(settings.sender.clone()))?;
        let recipients = settings.recipients.iter().map(|recipient| {
            parse(recipient).ok_or_else(|| InvalidMailSettings::RecipientMalformed(recipient.clone()))
        });
        Ok(Self { sender, recipients: recipients.collect::<Result<_, _>>()? })
    }
}

/// Whether mail can be sent there.
pub(crate) fn is_address(text: &str) -> bool {
    parse(text).is_some()
}

/// Reads an address. One with other letters than those of ASCII is none here: few servers take them.
pub(super) fn parse(text: &str) -> Option<Address> {
    text.parse::<Address>().ok().filter(|address| text.is_ascii() && address.to_string() == text)
}
