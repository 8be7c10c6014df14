//! Sending a message again on the user's word: the only way in which one goes out that may have arrived already.

use tracing::{info, instrument};

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{ids::MessageId, mail::DeliveryState, user::Act},
    store,
};

/// Why a message can't be sent again.
#[derive(Debug, thiserror::Error)]
pub enum SendAgainError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such message.
    #[error("there is no such message")]
    NotFound,
    /// Mail is not set up, so nothing can be sent.
    #[error("mail is not set up")]
    NotSetUp,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Sends a message to every recipient of the settings who has not got it for certain. Those who have don't get it
    /// again. It waits for no answer.
    ///
    /// # Errors
    /// Where the user may not, there is no such message, mail is not set up, or the records can't be used.
    #[instrument(skip_all, fields(message = %id))]
    pub async fn send_again(&self, id: MessageId) -> Result<(), SendAgainError> {
        let user = self.permit(Act::SetUp)?;
        let mut records = self.database().write().await?;
        let message = store::messages::get(&mut records, id).await?.ok_or(SendAgainError::NotFound)?;
        let settings = store::mail_settings::get(&mut records).await?.ok_or(SendAgainError::NotSetUp)?;
        for delivery in store::deliveries::list_of(&mut records, id).await? {
            match delivery.state {
                DeliveryState::Uncertain | DeliveryState::Waiting { .. } => {
                    store::deliveries::save(&mut records, &self.anew(delivery)).await?;
                }
                DeliveryState::Refused if message.has_own_recipients() => {
                    store::deliveries::save(&mut records, &self.anew(delivery)).await?;
                }
                // Those that were refused are among the recipients of the settings, or their address is given up.
                DeliveryState::Refused | DeliveryState::Sending | DeliveryState::Sent { .. } => {}
            }
        }
        if !message.has_own_recipients() {
            self.address(&mut records, id, &settings).await?;
        }
        let entry = self.entry_on(By::User(&user.name), "message", id.to_string(), "sent_again");
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        info!("is sent again");
        self.wake_mail();
        self.tell();
        Ok(())
    }
}
