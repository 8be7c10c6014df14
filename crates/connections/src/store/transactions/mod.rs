//! The transactions of the accounts. A reading is staged page by page and becomes transactions all at once.
//!
//! A transaction has one row, whichever login told of it last: where Plaid gives it another id, because it was told anew or
//! by another login, its row goes on under the new one.

mod apply;
mod doubt;
mod stage;

use jiff::{Timestamp, civil::Date};
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{StoreError, words::corrupt};
use crate::model::ids::{AccountConnectionId, LoginId};

pub use self::{
    apply::{Read, apply},
    doubt::{Doubt, Doubtful, decide, doubtful},
    stage::{discard, stage},
};

/// How far the transactions of a login were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadSoFar {
    /// Where the next reading begins.
    pub cursor: String,
    /// The first day of which anything was read.
    pub covers_from: Option<Date>,
    /// Whether Plaid has all of the past that it is going to have.
    pub is_history_complete: bool,
    /// When it was read the last time.
    pub read_at: Timestamp,
}

/// How far the transactions of a login were read. `None` where they never were.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%login))]
pub async fn read_so_far(connection: &mut SqliteConnection, login: LoginId) -> Result<Option<ReadSoFar>, StoreError> {
    let login = login.to_string();
    let row = sqlx::query!(
        r#"select cursor, covers_from, is_history_complete as "is_history_complete: bool", read_at_ms
        from transaction_reads where login_id = ?"#,
        login,
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(ReadSoFar {
            cursor: row.cursor,
            covers_from: row.covers_from.map(|day| date("transaction_reads.covers_from", &day)).transpose()?,
            is_history_complete: row.is_history_complete,
            read_at: super::words::time("transaction_reads.read_at_ms", row.read_at_ms)?,
        })
    })
    .transpose()
}

/// From which day to which time each login of an account's connection told of transactions.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%account))]
pub async fn coverage(
    connection: &mut SqliteConnection,
    account: AccountConnectionId,
) -> Result<Vec<(Date, Timestamp)>, StoreError> {
    let account = account.to_string();
    let rows = sqlx::query!(
        r#"select covers_from as "covers_from!", read_at_ms
        from transaction_reads join logins on logins.id = transaction_reads.login_id
        where covers_from is not null
            and logins.connection_id = (select connection_id from account_connections where id = ?)"#,
        account,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let read_at = super::words::time("transaction_reads.read_at_ms", row.read_at_ms)?;
            Ok((date("transaction_reads.covers_from", &row.covers_from)?, read_at))
        })
        .collect()
}

/// Reads a day.
pub(super) fn date(column: &'static str, text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| corrupt(column, text))
}
