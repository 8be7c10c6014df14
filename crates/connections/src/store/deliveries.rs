//! Messages on their way: a row for each recipient, and a row for each try.

use jiff::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    words::{Word as _, corrupt, count, id, milliseconds, time, word},
};
use crate::model::{
    ids::MessageId,
    link_session::Delay,
    mail::{Attempt, Delivery, DeliveryState},
};

/// Has a message go to a recipient. `false` where it does already; that stays as it is.
///
/// # Errors
/// [`StoreError::Conflict`] where there is no such message.
#[instrument(skip_all, fields(message = %new.message))]
pub async fn insert(connection: &mut SqliteConnection, new: &Delivery) -> Result<bool, StoreError> {
    let message = new.message.to_string();
    let (state, next_try_at, sent_at) = columns(new.state);
    let result = sqlx::query!(
        "insert into deliveries (message_id, recipient, state, attempts, next_try_at_ms, sent_at_ms)
        values (?, ?, ?, ?, ?, ?) on conflict (message_id, recipient) do nothing",
        message,
        new.recipient,
        state,
        new.attempts,
        next_try_at,
        sent_at,
    )
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// One message on its way to one recipient.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%message))]
pub async fn get(
    connection: &mut SqliteConnection,
    message: MessageId,
    recipient: &str,
) -> Result<Option<Delivery>, StoreError> {
    let message = message.to_string();
    sqlx::query_as!(
        Row,
        "select message_id, recipient, state, attempts, next_try_at_ms, sent_at_ms
        from deliveries where message_id = ? and recipient = ?",
        message,
        recipient,
    )
    .fetch_optional(connection)
    .await?
    .map(Delivery::try_from)
    .transpose()
}

/// A message on its way to all its recipients, in the order in which they were named.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%message))]
pub async fn list_of(connection: &mut SqliteConnection, message: MessageId) -> Result<Vec<Delivery>, StoreError> {
    let message = message.to_string();
    sqlx::query_as!(
        Row,
        "select message_id, recipient, state, attempts, next_try_at_ms, sent_at_ms
        from deliveries where message_id = ? order by rowid",
        message,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Delivery::try_from)
    .collect()
}

/// Several messages on their way to all their recipients, each with its last try, in the order in which they were named.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list_of_all(
    connection: &mut SqliteConnection,
    messages: &[MessageId],
) -> Result<Vec<(Delivery, Option<Attempt>)>, StoreError> {
    let messages = json!(messages.iter().map(MessageId::to_string).collect::<Vec<_>>()).to_string();
    let rows = sqlx::query!(
        r#"select
            deliveries.message_id, deliveries.recipient, state, attempts, next_try_at_ms, sent_at_ms,
            at_ms as "at_ms?", result as "result?", answer as "answer?"
        from deliveries left join delivery_attempts on delivery_attempts.id = (
            select max(id) from delivery_attempts as tries
            where tries.message_id = deliveries.message_id and tries.recipient = deliveries.recipient
        )
        where deliveries.message_id in (select value from json_each(?)) order by deliveries.rowid"#,
        messages,
    )
    .fetch_all(connection)
    .await?;
    let deliveries = rows.into_iter().map(|row| {
        let last = match (row.at_ms, row.result, row.answer) {
            (Some(at_ms), Some(result), Some(answer)) => Some(Attempt::try_from(AttemptRow { at_ms, result, answer })?),
            _ => None,
        };
        let delivery = Delivery::try_from(Row {
            message_id: row.message_id,
            recipient: row.recipient,
            state: row.state,
            attempts: row.attempts,
            next_try_at_ms: row.next_try_at_ms,
            sent_at_ms: row.sent_at_ms,
        })?;
        Ok((delivery, last))
    });
    deliveries.collect()
}

/// What has not come to its end, the earliest message first: it waits, or goes out at this moment.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn unfinished(connection: &mut SqliteConnection) -> Result<Vec<Delivery>, StoreError> {
    sqlx::query_as!(
        Row,
        "select message_id, recipient, state, attempts, next_try_at_ms, sent_at_ms
        from deliveries where state in ('waiting', 'sending') order by rowid",
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Delivery::try_from)
    .collect()
}

/// Writes how far a message has come on its way to a recipient.
///
/// # Errors
/// [`StoreError::NotFound`] where it does not go there.
#[instrument(skip_all, fields(message = %delivery.message))]
pub async fn save(connection: &mut SqliteConnection, delivery: &Delivery) -> Result<(), StoreError> {
    let message = delivery.message.to_string();
    let (state, next_try_at, sent_at) = columns(delivery.state);
    let result = sqlx::query!(
        "update deliveries set state = ?, attempts = ?, next_try_at_ms = ?, sent_at_ms = ?
        where message_id = ? and recipient = ?",
        state,
        delivery.attempts,
        next_try_at,
        sent_at,
        message,
        delivery.recipient,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Has a message go to a recipient no more. Its tries have to be gone before.
///
/// # Errors
/// [`StoreError::NotFound`] where it does not go there, [`StoreError::Conflict`] where a try is on record.
#[instrument(skip_all, fields(%message))]
pub async fn delete(connection: &mut SqliteConnection, message: MessageId, recipient: &str) -> Result<(), StoreError> {
    let message = message.to_string();
    let result = sqlx::query!("delete from deliveries where message_id = ? and recipient = ?", message, recipient)
        .execute(connection)
        .await?;
    one_row(&result)
}

/// Adds a try.
///
/// # Errors
/// [`StoreError::Conflict`] where the message does not go to this recipient.
#[instrument(skip_all, fields(%message))]
pub async fn insert_attempt(
    connection: &mut SqliteConnection,
    message: MessageId,
    recipient: &str,
    attempt: &Attempt,
) -> Result<(), StoreError> {
    let message = message.to_string();
    let at = attempt.at.as_millisecond();
    let result = attempt.result.text();
    sqlx::query!(
        "insert into delivery_attempts (message_id, recipient, at_ms, result, answer) values (?, ?, ?, ?, ?)",
        message,
        recipient,
        at,
        result,
        attempt.answer,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The last try for a recipient.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%message))]
pub async fn last_attempt(
    connection: &mut SqliteConnection,
    message: MessageId,
    recipient: &str,
) -> Result<Option<Attempt>, StoreError> {
    let message = message.to_string();
    sqlx::query_as!(
        AttemptRow,
        "select at_ms, result, answer from delivery_attempts
        where message_id = ? and recipient = ? order by id desc limit 1",
        message,
        recipient,
    )
    .fetch_optional(connection)
    .await?
    .map(Attempt::try_from)
    .transpose()
}

/// Forgets the tries for a recipient.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%message))]
pub async fn delete_attempts_of(
    connection: &mut SqliteConnection,
    message: MessageId,
    recipient: &str,
) -> Result<(), StoreError> {
    let message = message.to_string();
    sqlx::query!("delete from delivery_attempts where message_id = ? and recipient = ?", message, recipient)
        .execute(connection)
        .await?;
    Ok(())
}

/// As a state is stored: its word, when it is tried next, and when it was sent.
fn columns(state: DeliveryState) -> (&'static str, Option<i64>, Option<i64>) {
    match state {
        DeliveryState::Waiting { next_try_at } => ("waiting", milliseconds(Some(next_try_at)), None),
        DeliveryState::Sending => ("sending", None, None),
        DeliveryState::Sent { at } => ("sent", None, milliseconds(Some(at))),
        DeliveryState::Refused => ("refused", None, None),
        DeliveryState::Uncertain => ("uncertain", None, None),
    }
}

impl Delivery {
    /// When it is tried next, where it waits. A time that is further away than any wait is left from a clock that was
    /// wrong.
    pub(crate) fn due_at(&self, now: Timestamp) -> Option<Timestamp> {
        let DeliveryState::Waiting { next_try_at } = self.state else { return None };
        Some(if next_try_at <= now + Delay::LONGEST_WAIT { next_try_at } else { now })
    }
}

struct Row {
    message_id: String,
    recipient: String,
    state: String,
    attempts: i64,
    next_try_at_ms: Option<i64>,
    sent_at_ms: Option<i64>,
}

impl TryFrom<Row> for Delivery {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let state = match (row.state.as_str(), row.next_try_at_ms, row.sent_at_ms) {
            ("waiting", Some(at), None) => {
                DeliveryState::Waiting { next_try_at: time("deliveries.next_try_at_ms", at)? }
            }
            ("sending", None, None) => DeliveryState::Sending,
            ("sent", None, Some(at)) => DeliveryState::Sent { at: time("deliveries.sent_at_ms", at)? },
            ("refused", None, None) => DeliveryState::Refused,
            ("uncertain", None, None) => DeliveryState::Uncertain,
            _ => return Err(corrupt("deliveries.state", &row.state)),
        };
        Ok(Self {
            message: id("deliveries.message_id", &row.message_id)?,
            recipient: row.recipient,
            state,
            attempts: count("deliveries.attempts", row.attempts)?,
        })
    }
}

struct AttemptRow {
    at_ms: i64,
    result: String,
    answer: String,
}

impl TryFrom<AttemptRow> for Attempt {
    type Error = StoreError;

    fn try_from(row: AttemptRow) -> Result<Self, StoreError> {
        Ok(Self {
            at: time("delivery_attempts.at_ms", row.at_ms)?,
            result: word("delivery_attempts.result", &row.result)?,
            answer: row.answer,
        })
    }
}

#[cfg(test)]
mod tests;
