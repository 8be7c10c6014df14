//! The outbox as the user sees it, and the way out where no mail is set up: the user's own mail program.

use std::collections::HashMap;

use tracing::instrument;

use super::mailto::mailto;
use crate::{
    Connections, StoreError,
    access::Denied,
    model::{
        ids::MessageId,
        mail::{Attempt, Delivery, MessageHeading},
        user::Act,
    },
    store::{self, messages::Tally},
};

/// How many messages are listed at once.
pub const MESSAGES_AT_ONCE: u32 = 50;

/// Whether messages can go out, and how many wait for that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outbox {
    /// Whether mail is set up.
    pub is_configured: bool,
    /// How many messages wait: for their next try, or for mail being set up.
    pub waiting: u32,
}

/// A part of the messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagePage {
    /// First those that are open, then the others, each the newest first.
    pub messages: Vec<OutboxMessage>,
    /// How many of all messages are open: they go out by themselves, or can be sent again.
    pub open: u32,
    /// How many messages there are.
    pub all: u32,
}

/// A message with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMessage {
    /// What it is about. Its text is read by itself.
    pub heading: MessageHeading,
    /// To whom, and how far it has come. Empty where mail was not set up when it was written, nor since.
    pub deliveries: Vec<OutboxDelivery>,
}

/// A message on its way to one recipient, with the last try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxDelivery {
    /// How far it has come.
    pub delivery: Delivery,
    /// The last try, where there was one.
    pub last: Option<Attempt>,
}

/// Why the outbox can't be shown.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The records can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a message can't be read, nor handed to the mail program.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such message.
    #[error("there is no such message")]
    NotFound,
    /// The records can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Whether messages can go out, and how many wait for that.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn outbox(&self) -> Result<Outbox, OutboxError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let is_configured = store::mail_settings::get(&mut records).await?.is_some();
        let waiting = store::messages::tally(&mut records).await?.waiting;
        Ok(Outbox { is_configured, waiting })
    }

    /// The messages with their states from so many on, at most [`MESSAGES_AT_ONCE`]: what is open first, so that nothing
    /// that was sent since hides it.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn messages(&self, offset: u32) -> Result<MessagePage, OutboxError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let headings = store::messages::page(&mut records, offset, MESSAGES_AT_ONCE).await?;
        let ids: Vec<_> = headings.iter().map(|heading| heading.id).collect();
        let mut deliveries: HashMap<_, Vec<_>> = HashMap::new();
        for (delivery, last) in store::deliveries::list_of_all(&mut records, &ids).await? {
            deliveries.entry(delivery.message).or_default().push(OutboxDelivery { delivery, last });
        }
        let messages = headings.into_iter().map(|heading| {
            let deliveries = deliveries.remove(&heading.id).unwrap_or_default();
            OutboxMessage { heading, deliveries }
        });
        let messages = messages.collect();
        let Tally { all, open, waiting: _ } = store::messages::tally(&mut records).await?;
        Ok(MessagePage { messages, open, all })
    }

    /// What a message says.
    ///
    /// # Errors
    /// Where there is no such message, or the records can't be read.
    #[instrument(skip_all, fields(message = %id))]
    pub async fn message_text(&self, id: MessageId) -> Result<String, MessageError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let message = store::messages::get(&mut records, id).await?.ok_or(MessageError::NotFound)?;
        Ok(message.text)
    }

    /// A message as an address that the user's own mail program opens, to its own recipients, to those that are set up, or to
    /// none. What is too long for one is cut, and says so.
    ///
    /// # Errors
    /// Where there is no such message, or the records can't be read.
    #[instrument(skip_all, fields(message = %id))]
    pub async fn mailto(&self, id: MessageId) -> Result<String, MessageError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let message = store::messages::get(&mut records, id).await?.ok_or(MessageError::NotFound)?;
        let recipients = if message.has_own_recipients() {
            let deliveries = store::deliveries::list_of(&mut records, id).await?;
            deliveries.into_iter().map(|delivery| delivery.recipient).collect()
        } else {
            let settings = store::mail_settings::get(&mut records).await?;
            settings.map(|settings| settings.recipients).unwrap_or_default()
        };
        Ok(mailto(&recipients, &message.subject, &message.text))
    }
}
