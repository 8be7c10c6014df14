//! What feeds the bank accounts: a part of the row of the account connection, and the statements that came of it.

use std::collections::HashMap;

use jiff::civil::Date;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    words::{corrupt, count, id},
};
use crate::model::{
    bank_account::{Feed, Span},
    ids::{AccountConnectionId, BankAccountId},
};

/// Has an account connection feed a bank account, or begin elsewhere.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such account connection, [`StoreError::Conflict`] where another one feeds the
/// bank account.
#[instrument(skip_all, fields(account = %feed.account, bank_account = %feed.bank_account))]
pub async fn set(connection: &mut SqliteConnection, feed: &Feed) -> Result<(), StoreError> {
    let (account, bank_account) = (feed.account.to_string(), feed.bank_account.to_string());
    let starts_on = feed.starts_on.to_string();
    let result = sqlx::query!(
        "update account_connections set bank_account_id = ?, opening_balance_minor = ?, statement_start_date = ?
        where id = ?",
        bank_account,
        feed.opening_minor,
        starts_on,
        account,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Has an account connection feed nothing any more. The statements that came of it stay.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such account connection.
#[instrument(skip_all, fields(%account))]
pub async fn clear(connection: &mut SqliteConnection, account: AccountConnectionId) -> Result<(), StoreError> {
    let account = account.to_string();
    let result = sqlx::query!(
        "update account_connections set bank_account_id = null, opening_balance_minor = null, statement_start_date = null
        where id = ?",
        account,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// All that feeds anything.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<Feed>, StoreError> {
    sqlx::query_as!(
        Row,
        r#"select id, bank_account_id as "bank_account_id!", opening_balance_minor, statement_start_date
        from account_connections where bank_account_id is not null order by number"#,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Feed::try_from)
    .collect()
}

/// What feeds a bank account.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(bank_account = %of))]
pub async fn feeding(connection: &mut SqliteConnection, of: BankAccountId) -> Result<Option<Feed>, StoreError> {
    let of = of.to_string();
    sqlx::query_as!(
        Row,
        r#"select id, bank_account_id as "bank_account_id!", opening_balance_minor, statement_start_date
        from account_connections where bank_account_id = ?"#,
        of,
    )
    .fetch_optional(connection)
    .await?
    .map(Feed::try_from)
    .transpose()
}

/// The statements of a bank account, the oldest first, as far as the next one depends on them.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(bank_account = %of))]
pub async fn statements(connection: &mut SqliteConnection, of: BankAccountId) -> Result<Vec<Span>, StoreError> {
    let of = of.to_string();
    sqlx::query!(
        "select account_connection_id, start_date, end_date, opening_minor, closing_minor from statements
        where bank_account_id = ? order by end_date, part",
        of,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(|row| {
        Ok(Span {
            account: id("statements.account_connection_id", &row.account_connection_id)?,
            start: day("statements.start_date", &row.start_date)?,
            end: day("statements.end_date", &row.end_date)?,
            opening_minor: row.opening_minor,
            closing_minor: row.closing_minor,
        })
    })
    .collect()
}

/// How many statements each bank account has that has any.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn statement_counts(connection: &mut SqliteConnection) -> Result<HashMap<BankAccountId, u32>, StoreError> {
    sqlx::query!(r#"select bank_account_id, count(*) as "count!: i64" from statements group by bank_account_id"#)
        .fetch_all(connection)
        .await?
        .into_iter()
        .map(|row| Ok((id("statements.bank_account_id", &row.bank_account_id)?, count("statements", row.count)?)))
        .collect()
}

fn day(column: &'static str, text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| corrupt(column, text))
}

struct Row {
    id: String,
    bank_account_id: String,
    opening_balance_minor: Option<i64>,
    statement_start_date: Option<String>,
}

impl TryFrom<Row> for Feed {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let starts_on = row.statement_start_date.unwrap_or_default();
        Ok(Self {
            account: id("account_connections.id", &row.id)?,
            bank_account: id("account_connections.bank_account_id", &row.bank_account_id)?,
            opening_minor: row
                .opening_balance_minor
                .ok_or_else(|| corrupt("account_connections.opening_balance_minor", ""))?,
            starts_on: day("account_connections.statement_start_date", &starts_on)?,
        })
    }
}

#[cfg(test)]
mod tests;
