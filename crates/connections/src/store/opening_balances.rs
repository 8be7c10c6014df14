//! The opening balances of bank accounts that have statements: what those have of it, and what is right.

use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    words::{corrupt, count},
};
use crate::model::{bank_account::OpeningBalance, ids::BankAccountId};

/// The opening balance of a bank account. `None` where it has no statement.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%of))]
pub async fn get(records: &mut SqliteConnection, of: BankAccountId) -> Result<Option<OpeningBalance>, StoreError> {
    let of = of.to_string();
    let row = sqlx::query!(
        r#"select
            opening_minor as first_minor, right_opening_minor,
            (
                select count(*) from statement_lines join statements as its on its.id = statement_id
                where transaction_row is null and its.bank_account_id = bank_accounts.id
            ) as "corrections!: i64",
            (
                select coalesce(sum(amount_minor), 0) from statement_lines join statements as its on its.id = statement_id
                where transaction_row is null and its.bank_account_id = bank_accounts.id
            ) as "corrected_minor!: i64"
        from bank_accounts join statements on statements.bank_account_id = bank_accounts.id
        where bank_accounts.id = ? order by end_date, part limit 1"#,
        of,
    )
    .fetch_optional(records)
    .await?;
    row.map(|row| {
        let used_minor = row
            .first_minor
            .checked_add(row.corrected_minor)
            .ok_or_else(|| corrupt("statement_lines.amount_minor", &row.corrected_minor.to_string()))?;
        Ok(OpeningBalance {
            used_minor,
            right_minor: row.right_opening_minor.unwrap_or(used_minor),
            corrections: count("statement_lines", row.corrections)?,
        })
    })
    .transpose()
}

/// Says what is right.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such bank account.
#[instrument(skip_all, fields(%of))]
pub async fn correct(records: &mut SqliteConnection, of: BankAccountId, right_minor: i64) -> Result<(), StoreError> {
    let of = of.to_string();
    let result = sqlx::query!("update bank_accounts set right_opening_minor = ? where id = ?", right_minor, of)
        .execute(records)
        .await?;
    one_row(&result)
}
