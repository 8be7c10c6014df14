//! How mail is sent: what the user sets up. The password goes into the keyring and never comes back from there.

use secrecy::SecretString;
use sqlx::SqliteConnection;
use tracing::{info, instrument, warn};

use super::address::Addresses;
use crate::{
    Connections, StoreError, VaultError,
    access::Denied,
    connections::By,
    model::{
        ids::MessageId,
        mail::{Delivery, DeliveryState, InvalidMailSettings, MailSettings, NOTICE},
        user::Act,
    },
    store::{self, Word as _},
};

/// What the settings are called in the audit.
pub(super) const OBJECT: &str = "mail";

/// Why the settings of mail can't be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum MailSettingsError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Something is missing or wrong. Nothing was changed.
    #[error(transparent)]
    Invalid(#[from] InvalidMailSettings),
    /// The keyring does not take or give the password.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// How mail is sent, where it is set up.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn mail_settings(&self) -> Result<Option<MailSettings>, MailSettingsError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(store::mail_settings::get(&mut records).await?)
    }

    /// Whether the keyring has a password for the mail server.
    ///
    /// # Errors
    /// Where the keyring does not answer.
    #[instrument(skip_all)]
    pub async fn has_mail_password(&self) -> Result<bool, MailSettingsError> {
        self.permit(Act::Look)?;
        match self.vault().smtp_password().await {
            Ok(_) => Ok(true),
            Err(VaultError::Missing { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Sets up mail. Without a password the one in the keyring stays, where server and user name are those on record. Whatever
    /// waits goes out with these settings at once, and messages on logins that can't be removed to this day go to every
    /// recipient who has not got them.
    ///
    /// # Errors
    /// Where the user may not, something is wrong with the settings, or keyring or records can't be used.
    #[instrument(skip_all)]
    pub async fn set_mail_settings(
        &self,
        settings: MailSettings,
        password: Option<SecretString>,
    ) -> Result<(), MailSettingsError> {
        let user = self.permit(Act::SetUp)?;
        let settings = settings.checked()?;
        Addresses::of(&settings)?;
        // First the keyring, so that there are no settings whose password nobody has.
        match (&settings.user_name, password) {
            (None, Some(_)) => return Err(InvalidMailSettings::UserNameMissing.into()),
            (Some(_), Some(password)) => self.vault().put_smtp_password(&password).await?,
            (Some(_), None) if !self.has_mail_password().await? => {
                return Err(InvalidMailSettings::PasswordMissing.into());
            }
            (Some(_), None) if self.is_other_account(&settings).await? => {
                return Err(InvalidMailSettings::PasswordOfAnother.into());
            }
            (_, None) => {}
        }
        let mut records = self.database().write().await?;
        store::mail_settings::set(&mut records, &settings).await?;
        self.redirect(&mut records, &settings).await?;
        let mut entry = self.entry_on(By::User(&user.name), "mail_settings", OBJECT.to_owned(), "saved");
        entry.details.insert("host".to_owned(), settings.host.clone().into());
        entry.details.insert("port".to_owned(), settings.port.into());
        entry.details.insert("security".to_owned(), settings.security.text().into());
        entry.details.insert("recipients".to_owned(), settings.recipients.len().into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        info!(recipients = settings.recipients.len(), "mail is set up");
        if settings.user_name.is_none() {
            self.drop_password().await;
        }
        self.mail().settings_changed();
        self.tell();
        Ok(())
    }

    /// Whether these settings name another server or another user than those on record, whose password the keyring has.
    pub(super) async fn is_other_account(&self, settings: &MailSettings) -> Result<bool, StoreError> {
        let mut records = self.database().read().await?;
        let on_record = store::mail_settings::get(&mut records).await?;
        let is_same = |on_record: &MailSettings| {
            on_record.host.eq_ignore_ascii_case(&settings.host) && on_record.user_name == settings.user_name
        };
        Ok(!on_record.as_ref().is_some_and(is_same))
    }

    /// Takes the settings away, and the password with them. What waits goes on waiting.
    ///
    /// # Errors
    /// Where the user may not, or the records can't be used.
    #[instrument(skip_all)]
    pub async fn forget_mail_settings(&self) -> Result<(), MailSettingsError> {
        let user = self.permit(Act::SetUp)?;
        let mut records = self.database().write().await?;
        store::mail_settings::delete(&mut records).await?;
        let entry = self.entry_on(By::User(&user.name), "mail_settings", OBJECT.to_owned(), "forgotten");
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.drop_password().await;
        self.mail().settings_changed();
        self.tell();
        Ok(())
    }

    /// A password that stays where nobody asks for it does no harm: the settings are what counts.
    async fn drop_password(&self) {
        if let Err(error) = self.vault().forget_smtp_password().await {
            warn!(%error, "the password of the mail server stays in the keyring");
        }
    }

    /// Brings what has not been delivered to the recipients of these settings.
    async fn redirect(&self, records: &mut SqliteConnection, settings: &MailSettings) -> Result<(), StoreError> {
        let mut astray = Vec::new();
        for delivery in store::deliveries::unfinished(records).await? {
            let message = store::messages::get(records, delivery.message).await?.ok_or(StoreError::NotFound)?;
            match delivery.state {
                DeliveryState::Waiting { .. }
                    if message.has_own_recipients() || settings.has_recipient(&delivery.recipient) =>
                {
                    store::deliveries::save(records, &self.anew(delivery)).await?;
                }
                DeliveryState::Waiting { .. } => {
                    if message.cause.starts_with(NOTICE) {
                        astray.push(message.id);
                    }
                    let Delivery { message, recipient, .. } = delivery;
                    store::deliveries::delete_attempts_of(records, message, &recipient).await?;
                    store::deliveries::delete(records, message, &recipient).await?;
                }
                DeliveryState::Sending
                | DeliveryState::Sent { .. }
                | DeliveryState::Refused
                | DeliveryState::Uncertain => {}
            }
        }
        for message in astray.into_iter().chain(store::messages::on_standing_failures(records).await?) {
            self.address(records, message, settings).await?;
        }
        Ok(())
    }

    /// Has a message go to every recipient who has not got it for certain and may not have got it either: to those it
    /// never went to, and to those whom an earlier server or an earlier sender was refused for.
    pub(super) async fn address(
        &self,
        records: &mut SqliteConnection,
        message: MessageId,
        settings: &MailSettings,
    ) -> Result<(), StoreError> {
        for delivery in store::deliveries::list_of(records, message).await? {
            if delivery.state == DeliveryState::Refused && settings.has_recipient(&delivery.recipient) {
                store::deliveries::save(records, &self.anew(delivery)).await?;
            }
        }
        for recipient in &settings.recipients {
            let state = DeliveryState::Waiting { next_try_at: self.now() };
            let delivery = Delivery { message, recipient: recipient.clone(), state, attempts: 0 };
            store::deliveries::insert(records, &delivery).await?;
        }
        Ok(())
    }

    /// The same delivery, due now.
    pub(super) fn anew(&self, delivery: Delivery) -> Delivery {
        Delivery { state: DeliveryState::Waiting { next_try_at: self.now() }, attempts: 0, ..delivery }
    }
}

impl MailSettings {
    fn has_recipient(&self, address: &str) -> bool {
        self.recipients.iter().any(|recipient| recipient.eq_ignore_ascii_case(address))
    }
}
