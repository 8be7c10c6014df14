//! The link sessions. A session is written before each step, so that after a crash its row tells what is to be done.
//!
//! At most one session of a connection is unfinished at a time; the records refuse a second one.

use plaid::{HostedLinkUrl, LinkToken};
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::{is_duplicate, one_row},
    words::{StateTexts, Word, count, id, milliseconds, optional_time, purpose, purpose_text, state, time, word},
};
use crate::model::{
    connection::Institution,
    ids::{ConnectionId, LinkSessionId, LoginId},
    link_session::{Delay, LinkSession, Page, PageExit},
    login::Login,
};

/// Adds a session.
///
/// # Errors
/// [`StoreError::SessionUnfinished`] where the connection has another one that is not past its reconciliation,
/// [`StoreError::Conflict`] where the connection is unknown.
#[instrument(skip_all, fields(session = %new.id, connection = %new.connection))]
pub async fn insert(connection: &mut SqliteConnection, new: &LinkSession) -> Result<(), StoreError> {
    let row = Row::from(new);
    sqlx::query!(
        "insert into link_sessions (
            id, connection_id, kind, login_id, started_by, institution_id, institution_name, state, ending, outcome,
            exchanges, second_login, place, link_token, hosted_url, page_expires_at_ms, plaid_session_id, request_id,
            exit_step, exit_code, exit_request_id, recovered, attempts, next_try_at_ms, setback, setback_code, setback_request_id,
            started_at_ms, ended_at_ms, settled_at_ms, acknowledged_at_ms
        ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.id,
        row.connection_id,
        row.kind,
        row.login_id,
        row.started_by,
        row.institution_id,
        row.institution_name,
        row.state,
        row.ending,
        row.outcome,
        row.exchanges,
        row.second_login,
        row.place,
        row.link_token,
        row.hosted_url,
        row.page_expires_at_ms,
        row.plaid_session_id,
        row.request_id,
        row.exit_step,
        row.exit_code,
        row.exit_request_id,
        row.recovered,
        row.attempts,
        row.next_try_at_ms,
        row.setback,
        row.setback_code,
        row.setback_request_id,
        row.started_at_ms,
        row.ended_at_ms,
        row.settled_at_ms,
        row.acknowledged_at_ms,
    )
    .execute(connection)
    .await
    .map_err(unless_unfinished)?;
    Ok(())
}

/// Writes everything of a session that can change. The login that it brings, who began it and when stay.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such session.
#[instrument(skip_all, fields(session = %session.id))]
pub async fn save(connection: &mut SqliteConnection, session: &LinkSession) -> Result<(), StoreError> {
    let row = Row::from(session);
    let result = sqlx::query!(
        "update link_sessions set
            connection_id = ?, kind = ?, institution_id = ?, institution_name = ?, state = ?, ending = ?, outcome = ?,
            exchanges = ?, second_login = ?, place = ?, link_token = ?, hosted_url = ?, page_expires_at_ms = ?,
            plaid_session_id = ?, request_id = ?, exit_step = ?, exit_code = ?, exit_request_id = ?, recovered = ?, attempts = ?,
            next_try_at_ms = ?, setback = ?, setback_code = ?, setback_request_id = ?, ended_at_ms = ?,
            settled_at_ms = ?, acknowledged_at_ms = ?
        where id = ?",
        row.connection_id,
        row.kind,
        row.institution_id,
        row.institution_name,
        row.state,
        row.ending,
        row.outcome,
        row.exchanges,
        row.second_login,
        row.place,
        row.link_token,
        row.hosted_url,
        row.page_expires_at_ms,
        row.plaid_session_id,
        row.request_id,
        row.exit_step,
        row.exit_code,
        row.exit_request_id,
        row.recovered,
        row.attempts,
        row.next_try_at_ms,
        row.setback,
        row.setback_code,
        row.setback_request_id,
        row.ended_at_ms,
        row.settled_at_ms,
        row.acknowledged_at_ms,
        row.id,
    )
    .execute(connection)
    .await
    .map_err(unless_unfinished)?;
    one_row(&result)
}

/// One session.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(session = %id))]
pub async fn get(connection: &mut SqliteConnection, id: LinkSessionId) -> Result<Option<LinkSession>, StoreError> {
    let id = id.to_string();
    sqlx::query_as!(Row, "select * from link_sessions where id = ?", id)
        .fetch_optional(connection)
        .await?
        .map(LinkSession::try_from)
        .transpose()
}

/// All sessions that are not over, the oldest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn unsettled(connection: &mut SqliteConnection) -> Result<Vec<LinkSession>, StoreError> {
    sqlx::query_as!(Row, "select * from link_sessions where state <> 'settled' order by started_at_ms, id")
        .fetch_all(connection)
        .await?
        .into_iter()
        .map(LinkSession::try_from)
        .collect()
}

/// The sessions of one connection that are not over, the oldest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(connection = %of))]
pub async fn unsettled_of(connection: &mut SqliteConnection, of: ConnectionId) -> Result<Vec<LinkSession>, StoreError> {
    // A connection that is in the making is known by its first login.
    let first_login = LoginId::new(of.uuid()).to_string();
    let of = of.to_string();
    sqlx::query_as!(
        Row,
        "select * from link_sessions
        where (connection_id = ? or (connection_id is null and login_id = ?)) and state <> 'settled'
        order by started_at_ms, id",
        of,
        first_login,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(LinkSession::try_from)
    .collect()
}

/// The sessions whose result is committed and was not put away by the user, the oldest result first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn unacknowledged(connection: &mut SqliteConnection) -> Result<Vec<LinkSession>, StoreError> {
    sqlx::query_as!(
        Row,
        "select * from link_sessions
        where settled_at_ms is not null and acknowledged_at_ms is null
        order by settled_at_ms, id",
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(LinkSession::try_from)
    .collect()
}

/// The sessions whose login was made and never arrived, the oldest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn lost(connection: &mut SqliteConnection) -> Result<Vec<LinkSession>, StoreError> {
    sqlx::query_as!(
        Row,
        "select * from link_sessions where state = 'settled' and outcome = 'lost' order by settled_at_ms, id",
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(LinkSession::try_from)
    .collect()
}

/// Plaid's id of the session that brought a login or, where Plaid tells of none, of the last update of its
/// connection. A session that brought another login is never meant.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(login = %login.id))]
pub async fn plaid_session_of(connection: &mut SqliteConnection, login: &Login) -> Result<Option<String>, StoreError> {
    let of = login.connection.map(|connection| connection.to_string());
    let login = login.id.to_string();
    let plaid_session_id = sqlx::query_scalar!(
        r#"select plaid_session_id as "plaid_session_id!" from link_sessions
        where plaid_session_id is not null and (login_id = ? or (login_id is null and connection_id = ?))
        order by login_id is ? desc, started_at_ms desc limit 1"#,
        login,
        of,
        login,
    );
    Ok(plaid_session_id.fetch_optional(connection).await?)
}

/// The one rule of uniqueness that can be broken here is that of the unfinished sessions: ids are never used twice.
fn unless_unfinished(error: sqlx::Error) -> StoreError {
    if is_duplicate(&error) { StoreError::SessionUnfinished } else { error.into() }
}

struct Row {
    id: String,
    connection_id: Option<String>,
    kind: String,
    login_id: Option<String>,
    started_by: String,
    institution_id: Option<String>,
    institution_name: Option<String>,
    state: String,
    ending: Option<String>,
    outcome: Option<String>,
    exchanges: i64,
    second_login: i64,
    place: String,
    link_token: Option<String>,
    hosted_url: Option<String>,
    page_expires_at_ms: Option<i64>,
    plaid_session_id: Option<String>,
    request_id: Option<String>,
    exit_step: Option<String>,
    exit_code: Option<String>,
    exit_request_id: Option<String>,
    recovered: i64,
    attempts: Option<i64>,
    next_try_at_ms: Option<i64>,
    setback: Option<String>,
    setback_code: Option<String>,
    setback_request_id: Option<String>,
    started_at_ms: i64,
    ended_at_ms: Option<i64>,
    settled_at_ms: Option<i64>,
    acknowledged_at_ms: Option<i64>,
}

impl From<&LinkSession> for Row {
    fn from(session: &LinkSession) -> Self {
        let StateTexts { state, ending, outcome } = session.state.into();
        let page = session.page.as_ref();
        let delay = session.delay.as_ref();
        Self {
            id: session.id.to_string(),
            connection_id: session.has_connection().then(|| session.connection.to_string()),
            kind: purpose_text(session.purpose).to_owned(),
            login_id: session.purpose.login().map(|login| login.to_string()),
            started_by: session.started_by.clone(),
            institution_id: session.institution.as_ref().map(|institution| institution.id.clone()),
            institution_name: session.institution.as_ref().map(|institution| institution.name.clone()),
            state: state.to_owned(),
            ending: ending.map(str::to_owned),
            outcome: outcome.map(str::to_owned),
            exchanges: session.exchanges.into(),
            second_login: session.second_login.into(),
            place: session.place.text().to_owned(),
            link_token: page.map(|page| page.token.as_str().to_owned()),
            hosted_url: page.map(|page| page.url.as_str().to_owned()),
            page_expires_at_ms: page.map(|page| page.expires_at.as_millisecond()),
            plaid_session_id: session.plaid_session_id.clone(),
            request_id: session.request_id.clone(),
            exit_step: session.exit.as_ref().and_then(|exit| exit.step.clone()),
            exit_code: session.exit.as_ref().and_then(|exit| exit.code.clone()),
            exit_request_id: session.exit.as_ref().and_then(|exit| exit.request_id.clone()),
            recovered: session.recovered.into(),
            attempts: delay.map(|delay| delay.attempts.into()),
            next_try_at_ms: delay.map(|delay| delay.next_try_at.as_millisecond()),
            setback: delay.map(|delay| delay.setback.text().to_owned()),
            setback_code: delay.and_then(|delay| delay.code.clone()),
            setback_request_id: delay.and_then(|delay| delay.request_id.clone()),
            started_at_ms: session.started_at.as_millisecond(),
            ended_at_ms: milliseconds(session.ended_at),
            settled_at_ms: milliseconds(session.settled_at),
            acknowledged_at_ms: milliseconds(session.acknowledged_at),
        }
    }
}

impl TryFrom<Row> for LinkSession {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let purpose = purpose(&row.kind, row.login_id.as_deref())?;
        let texts = StateTexts { state: &row.state, ending: row.ending.as_deref(), outcome: row.outcome.as_deref() };
        Ok(Self {
            id: id("link_sessions.id", &row.id)?,
            purpose,
            connection: match (&row.connection_id, purpose.login()) {
                (None, Some(login)) => ConnectionId::of_first(login),
                (connection, _) => id("link_sessions.connection_id", connection.as_deref().unwrap_or_default())?,
            },
            state: state(texts)?,
            exchanges: count("link_sessions.exchanges", row.exchanges)?,
            second_login: row.second_login == 1,
            place: word("link_sessions.place", &row.place)?,
            page: page(&row)?,
            delay: delay(&row)?,
            exit: exit(&row),
            institution: row.institution_id.zip(row.institution_name).map(|(id, name)| Institution { id, name }),
            started_by: row.started_by,
            plaid_session_id: row.plaid_session_id,
            request_id: row.request_id,
            recovered: row.recovered == 1,
            started_at: time("link_sessions.started_at_ms", row.started_at_ms)?,
            ended_at: optional_time("link_sessions.ended_at_ms", row.ended_at_ms)?,
            settled_at: optional_time("link_sessions.settled_at_ms", row.settled_at_ms)?,
            acknowledged_at: optional_time("link_sessions.acknowledged_at_ms", row.acknowledged_at_ms)?,
        })
    }
}

fn page(row: &Row) -> Result<Option<Page>, StoreError> {
    let (Some(token), Some(url), Some(expires_at)) = (&row.link_token, &row.hosted_url, row.page_expires_at_ms) else {
        return Ok(None);
    };
    Ok(Some(Page {
        token: LinkToken::new(token.clone()),
        url: HostedLinkUrl::new(url.clone()),
        expires_at: time("link_sessions.page_expires_at_ms", expires_at)?,
    }))
}

fn exit(row: &Row) -> Option<PageExit> {
    let exit =
        PageExit { step: row.exit_step.clone(), code: row.exit_code.clone(), request_id: row.exit_request_id.clone() };
    (exit.step.is_some() || exit.code.is_some() || exit.request_id.is_some()).then_some(exit)
}

fn delay(row: &Row) -> Result<Option<Delay>, StoreError> {
    let (Some(attempts), Some(next_try_at), Some(setback)) = (row.attempts, row.next_try_at_ms, &row.setback) else {
        return Ok(None);
    };
    Ok(Some(Delay {
        attempts: count("link_sessions.attempts", attempts)?,
        next_try_at: time("link_sessions.next_try_at_ms", next_try_at)?,
        setback: word("link_sessions.setback", setback)?,
        code: row.setback_code.clone(),
        request_id: row.setback_request_id.clone(),
    }))
}

#[cfg(test)]
mod tests;
