//! The audit: who did what, when, with which outcome. Only ever added to; the records refuse everything else.
//!
//! No secret, no token and no amount stands in an entry.

use jiff::Timestamp;
use serde_json::{Map, Value};
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError, audit_chain,
    words::{corrupt, time},
};
use crate::model::audit::Recorded;

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

/// Adds an entry, and its link to the chain in the same transaction. A chain that is broken stops no business: it goes on
/// from its end, and stays broken where it is.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(what = entry.what, object = entry.object_id, outcome = entry.outcome))]
pub async fn append(connection: &mut SqliteConnection, entry: &Entry) -> Result<(), StoreError> {
    let head = audit_chain::head(connection).await?;
    let recorded = Recorded {
        id: audit_chain::next_place(connection, head).await?,
        at_ms: entry.at.as_millisecond(),
        who: entry.who.clone().into_bytes(),
        what: entry.what.clone().into_bytes(),
        object_id: entry.object_id.clone().into_bytes(),
        outcome: entry.outcome.clone().into_bytes(),
        request_ids: Value::from(entry.request_ids.clone()).to_string().into_bytes(),
        details: Value::from(entry.details.clone()).to_string().into_bytes(),
    };
    insert(connection, &recorded).await?;
    audit_chain::extend(connection, head, &recorded).await
}

async fn insert(connection: &mut SqliteConnection, entry: &Recorded) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into audit (id, at_ms, who, what, object_id, outcome, request_ids, details)
        values (?, ?, cast(? as text), cast(? as text), cast(? as text), cast(? as text), cast(? as text), cast(? as text))",
        entry.id,
        entry.at_ms,
        entry.who,
        entry.what,
        entry.object_id,
        entry.outcome,
        entry.request_ids,
        entry.details,
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

/// When something was done the last time, and by whom.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn last(connection: &mut SqliteConnection, what: &str) -> Result<Option<(Timestamp, String)>, StoreError> {
    let row = sqlx::query!("select at_ms, who from audit where what = ? order by id desc limit 1", what)
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((time("audit.at_ms", row.at_ms)?, row.who))).transpose()
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::store::testing::{Records, at, from_another_version, refuses};

    fn entry(object_id: &str, seconds: i64) -> Entry {
        Entry {
            at: at(seconds),
            who: "Integration user".to_owned(),
            what: "update".to_owned(),
            object_id: object_id.to_owned(),
            outcome: "repaired".to_owned(),
            request_ids: vec!["first".to_owned(), "second".to_owned()],
            details: json!({ "kept": 2 }).as_object().unwrap().clone(),
        }
    }

    #[tokio::test]
    async fn the_entries_of_a_record_are_listed_the_newest_first() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        for entry in [entry("con_1", 5), entry("con_2", 6), entry("con_1", 4)] {
            append(&mut tx, &entry).await.unwrap();
        }
        assert_eq!(list_of(&mut tx, "con_1").await.unwrap(), [entry("con_1", 4), entry("con_1", 5)]);
        assert_eq!(list_of(&mut tx, "con_3").await.unwrap(), []);
    }

    #[tokio::test]
    async fn when_something_was_done_the_last_time_is_found() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        assert_eq!(last(&mut tx, "update").await.unwrap(), None);
        for entry in [entry("con_1", 5), Entry { who: "Other".to_owned(), ..entry("con_2", 6) }] {
            append(&mut tx, &entry).await.unwrap();
        }
        assert_eq!(last(&mut tx, "update").await.unwrap(), Some((at(6), "Other".to_owned())));
        assert_eq!(last(&mut tx, "remove").await.unwrap(), None);
    }

    #[tokio::test]
    async fn nothing_in_the_audit_is_ever_changed_or_deleted() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        append(&mut tx, &entry("con_1", 0)).await.unwrap();
        refuses(
            &mut tx,
            &[
                "update audit set outcome = 'updated'",
                "delete from audit",
                "insert or replace into audit (id, at_ms, who, what, object_id, outcome, request_ids, details)
                 values (1, 0, 'a', 'b', 'c', 'd', '[]', '{}')",
                "insert into audit (at_ms, who, what, object_id, outcome, request_ids, details)
                 values (0, '', 'b', 'c', 'd', '[]', '{}')",
                "insert into audit (at_ms, who, what, object_id, outcome, request_ids, details)
                 values (0, 'a', 'b', 'c', 'd', '{}', '{}')",
                "insert into audit (at_ms, who, what, object_id, outcome, request_ids, details)
                 values (0, 'a', 'b', 'c', 'd', '[]', '[]')",
            ],
        )
        .await;
        assert_eq!(list_of(&mut tx, "con_1").await.unwrap(), [entry("con_1", 0)]);
    }

    #[tokio::test]
    async fn ids_that_are_none_are_an_error() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        from_another_version(
            &mut tx,
            "insert into audit (at_ms, who, what, object_id, outcome, request_ids, details)
             values (0, 'a', 'b', 'con_1', 'd', '[7]', '{}')",
        )
        .await;
        let entries = list_of(&mut tx, "con_1").await;
        assert!(matches!(entries, Err(StoreError::Corrupt { column: "audit.request_ids", .. })), "{entries:?}");
    }
}
