//! Statements and how they come about. Both they and their lines are immutable.

use jiff::{Timestamp, civil::Date};
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
    ids::{AccountConnectionId, BankAccountId, StatementId},
    money::Currency,
    statement::{CorrectionReason, LONGEST_REFERENCE, LineKind, Statement, StatementLine, StatementOverview},
};

/// What can become lines of a statement.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// The account connection.
    pub account: AccountConnectionId,
    /// What its amounts are in.
    pub currency: Currency,
    /// The first day of the first statement.
    pub from: Date,
    /// The last day of the next statement.
    pub until: Date,
}

/// What can become lines now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many lines there would be.
    pub lines: u32,
    /// How many posted transactions could not be lines: their amount can't be held, or is in another currency.
    pub unusable: u32,
}

/// A transaction, in the order in which they become lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    date: String,
    row: i64,
}

impl Place {
    /// Before every transaction of a source.
    #[must_use]
    pub fn before(source: &Source) -> Self {
        Self { date: source.from.to_string(), row: 0 }
    }
}

/// Lines that were taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// How many.
    pub lines: u32,
    /// Their sum in minor units.
    pub sum_minor: i64,
}

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
        order by end_date desc, bank_accounts.code, part"#,
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

/// The lines of a statement, in order.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%of))]
pub async fn lines_of(records: &mut SqliteConnection, of: StatementId) -> Result<Vec<StatementLine>, StoreError> {
    let of = of.to_string();
    sqlx::query_as!(
        LineRow,
        "select position, kind, reason, date, amount_minor, description, reference, line_key
        from statement_lines where statement_id = ? order by position",
        of,
    )
    .fetch_all(records)
    .await?
    .into_iter()
    .map(StatementLine::try_from)
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

/// What waits to become lines, so that an import knows how many statements it makes.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(account = %source.account))]
pub async fn waiting(records: &mut SqliteConnection, source: &Source) -> Result<Waiting, StoreError> {
    let account = source.account.to_string();
    let (from, until, currency) = (source.from.to_string(), source.until.to_string(), source.currency.code());
    let transactions = sqlx::query!(
        r#"select
            count(*) filter (
                where not exists (select 1 from statement_lines where transaction_row = transactions.id)
            ) as "lines!: i64",
            count(*) filter (where amount_minor is null or currency is not ?4) as "unusable!: i64"
        from transactions
        where account_connection_id = ?1 and state = 'current' and pending = 0 and date between ?2 and ?3"#,
        account,
        from,
        until,
        currency,
    )
    .fetch_one(&mut *records)
    .await?;
    let corrections = sqlx::query_scalar!(
        r#"select count(*) as "number!: i64" from transactions
        where account_connection_id = ? and is_changed = 1
            and iif(state = 'current' and pending = 0, amount_minor, 0)
                <> (select sum(amount_minor) from statement_lines where transaction_row = transactions.id)"#,
        account,
    )
    .fetch_one(records)
    .await?;
    Ok(Waiting {
        lines: count("transactions", transactions.lines + corrections)?,
        unusable: count("transactions", transactions.unusable)?,
    })
}

/// Takes posted transactions that are in no statement into this one, the earliest first. All before a place are taken
/// already. Tells how many there were, and the place of the last one.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%statement))]
pub async fn take_transactions(
    records: &mut SqliteConnection,
    statement: StatementId,
    (source, from): (&Source, Place),
    most: u32,
) -> Result<(u32, Place), StoreError> {
    let (statement, account) = (statement.to_string(), source.account.to_string());
    let until = source.until.to_string();
    let taken = sqlx::query!(
        "insert into statement_lines (
            statement_id, position, kind, transaction_row, date, amount_minor, description, reference, line_key
        )
        select
            ?1, row_number() over (order by date, id), 'transaction', id, date, amount_minor, description,
            substr(reference, 1, ?7), transaction_id
        from (
            select id, date, amount_minor, description, reference, transaction_id from transactions
            where account_connection_id = ?2 and state = 'current' and pending = 0 and (date, id) > (?3, ?4) and date <= ?5
                and not exists (select 1 from statement_lines where transaction_row = transactions.id)
            order by date, id limit ?6
        )",
        statement,
        account,
        from.date,
        from.row,
        until,
        most,
        LONGEST_REFERENCE,
    )
    .execute(&mut *records)
    .await?;
    let taken = u32::try_from(taken.rows_affected()).unwrap_or(u32::MAX);
    let last = sqlx::query_as!(
        Place,
        "select date, transaction_row as row from statement_lines where statement_id = ? order by position desc limit 1",
        statement,
    )
    .fetch_optional(records)
    .await?;
    Ok((taken, last.unwrap_or(from)))
}

/// Takes what the bank changed of transactions that are in a statement, behind what is in this one. Each correction is the
/// difference that makes the lines of its transaction agree with the bank again.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%statement))]
pub async fn take_corrections(
    records: &mut SqliteConnection,
    statement: StatementId,
    source: &Source,
    most: u32,
) -> Result<(), StoreError> {
    let (statement, account, until) = (statement.to_string(), source.account.to_string(), source.until.to_string());
    sqlx::query!(
        "insert into statement_lines (
            statement_id, position, kind, transaction_row, reason, date, amount_minor, description, reference, line_key
        )
        select
            ?1,
            (select count(*) from statement_lines where statement_id = ?1) + row_number() over (order by id),
            'correction', id, iif(state = 'removed', 'removed', 'amount_changed'), ?3, book_minor - recorded_minor,
            description, substr(reference, 1, ?5),
            (select min(line_key) from statement_lines where transaction_row = changed.id and kind = 'transaction')
                || '/' || (select count(*) from statement_lines where transaction_row = changed.id)
        from (
            select
                id, state, description, reference,
                iif(state = 'current' and pending = 0, amount_minor, 0) as book_minor,
                (select sum(amount_minor) from statement_lines where transaction_row = transactions.id)
                    as recorded_minor
            from transactions where account_connection_id = ?2 and is_changed = 1
        ) as changed
        where book_minor <> recorded_minor
        order by id limit ?4",
        statement,
        account,
        until,
        most,
        LONGEST_REFERENCE,
    )
    .execute(&mut *records)
    .await?;
    sqlx::query!(
        "update transactions set is_changed = 0 where account_connection_id = ? and is_changed = 1
            and iif(state = 'current' and pending = 0, amount_minor, 0)
                = (select sum(amount_minor) from statement_lines where transaction_row = transactions.id)",
        account,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// What was taken into a statement.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%statement))]
pub async fn taken(records: &mut SqliteConnection, statement: StatementId) -> Result<Taken, StoreError> {
    let statement = statement.to_string();
    let row = sqlx::query!(
        r#"select count(*) as "lines!: i64", coalesce(sum(amount_minor), 0) as "sum_minor!: i64"
        from statement_lines where statement_id = ?"#,
        statement,
    )
    .fetch_one(records)
    .await?;
    Ok(Taken { lines: count("statement_lines", row.lines)?, sum_minor: row.sum_minor })
}

/// The sum of the posted transactions of an account after a day, by which a later balance leads back to that day.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%account))]
pub async fn posted_after(
    records: &mut SqliteConnection,
    account: AccountConnectionId,
    day: Date,
) -> Result<i64, StoreError> {
    let (account, day) = (account.to_string(), day.to_string());
    let sum = sqlx::query_scalar!(
        r#"select coalesce(sum(amount_minor), 0) as "sum!: i64" from transactions
        where account_connection_id = ? and state = 'current' and pending = 0 and date > ?"#,
        account,
        day,
    )
    .fetch_one(records)
    .await?;
    Ok(sum)
}

/// A row as it is stored.
pub(super) struct Row {
    pub id: String,
    pub bank_account_id: String,
    pub account_connection_id: String,
    pub name: String,
    pub part: i64,
    pub start_date: String,
    pub end_date: String,
    pub currency: String,
    pub opening_minor: i64,
    pub closing_minor: i64,
    pub bank_minor: Option<i64>,
    pub line_count: i64,
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

/// A line as it is stored.
pub(super) struct LineRow {
    pub position: i64,
    pub kind: String,
    pub reason: Option<String>,
    pub date: String,
    pub amount_minor: i64,
    pub description: String,
    pub reference: Option<String>,
    pub line_key: String,
}

impl TryFrom<LineRow> for StatementLine {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        let kind = match (row.kind.as_str(), row.reason.as_deref()) {
            ("transaction", None) => LineKind::Transaction,
            ("correction", Some("amount_changed")) => LineKind::Correction(CorrectionReason::AmountChanged),
            ("correction", Some("removed")) => LineKind::Correction(CorrectionReason::Removed),
            _ => return Err(corrupt("statement_lines.kind", &row.kind)),
        };
        Ok(Self {
            position: count("statement_lines.position", row.position)?,
            kind,
            date: date("statement_lines.date", &row.date)?,
            amount_minor: row.amount_minor,
            description: row.description,
            reference: row.reference,
            key: row.line_key,
        })
    }
}
