//! How a message gets into the outbox, whatever it tells of.

use sqlx::SqliteConnection;
use tracing::{info, instrument};

use crate::{
    Connections, StoreError,
    connections::By,
    model::mail::{Delivery, DeliveryState, Message},
    store,
};

impl Connections {
    /// Writes a message to these recipients, in the caller's transaction. `false` where there is one of that cause already,
    /// which stays as it is. The caller calls [`Connections::wake_mail`] after the commit.
    #[instrument(skip_all, fields(message = %message.id))]
    pub(super) async fn post(
        &self,
        records: &mut SqliteConnection,
        message: Message,
        recipients: &[String],
    ) -> Result<bool, StoreError> {
        if !store::messages::insert(records, &message).await? {
            return Ok(false);
        }
        for recipient in recipients {
            let state = DeliveryState::Waiting { next_try_at: self.now() };
            let delivery = Delivery { message: message.id, recipient: recipient.clone(), state, attempts: 0 };
            store::deliveries::insert(records, &delivery).await?;
        }
        let mut entry = self.entry_on(By::Itself, "message", message.id.to_string(), "written");
        entry.details.insert("cause".to_owned(), message.cause.into());
        entry.details.insert("recipients".to_owned(), recipients.len().into());
        store::audit::append(records, &entry).await?;
        info!(recipients = recipients.len(), "wrote a message");
        Ok(true)
    }
}
