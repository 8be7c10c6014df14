//! The outbox as the user sees it, and the way out where no mail is set up: the user's own mail program.

use tracing::instrument;

use super::mailto::mailto;
use crate::{
    Connections, StoreError,
    access::Denied,
    model::{
        ids::MessageId,
        mail::{Attempt, Delivery, Message},
        user::Act,
    },
    store,
};

/// The messages of the last time, and whether they can go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outbox {
    /// Whether mail is set up.
    pub is_configured: bool,
    /// The newest first.
    pub messages: Vec<OutboxMessage>,
}

/// A message with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMessage {
    /// What it says.
    pub message: Message,
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

/// Why a message can't be handed to the mail program.
#[derive(Debug, thiserror::Error)]
pub enum MailtoError {
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
    /// The messages of the last time with their states, the newest first.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn outbox(&self) -> Result<Outbox, OutboxError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let is_configured = store::mail_settings::get(&mut records).await?.is_some();
        let mut messages = Vec::new();
        for message in store::messages::list(&mut records).await? {
            let mut deliveries = Vec::new();
            for delivery in store::deliveries::list_of(&mut records, message.id).await? {
                let last = store::deliveries::last_attempt(&mut records, message.id, &delivery.recipient).await?;
                deliveries.push(OutboxDelivery { delivery, last });
            }
            messages.push(OutboxMessage { message, deliveries });
        }
        Ok(Outbox { is_configured, messages })
    }

    /// A message as an address that the user's own mail program opens, to its own recipients, to those that are set up, or to none. What
    /// is too long for one is cut, and says so.
    ///
    /// # Errors
    /// Where there is no such message, or the records can't be read.
    #[instrument(skip_all, fields(message = %id))]
    pub async fn mailto(&self, id: MessageId) -> Result<String, MailtoError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let message = store::messages::get(&mut records, id).await?.ok_or(MailtoError::NotFound)?;
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
