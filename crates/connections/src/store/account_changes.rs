//! The result of a link session, account by account. Committed together with the accounts that it speaks of.

use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    words::{Word, count, word},
};
use crate::model::{
    account::AccountNumber,
    ids::LinkSessionId,
    result::{AccountChange, ResultLine},
};

/// Adds what became of one account.
///
/// # Errors
/// [`StoreError::Conflict`] where the session has a change of that account already, or one of the two is unknown.
#[instrument(skip_all, fields(session = %of, account = %change.account))]
pub async fn insert(
    connection: &mut SqliteConnection,
    of: LinkSessionId,
    change: AccountChange,
) -> Result<(), StoreError> {
    let of = of.to_string();
    let account = change.account.to_string();
    let kind = change.kind.text();
    sqlx::query!(
        "insert into account_changes (session_id, account_connection_id, kind) values (?, ?, ?)",
        of,
        account,
        kind,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes the result of an earlier reading away, before that of a later one is written.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(session = %of))]
pub async fn delete_of(connection: &mut SqliteConnection, of: LinkSessionId) -> Result<(), StoreError> {
    let of = of.to_string();
    sqlx::query!("delete from account_changes where session_id = ?", of).execute(connection).await?;
    Ok(())
}

/// The result of one session with what people know the accounts by, by their number.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(session = %of))]
pub async fn list_of(connection: &mut SqliteConnection, of: LinkSessionId) -> Result<Vec<ResultLine>, StoreError> {
    let of = of.to_string();
    sqlx::query_as!(
        Row,
        "select
            account_changes.kind as change, account_connections.number, account_connections.name,
            account_connections.mask, account_connections.kind, account_connections.subtype
        from account_changes
        join account_connections on account_connections.id = account_changes.account_connection_id
        where account_changes.session_id = ?
        order by account_connections.number",
        of,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(ResultLine::try_from)
    .collect()
}

struct Row {
    change: String,
    number: i64,
    name: String,
    mask: Option<String>,
    kind: String,
    subtype: Option<String>,
}

impl TryFrom<Row> for ResultLine {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            kind: word("account_changes.kind", &row.change)?,
            number: AccountNumber(count("account_connections.number", row.number)?),
            name: row.name,
            mask: row.mask,
            account_kind: row.kind,
            subtype: row.subtype,
        })
    }
}
