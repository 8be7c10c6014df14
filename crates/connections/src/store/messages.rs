//! The messages that were written: one for each failure, in the transaction of the failure. They are never changed.

use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    words::{id, time},
};
use crate::model::{
    ids::MessageId,
    mail::{Message, MessageHeading},
};

/// How many messages there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub all: u32,
    /// Those that go out by themselves or can be sent again: see [`MessageHeading::is_open`].
    pub open: u32,
    /// Those of them that wait: for their next try, or for mail being set up.
    pub waiting: u32,
}

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

/// A part of the messages: first those that are open, then the others, each the newest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn page(
    connection: &mut SqliteConnection,
    offset: u32,
    number: u32,
) -> Result<Vec<MessageHeading>, StoreError> {
    let rows = sqlx::query!(
        r#"select id, subject, created_at_ms, is_open as "is_open!: bool"
        from messages join message_prospects on message_prospects.message_id = messages.id
        order by is_open desc, created_at_ms desc, id desc limit ? offset ?"#,
        number,
        offset,
    )
    .fetch_all(connection)
    .await?;
    let headings = rows.into_iter().map(|row| {
        Ok(MessageHeading {
            id: id("messages.id", &row.id)?,
            subject: row.subject,
            created_at: time("messages.created_at_ms", row.created_at_ms)?,
            is_open: row.is_open,
        })
    });
    headings.collect()
}

/// How many messages there are.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn tally(connection: &mut SqliteConnection) -> Result<Tally, StoreError> {
    let tally = sqlx::query_as!(
        Tally,
        r#"select
            count(*) as "all!: u32",
            count(*) filter (where is_open) as "open!: u32",
            count(*) filter (where is_waiting) as "waiting!: u32"
        from message_prospects"#,
    )
    .fetch_one(connection)
    .await?;
    Ok(tally)
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
    use crate::{
        model::mail::{Delivery, DeliveryState, MailSettings, Security},
        store::{
            deliveries, mail_settings,
            testing::{Records, at, refuses, say},
        },
    };

    async fn listed(connection: &mut SqliteConnection) -> Vec<MessageId> {
        page(connection, 0, 10).await.unwrap().into_iter().map(|heading| heading.id).collect()
    }

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
        let Message { id, subject, created_at, .. } = message(2, "removal/2");
        assert_eq!(page(&mut tx, 0, 1).await.unwrap(), [MessageHeading { id, subject, created_at, is_open: false }]);
        assert_eq!(listed(&mut tx).await, [id, message(1, "").id]);
        assert_eq!(get(&mut tx, message(3, "").id).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_failure_is_told_of_once() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        assert!(insert(&mut tx, &message(1, "removal/1")).await.unwrap());
        assert!(!insert(&mut tx, &message(2, "removal/1")).await.unwrap());
        assert_eq!(listed(&mut tx).await, [message(1, "").id]);
        assert_eq!(
            get(&mut tx, message(1, "").id).await.unwrap(),
            Some(message(1, "removal/1")),
            "the first one stays"
        );
        assert!(
            matches!(insert(&mut tx, &message(1, "removal/3")).await, Err(StoreError::Conflict(_))),
            "the id is taken"
        );
    }

    /// Adds a message with one delivery in each of these states.
    async fn written(connection: &mut SqliteConnection, message: &Message, states: &[(DeliveryState, &str)]) {
        insert(connection, message).await.unwrap();
        for (state, recipient) in states {
            let recipient = (*recipient).to_owned();
            let delivery = Delivery { message: message.id, recipient, state: *state, attempts: 1 };
            deliveries::insert(connection, &delivery).await.unwrap();
        }
    }

    #[tokio::test]
    async fn what_something_can_come_of_stands_first_however_many_later_ones_are_done() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        let sent = DeliveryState::Sent { at: at(9) };
        let waiting = DeliveryState::Waiting { next_try_at: at(9) };
        for (number, states) in [
            (1, vec![(sent, "a@firm.example"), (DeliveryState::Refused, "b@firm.example")]),
            (2, vec![(sent, "a@firm.example"), (waiting, "b@firm.example")]),
            (3, vec![(DeliveryState::Uncertain, "a@firm.example")]),
            (4, vec![(DeliveryState::Sending, "a@firm.example")]),
            (5, vec![(sent, "a@firm.example")]),
            (6, vec![(sent, "a@firm.example"), (sent, "b@firm.example")]),
        ] {
            written(&mut tx, &message(number, &format!("summary/{number}")), &states).await;
        }
        assert_eq!(listed(&mut tx).await, [4, 3, 2, 1, 6, 5].map(|number| message(number, "").id));
        let second = page(&mut tx, 3, 2).await.unwrap();
        let second: Vec<_> = second.into_iter().map(|heading| (heading.id, heading.is_open)).collect();
        assert_eq!(second, [(message(1, "").id, true), (message(6, "").id, false)]);
        assert_eq!(tally(&mut tx).await.unwrap(), Tally { all: 6, open: 4, waiting: 1 });
    }

    #[tokio::test]
    async fn a_message_to_an_address_that_was_given_up_is_done() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        let refused = (DeliveryState::Refused, "Partner@firm.example");
        written(&mut tx, &message(1, "notice/1"), &[refused]).await;
        assert_eq!(tally(&mut tx).await.unwrap(), Tally { all: 1, open: 0, waiting: 0 }, "mail is not set up");
        let mut settings = MailSettings {
            host: "mail.firm.example".to_owned(),
            port: 465,
            security: Security::Tls,
            user_name: None,
            sender: "books@firm.example".to_owned(),
            recipients: vec!["other@firm.example".to_owned(), "partner@firm.example".to_owned()],
        };
        mail_settings::set(&mut tx, &settings).await.unwrap();
        assert_eq!(tally(&mut tx).await.unwrap(), Tally { all: 1, open: 1, waiting: 0 }, "it can be sent again");
        settings.recipients.pop();
        mail_settings::set(&mut tx, &settings).await.unwrap();
        assert_eq!(tally(&mut tx).await.unwrap(), Tally { all: 1, open: 0, waiting: 0 });
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
        assert_eq!(tally(&mut tx).await.unwrap(), Tally { all: 4, open: 2, waiting: 2 }, "they wait for mail");
        say(&mut tx, "update logins set state = 'removed', removed_at_ms = 1").await.unwrap();
        assert_eq!(on_standing_failures(&mut tx).await.unwrap(), []);
        assert_eq!(tally(&mut tx).await.unwrap(), Tally { all: 4, open: 0, waiting: 0 }, "nothing is left to tell");
    }
}
