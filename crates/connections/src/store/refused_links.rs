//! What is not to be suggested: that an account connection feeds a bank account.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{StoreError, words::id};
use crate::model::ids::{AccountConnectionId, BankAccountId};

/// Writes that this is not to be suggested. Nothing more where it was written before.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%account, %bank_account))]
pub async fn insert(
    records: &mut SqliteConnection,
    account: AccountConnectionId,
    bank_account: BankAccountId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (account, bank_account, at) = (account.to_string(), bank_account.to_string(), at.as_millisecond());
    sqlx::query!(
        "insert into refused_links (account_connection_id, bank_account_id, refused_at_ms) values (?, ?, ?)
        on conflict do nothing",
        account,
        bank_account,
        at,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// Forgets it, where it is on record.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%account, %bank_account))]
pub async fn remove(
    records: &mut SqliteConnection,
    account: AccountConnectionId,
    bank_account: BankAccountId,
) -> Result<(), StoreError> {
    let (account, bank_account) = (account.to_string(), bank_account.to_string());
    sqlx::query!(
        "delete from refused_links where account_connection_id = ? and bank_account_id = ?",
        account,
        bank_account,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// All of them.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(records: &mut SqliteConnection) -> Result<Vec<(AccountConnectionId, BankAccountId)>, StoreError> {
    let rows = sqlx::query!(
        "select account_connection_id, bank_account_id from refused_links order by account_connection_id, bank_account_id",
    )
    .fetch_all(records)
    .await?;
    let refused = rows.into_iter().map(|row| {
        let account = id("refused_links.account_connection_id", &row.account_connection_id)?;
        Ok((account, id("refused_links.bank_account_id", &row.bank_account_id)?))
    });
    refused.collect()
}
