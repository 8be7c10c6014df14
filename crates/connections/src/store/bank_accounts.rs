//! The bank accounts of the firm's own books. Rows are never deleted: one that is not in use any more is inactive.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::{is_duplicate, one_row},
    words::{corrupt, id},
};
use crate::model::{bank_account::BankAccount, ids::BankAccountId, money::Currency};

/// Adds a bank account.
///
/// # Errors
/// [`StoreError::Conflict`] where the code is taken.
#[instrument(skip_all, fields(bank_account = %new.id))]
pub async fn insert(
    connection: &mut SqliteConnection,
    new: &BankAccount,
    created_at: Timestamp,
) -> Result<(), StoreError> {
    let (id, currency, created_at) = (new.id.to_string(), new.currency.code(), created_at.as_millisecond());
    sqlx::query!(
        "insert into bank_accounts (id, code, name, currency, active, created_at_ms) values (?, ?, ?, ?, ?, ?)",
        id,
        new.code,
        new.name,
        currency,
        new.active,
        created_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes the code, the name and whether it is in use. The currency never changes.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such bank account, [`StoreError::Conflict`] where the code is taken.
#[instrument(skip_all, fields(bank_account = %changed.id))]
pub async fn update(connection: &mut SqliteConnection, changed: &BankAccount) -> Result<(), StoreError> {
    let id = changed.id.to_string();
    let result = sqlx::query!(
        "update bank_accounts set code = ?, name = ?, active = ? where id = ?",
        changed.code,
        changed.name,
        changed.active,
        id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Whether an error says that the code is taken.
pub(crate) fn is_taken(error: &StoreError) -> bool {
    matches!(error, StoreError::Conflict(error) if is_duplicate(error))
}

/// All bank accounts, by their code.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<BankAccount>, StoreError> {
    sqlx::query_as!(Row, "select id, code, name, currency, active from bank_accounts order by code")
        .fetch_all(connection)
        .await?
        .into_iter()
        .map(BankAccount::try_from)
        .collect()
}

/// One bank account.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(bank_account = %id))]
pub async fn get(connection: &mut SqliteConnection, id: BankAccountId) -> Result<Option<BankAccount>, StoreError> {
    let id = id.to_string();
    sqlx::query_as!(Row, "select id, code, name, currency, active from bank_accounts where id = ?", id)
        .fetch_optional(connection)
        .await?
        .map(BankAccount::try_from)
        .transpose()
}

struct Row {
    id: String,
    code: String,
    name: String,
    currency: String,
    active: i64,
}

impl TryFrom<Row> for BankAccount {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: id("bank_accounts.id", &row.id)?,
            code: row.code,
            name: row.name,
            currency: Currency::of(&row.currency).ok_or_else(|| corrupt("bank_accounts.currency", &row.currency))?,
            active: row.active == 1,
        })
    }
}

#[cfg(test)]
mod tests;
