//! The audit: who did what, when, with which outcome. Only ever added to; the records refuse everything else.
//!
//! No secret, no token and no amount stands in an entry.

use jiff::Timestamp;
use serde_json::{Map, Value};
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    words::{corrupt, time},
};

/// Entries that are read at once. Older ones stay in the file.
pub const ENTRIES_AT_ONCE: i64 = 500;

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was done.
    pub at: Timestamp,
    /// Who did it: the name of a user, or that the application did it by itself.
    pub who: String,
    /// What was done, such as `update`.
    pub what: String,
    /// The id of the record that it was done to.
    pub object_id: String,
    /// What came of it, such as `repaired`.
    pub outcome: String,
    /// Plaid's ids of the requests that led to it, in their order.
    pub request_ids: Vec<String>,
    /// What else Plaid Support or an auditor may ask for: ids, counts and codes.
    pub details: Map<String, Value>,
}

/// Adds an entry.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(what = entry.what, object = entry.object_id, outcome = entry.outcome))]
pub async fn append(connection: &mut SqliteConnection, entry: &Entry) -> Result<(), StoreError> {
    let at = entry.at.as_millisecond();
    let request_ids = Value::from(entry.request_ids.clone()).to_string();
    let details = Value::from(entry.details.clone()).to_string();
    sqlx::query!(
        "insert into audit (at_ms, who, what, object_id, outcome, request_ids, details) values (?, ?, ?, ?, ?, ?, ?)",
        at,
        entry.who,
        entry.what,
        entry.object_id,
        entry.outcome,
        request_ids,
        details,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The last entries of one record, the newest first; at most [`ENTRIES_AT_ONCE`].
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(object = object_id))]
pub async fn list_of(connection: &mut SqliteConnection, object_id: &str) -> Result<Vec<Entry>, StoreError> {
    sqlx::query_as!(
        Row,
        "select at_ms, who, what, object_id, outcome, request_ids, details
        from audit where object_id = ? order by id desc limit ?",
        object_id,
        ENTRIES_AT_ONCE,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Entry::try_from)
    .collect()
}

struct Row {
    at_ms: i64,
    who: String,
    what: String,
    object_id: String,
    outcome: String,
    request_ids: String,
    details: String,
}

impl TryFrom<Row> for Entry {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            at: time("audit.at_ms", row.at_ms)?,
            who: row.who,
            what: row.what,
            object_id: row.object_id,
            outcome: row.outcome,
            request_ids: serde_json::from_str(&row.request_ids)
                .map_err(|_| corrupt("audit.request_ids", &row.request_ids))?,
            details: serde_json::from_str(&row.details).map_err(|_| corrupt("audit.details", &row.details))?,
        })
    }
}
