//! Mail about what the user has to know though no window shows it: a login that can't be removed at Plaid.
//!
//! A message is written in the transaction of the failure that it tells of (`message`), waits in the records (`outbox`),
//! and goes out to each recipient by itself (`smtp`). Right before its text goes out that is written down; whatever breaks
//! off afterwards is uncertain and not repeated by itself, so that nobody gets a message twice. A message takes ids and
//! names only: no token can get into it. Only `smtp` looks at the password of the mail server.

mod address;
mod again;
mod letter;
mod mailto;
pub(crate) mod message;
pub(crate) mod notice;
pub(crate) mod outbox;
pub(crate) mod overview;
mod page;
mod post;
pub(crate) mod settings;
mod smtp;
pub(crate) mod summary;
pub(crate) mod support;
pub(crate) mod test_message;

#[cfg(test)]
mod tests;

pub(crate) use self::address::is_address;
pub use self::{
    again::SendAgainError,
    message::{RemovalTrouble, TroubleOf},
    overview::{MESSAGES_AT_ONCE, MessageError, MessagePage, Outbox, OutboxDelivery, OutboxError, OutboxMessage},
    settings::MailSettingsError,
    support::{SupportCase, SupportReason, support_text},
    test_message::{TestAnswer, TestDelivery, TestMessageError},
};
