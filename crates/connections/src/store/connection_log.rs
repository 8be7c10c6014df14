//! The connection log, read from the tables that it is written to: the link sessions, the logins and the orphans. Every
//! session and every removal is a row, whatever came of it.

use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    words::{corrupt, optional_word, time},
};
use crate::model::{
    connection::Institution,
    log::{LogEntry, LogKind, LogOutcome},
};

/// Entries that are read at once. Older ones stay in the file.
pub const ENTRIES_AT_ONCE: i64 = 1000;

/// The last entries, the newest first; at most [`ENTRIES_AT_ONCE`].
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<LogEntry>, StoreError> {
    sqlx::query_as!(
        Row,
        r#"select
            at_ms as "at_ms!", who as "who!", institution_id, institution_name, expected_id, expected_name,
            kind as "kind!", state as "state!", outcome, error_code, request_id, plaid_session_id
        from (
            select
                started_at_ms as at_ms, link_sessions.id, started_by as who, link_sessions.institution_id,
                link_sessions.institution_name, connections.institution_id as expected_id,
                connections.institution_name as expected_name, kind,
                'session' as state, outcome, coalesce(exit_code, setback_code) as error_code,
                coalesce(exit_request_id, setback_request_id, request_id) as request_id, plaid_session_id
            from link_sessions left join connections
                on connections.id = connection_id and connections.institution_id <> link_sessions.institution_id
            union all
            select
                removal_asked_at_ms, id, removal_by, institution_id, institution_name, null, null, 'removal', state, null,
                error_code, coalesce(removed_request_id, error_request_id),
                (select plaid_session_id from link_sessions where link_sessions.login_id = logins.id)
            from logins where removal_asked_at_ms is not null
            union all
            select
                removal_asked_at_ms, item_id, removal_by, institution_id, institution_name, null, null, 'removal', state,
                null,
                error_code, coalesce(removed_request_id, error_request_id), null
            from orphans where removal_asked_at_ms is not null
        )
        order by at_ms desc, id desc limit ?"#,
        ENTRIES_AT_ONCE,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(LogEntry::try_from)
    .collect()
}

struct Row {
    at_ms: i64,
    who: String,
    institution_id: Option<String>,
    institution_name: Option<String>,
    expected_id: Option<String>,
    expected_name: Option<String>,
    kind: String,
    state: String,
    outcome: Option<String>,
    error_code: Option<String>,
    request_id: Option<String>,
    plaid_session_id: Option<String>,
}

impl TryFrom<Row> for LogEntry {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let outcome = optional_word("link_sessions.outcome", row.outcome.as_deref())?;
        Ok(Self {
            at: time("connection_log.at_ms", row.at_ms)?,
            kind: kind(&row.kind)?,
            outcome: match (row.state.as_str(), outcome) {
                ("session", None) => LogOutcome::UnderWay,
                ("session", Some(outcome)) => LogOutcome::Session(outcome),
                ("removing", None) => LogOutcome::Removing,
                ("removed", None) => LogOutcome::Removed,
                _ => return Err(corrupt("connection_log.state", &row.state)),
            },
            who: row.who,
            institution: institution(row.institution_id, row.institution_name),
            expected: institution(row.expected_id, row.expected_name),
            error_code: row.error_code,
            request_id: row.request_id,
            plaid_session_id: row.plaid_session_id,
        })
    }
}

fn institution(id: Option<String>, name: Option<String>) -> Option<Institution> {
    id.zip(name).map(|(id, name)| Institution { id, name })
}

fn kind(text: &str) -> Result<LogKind, StoreError> {
    match text {
        "connect" => Ok(LogKind::Connect),
        "update" => Ok(LogKind::Update),
        "replace" => Ok(LogKind::Replace),
        "reconnect" => Ok(LogKind::Reconnect),
        "removal" => Ok(LogKind::Removal),
        _ => Err(corrupt("connection_log.kind", text)),
    }
}

#[cfg(test)]
mod tests;
