//! Transactions that another login told of in nearly the same way: they may be the same, and nobody but the user can say.

use std::collections::HashSet;

use jiff::civil::Date;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::date;
use crate::{
    model::ids::AccountConnectionId,
    store::{
        StoreError,
        words::{corrupt, id},
    },
};

/// A transaction that may repeat another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    position: i64,
    known: i64,
}

/// A transaction of which the user has to say whether it is another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubtful {
    /// Its row.
    pub row: i64,
    /// The account.
    pub account: AccountConnectionId,
    /// What both are in.
    pub currency: Option<String>,
    /// As this login tells it.
    pub told: Doubt,
    /// The one on record that it may repeat.
    pub known: Doubt,
}

/// What is shown of each of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The day.
    pub date: Date,
    /// In minor units, what comes in being positive.
    pub amount_minor: i64,
    /// What the bank calls it.
    pub description: String,
}

/// What is staged, is on record under no id, and is near to a transaction that only an earlier login told of: the same amount
/// within three days, or the same text on the same day. Each of them is in one pair at most, the nearest days first.
pub(super) async fn find(
    records: &mut SqliteConnection,
    login: &str,
    connection: &str,
) -> Result<Vec<Pair>, StoreError> {
    let found = sqlx::query_as!(
        Pair,
        r#"select staged.position as "position!", known.id as "known!"
        from staged_transactions as staged
        join account_connections as accounts
            on accounts.connection_id = ?2 and accounts.account_id = staged.account_id
        join transactions as known
            on known.account_connection_id = accounts.id and known.login_id <> ?1 and known.state = 'current'
                and known.pending = 0 and known.date between date(staged.date, '-3 days') and date(staged.date, '+3 days')
                and (
                    known.amount_minor = staged.amount_minor
                    or (known.date = staged.date and known.description = staged.description)
                )
        where staged.login_id = ?1 and staged.change = 'told' and staged.pending = 0 and not exists (
            select 1 from transactions where transaction_id = staged.transaction_id
        )
        order by abs(julianday(known.date) - julianday(staged.date)), staged.position, known.id"#,
        login,
        connection,
    )
    .fetch_all(records)
    .await?;
    let (mut positions, mut known) = (HashSet::new(), HashSet::new());
    let mut pairs = found;
    pairs.retain(|pair| {
        let is_free = !positions.contains(&pair.position) && !known.contains(&pair.known);
        if is_free {
            positions.insert(pair.position);
            known.insert(pair.known);
        }
        is_free
    });
    Ok(pairs)
}

/// Writes which transactions may repeat which. They are on record by now.
pub(super) async fn keep(records: &mut SqliteConnection, login: &str, pairs: &[Pair]) -> Result<(), StoreError> {
    for pair in pairs {
        sqlx::query!(
            "update transactions set state = 'doubtful', may_repeat = ?
            where transaction_id = (select transaction_id from staged_transactions where login_id = ? and position = ?)",
            pair.known,
            login,
            pair.position,
        )
        .execute(&mut *records)
        .await?;
    }
    Ok(())
}

/// What the user has to tell apart, by account and day.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn doubtful(records: &mut SqliteConnection) -> Result<Vec<Doubtful>, StoreError> {
    let rows = sqlx::query!(
        r#"select
            told.id as "id!", told.account_connection_id as account, told.date, told.amount_minor as "amount_minor!",
            told.description, told.currency, known.date as known_date, known.amount_minor as "known_amount_minor!",
            known.description as known_description
        from transactions as told join transactions as known on known.id = told.may_repeat
        where told.state = 'doubtful'
        order by told.account_connection_id, told.date, told.id"#,
    )
    .fetch_all(records)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Doubtful {
                row: row.id,
                account: id("transactions.account_connection_id", &row.account)?,
                currency: row.currency,
                told: Doubt {
                    date: date("transactions.date", &row.date)?,
                    amount_minor: row.amount_minor,
                    description: row.description,
                },
                known: Doubt {
                    date: date("transactions.date", &row.known_date)?,
                    amount_minor: row.known_amount_minor,
                    description: row.known_description,
                },
            })
        })
        .collect()
}

/// Writes what the user said of a doubtful transaction: the same one goes on under the new id, another one is there beside
/// it.
///
/// # Errors
/// [`StoreError::NotFound`] where it is not doubtful any more.
#[instrument(skip_all, fields(row, is_same))]
pub async fn decide(records: &mut SqliteConnection, row: i64, is_same: bool) -> Result<(), StoreError> {
    let told = sqlx::query!(
        "select login_id, transaction_id, pending_transaction_id, date, amount_minor, currency, description, reference,
            fingerprint, may_repeat
        from transactions where id = ? and state = 'doubtful'",
        row,
    )
    .fetch_optional(&mut *records)
    .await?
    .ok_or(StoreError::NotFound)?;
    if !is_same {
        sqlx::query!("update transactions set state = 'current', may_repeat = null where id = ?", row)
            .execute(records)
            .await?;
        return Ok(());
    }
    let known = told.may_repeat.ok_or_else(|| corrupt("transactions.may_repeat", "null"))?;
    // Its row is in no statement: it was doubtful from the beginning.
    sqlx::query!("delete from transactions where id = ?", row).execute(&mut *records).await?;
    sqlx::query!(
        "update transactions set
            login_id = ?, transaction_id = ?, pending_transaction_id = ?, date = ?, currency = ?, description = ?,
            reference = ?, fingerprint = ?,
            is_changed = is_changed or (
                amount_minor is not ? and exists (select 1 from statement_lines where transaction_row = transactions.id)
            ),
            amount_minor = ?
        where id = ?",
        told.login_id,
        told.transaction_id,
        told.pending_transaction_id,
        told.date,
        told.currency,
        told.description,
        told.reference,
        told.fingerprint,
        told.amount_minor,
        told.amount_minor,
        known,
    )
    .execute(records)
    .await?;
    Ok(())
}
