//! Settings of the profile: few, each with a name of its own.

use sqlx::SqliteConnection;
use tracing::instrument;

use super::StoreError;

/// What is kept beside the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The random id under which Plaid knows the user. Never a name or an address.
    ClientUserId,
    /// Plaid's id of the firm's user, under which Plaid lists its logins.
    PlaidUserId,
    /// When Plaid was asked the last time, with an answer, which logins it lists for the firm. In milliseconds.
    OrphansSweptAt,
    /// Whether Plaid is to be asked for the firm's logins although no session lost one: `true` or `false`.
    OrphansDue,
    /// When it was tried the last time whether the records take something again. In milliseconds.
    WrittenAt,
    /// That the test banks of the demo were connected once.
    DemoSeeded,
    /// After how many minutes without anybody at the keyboard the application locks.
    LockAfterMinutes,
    /// Whether somebody said that the recovery code is written down: `true` or `false`.
    RecoveryCodeKept,
    /// How many lines a statement takes at most.
    MostStatementLines,
    /// Whether the application stays in the tray when its window is closed: `true` or `false`.
    StaysInTray,
    /// Whether the system's notifications tell of connections that broke or will: `true` or `false`.
    NotifiesOfConnections,
    /// Whether the system's notifications tell of what came to its end: `true` or `false`.
    NotifiesOfEndings,
}

impl Setting {
    const fn key(self) -> &'static str {
        match self {
            Self::ClientUserId => "client_user_id",
            Self::PlaidUserId => "plaid_user_id",
            Self::OrphansSweptAt => "orphans_swept_at_ms",
            Self::OrphansDue => "orphans_due",
            Self::WrittenAt => "written_at_ms",
            Self::DemoSeeded => "demo_seeded",
            Self::LockAfterMinutes => "lock_after_minutes",
            Self::RecoveryCodeKept => "recovery_code_kept",
            Self::MostStatementLines => "most_statement_lines",
            Self::StaysInTray => "stays_in_tray",
            Self::NotifiesOfConnections => "notifies_of_connections",
            Self::NotifiesOfEndings => "notifies_of_endings",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{Records, refuses};

    #[tokio::test]
    async fn a_setting_is_what_it_was_set_to_last() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        assert_eq!(get(&mut tx, Setting::ClientUserId).await.unwrap(), None);
        set(&mut tx, Setting::ClientUserId, "first").await.unwrap();
        set(&mut tx, Setting::ClientUserId, "second").await.unwrap();
        assert_eq!(get(&mut tx, Setting::ClientUserId).await.unwrap().as_deref(), Some("second"));
    }

    #[tokio::test]
    async fn a_setting_without_a_name_is_refused() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        refuses(&mut tx, &["insert into settings (key, value) values ('', 'x')"]).await;
    }
}
