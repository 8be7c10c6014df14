//! From a reading to the transactions: everything that is staged of a login takes effect at once.

use jiff::{Timestamp, civil::Date};
use sqlx::SqliteConnection;
use tracing::instrument;

use super::doubt;
use crate::{
    model::ids::{ConnectionId, LoginId},
    store::StoreError,
};

/// A reading that came to its end.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    /// Of which login.
    pub login: LoginId,
    /// The connection of the login.
    pub connection: ConnectionId,
    /// Where the next reading begins.
    pub cursor: &'a str,
    /// The first day of which it told anything.
    pub covers_from: Option<Date>,
    /// Whether Plaid has all of the past that it is going to have.
    pub is_history_complete: bool,
    /// When.
    pub at: Timestamp,
}

/// The texts that the statements take.
struct Names {
    login: String,
    connection: String,
    at: i64,
}

/// Brings the transactions to what is staged, and keeps the cursor with them.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(login = %read.login))]
pub async fn apply(records: &mut SqliteConnection, read: &Read<'_>) -> Result<(), StoreError> {
    let names =
        Names { login: read.login.to_string(), connection: read.connection.to_string(), at: read.at.as_millisecond() };
    let mut doubts = Vec::new();
    let was_read_by_another = was_read_by_another_login(records, &names).await?;
    if was_read_by_another || takes_back(records, &names).await? {
        keep_the_last_word(records, &names).await?;
        go_on_under_the_new_id(records, &names, was_read_by_another).await?;
        remove(records, &names).await?;
        doubts = doubt::find(records, &names.login, &names.connection).await?;
    }
    let taken = add_and_change(records, &names).await?;
    doubt::keep(records, &names.login, &doubts).await?;
    keep_cursor(records, &names, read).await?;
    clear(records, &names, taken).await
}

/// Whether anything is told to be no more.
async fn takes_back(records: &mut SqliteConnection, names: &Names) -> Result<bool, StoreError> {
    let takes_back = sqlx::query_scalar!(
        r#"select exists (
            select 1 from staged_transactions indexed by staged_removals where login_id = ? and change = 'removed'
        ) as "takes_back!: bool""#,
        names.login,
    )
    .fetch_one(records)
    .await?;
    Ok(takes_back)
}

/// Of several words on one transaction only the last one counts.
async fn keep_the_last_word(records: &mut SqliteConnection, names: &Names) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from staged_transactions where login_id = ?1 and position not in (
            select max(position) from staged_transactions where login_id = ?1 group by transaction_id
        )",
        names.login,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// Whether what is told can be on record under the id that an earlier login told.
async fn was_read_by_another_login(records: &mut SqliteConnection, names: &Names) -> Result<bool, StoreError> {
    let was_read = sqlx::query_scalar!(
        r#"select exists (
            select 1 from logins where connection_id = ?2 and id <> ?1
                and exists (select 1 from transaction_reads where login_id = logins.id)
        ) as "was_read!: bool""#,
        names.login,
        names.connection,
    )
    .fetch_one(records)
    .await?;
    Ok(was_read)
}

/// Transactions that are on record under an id that is no more: what is alike is the same, the first one that is told the
/// first one on record.
async fn go_on_under_the_new_id(
    records: &mut SqliteConnection,
    names: &Names,
    was_read_by_another: bool,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with told as (
            select
                staged.position, accounts.id as account, staged.fingerprint,
                row_number() over (partition by accounts.id, staged.fingerprint order by staged.position) as number
            from staged_transactions as staged
            join account_connections as accounts
                on accounts.connection_id = ?2 and accounts.account_id = staged.account_id
            where staged.login_id = ?1 and staged.change = 'told' and not exists (
                select 1 from transactions where transaction_id = staged.transaction_id
            )
        ),
        gone as (
            select id, account_connection_id, fingerprint from transactions
            where state = 'current' and transaction_id in (
                select transaction_id from staged_transactions indexed by staged_removals
                where login_id = ?1 and change = 'removed'
            )
            union
            select id, account_connection_id, fingerprint from transactions
            where ?4 and state = 'current' and login_id <> ?1
                and account_connection_id in (select id from account_connections where connection_id = ?2)
        ),
        known as (
            select
                id, account_connection_id as account, fingerprint,
                row_number() over (partition by account_connection_id, fingerprint order by id) as number
            from gone
            where fingerprint in (
                select fingerprint from staged_transactions where login_id = ?1 and change = 'told'
            )
        )
        update transactions set
            login_id = staged.login_id,
            transaction_id = staged.transaction_id,
            pending_transaction_id = staged.pending_transaction_id,
            description = staged.description,
            reference = staged.reference,
            changed_at_ms = ?3
        from told
        join known on known.account = told.account and known.fingerprint = told.fingerprint and known.number = told.number
        join staged_transactions as staged on staged.login_id = ?1 and staged.position = told.position
        where transactions.id = known.id",
        names.login,
        names.connection,
        names.at,
        was_read_by_another,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// Transactions that the bank took back, and pending ones that only an earlier login told of: this one tells of them anew.
async fn remove(records: &mut SqliteConnection, names: &Names) -> Result<(), StoreError> {
    sqlx::query!(
        "update transactions set
            state = 'removed',
            may_repeat = null,
            is_changed = exists (select 1 from statement_lines where transaction_row = transactions.id),
            changed_at_ms = ?2
        where state <> 'removed' and transaction_id in (
            select transaction_id from staged_transactions indexed by staged_removals
                where login_id = ?1 and change = 'removed'
        )",
        names.login,
        names.at,
    )
    .execute(&mut *records)
    .await?;
    sqlx::query!(
        "update transactions set state = 'removed', may_repeat = null, changed_at_ms = ?3
        where pending = 1 and state <> 'removed' and login_id <> ?1
            and account_connection_id in (select id from account_connections where connection_id = ?2)",
        names.login,
        names.connection,
        names.at,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// What is told, word by word: a transaction that is on record under no id is added, another one changed. Tells how many.
async fn add_and_change(records: &mut SqliteConnection, names: &Names) -> Result<u64, StoreError> {
    // Without the fixed order of the join everything that is staged would be sorted in memory.
    let done = sqlx::query!(
        "insert into transactions (
            login_id, transaction_id, account_connection_id, pending_transaction_id, date, amount_minor, currency,
            description, reference, pending, fingerprint, state, changed_at_ms
        )
        select
            staged.login_id, staged.transaction_id, accounts.id, staged.pending_transaction_id, staged.date,
            staged.amount_minor, staged.currency, staged.description, staged.reference, staged.pending,
            staged.fingerprint, 'current', ?3
        from staged_transactions as staged
        cross join account_connections as accounts
            on accounts.connection_id = ?2 and accounts.account_id = staged.account_id
        where staged.login_id = ?1 and staged.change = 'told'
        order by staged.position
        on conflict (transaction_id) do update set
            login_id = excluded.login_id,
            pending_transaction_id = excluded.pending_transaction_id,
            date = excluded.date,
            amount_minor = excluded.amount_minor,
            currency = excluded.currency,
            description = excluded.description,
            reference = excluded.reference,
            pending = excluded.pending,
            fingerprint = excluded.fingerprint,
            state = case state when 'removed' then 'current' else state end,
            is_changed = is_changed or (
                (
                    transactions.amount_minor is not excluded.amount_minor or transactions.pending <> excluded.pending
                    or state = 'removed'
                )
                and exists (select 1 from statement_lines where transaction_row = transactions.id)
            ),
            changed_at_ms = excluded.changed_at_ms",
        names.login,
        names.connection,
        names.at,
    )
    .execute(records)
    .await?;
    Ok(done.rows_affected())
}

async fn keep_cursor(records: &mut SqliteConnection, names: &Names, read: &Read<'_>) -> Result<(), StoreError> {
    let covers_from = read.covers_from.map(|day| day.to_string());
    sqlx::query!(
        "insert into transaction_reads (login_id, cursor, covers_from, is_history_complete, read_at_ms)
        values (?1, ?2, ?3, ?4, ?5)
        on conflict (login_id) do update set
            cursor = excluded.cursor,
            covers_from = coalesce(min(covers_from, excluded.covers_from), covers_from, excluded.covers_from),
            is_history_complete = excluded.is_history_complete,
            read_at_ms = excluded.read_at_ms",
        names.login,
        read.cursor,
        covers_from,
        read.is_history_complete,
        names.at,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// Forgets what took effect. What is told of an account that no record knows waits.
async fn clear(records: &mut SqliteConnection, names: &Names, taken: u64) -> Result<(), StoreError> {
    if !is_all_taken(records, names, taken).await? {
        sqlx::query!(
            "update staged_transactions set is_waiting = not is_waiting
            where login_id = ?1 and is_waiting <> (
                change = 'told' and account_id not in (select account_id from account_connections where connection_id = ?2)
            )",
            names.login,
            names.connection,
        )
        .execute(&mut *records)
        .await?;
    }
    if is_anything_else_staged(records, names).await? {
        // Looking for accounts only now would have all that goes collected in memory.
        sqlx::query!("delete from staged_transactions where login_id = ? and is_waiting = 0", names.login)
            .execute(records)
            .await?;
    } else {
        // All at once: row by row that takes more than half as long as adding.
        sqlx::query!("delete from staged_transactions").execute(records).await?;
    }
    Ok(())
}

/// Whether so many rows that took effect are all that is staged of the login. Known without reading them: each has its place
/// and is of one account at most, and what waits stands in an index.
async fn is_all_taken(records: &mut SqliteConnection, names: &Names, taken: u64) -> Result<bool, StoreError> {
    let places = sqlx::query_scalar!(
        r#"select iif(
            exists (select 1 from staged_transactions indexed by staged_that_wait where login_id = ?1 and is_waiting = 1),
            null,
            (select max(position) from staged_transactions where login_id = ?1)
                - (select min(position) from staged_transactions where login_id = ?1) + 1
        ) as "places: i64""#,
        names.login,
    )
    .fetch_one(records)
    .await?;
    Ok(places.is_some_and(|places| u64::try_from(places) == Ok(taken)))
}

/// Whether anything waits, or is of another login.
async fn is_anything_else_staged(records: &mut SqliteConnection, names: &Names) -> Result<bool, StoreError> {
    let is_there = sqlx::query_scalar!(
        r#"select exists (select 1 from staged_transactions indexed by staged_that_wait where is_waiting = 1)
            or exists (select 1 from staged_transactions where login_id < ?1)
            or exists (select 1 from staged_transactions where login_id > ?1)
        as "is_there!: bool""#,
        names.login,
    )
    .fetch_one(records)
    .await?;
    Ok(is_there)
}
