//! How lines come into statements: from transactions, from what the bank changed of earlier ones, and from an opening balance
//! that was corrected.

use jiff::civil::Date;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{StoreError, transactions::date, words::count};
use crate::model::{
    bank_account::{OPENING_CORRECTED, OpeningCorrection},
    ids::{AccountConnectionId, StatementId},
    money::Currency,
    statement::{LONGEST_REFERENCE, WaitingLines},
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// The lines.
    pub lines: WaitingLines,
    /// How many posted transactions could not be lines: their amount can't be held, or is in another currency.
    pub unusable: u32,
}

/// Up to which transaction all are taken, in the order in which they become lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenUpTo {
    date: String,
    row: i64,
}

impl TakenUpTo {
    /// None of a source yet.
    #[must_use]
    pub fn none_of(source: &Source) -> Self {
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

/// What waits to become lines, day by day, so that an import knows which statements it makes.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(account = %source.account))]
pub async fn waiting(records: &mut SqliteConnection, source: &Source) -> Result<Waiting, StoreError> {
    let account = source.account.to_string();
    let (from, until, currency) = (source.from.to_string(), source.until.to_string(), source.currency.code());
    let days = sqlx::query!(
        r#"select
            date,
            count(*) filter (
                where not exists (select 1 from statement_lines where transaction_row = transactions.id)
            ) as "lines!: i64",
            count(*) filter (where amount_minor is null or currency is not ?4) as "unusable!: i64"
        from transactions
        where account_connection_id = ?1 and state = 'current' and pending = 0 and date between ?2 and ?3
        group by date order by date"#,
        account,
        from,
        until,
        currency,
    )
    .fetch_all(&mut *records)
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
    let mut waiting = Waiting::default();
    waiting.lines.corrections = count("transactions", corrections)?;
    for day in days {
        waiting.unusable += count("transactions", day.unusable)?;
        if day.lines > 0 {
            let lines = count("transactions", day.lines)?;
            waiting.lines.transactions.push((date("transactions.date", &day.date)?, lines));
        }
    }
    Ok(waiting)
}

/// Takes so many posted transactions that are in no statement into this one, the earliest first. Tells up to which one all
/// are taken then.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%statement))]
pub async fn take_transactions(
    records: &mut SqliteConnection,
    statement: StatementId,
    (source, taken): (&Source, TakenUpTo),
    number: u32,
) -> Result<TakenUpTo, StoreError> {
    let (statement, account) = (statement.to_string(), source.account.to_string());
    let until = source.until.to_string();
    sqlx::query!(
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
        taken.date,
        taken.row,
        until,
        number,
        LONGEST_REFERENCE,
    )
    .execute(&mut *records)
    .await?;
    let last = sqlx::query_as!(
        TakenUpTo,
        r#"select date, transaction_row as "row!" from statement_lines where statement_id = ? order by position desc limit 1"#,
        statement,
    )
    .fetch_optional(records)
    .await?;
    Ok(last.unwrap_or(taken))
}

/// Takes so much of what the bank changed of transactions that are in a statement, behind what is in this one. Each
/// correction is the difference that makes the lines of its transaction agree with the bank again.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%statement))]
pub async fn take_corrections(
    records: &mut SqliteConnection,
    statement: StatementId,
    source: &Source,
    number: u32,
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
        number,
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

/// Takes the correction of an opening balance, behind what is in this statement.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%statement))]
pub async fn take_opening_correction(
    records: &mut SqliteConnection,
    statement: StatementId,
    source: &Source,
    correction: &OpeningCorrection,
) -> Result<(), StoreError> {
    let (statement, until) = (statement.to_string(), source.until.to_string());
    sqlx::query!(
        "insert into statement_lines (statement_id, position, kind, reason, date, amount_minor, description, line_key)
        values (
            ?1, (select count(*) from statement_lines where statement_id = ?1) + 1, 'correction', 'opening_balance', ?2,
            ?3, ?4, ?5
        )",
        statement,
        until,
        correction.amount_minor,
        OPENING_CORRECTED,
        correction.key,
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
