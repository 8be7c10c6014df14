//! The balances of the accounts, as the banks told them, each with the time at which it was told.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{StoreError, words::time};
use crate::model::ids::AccountConnectionId;

/// What a bank told of an account at a time, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// When it was told.
    pub at: Timestamp,
    /// ISO 4217.
    pub currency: String,
    /// What is in the account, or what is owed.
    pub current_minor: Option<i64>,
    /// What can be spent.
    pub available_minor: Option<i64>,
    /// The limit of credit or overdraft.
    pub limit_minor: Option<i64>,
}

/// Adds what a bank told. At one time there is one word.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%account))]
pub async fn insert(
    records: &mut SqliteConnection,
    account: AccountConnectionId,
    balance: &Balance,
) -> Result<(), StoreError> {
    let account = account.to_string();
    let at = balance.at.as_millisecond();
    sqlx::query!(
        "insert into balances (account_connection_id, at_ms, currency, current_minor, available_minor, limit_minor)
        values (?, ?, ?, ?, ?, ?) on conflict do nothing",
        account,
        at,
        balance.currency,
        balance.current_minor,
        balance.available_minor,
        balance.limit_minor,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// The last balance of an account.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%account))]
pub async fn last_of(
    records: &mut SqliteConnection,
    account: AccountConnectionId,
) -> Result<Option<Balance>, StoreError> {
    let account = account.to_string();
    let row = sqlx::query!(
        "select at_ms, currency, current_minor, available_minor, limit_minor from balances
        where account_connection_id = ? order by at_ms desc limit 1",
        account,
    )
    .fetch_optional(records)
    .await?;
    row.map(|row| {
        Ok(Balance {
            at: time("balances.at_ms", row.at_ms)?,
            currency: row.currency,
            current_minor: row.current_minor,
            available_minor: row.available_minor,
            limit_minor: row.limit_minor,
        })
    })
    .transpose()
}
