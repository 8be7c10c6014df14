//! The entries of the audit as they are looked for and read, together with what the records know of their objects.
//!
//! An audit that somebody tampered with has to stay readable, so nothing is expected of what an entry holds: what is no
//! text is read as well as it can be.

use jiff::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::StoreError;
use crate::model::{
    audit::{AuditFilter, ChainHash},
    connection::Institution,
};

/// Entries that are in memory at once.
pub const ENTRIES_AT_ONCE: usize = 500;

/// An entry with its place, its hashes and what the records know of its object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its place in the chain.
    pub id: i64,
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// Who did it.
    pub who: String,
    /// What was done.
    pub what: String,
    /// The id of the record that it was done to.
    pub object_id: String,
    /// The bank that the record belongs to.
    pub institution: Option<Institution>,
    /// What the record is called, where it belongs to no bank: a user, a message.
    pub object_name: Option<String>,
    /// What came of it.
    pub outcome: String,
    /// Plaid's request ids: a JSON array, as it is recorded.
    pub request_ids: String,
    /// The rest: a JSON object, as it is recorded.
    pub details: String,
    /// The hash of the entry before it.
    pub previous_hash: Option<ChainHash>,
    /// Its own.
    pub hash: Option<ChainHash>,
}

/// The places of all entries that the filter lets through, the oldest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn found(connection: &mut SqliteConnection, filter: &AuditFilter) -> Result<Vec<i64>, StoreError> {
    let from = filter.from.map_or(i64::MIN, Timestamp::as_millisecond);
    let last = filter.until.map_or(i64::MAX, |until| until.as_millisecond() - 1);
    let words = filter.words.iter().map(|word| {
        let text = word.text.to_ascii_lowercase();
        json!({ "text": text, "acts": word.acts, "outcomes": word.outcomes })
    });
    let words = words.collect::<serde_json::Value>().to_string();
    let ids = sqlx::query_scalar!(
        r#"select id as "id!: i64" from audit
        where (? is null or who = ?) and (? is null or what = ?) and at_ms between ? and ?
        and not exists (
            select 1 from json_each(?) as word
            where what not in (select value from json_each(word.value, '$.acts'))
            and outcome not in (select value from json_each(word.value, '$.outcomes'))
            and instr(
                lower(
                    concat_ws(
                        char(10), who, what, object_id, outcome, request_ids, details,
                        (select institution_id || char(10) || institution_name from connections where id = object_id),
                        (select institution_id || char(10) || institution_name from logins where id = object_id),
                        (select institution_id || char(10) || institution_name from orphans where item_id = object_id),
                        (
                            select institution_id || char(10) || institution_name from link_sessions
                            where id = case when json_valid(details) then details ->> '$.session' end
                        ),
                        (select subject from messages where id = object_id),
                        (select name from users where id = object_id),
                        (select code || ' ' || name from bank_accounts where id = object_id),
                        (select name from schedules where id = object_id)
                    )
                ),
                word.value ->> '$.text'
            ) = 0
        )
        order by id"#,
        filter.who,
        filter.who,
        filter.what,
        filter.what,
        from,
        last,
        words,
    );
    Ok(ids.fetch_all(connection).await?)
}

/// The entries at these places, the oldest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(entries = ids.len()))]
pub async fn list(connection: &mut SqliteConnection, ids: &[i64]) -> Result<Vec<StoredEntry>, StoreError> {
    let ids = json!(ids).to_string();
    let rows = sqlx::query_as!(
        Row,
        r#"select
            id, at_ms, cast(who as blob) as "who!: Vec<u8>", cast(what as blob) as "what!: Vec<u8>",
            cast(object_id as blob) as "object_id!: Vec<u8>", cast(outcome as blob) as "outcome!: Vec<u8>",
            cast(request_ids as blob) as "request_ids!: Vec<u8>", cast(details as blob) as "details!: Vec<u8>",
            coalesce(
                (select institution_id from connections where id = object_id),
                (select institution_id from logins where id = object_id),
                (select institution_id from orphans where item_id = object_id),
                (
                    select institution_id from link_sessions
                    where id = case when json_valid(details) then details ->> '$.session' end
                )
            ) as "institution_id: String",
            coalesce(
                (select institution_name from connections where id = object_id),
                (select institution_name from logins where id = object_id),
                (select institution_name from orphans where item_id = object_id),
                (
                    select institution_name from link_sessions
                    where id = case when json_valid(details) then details ->> '$.session' end
                )
            ) as "institution_name: String",
            coalesce(
                (select subject from messages where id = object_id),
                (select name from users where id = object_id),
                (select code || ' ' || name from bank_accounts where id = object_id),
                (select name from schedules where id = object_id)
            ) as "object_name: String",
            (
                select hash from audit_chain where entry_id < audit.id order by entry_id desc limit 1
            ) as "previous_hash: Vec<u8>",
            (select hash from audit_chain where entry_id = audit.id) as "hash: Vec<u8>"
        from audit where id in (select value from json_each(?)) order by id"#,
        ids,
    );
    Ok(rows.fetch_all(connection).await?.into_iter().map(StoredEntry::from).collect())
}

/// The names of all who ever did something, in their order.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn people(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    let names = sqlx::query_scalar!(
        r#"select distinct cast(who as blob) as "who!: Vec<u8>" from audit order by who collate nocase"#
    );
    Ok(names.fetch_all(connection).await?.iter().map(|name| text(name)).collect())
}

/// Whatever was ever done, in the order of the words.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn acts(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    let acts =
        sqlx::query_scalar!(r#"select distinct cast(what as blob) as "what!: Vec<u8>" from audit order by what"#);
    Ok(acts.fetch_all(connection).await?.iter().map(|act| text(act)).collect())
}

struct Row {
    id: i64,
    at_ms: i64,
    who: Vec<u8>,
    what: Vec<u8>,
    object_id: Vec<u8>,
    outcome: Vec<u8>,
    request_ids: Vec<u8>,
    details: Vec<u8>,
    institution_id: Option<String>,
    institution_name: Option<String>,
    object_name: Option<String>,
    previous_hash: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
}

impl From<Row> for StoredEntry {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            at_ms: row.at_ms,
            who: text(&row.who),
            what: text(&row.what),
            object_id: text(&row.object_id),
            institution: row.institution_id.zip(row.institution_name).map(|(id, name)| Institution { id, name }),
            object_name: row.object_name,
            outcome: text(&row.outcome),
            request_ids: text(&row.request_ids),
            details: text(&row.details),
            previous_hash: row.previous_hash.and_then(|bytes| ChainHash::of(&bytes)),
            hash: row.hash.and_then(|bytes| ChainHash::of(&bytes)),
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests;
