//! The accounts under the connections. Rows are never deleted: an account that is not selected any more is inactive,
//! and its number and its history stay.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    words::{count, id},
};
use crate::model::{
    account::{AccountConnection, AccountDetails, AccountNumber, ReportedAccount},
    ids::{AccountConnectionId, ConnectionId},
};

/// Adds an account that was never seen before, active, and gives it the next number.
///
/// # Errors
/// [`StoreError::Conflict`] where the connection is unknown or has an account of that `account_id` already.
#[instrument(skip_all, fields(connection = %of, account = %id))]
pub async fn insert(
    connection: &mut SqliteConnection,
    of: ConnectionId,
    id: AccountConnectionId,
    reported: &ReportedAccount,
    created_at: Timestamp,
) -> Result<AccountNumber, StoreError> {
    let of = of.to_string();
    let id = id.to_string();
    let details = &reported.details;
    let created_at = created_at.as_millisecond();
    let number = sqlx::query_scalar!(
        r#"insert into account_connections (
            id, connection_id, number, account_id, persistent_account_id, name, official_name, mask, kind, subtype,
            currency, active, created_at_ms
        ) values (
            ?, ?, (select coalesce(max(number), 0) + 1 from account_connections), ?, ?, ?, ?, ?, ?, ?, ?, 1, ?
        ) returning number as "number!""#,
        id,
        of,
        reported.account_id,
        reported.persistent_account_id,
        details.name,
        details.official_name,
        details.mask,
        details.kind,
        details.subtype,
        details.currency,
        created_at,
    )
    .fetch_one(connection)
    .await?;
    count("account_connections.number", number).map(AccountNumber)
}

/// The accounts of one connection, by their number.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(connection = %of))]
pub async fn list_of(
    connection: &mut SqliteConnection,
    of: ConnectionId,
) -> Result<Vec<AccountConnection>, StoreError> {
    let of = of.to_string();
    sqlx::query_as!(
        Row,
        "select
            id, connection_id, number, account_id, persistent_account_id, name, official_name, mask, kind, subtype,
            currency, active
        from account_connections where connection_id = ? order by number",
        of,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(AccountConnection::try_from)
    .collect()
}

/// The accounts of all connections, by their number, each with the connection it belongs to.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<(ConnectionId, AccountConnection)>, StoreError> {
    sqlx::query_as!(
        Row,
        "select
            id, connection_id, number, account_id, persistent_account_id, name, official_name, mask, kind, subtype,
            currency, active
        from account_connections order by number",
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(|row| Ok((id("account_connections.connection_id", &row.connection_id)?, row.try_into()?)))
    .collect()
}

/// Brings an account to what the bank reports of it now, its `account_id` included.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such account, [`StoreError::Conflict`] where another account of the
/// connection has that `account_id`.
#[instrument(skip_all, fields(account = %id))]
pub async fn update_reported(
    connection: &mut SqliteConnection,
    id: AccountConnectionId,
    reported: &ReportedAccount,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let details = &reported.details;
    let result = sqlx::query!(
        "update account_connections set
            account_id = ?, persistent_account_id = ?, name = ?, official_name = ?, mask = ?, kind = ?, subtype = ?,
            currency = ?
        where id = ?",
        reported.account_id,
        reported.persistent_account_id,
        details.name,
        details.official_name,
        details.mask,
        details.kind,
        details.subtype,
        details.currency,
        id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Writes whether an account was selected.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such account.
#[instrument(skip_all, fields(account = %id, active))]
pub async fn set_active(
    connection: &mut SqliteConnection,
    id: AccountConnectionId,
    active: bool,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let result =
        sqlx::query!("update account_connections set active = ? where id = ?", active, id).execute(connection).await?;
    one_row(&result)
}

struct Row {
    id: String,
    connection_id: String,
    number: i64,
    account_id: String,
    persistent_account_id: Option<String>,
    name: String,
    official_name: Option<String>,
    mask: Option<String>,
    kind: String,
    subtype: Option<String>,
    currency: Option<String>,
    active: i64,
}

impl TryFrom<Row> for AccountConnection {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: id("account_connections.id", &row.id)?,
            number: AccountNumber(count("account_connections.number", row.number)?),
            account_id: row.account_id,
            persistent_account_id: row.persistent_account_id,
            details: AccountDetails {
                name: row.name,
                official_name: row.official_name,
                mask: row.mask,
                kind: row.kind,
                subtype: row.subtype,
                currency: row.currency,
            },
            active: row.active == 1,
        })
    }
}

#[cfg(test)]
mod tests;
