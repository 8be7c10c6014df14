//! The audit for whoever checks it apart from this application: the very texts that the hashes are taken over.

use std::io::{self, Write};

use jiff::Timestamp;
use serde::Serialize;

use super::Cover;
use crate::{model::audit::AuditFilter, store::audit_entries::StoredEntry};

/// The name of the format. Another form of the file gets another name.
const FORMAT: &str = "bank-connections-audit/1";

#[derive(Serialize)]
struct HeadJson {
    entries: i64,
    last_id: i64,
    hash: String,
    sealed_afterwards: Option<i64>,
}

#[derive(Serialize)]
struct FilterJson<'filter> {
    who: Option<&'filter str>,
    what: Option<&'filter str>,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    words: Vec<&'filter str>,
}

#[derive(Serialize)]
struct EntryJson<'entry> {
    id: i64,
    at_ms: i64,
    at: Option<Timestamp>,
    who: &'entry str,
    what: &'entry str,
    object_id: &'entry str,
    outcome: &'entry str,
    request_ids: &'entry str,
    details: &'entry str,
    institution_id: Option<&'entry str>,
    institution_name: Option<&'entry str>,
    previous_hash: Option<String>,
    hash: Option<String>,
}

pub(super) fn begin(file: &mut impl Write, cover: &Cover<'_>) -> io::Result<()> {
    let head = cover.head.map(|head| HeadJson {
        entries: head.entries,
        last_id: head.last_id,
        hash: head.hash.to_string(),
        sealed_afterwards: head.sealed_afterwards,
    });
    let filter = (!cover.filter.is_open()).then(|| FilterJson::from(cover.filter));
    write!(file, "{{\n\"format\": {}", to_json(&FORMAT)?)?;
    write!(file, ",\n\"exported_at\": {}", to_json(&cover.exported_at)?)?;
    write!(file, ",\n\"exported_by\": {}", to_json(&cover.exported_by)?)?;
    write!(file, ",\n\"filter\": {}", to_json(&filter)?)?;
    write!(file, ",\n\"head\": {}", to_json(&head)?)?;
    write!(file, ",\n\"entries\": [")
}

pub(super) fn write(file: &mut impl Write, entries: &[StoredEntry], is_beginning: bool) -> io::Result<()> {
    for (place, entry) in entries.iter().enumerate() {
        let separator = if is_beginning && place == 0 { "\n" } else { ",\n" };
        write!(file, "{separator}{}", to_json(&EntryJson::from(entry))?)?;
    }
    Ok(())
}

pub(super) fn end(file: &mut impl Write) -> io::Result<()> {
    writeln!(file, "\n]\n}}")
}

fn to_json(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(value)?)
}

impl<'filter> From<&'filter AuditFilter> for FilterJson<'filter> {
    fn from(filter: &'filter AuditFilter) -> Self {
        Self {
            who: filter.who.as_deref(),
            what: filter.what.as_deref(),
            from: filter.from,
            until: filter.until,
            words: filter.words.iter().map(|word| word.text.as_str()).collect(),
        }
    }
}

impl<'entry> From<&'entry StoredEntry> for EntryJson<'entry> {
    fn from(entry: &'entry StoredEntry) -> Self {
        Self {
            id: entry.id,
            at_ms: entry.at_ms,
            at: Timestamp::from_millisecond(entry.at_ms).ok(),
            who: &entry.who,
            what: &entry.what,
            object_id: &entry.object_id,
            outcome: &entry.outcome,
            request_ids: &entry.request_ids,
            details: &entry.details,
            institution_id: entry.institution.as_ref().map(|bank| bank.id.as_str()),
            institution_name: entry.institution.as_ref().map(|bank| bank.name.as_str()),
            previous_hash: entry.previous_hash.map(|hash| hash.to_string()),
            hash: entry.hash.map(|hash| hash.to_string()),
        }
    }
}
