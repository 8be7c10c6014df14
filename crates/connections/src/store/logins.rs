//! The logins at Plaid: one row for each access token that was ever in the keyring. Rows are never deleted, so that what
//! was removed, and by which proof, can always be told.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    words::{Word, corrupt, count, id, milliseconds, optional_time, time, word},
};
use crate::model::{
    connection::Institution,
    ids::{ConnectionId, LoginId},
    login::{Login, LoginState, RemovalFailure, TokenFingerprint},
};

/// Adds a login.
///
/// # Errors
/// [`StoreError::Conflict`] where the id or the Item is on record already, the connection is unknown, or the login is to
/// be the current one of a connection that has another.
#[instrument(skip_all, fields(login = %new.id))]
pub async fn insert(connection: &mut SqliteConnection, new: &Login, created_at: Timestamp) -> Result<(), StoreError> {
    let row = Row::from(new);
    let created_at = created_at.as_millisecond();
    sqlx::query!(
        "insert into logins (
            id, connection_id, item_id, institution_id, institution_name, state, removal_by, removal_asked_at_ms,
            attempts, next_try_at_ms, failed_at_ms, setback, error_type, error_code, error_message, error_request_id,
            removed_at_ms, removed_request_id, token_forgotten, created_at_ms
        ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.id,
        row.connection_id,
        row.item_id,
        row.institution_id,
        row.institution_name,
        row.state,
        row.removal_by,
        row.removal_asked_at_ms,
        row.attempts,
        row.next_try_at_ms,
        row.failed_at_ms,
        row.setback,
        row.error_type,
        row.error_code,
        row.error_message,
        row.error_request_id,
        row.removed_at_ms,
        row.removed_request_id,
        row.token_forgotten,
        created_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes to which connection and bank a login belongs, and how far it has come. Its Item stays.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such login, [`StoreError::Conflict`] where its connection has another
/// current one.
#[instrument(skip_all, fields(login = %login.id))]
pub async fn save(connection: &mut SqliteConnection, login: &Login) -> Result<(), StoreError> {
    let row = Row::from(login);
    let result = sqlx::query!(
        "update logins set
            connection_id = ?, institution_id = ?, institution_name = ?, state = ?, removal_by = ?, removal_asked_at_ms = ?, attempts = ?, next_try_at_ms = ?,
            failed_at_ms = ?, setback = ?, error_type = ?, error_code = ?, error_message = ?, error_request_id = ?,
            removed_at_ms = ?, removed_request_id = ?, token_forgotten = ?
        where id = ?",
        row.connection_id,
        row.institution_id,
        row.institution_name,
        row.state,
        row.removal_by,
        row.removal_asked_at_ms,
        row.attempts,
        row.next_try_at_ms,
        row.failed_at_ms,
        row.setback,
        row.error_type,
        row.error_code,
        row.error_message,
        row.error_request_id,
        row.removed_at_ms,
        row.removed_request_id,
        row.token_forgotten,
        row.id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// One login.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(login = %id))]
pub async fn get(connection: &mut SqliteConnection, id: LoginId) -> Result<Option<Login>, StoreError> {
    let id = id.to_string();
    sqlx::query_as!(
        Row,
        "select
            id, connection_id, item_id, institution_id, institution_name, state, removal_by, removal_asked_at_ms,
            attempts, next_try_at_ms, failed_at_ms, setback, error_type, error_code, error_message, error_request_id,
            removed_at_ms, removed_request_id, token_forgotten
        from logins where id = ?",
        id,
    )
    .fetch_optional(connection)
    .await?
    .map(Login::try_from)
    .transpose()
}

/// The current login of a connection, where it has one.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(connection = %of))]
pub async fn current_of(connection: &mut SqliteConnection, of: ConnectionId) -> Result<Option<Login>, StoreError> {
    let of = of.to_string();
    sqlx::query_as!(
        Row,
        "select
            id, connection_id, item_id, institution_id, institution_name, state, removal_by, removal_asked_at_ms,
            attempts, next_try_at_ms, failed_at_ms, setback, error_type, error_code, error_message, error_request_id,
            removed_at_ms, removed_request_id, token_forgotten
        from logins where connection_id = ? and state = 'current'",
        of,
    )
    .fetch_optional(connection)
    .await?
    .map(Login::try_from)
    .transpose()
}

/// By what the token of a login is known again, where that is on record.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(login = %of))]
pub async fn fingerprint(
    connection: &mut SqliteConnection,
    of: LoginId,
) -> Result<Option<TokenFingerprint>, StoreError> {
    let of = of.to_string();
    let row = sqlx::query_scalar!("select token_fingerprint from logins where id = ?", of);
    Ok(row.fetch_optional(connection).await?.flatten().map(TokenFingerprint::new))
}

/// Writes by what the token of a login is known again. That is for ever.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such login, [`StoreError::Conflict`] where it has another token.
#[instrument(skip_all, fields(login = %of))]
pub async fn set_fingerprint(
    connection: &mut SqliteConnection,
    of: LoginId,
    fingerprint: &TokenFingerprint,
) -> Result<(), StoreError> {
    let (of, fingerprint) = (of.to_string(), fingerprint.as_str());
    let result = sqlx::query!("update logins set token_fingerprint = ? where id = ?", fingerprint, of);
    one_row(&result.execute(connection).await?)
}

/// All logins, the oldest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<Login>, StoreError> {
    sqlx::query_as!(
        Row,
        "select
            id, connection_id, item_id, institution_id, institution_name, state, removal_by, removal_asked_at_ms,
            attempts, next_try_at_ms, failed_at_ms, setback, error_type, error_code, error_message, error_request_id,
            removed_at_ms, removed_request_id, token_forgotten
        from logins order by created_at_ms, id",
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Login::try_from)
    .collect()
}

/// The logins whose removal Plaid has not confirmed, the one that was asked for first at first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn removing(connection: &mut SqliteConnection) -> Result<Vec<Login>, StoreError> {
    sqlx::query_as!(
        Row,
        "select
            id, connection_id, item_id, institution_id, institution_name, state, removal_by, removal_asked_at_ms,
            attempts, next_try_at_ms, failed_at_ms, setback, error_type, error_code, error_message, error_request_id,
            removed_at_ms, removed_request_id, token_forgotten
        from logins where state = 'removing' order by removal_asked_at_ms, id",
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Login::try_from)
    .collect()
}

/// The removed logins whose token the keyring may still have.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn not_forgotten(connection: &mut SqliteConnection) -> Result<Vec<LoginId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select id from logins where state = 'removed' and token_forgotten = 0 order by removed_at_ms, id"
    );
    ids.fetch_all(connection).await?.iter().map(|text| id("logins.id", text)).collect()
}

/// Whether an Item is that of a login on record, whatever became of it.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(item = item_id))]
pub async fn knows(connection: &mut SqliteConnection, item_id: &str) -> Result<bool, StoreError> {
    let found =
        sqlx::query_scalar!("select 1 from logins where item_id = ?", item_id).fetch_optional(connection).await?;
    Ok(found.is_some())
}

struct Row {
    id: String,
    connection_id: Option<String>,
    item_id: String,
    institution_id: String,
    institution_name: String,
    state: String,
    removal_by: Option<String>,
    removal_asked_at_ms: Option<i64>,
    attempts: Option<i64>,
    next_try_at_ms: Option<i64>,
    failed_at_ms: Option<i64>,
    setback: Option<String>,
    error_type: Option<String>,
    error_code: Option<String>,
    error_message: Option<String>,
    error_request_id: Option<String>,
    removed_at_ms: Option<i64>,
    removed_request_id: Option<String>,
    token_forgotten: i64,
}

impl From<&Login> for Row {
    fn from(login: &Login) -> Self {
        let (state, removal, failure) = match &login.state {
            LoginState::Held => ("held", None, None),
            LoginState::Current => ("current", None, None),
            LoginState::Removing { by, asked_at, failure } => ("removing", Some((by, asked_at)), failure.as_ref()),
            LoginState::Removed { by, asked_at, .. } => ("removed", Some((by, asked_at)), None),
        };
        let (removed_at, removed_request_id, token_forgotten) = match &login.state {
            LoginState::Removed { at, request_id, token_forgotten, .. } => {
                (Some(*at), request_id.clone(), *token_forgotten)
            }
            LoginState::Held | LoginState::Current | LoginState::Removing { .. } => (None, None, false),
        };
        Self {
            id: login.id.to_string(),
            connection_id: login.connection.map(|connection| connection.to_string()),
            item_id: login.item_id.clone(),
            institution_id: login.institution.id.clone(),
            institution_name: login.institution.name.clone(),
            state: state.to_owned(),
            removal_by: removal.map(|(by, _)| by.clone()),
            removal_asked_at_ms: milliseconds(removal.map(|(_, asked_at)| *asked_at)),
            attempts: failure.map(|failure| failure.attempts.into()),
            next_try_at_ms: milliseconds(failure.map(|failure| failure.next_try_at)),
            failed_at_ms: milliseconds(failure.map(|failure| failure.failed_at)),
            setback: failure.map(|failure| failure.setback.text().to_owned()),
            error_type: failure.and_then(|failure| failure.error_type.clone()),
            error_code: failure.and_then(|failure| failure.error_code.clone()),
            error_message: failure.and_then(|failure| failure.error_message.clone()),
            error_request_id: failure.and_then(|failure| failure.request_id.clone()),
            removed_at_ms: milliseconds(removed_at),
            removed_request_id,
            token_forgotten: token_forgotten.into(),
        }
    }
}

impl TryFrom<Row> for Login {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: id("logins.id", &row.id)?,
            connection: row.connection_id.as_deref().map(|text| id("logins.connection_id", text)).transpose()?,
            state: state(&row)?,
            item_id: row.item_id,
            institution: Institution { id: row.institution_id, name: row.institution_name },
        })
    }
}

fn state(row: &Row) -> Result<LoginState, StoreError> {
    let asked_at = optional_time("logins.removal_asked_at_ms", row.removal_asked_at_ms)?;
    let removed_at = optional_time("logins.removed_at_ms", row.removed_at_ms)?;
    let removal = row.removal_by.clone().zip(asked_at);
    match (row.state.as_str(), removal, removed_at) {
        ("held", None, None) => Ok(LoginState::Held),
        ("current", None, None) => Ok(LoginState::Current),
        ("removing", Some((by, asked_at)), None) => Ok(LoginState::Removing { by, asked_at, failure: failure(row)? }),
        ("removed", Some((by, asked_at)), Some(at)) => Ok(LoginState::Removed {
            by,
            asked_at,
            at,
            request_id: row.removed_request_id.clone(),
            token_forgotten: row.token_forgotten == 1,
        }),
        _ => Err(corrupt("logins.state", &row.state)),
    }
}

fn failure(row: &Row) -> Result<Option<RemovalFailure>, StoreError> {
    let (Some(attempts), Some(next_try_at), Some(failed_at), Some(setback)) =
        (row.attempts, row.next_try_at_ms, row.failed_at_ms, &row.setback)
    else {
        return Ok(None);
    };
    Ok(Some(RemovalFailure {
        attempts: count("logins.attempts", attempts)?,
        failed_at: time("logins.failed_at_ms", failed_at)?,
        next_try_at: time("logins.next_try_at_ms", next_try_at)?,
        setback: word("logins.setback", setback)?,
        error_type: row.error_type.clone(),
        error_code: row.error_code.clone(),
        error_message: row.error_message.clone(),
        request_id: row.error_request_id.clone(),
    }))
}

#[cfg(test)]
mod tests;
