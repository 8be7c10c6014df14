//! How mail is sent: at most one row, and none where mail is not set up. The password is in the keyring.

use serde_json::Value;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    words::{Word as _, corrupt, word},
};
use crate::model::mail::MailSettings;

/// The settings, where mail is set up.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn get(connection: &mut SqliteConnection) -> Result<Option<MailSettings>, StoreError> {
    sqlx::query_as!(Row, "select host, port, security, user_name, sender, recipients from mail_settings")
        .fetch_optional(connection)
        .await?
        .map(MailSettings::try_from)
        .transpose()
}

/// Sets them, whatever they were.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all)]
pub async fn set(connection: &mut SqliteConnection, settings: &MailSettings) -> Result<(), StoreError> {
    let security = settings.security.text();
    let recipients = Value::from(settings.recipients.clone()).to_string();
    sqlx::query!(
        "insert into mail_settings (id, host, port, security, user_name, sender, recipients) values (1, ?, ?, ?, ?, ?, ?)
        on conflict (id) do update set host = excluded.host, port = excluded.port, security = excluded.security,
            user_name = excluded.user_name, sender = excluded.sender, recipients = excluded.recipients",
        settings.host,
        settings.port,
        security,
        settings.user_name,
        settings.sender,
        recipients,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes them away. There need not be any.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all)]
pub async fn delete(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query!("delete from mail_settings").execute(connection).await?;
    Ok(())
}

struct Row {
    host: String,
    port: i64,
    security: String,
    user_name: Option<String>,
    sender: String,
    recipients: String,
}

impl TryFrom<Row> for MailSettings {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            host: row.host,
            port: u16::try_from(row.port).map_err(|_| corrupt("mail_settings.port", &row.port.to_string()))?,
            security: word("mail_settings.security", &row.security)?,
            user_name: row.user_name,
            sender: row.sender,
            recipients: serde_json::from_str(&row.recipients)
                .map_err(|_| corrupt("mail_settings.recipients", &row.recipients))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::mail::Security,
        store::testing::{Records, from_another_version, refuses},
    };

    fn settings(security: Security) -> MailSettings {
        MailSettings {
            host: "smtp.example.com".to_owned(),
            port: 587,
            security,
            user_name: Some("accounting".to_owned()),
            sender: "accounting@example.com".to_owned(),
            recipients: vec!["jo@example.com".to_owned(), "kim@example.com".to_owned()],
        }
    }

    #[tokio::test]
    async fn the_settings_are_what_they_were_set_to_last() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        assert_eq!(get(&mut tx).await.unwrap(), None);
        for settings in
            [settings(Security::StartTls), MailSettings { user_name: None, port: 465, ..settings(Security::Tls) }]
        {
            set(&mut tx, &settings).await.unwrap();
            assert_eq!(get(&mut tx).await.unwrap(), Some(settings));
        }
        for _ in 0..2 {
            delete(&mut tx).await.unwrap();
            assert_eq!(get(&mut tx).await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn settings_that_could_not_be_used_are_refused() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        set(&mut tx, &settings(Security::Tls)).await.unwrap();
        refuses(
            &mut tx,
            &[
                "insert into mail_settings values (2, 'h', 587, 'tls', null, 's', '[]')",
                "update mail_settings set host = ''",
                "update mail_settings set port = 0",
                "update mail_settings set port = 65536",
                "update mail_settings set security = 'none'",
                "update mail_settings set user_name = ''",
                "update mail_settings set sender = ''",
                "update mail_settings set recipients = '{}'",
            ],
        )
        .await;
        assert_eq!(get(&mut tx).await.unwrap(), Some(settings(Security::Tls)));
    }

    #[tokio::test]
    async fn recipients_that_are_none_are_an_error() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        set(&mut tx, &settings(Security::Tls)).await.unwrap();
        from_another_version(&mut tx, "update mail_settings set recipients = '[7]'").await;
        let read = get(&mut tx).await;
        assert!(matches!(read, Err(StoreError::Corrupt { column: "mail_settings.recipients", .. })), "{read:?}");
    }
}
