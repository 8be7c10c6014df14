//! Statements. They are immutable.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    transactions::date,
    words::{corrupt, count, id, time},
};
use crate::model::{
    bank_account::BankAccount,
    coverage::Days,
    ids::BankAccountId,
    money::Currency,
    statement::{Statement, StatementOverview},
};

/// The last statement of a bank account.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%of))]
pub async fn last_of(records: &mut SqliteConnection, of: BankAccountId) -> Result<Option<Statement>, StoreError> {
    let of = of.to_string();
    sqlx::query_as!(
        Row,
        "select
            id, bank_account_id, account_connection_id, name, part, start_date, end_date, currency, opening_minor,
            closing_minor, bank_minor, line_count
        from statements where bank_account_id = ? order by end_date desc, part desc limit 1",
        of,
    )
    .fetch_optional(records)
    .await?
    .map(Statement::try_from)
    .transpose()
}

/// Every statement, by bank account, day and part.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(records: &mut SqliteConnection) -> Result<Vec<Statement>, StoreError> {
    sqlx::query_as!(
        Row,
        "select
            id, bank_account_id, account_connection_id, name, part, start_date, end_date, currency, opening_minor,
            closing_minor, bank_minor, line_count
        from statements order by bank_account_id, end_date, part",
    )
    .fetch_all(records)
    .await?
    .into_iter()
    .map(Statement::try_from)
    .collect()
}

/// Every statement with its bank account, the newest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn overview(records: &mut SqliteConnection) -> Result<Vec<StatementOverview>, StoreError> {
    let rows = sqlx::query!(
        r#"select
            statements.id, bank_account_id, account_connection_id, statements.name, part, start_date, end_date,
            statements.currency, opening_minor, closing_minor, bank_minor, line_count, imported_at_ms, imported_by,
            bank_accounts.code as bank_account_code, bank_accounts.name as bank_account_name,
            bank_accounts.active as "bank_account_active: bool"
        from statements join bank_accounts on bank_accounts.id = bank_account_id
        order by end_date desc, bank_accounts.code, part desc"#,
    )
    .fetch_all(records)
    .await?;
    rows.into_iter()
        .map(|row| {
            let statement = Statement::try_from(Row {
                id: row.id,
                bank_account_id: row.bank_account_id,
                account_connection_id: row.account_connection_id,
                name: row.name,
                part: row.part,
                start_date: row.start_date,
                end_date: row.end_date,
                currency: row.currency,
                opening_minor: row.opening_minor,
                closing_minor: row.closing_minor,
                bank_minor: row.bank_minor,
                line_count: row.line_count,
            })?;
            let bank_account = BankAccount {
                id: statement.bank_account,
                code: row.bank_account_code,
                name: row.bank_account_name,
                currency: statement.currency,
                active: row.bank_account_active,
            };
            let imported_at = time("statements.imported_at_ms", row.imported_at_ms)?;
            Ok(StatementOverview { statement, bank_account, imported_at, imported_by: row.imported_by })
        })
        .collect()
}

/// Adds a statement whose lines were taken.
///
/// # Errors
/// [`StoreError::Conflict`] where there is one of that bank account, day and part.
#[instrument(skip_all, fields(statement = %new.id))]
pub async fn insert(
    records: &mut SqliteConnection,
    new: &Statement,
    imported_at: Timestamp,
    imported_by: &str,
) -> Result<(), StoreError> {
    let (id, bank_account, account) = (new.id.to_string(), new.bank_account.to_string(), new.account.to_string());
    let (start_date, end_date) = (new.days.first.to_string(), new.days.last.to_string());
    let currency = new.currency.code();
    let imported_at = imported_at.as_millisecond();
    sqlx::query!(
        "insert into statements (
            id, bank_account_id, account_connection_id, name, part, start_date, end_date, currency, opening_minor,
            closing_minor, bank_minor, line_count, imported_at_ms, imported_by
        ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        bank_account,
        account,
        new.name,
        new.part,
        start_date,
        end_date,
        currency,
        new.opening_minor,
        new.closing_minor,
        new.bank_minor,
        new.lines,
        imported_at,
        imported_by,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// A row as it is stored.
struct Row {
    id: String,
    bank_account_id: String,
    account_connection_id: String,
    name: String,
    part: i64,
    start_date: String,
    end_date: String,
    currency: String,
    opening_minor: i64,
    closing_minor: i64,
    bank_minor: Option<i64>,
    line_count: i64,
}

impl TryFrom<Row> for Statement {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: id("statements.id", &row.id)?,
            bank_account: id("statements.bank_account_id", &row.bank_account_id)?,
            account: id("statements.account_connection_id", &row.account_connection_id)?,
            name: row.name,
            part: count("statements.part", row.part)?,
            days: Days {
                first: date("statements.start_date", &row.start_date)?,
                last: date("statements.end_date", &row.end_date)?,
            },
            currency: Currency::of(&row.currency).ok_or_else(|| corrupt("statements.currency", &row.currency))?,
            opening_minor: row.opening_minor,
            closing_minor: row.closing_minor,
            bank_minor: row.bank_minor,
            lines: count("statements.line_count", row.line_count)?,
        })
    }
}
