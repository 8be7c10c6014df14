//! The logins at Plaid that no record knows: one row for each that was ever found.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    words::{Word, corrupt, id, milliseconds, optional_time, time, word},
};
use crate::model::{
    connection::Institution,
    login::TokenFingerprint,
    orphan::{Orphan, OrphanFailure, OrphanState, OrphanToken, Wish},
};

/// Orphans that are read at once. Older ones stay in the file.
pub const ORPHANS_AT_ONCE: i64 = 500;

/// Writes that an Item was found, and says whether that is news: one that is on record already stays as it is, unless it
/// was taken for removed.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(item = item_id))]
pub async fn find(
    connection: &mut SqliteConnection,
    item_id: &str,
    institution: Option<&Institution>,
    found_at: Timestamp,
) -> Result<bool, StoreError> {
    let institution_id = institution.map(|institution| &institution.id);
    let institution_name = institution.map(|institution| &institution.name);
    let found_at = found_at.as_millisecond();
    let result = sqlx::query!(
        "insert into orphans (item_id, institution_id, institution_name, state, found_at_ms)
        values (?, ?, ?, 'found', ?)
        on conflict (item_id) do update set
            state = 'found', found_at_ms = excluded.found_at_ms, removal_by = null, removal_asked_at_ms = null,
            removed_at_ms = null, removed_request_id = null, login_id = null, token_fingerprint = null
        where state = 'removed'",
        item_id,
        institution_id,
        institution_name,
        found_at,
    )
    .execute(connection)
    .await?;
    Ok(result.rows_affected() > 0)
}

/// Writes which access token of an orphan the keyring has, or that it has none.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such orphan.
#[instrument(skip_all, fields(item = item_id))]
pub async fn set_token(
    connection: &mut SqliteConnection,
    item_id: &str,
    token: Option<&OrphanToken>,
) -> Result<(), StoreError> {
    let login_id = token.map(|token| token.of.to_string());
    let fingerprint = token.map(|token| token.fingerprint.as_str());
    let result = sqlx::query!(
        "update orphans set login_id = ?, token_fingerprint = ? where item_id = ?",
        login_id,
        fingerprint,
        item_id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Writes how far the removal of an orphan has come. What it is at Plaid stays.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such orphan.
#[instrument(skip_all, fields(item = orphan.item_id))]
pub async fn save(connection: &mut SqliteConnection, orphan: &Orphan) -> Result<(), StoreError> {
    let row = Row::from(orphan);
    let result = sqlx::query!(
        "update orphans set
            state = ?, removal_by = ?, removal_asked_at_ms = ?, failed_at_ms = ?, setback = ?, error_code = ?,
            error_request_id = ?, removed_at_ms = ?, removed_request_id = ?
        where item_id = ?",
        row.state,
        row.removal_by,
        row.removal_asked_at_ms,
        row.failed_at_ms,
        row.setback,
        row.error_code,
        row.error_request_id,
        row.removed_at_ms,
        row.removed_request_id,
        row.item_id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// One orphan. An Item that a login on record is of is none, whatever it was found to be; neither is one whose token has
/// given way to that of a login on record.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(item = item_id))]
pub async fn get(connection: &mut SqliteConnection, item_id: &str) -> Result<Option<Orphan>, StoreError> {
    sqlx::query_as!(
        Row,
        "select * from orphans
        where item_id = ? and not exists (
            select 1 from logins where logins.item_id = orphans.item_id or logins.id = orphans.login_id
        )",
        item_id,
    )
    .fetch_optional(connection)
    .await?
    .map(Orphan::try_from)
    .transpose()
}

/// The orphans, the newest first; at most [`ORPHANS_AT_ONCE`]. Items that a login on record is of are none.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<Orphan>, StoreError> {
    sqlx::query_as!(
        Row,
        "select * from orphans
        where not exists (
            select 1 from logins where logins.item_id = orphans.item_id or logins.id = orphans.login_id
        )
        order by found_at_ms desc, item_id limit ?",
        ORPHANS_AT_ONCE,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Orphan::try_from)
    .collect()
}

struct Row {
    item_id: String,
    institution_id: Option<String>,
    institution_name: Option<String>,
    state: String,
    found_at_ms: i64,
    removal_by: Option<String>,
    removal_asked_at_ms: Option<i64>,
    failed_at_ms: Option<i64>,
    setback: Option<String>,
    error_code: Option<String>,
    error_request_id: Option<String>,
    removed_at_ms: Option<i64>,
    removed_request_id: Option<String>,
    login_id: Option<String>,
    token_fingerprint: Option<String>,
}

impl From<&Orphan> for Row {
    fn from(orphan: &Orphan) -> Self {
        let (state, wish, failure, proof) = match &orphan.state {
            OrphanState::Found => ("found", None, None, None),
            OrphanState::Removing { wish, failure } => ("removing", Some(wish), failure.as_ref(), None),
            OrphanState::Removed { wish, at, request_id } => {
                ("removed", wish.as_ref(), None, Some((*at, request_id.clone())))
            }
        };
        let (removed_at, removed_request_id) = proof.unzip();
        Self {
            item_id: orphan.item_id.clone(),
            institution_id: orphan.institution.as_ref().map(|institution| institution.id.clone()),
            institution_name: orphan.institution.as_ref().map(|institution| institution.name.clone()),
            state: state.to_owned(),
            found_at_ms: orphan.found_at.as_millisecond(),
            removal_by: wish.map(|wish| wish.by.clone()),
            removal_asked_at_ms: milliseconds(wish.map(|wish| wish.at)),
            failed_at_ms: milliseconds(failure.map(|failure| failure.at)),
            setback: failure.map(|failure| failure.setback.text().to_owned()),
            error_code: failure.and_then(|failure| failure.code.clone()),
            error_request_id: failure.and_then(|failure| failure.request_id.clone()),
            removed_at_ms: milliseconds(removed_at),
            removed_request_id: removed_request_id.flatten(),
            login_id: orphan.token.as_ref().map(|token| token.of.to_string()),
            token_fingerprint: orphan.token.as_ref().map(|token| token.fingerprint.as_str().to_owned()),
        }
    }
}

impl TryFrom<Row> for Orphan {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            state: state(&row)?,
            token: token(&row)?,
            found_at: time("orphans.found_at_ms", row.found_at_ms)?,
            institution: row.institution_id.zip(row.institution_name).map(|(id, name)| Institution { id, name }),
            item_id: row.item_id,
        })
    }
}

fn state(row: &Row) -> Result<OrphanState, StoreError> {
    let asked_at = optional_time("orphans.removal_asked_at_ms", row.removal_asked_at_ms)?;
    let wish = row.removal_by.clone().zip(asked_at).map(|(by, at)| Wish { by, at });
    let removed_at = optional_time("orphans.removed_at_ms", row.removed_at_ms)?;
    match (row.state.as_str(), wish, removed_at) {
        ("found", None, None) => Ok(OrphanState::Found),
        ("removing", Some(wish), None) => Ok(OrphanState::Removing { wish, failure: failure(row)? }),
        ("removed", wish, Some(at)) => {
            Ok(OrphanState::Removed { wish, at, request_id: row.removed_request_id.clone() })
        }
        _ => Err(corrupt("orphans.state", &row.state)),
    }
}

fn token(row: &Row) -> Result<Option<OrphanToken>, StoreError> {
    let (Some(login_id), Some(fingerprint)) = (&row.login_id, &row.token_fingerprint) else { return Ok(None) };
    let of = id("orphans.login_id", login_id)?;
    Ok(Some(OrphanToken { of, fingerprint: TokenFingerprint::new(fingerprint.clone()) }))
}

fn failure(row: &Row) -> Result<Option<OrphanFailure>, StoreError> {
    let (Some(failed_at), Some(setback)) = (row.failed_at_ms, &row.setback) else { return Ok(None) };
    Ok(Some(OrphanFailure {
        at: time("orphans.failed_at_ms", failed_at)?,
        setback: word("orphans.setback", setback)?,
        code: row.error_code.clone(),
        request_id: row.error_request_id.clone(),
    }))
}

#[cfg(test)]
mod tests;
