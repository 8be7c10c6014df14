//! Entries of the audit, part by part, the newest first.

use jiff::Timestamp;
use serde_json::{Map, Value};
use tracing::instrument;

use crate::{
    Connections, Denied, StoreError,
    model::{audit::AuditFilter, connection::Institution, user::Act},
    store::audit_entries::{self, ENTRIES_AT_ONCE, StoredEntry},
};

/// A part of the entries that a filter lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The entries, the newest first; at most [`ENTRIES_AT_ONCE`].
    pub entries: Vec<AuditEntry>,
    /// The place before which the next part begins, where there is one.
    pub next: Option<i64>,
    /// How many entries the filter lets through in all.
    pub found: usize,
    /// Everybody who ever did something.
    pub people: Vec<String>,
    /// Whatever was ever done.
    pub acts: Vec<String>,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its place in the chain.
    pub id: i64,
    /// When it was done. `None` where what is recorded is no time.
    pub at: Option<Timestamp>,
    /// Who did it: the name of a user, or that of the application.
    pub who: String,
    /// What was done, such as `start_update`.
    pub what: String,
    /// The id of the record that it was done to.
    pub object_id: String,
    /// The bank that the record belongs to.
    pub institution: Option<Institution>,
    /// What the record is called, where it belongs to no bank.
    pub object_name: Option<String>,
    /// What came of it, such as `requested`.
    pub outcome: String,
    /// Plaid's ids of the requests that led to it, in their order.
    pub request_ids: Vec<String>,
    /// The rest: ids, counts and codes, each with its name.
    pub details: Vec<(String, String)>,
}

/// Why the audit can't be read.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// The entries that the filter lets through, before a place or from the newest on.
    ///
    /// # Errors
    /// Where nobody is signed in, or the records can't be read.
    #[instrument(skip_all, fields(before))]
    pub async fn audit(&self, filter: &AuditFilter, before: Option<i64>) -> Result<AuditPage, AuditError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let found = audit_entries::found(&mut records, filter).await?;
        let end = before.map_or(found.len(), |before| found.partition_point(|id| *id < before));
        let begin = end.saturating_sub(ENTRIES_AT_ONCE);
        let shown = found.get(begin..end).unwrap_or_default();
        let entries = audit_entries::list(&mut records, shown).await?;
        Ok(AuditPage {
            entries: entries.into_iter().rev().map(AuditEntry::from).collect(),
            next: shown.first().copied().filter(|_| begin > 0),
            found: found.len(),
            people: audit_entries::people(&mut records).await?,
            acts: audit_entries::acts(&mut records).await?,
        })
    }
}

impl From<StoredEntry> for AuditEntry {
    fn from(stored: StoredEntry) -> Self {
        Self {
            id: stored.id,
            at: Timestamp::from_millisecond(stored.at_ms).ok(),
            who: stored.who,
            what: stored.what,
            object_id: stored.object_id,
            institution: stored.institution,
            object_name: stored.object_name,
            outcome: stored.outcome,
            request_ids: request_ids(&stored.request_ids),
            details: details(&stored.details),
        }
    }
}

/// The ids in the text of an array. What is none is shown as it is.
pub(super) fn request_ids(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_else(|_| vec![text.to_owned()])
}

/// The names and values in the text of an object. What is none is shown as it is.
fn details(text: &str) -> Vec<(String, String)> {
    let Ok(details) = serde_json::from_str::<Map<String, Value>>(text) else {
        return vec![(String::new(), text.to_owned())];
    };
    let in_words = |value: Value| match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    };
    details.into_iter().map(|(name, value)| (name, in_words(value))).filter(|(_, value)| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_recorded_is_read_and_what_is_no_json_is_shown_as_it_is() {
        assert_eq!(request_ids(r#"["first","second"]"#), ["first", "second"]);
        assert_eq!(request_ids("[1"), ["[1"]);
        let of = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            details(r#"{"accounts":3,"exit_code":null,"session":"lks_1","waits":true}"#),
            [of("accounts", "3"), of("session", "lks_1"), of("waits", "true")]
        );
        assert_eq!(details("[]"), [of("", "[]")]);
    }
}
