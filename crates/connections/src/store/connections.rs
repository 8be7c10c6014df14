//! The connections: one row a login at a bank. Rows are never deleted; a removed one is obsolete.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    words::{count, health, health_texts, id, milliseconds, optional_time, time},
};
use crate::model::{
    connection::{AccountNews, Connection, Health, Institution},
    ids::ConnectionId,
};

/// Adds a connection. Its health is taken as read at `created_at`. Its login is written for itself.
///
/// # Errors
/// [`StoreError::Conflict`] where the id or the Item is on record already.
#[instrument(skip_all, fields(connection = %new.id))]
pub async fn insert(
    connection: &mut SqliteConnection,
    new: &Connection,
    created_at: Timestamp,
) -> Result<(), StoreError> {
    let id = new.id.to_string();
    let (health, reason) = health_texts(new.health);
    let consent_ends_at = milliseconds(new.consent_ends_at);
    let updated_at = milliseconds(new.updated_at);
    let created_at = created_at.as_millisecond();
    sqlx::query!(
        "insert into connections (
            id, item_id, institution_id, institution_name, health, reason, consent_ends_at_ms, updated_at_ms,
            checked_at_ms, obsolete, created_at_ms
        ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        new.item_id,
        new.institution.id,
        new.institution.name,
        health,
        reason,
        consent_ends_at,
        updated_at,
        created_at,
        new.obsolete,
        created_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// One connection.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(connection = %id))]
pub async fn get(connection: &mut SqliteConnection, id: ConnectionId) -> Result<Option<Connection>, StoreError> {
    let id = id.to_string();
    sqlx::query_as!(
        Row,
        r#"select
            connections.id, logins.id as "login_id?", connections.item_id, connections.institution_id,
            connections.institution_name, health, reason, consent_ends_at_ms, updated_at_ms, obsolete, paused,
            accounts_appeared,
            accounts_vanished, accounts_renamed
        from connections
        left join logins on logins.connection_id = connections.id and logins.state = 'current'
        where connections.id = ?"#,
        id,
    )
    .fetch_optional(connection)
    .await?
    .map(Connection::try_from)
    .transpose()
}

/// When the health of a connection was written the last time.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such connection.
#[instrument(skip_all, fields(connection = %id))]
pub async fn checked_at(connection: &mut SqliteConnection, id: ConnectionId) -> Result<Timestamp, StoreError> {
    let id = id.to_string();
    let checked_at = sqlx::query_scalar!("select checked_at_ms from connections where id = ?", id)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound)?;
    time("connections.checked_at_ms", checked_at)
}

/// All connections, by the name of the bank; of one bank the oldest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<Connection>, StoreError> {
    sqlx::query_as!(
        Row,
        r#"select
            connections.id, logins.id as "login_id?", connections.item_id, connections.institution_id,
            connections.institution_name, health, reason, consent_ends_at_ms, updated_at_ms, obsolete, paused,
            accounts_appeared,
            accounts_vanished, accounts_renamed
        from connections
        left join logins on logins.connection_id = connections.id and logins.state = 'current'
        order by connections.institution_name collate nocase, connections.id"#,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Connection::try_from)
    .collect()
}

/// Writes whether a connection is paused.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such connection.
#[instrument(skip_all, fields(connection = %id))]
pub async fn set_paused(
    connection: &mut SqliteConnection,
    id: ConnectionId,
    is_paused: bool,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let result =
        sqlx::query!("update connections set paused = ? where id = ?", is_paused, id).execute(connection).await?;
    one_row(&result)
}

/// Writes what a reading at Plaid said.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such connection.
#[instrument(skip_all, fields(connection = %id))]
pub async fn set_health(
    connection: &mut SqliteConnection,
    id: ConnectionId,
    health: Health,
    consent_ends_at: Option<Timestamp>,
    checked_at: Timestamp,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let (health, reason) = health_texts(health);
    let consent_ends_at = milliseconds(consent_ends_at);
    let checked_at = checked_at.as_millisecond();
    let result = sqlx::query!(
        "update connections set health = ?, reason = ?, consent_ends_at_ms = ?, checked_at_ms = ? where id = ?",
        health,
        reason,
        consent_ends_at,
        checked_at,
        id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Writes when the last update was committed.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such connection.
#[instrument(skip_all, fields(connection = %id))]
pub async fn set_updated_at(
    connection: &mut SqliteConnection,
    id: ConnectionId,
    updated_at: Timestamp,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let updated_at = updated_at.as_millisecond();
    let result = sqlx::query!("update connections set updated_at_ms = ? where id = ?", updated_at, id)
        .execute(connection)
        .await?;
    one_row(&result)
}

/// Marks a connection as removed.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such connection.
#[instrument(skip_all, fields(connection = %id))]
pub async fn set_obsolete(connection: &mut SqliteConnection, id: ConnectionId) -> Result<(), StoreError> {
    let id = id.to_string();
    let result =
        sqlx::query!("update connections set obsolete = 1, paused = 0 where id = ?", id).execute(connection).await?;
    one_row(&result)
}

/// Puts another login in the place of an earlier one. The connection is obsolete no longer.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such connection, [`StoreError::Conflict`] where another connection has that
/// Item.
#[instrument(skip_all, fields(connection = %id))]
pub async fn set_item(connection: &mut SqliteConnection, id: ConnectionId, item_id: &str) -> Result<(), StoreError> {
    let id = id.to_string();
    let result = sqlx::query!("update connections set item_id = ?, obsolete = 0 where id = ?", item_id, id)
        .execute(connection)
        .await?;
    one_row(&result)
}

/// Writes what was seen of the accounts outside an update.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such connection.
#[instrument(skip_all, fields(connection = %id))]
pub async fn set_news(
    connection: &mut SqliteConnection,
    id: ConnectionId,
    news: AccountNews,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let AccountNews { appeared, vanished, renamed } = news;
    let result = sqlx::query!(
        "update connections set accounts_appeared = ?, accounts_vanished = ?, accounts_renamed = ? where id = ?",
        appeared,
        vanished,
        renamed,
        id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

struct Row {
    id: String,
    login_id: Option<String>,
    item_id: String,
    institution_id: String,
    institution_name: String,
    health: String,
    reason: Option<String>,
    consent_ends_at_ms: Option<i64>,
    updated_at_ms: Option<i64>,
    obsolete: i64,
    paused: i64,
    accounts_appeared: i64,
    accounts_vanished: i64,
    accounts_renamed: i64,
}

impl TryFrom<Row> for Connection {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: id("connections.id", &row.id)?,
            login: row.login_id.map(|login| id("logins.id", &login)).transpose()?,
            item_id: row.item_id,
            institution: Institution { id: row.institution_id, name: row.institution_name },
            health: health(&row.health, row.reason.as_deref())?,
            consent_ends_at: optional_time("connections.consent_ends_at_ms", row.consent_ends_at_ms)?,
            updated_at: optional_time("connections.updated_at_ms", row.updated_at_ms)?,
            obsolete: row.obsolete == 1,
            paused: row.paused == 1,
            news: AccountNews {
                appeared: count("connections.accounts_appeared", row.accounts_appeared)?,
                vanished: count("connections.accounts_vanished", row.accounts_vanished)?,
                renamed: count("connections.accounts_renamed", row.accounts_renamed)?,
            },
        })
    }
}

#[cfg(test)]
mod tests;
