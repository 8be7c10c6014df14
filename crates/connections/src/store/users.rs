//! The local users, and the wrong tries of whoever wanted to be one of them.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::{is_duplicate, one_row},
    words::{Word as _, corrupt, id, optional_time, time, word},
};
use crate::{
    model::{
        ids::UserId,
        tries::Tries,
        user::{Role, User},
    },
    vault::PasswordHash,
};

/// A user with what is known of the access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRecord {
    /// The user.
    pub user: User,
    /// What is kept of the password.
    pub password: PasswordHash,
    /// What is kept of the recovery code. The integration user has one, others have none.
    pub recovery_code: Option<PasswordHash>,
    /// Whether somebody else set the password.
    pub password_is_initial: bool,
    /// When the user signed in the last time.
    pub signed_in_at: Option<Timestamp>,
    /// When the access was taken away.
    pub removed_at: Option<Timestamp>,
}

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// The password.
    Password,
    /// The recovery code.
    RecoveryCode,
}

/// Adds a user.
///
/// # Errors
/// [`StoreError::Conflict`] where the name is taken, or there is an integration user already.
#[instrument(skip_all, fields(user = %record.user.id))]
pub async fn insert(
    connection: &mut SqliteConnection,
    record: &UserRecord,
    created_at: Timestamp,
) -> Result<(), StoreError> {
    let (user, role) = (record.user.id.to_string(), record.user.role.text());
    let (password, recovery_code) = (record.password.text(), record.recovery_code.as_ref().map(PasswordHash::text));
    let created_at = created_at.as_millisecond();
    sqlx::query!(
        "insert into users (id, name, role, password_hash, recovery_code_hash, password_is_initial, created_at_ms)
        values (?, ?, ?, ?, ?, ?, ?)",
        user,
        record.user.name,
        role,
        password,
        recovery_code,
        record.password_is_initial,
        created_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether an error says that the name is taken.
pub(crate) fn is_taken(error: &StoreError) -> bool {
    matches!(error, StoreError::Conflict(error) if is_duplicate(error))
}

/// All users, the integration user first and then by name, also those whose access was taken away.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<UserRecord>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, name, role, password_hash, recovery_code_hash, password_is_initial, signed_in_at_ms, removed_at_ms
        from users order by role desc, name collate nocase",
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(UserRecord::try_from)
    .collect()
}

/// One user.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%user))]
pub async fn get(connection: &mut SqliteConnection, user: UserId) -> Result<Option<UserRecord>, StoreError> {
    let user = user.to_string();
    sqlx::query_as!(
        Row,
        "select id, name, role, password_hash, recovery_code_hash, password_is_initial, signed_in_at_ms, removed_at_ms
        from users where id = ?",
        user,
    )
    .fetch_optional(connection)
    .await?
    .map(UserRecord::try_from)
    .transpose()
}

/// Sets the password of a user.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such user.
#[instrument(skip_all, fields(%user, is_initial))]
pub async fn set_password(
    connection: &mut SqliteConnection,
    user: UserId,
    password: &PasswordHash,
    is_initial: bool,
) -> Result<(), StoreError> {
    let (user, password) = (user.to_string(), password.text());
    let result = sqlx::query!(
        "update users set password_hash = ?, password_is_initial = ? where id = ?",
        password,
        is_initial,
        user,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Sets the recovery code of the integration user.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such user.
#[instrument(skip_all, fields(%user))]
pub async fn set_recovery_code(
    connection: &mut SqliteConnection,
    user: UserId,
    code: &PasswordHash,
) -> Result<(), StoreError> {
    let (user, code) = (user.to_string(), code.text());
    let result =
        sqlx::query!("update users set recovery_code_hash = ? where id = ?", code, user).execute(connection).await?;
    one_row(&result)
}

/// Notes that a user signed in.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such user.
#[instrument(skip_all, fields(%user))]
pub async fn signed_in(connection: &mut SqliteConnection, user: UserId, at: Timestamp) -> Result<(), StoreError> {
    let (user, at) = (user.to_string(), at.as_millisecond());
    let result =
        sqlx::query!("update users set signed_in_at_ms = ? where id = ?", at, user).execute(connection).await?;
    one_row(&result)
}

/// Takes the access of a user away.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such user with access.
#[instrument(skip_all, fields(%user))]
pub async fn remove(connection: &mut SqliteConnection, user: UserId, at: Timestamp) -> Result<(), StoreError> {
    let (user, at) = (user.to_string(), at.as_millisecond());
    let result = sqlx::query!("update users set removed_at_ms = ? where id = ? and removed_at_ms is null", at, user)
        .execute(connection)
        .await?;
    one_row(&result)
}

/// The wrong tries since the last right one.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%user, ?of))]
pub async fn tries(connection: &mut SqliteConnection, user: UserId, of: Tried) -> Result<Tries, StoreError> {
    let (user, of) = (user.to_string(), of.text());
    let row =
        sqlx::query!("select failures, last_failed_at_ms from wrong_tries where user_id = ? and of = ?", user, of)
            .fetch_optional(connection)
            .await?;
    let Some(row) = row else { return Ok(Tries::default()) };
    Ok(Tries {
        failures: u32::try_from(row.failures)
            .map_err(|_| corrupt("wrong_tries.failures", &row.failures.to_string()))?,
        last_failed_at: Some(time("wrong_tries.last_failed_at_ms", row.last_failed_at_ms)?),
    })
}

/// Keeps the wrong tries, or forgets them where there are none.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%user, ?of, failures = tries.failures))]
pub async fn set_tries(
    connection: &mut SqliteConnection,
    user: UserId,
    of: Tried,
    tries: Tries,
) -> Result<(), StoreError> {
    let (user, of) = (user.to_string(), of.text());
    let Some(at) = tries.last_failed_at.map(Timestamp::as_millisecond) else {
        sqlx::query!("delete from wrong_tries where user_id = ? and of = ?", user, of).execute(connection).await?;
        return Ok(());
    };
    sqlx::query!(
        "insert into wrong_tries (user_id, of, failures, last_failed_at_ms) values (?, ?, ?, ?)
        on conflict (user_id, of) do update set failures = excluded.failures,
            last_failed_at_ms = excluded.last_failed_at_ms",
        user,
        of,
        tries.failures,
        at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct Row {
    id: String,
    name: String,
    role: String,
    password_hash: String,
    recovery_code_hash: Option<String>,
    password_is_initial: i64,
    signed_in_at_ms: Option<i64>,
    removed_at_ms: Option<i64>,
}

impl TryFrom<Row> for UserRecord {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let role: Role = word("users.role", &row.role)?;
        Ok(Self {
            user: User { id: id("users.id", &row.id)?, name: row.name, role },
            password: PasswordHash::stored(row.password_hash),
            recovery_code: row.recovery_code_hash.map(PasswordHash::stored),
            password_is_initial: row.password_is_initial != 0,
            signed_in_at: optional_time("users.signed_in_at_ms", row.signed_in_at_ms)?,
            removed_at: optional_time("users.removed_at_ms", row.removed_at_ms)?,
        })
    }
}

#[cfg(test)]
mod tests;
