//! The transactions of the accounts. A reading is staged page by page and becomes transactions all at once.
//!
//! A transaction has one row, whichever login told of it last: where Plaid gives it another id, because it was told anew or
//! by another login, its row goes on under the new one.

mod apply;
mod doubt;
mod stage;

#[cfg(test)]
mod tests;

use jiff::{Timestamp, civil::Date};
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{StoreError, words::corrupt};
use crate::model::ids::LoginId;

pub use self::{
    apply::{Read, apply},
    doubt::{Doubt, Doubtful, decide, doubtful},
    stage::{discard, stage, staged},
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
pub async fn read_so_far(
    connection: &mut SqliteConnection,
    login: LoginId,
) -> Result<Option<ReadSoFar>, StoreError> {
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

/// Reads a day.
pub(super) fn date(column: &'static str, text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| corrupt(column, text))
}
