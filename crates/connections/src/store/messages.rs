//! The messages that were written: one for each failure, in the transaction of the failure. They are never changed.

use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    words::{id, time},
};
use crate::model::{ids::MessageId, mail::Message};

/// Messages that are read at once. Older ones stay in the file.
pub const MESSAGES_AT_ONCE: i64 = 200;

/// Adds a message. `false` where there is one of that cause already, which stays as it is.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(message = %new.id, cause = new.cause))]
pub async fn insert(connection: &mut SqliteConnection, new: &Message) -> Result<bool, StoreError> {
    let id = new.id.to_string();
    let created_at = new.created_at.as_millisecond();
    let result = sqlx::query!(
        "insert into messages (id, cause, subject, text_body, html_body, created_at_ms) values (?, ?, ?, ?, ?, ?)
        on conflict (cause) do nothing",
        id,
        new.cause,
        new.subject,
        new.text,
        new.html,
        created_at,
    )
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// One message.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(message = %id))]
pub async fn get(connection: &mut SqliteConnection, id: MessageId) -> Result<Option<Message>, StoreError> {
    let id = id.to_string();
    sqlx::query_as!(
        Row,
        "select id, cause, subject, text_body, html_body, created_at_ms from messages where id = ?",
        id
    )
    .fetch_optional(connection)
    .await?
    .map(Message::try_from)
    .transpose()
}

/// The last messages, the newest first; at most [`MESSAGES_AT_ONCE`].
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<Message>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, cause, subject, text_body, html_body, created_at_ms from messages
        order by created_at_ms desc, id desc limit ?",
        MESSAGES_AT_ONCE,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Message::try_from)
    .collect()
}

/// The messages on logins that could not be removed to this day, the oldest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn on_standing_failures(connection: &mut SqliteConnection) -> Result<Vec<MessageId>, StoreError> {
    sqlx::query_scalar!(
        "select messages.id from messages join logins on messages.cause = 'removal/' || logins.id
        where logins.state = 'removing' order by messages.created_at_ms, messages.id",
    )
    .fetch_all(connection)
    .await?
    .iter()
    .map(|text| id("messages.id", text))
    .collect()
}

struct Row {
    id: String,
    cause: String,
    subject: String,
    text_body: String,
    html_body: String,
    created_at_ms: i64,
}

impl TryFrom<Row> for Message {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: id("messages.id", &row.id)?,
            cause: row.cause,
            subject: row.subject,
            text: row.text_body,
            html: row.html_body,
            created_at: time("messages.created_at_ms", row.created_at_ms)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::store::testing::{Records, at, refuses, say};

    fn message(number: u128, cause: &str) -> Message {
        Message {
            id: MessageId::new(Uuid::from_u128(number)),
            cause: cause.to_owned(),
            subject: "A login could not be removed".to_owned(),
            text: "What happened".to_owned(),
            html: "<p>What happened</p>".to_owned(),
            created_at: at(i64::try_from(number).unwrap()),
        }
    }

    #[tokio::test]
    async fn messages_are_read_as_they_were_written_the_newest_first() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        for message in [message(1, "removal/1"), message(2, "removal/2")] {
            assert!(insert(&mut tx, &message).await.unwrap());
            assert_eq!(get(&mut tx, message.id).await.unwrap(), Some(message));
        }
        assert_eq!(list(&mut tx).await.unwrap(), [message(2, "removal/2"), message(1, "removal/1")]);
        assert_eq!(get(&mut tx, message(3, "").id).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_failure_is_told_of_once() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        assert!(insert(&mut tx, &message(1, "removal/1")).await.unwrap());
        assert!(!insert(&mut tx, &message(2, "removal/1")).await.unwrap());
        assert_eq!(list(&mut tx).await.unwrap(), [message(1, "removal/1")], "the first one stays");
        assert!(
            matches!(insert(&mut tx, &message(1, "removal/3")).await, Err(StoreError::Conflict(_))),
            "the id is taken"
        );
    }

    #[tokio::test]
    async fn a_message_without_a_cause_or_a_subject_is_refused() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        refuses(
            &mut tx,
            &[
                "insert into messages values ('con_1', 'removal/1', 's', 't', 'h', 0)",
                "insert into messages values ('msg_1', '', 's', 't', 'h', 0)",
                "insert into messages values ('msg_1', 'removal/1', '', 't', 'h', 0)",
            ],
        )
        .await;
    }

    #[tokio::test]
    async fn a_failure_stands_until_the_login_is_removed() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        for (number, state) in [(1, "removing"), (2, "removed"), (3, "removing")] {
            let login = format!("lgn_{number:032}");
            sqlx::query(
                "insert into logins (id, item_id, institution_id, institution_name, state, removal_by,
                    removal_asked_at_ms, removed_at_ms, created_at_ms)
                values (?1, ?1, 'ins_1', 'Bank', ?2, 'Integration user', 0, iif(?2 = 'removed', 0, null), 0)",
            )
            .bind(&login)
            .bind(state)
            .execute(&mut *tx)
            .await
            .unwrap();
            insert(&mut tx, &message(number, &format!("removal/{login}"))).await.unwrap();
        }
        insert(&mut tx, &message(4, "another cause")).await.unwrap();
        assert_eq!(on_standing_failures(&mut tx).await.unwrap(), [message(1, "").id, message(3, "").id]);
        say(&mut tx, "update logins set state = 'removed', removed_at_ms = 1").await.unwrap();
        assert_eq!(on_standing_failures(&mut tx).await.unwrap(), []);
    }
}
