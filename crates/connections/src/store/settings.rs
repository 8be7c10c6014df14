//! Settings of the profile: few, each with a name of its own.

use sqlx::SqliteConnection;
use tracing::instrument;

use super::StoreError;

/// What is kept beside the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The random id under which Plaid knows the user. Never a name or an address.
    ClientUserId,
}

impl Setting {
    const fn key(self) -> &'static str {
        match self {
            Self::ClientUserId => "client_user_id",
        }
    }
}

/// The value of a setting, where it was ever set.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(?setting))]
pub async fn get(connection: &mut SqliteConnection, setting: Setting) -> Result<Option<String>, StoreError> {
    let key = setting.key();
    let value = sqlx::query_scalar!("select value from settings where key = ?", key).fetch_optional(connection).await?;
    Ok(value)
}

/// Sets a setting, whatever it was.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(?setting))]
pub async fn set(connection: &mut SqliteConnection, setting: Setting, value: &str) -> Result<(), StoreError> {
    let key = setting.key();
    sqlx::query!(
        "insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
        key,
        value,
    )
    .execute(connection)
    .await?;
    Ok(())
}
