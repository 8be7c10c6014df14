//! The connections: one row a login at a bank. Rows are never deleted; a removed one is obsolete.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    words::{health, health_texts, id, milliseconds, optional_time},
};
use crate::model::{
    connection::{Connection, Health, Institution},
    ids::ConnectionId,
};

/// Adds a connection. Its health is taken as read at `created_at`.
///
/// # Errors
/// [`StoreError::Conflict`] where the id or the Item is on record already.
#[instrument(skip_all, fields(connection = %new.id))]
pub async fn insert(
    connection: &mut SqliteConnection,
    new: &Connection,
    created_at: Timestamp,
) -> Result<(), StoreError> {
    let id = new.id.to_string();
    let (health, reason) = health_texts(new.health);
    let consent_ends_at = milliseconds(new.consent_ends_at);
    let updated_at = milliseconds(new.updated_at);
    let created_at = created_at.as_millisecond();
    sqlx::query!(
        "insert into connections (
            id, item_id, institution_id, institution_name, health, reason, consent_ends_at_ms, updated_at_ms,
            checked_at_ms, obsolete, created_at_ms
        ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        new.item_id,
        new.institution.id,
        new.institution.name,
        health,
        reason,
        consent_ends_at,
        updated_at,
        created_at,
        new.obsolete,
        created_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// One connection.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(connection = %id))]
pub async fn get(connection: &mut SqliteConnection, id: ConnectionId) -> Result<Option<Connection>, StoreError> {
    let id = id.to_string();
    sqlx::query_as!(
        Row,
        "select id, item_id, institution_id, institution_name, health, reason, consent_ends_at_ms, updated_at_ms, obsolete
        from connections
        where id = ?",
        id,
    )
    .fetch_optional(connection)
    .await?
    .map(Connection::try_from)
    .transpose()
}

/// All connections, by the name of the bank; of one bank the oldest first.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<Connection>, StoreError> {
    sqlx::query_as!(
        Row,
        "select id, item_id, institution_id, institution_name, health, reason, consent_ends_at_ms, updated_at_ms, obsolete
        from connections
        order by institution_name collate nocase, id",
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Connection::try_from)
    .collect()
}

/// Writes what a reading at Plaid said.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such connection.
#[instrument(skip_all, fields(connection = %id))]
pub async fn set_health(
    connection: &mut SqliteConnection,
    id: ConnectionId,
    health: Health,
    consent_ends_at: Option<Timestamp>,
    checked_at: Timestamp,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let (health, reason) = health_texts(health);
    let consent_ends_at = milliseconds(consent_ends_at);
    let checked_at = checked_at.as_millisecond();
    let result = sqlx::query!(
        "update connections set health = ?, reason = ?, consent_ends_at_ms = ?, checked_at_ms = ? where id = ?",
        health,
        reason,
        consent_ends_at,
        checked_at,
        id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Writes when the last update was committed.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such connection.
#[instrument(skip_all, fields(connection = %id))]
pub async fn set_updated_at(
    connection: &mut SqliteConnection,
    id: ConnectionId,
    updated_at: Timestamp,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let updated_at = updated_at.as_millisecond();
    let result = sqlx::query!("update connections set updated_at_ms = ? where id = ?", updated_at, id)
        .execute(connection)
        .await?;
    one_row(&result)
}

/// Marks a connection as removed.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such connection.
#[instrument(skip_all, fields(connection = %id))]
pub async fn set_obsolete(connection: &mut SqliteConnection, id: ConnectionId) -> Result<(), StoreError> {
    let id = id.to_string();
    let result = sqlx::query!("update connections set obsolete = 1 where id = ?", id).execute(connection).await?;
    one_row(&result)
}

struct Row {
    id: String,
    item_id: String,
    institution_id: String,
    institution_name: String,
    health: String,
    reason: Option<String>,
    consent_ends_at_ms: Option<i64>,
    updated_at_ms: Option<i64>,
    obsolete: i64,
}

impl TryFrom<Row> for Connection {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: id("connections.id", &row.id)?,
            item_id: row.item_id,
            institution: Institution { id: row.institution_id, name: row.institution_name },
            health: health(&row.health, row.reason.as_deref())?,
            consent_ends_at: optional_time("connections.consent_ends_at_ms", row.consent_ends_at_ms)?,
            updated_at: optional_time("connections.updated_at_ms", row.updated_at_ms)?,
            obsolete: row.obsolete == 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::connection::UpdateReason,
        store::testing::{Records, at, connection, connection_id, from_another_version, refuses},
    };

    const EVERY_HEALTH: [Health; 8] = [
        Health::Good,
        Health::NeedsUpdate(UpdateReason::CredentialsChanged),
        Health::NeedsUpdate(UpdateReason::MfaChanged),
        Health::NeedsUpdate(UpdateReason::LoginLocked),
        Health::NeedsUpdate(UpdateReason::ConsentEnds),
        Health::NeedsUpdate(UpdateReason::NewAccounts),
        Health::Gone,
        Health::BankUnavailable,
    ];

    #[tokio::test]
    async fn a_connection_reads_back_as_it_was_written() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        for (number, health) in (1..).zip(EVERY_HEALTH) {
            let new = Connection {
                health,
                consent_ends_at: Some(at(5)),
                updated_at: Some(at(6)),
                obsolete: number % 2 == 0,
                ..connection(number)
            };
            insert(&mut tx, &new, at(0)).await.unwrap();
            assert_eq!(get(&mut tx, new.id).await.unwrap(), Some(new));
        }
        assert_eq!(get(&mut tx, connection_id(99)).await.unwrap(), None);
    }

    #[tokio::test]
    async fn connections_are_listed_by_the_name_of_the_bank() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        for (number, name) in [(1, "tartan"), (2, "Platypus"), (3, "Tartan")] {
            let mut new = connection(number);
            name.clone_into(&mut new.institution.name);
            insert(&mut tx, &new, at(0)).await.unwrap();
        }
        let order: Vec<_> = list(&mut tx).await.unwrap().into_iter().map(|connection| connection.id).collect();
        assert_eq!(order, [2, 1, 3].map(connection_id));
    }

    #[tokio::test]
    async fn a_change_touches_its_connection_only() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        insert(&mut tx, &connection(1), at(0)).await.unwrap();
        insert(&mut tx, &connection(2), at(0)).await.unwrap();

        set_health(&mut tx, connection_id(1), Health::Gone, Some(at(9)), at(1)).await.unwrap();
        set_updated_at(&mut tx, connection_id(1), at(2)).await.unwrap();
        set_obsolete(&mut tx, connection_id(1)).await.unwrap();

        let changed = Connection {
            health: Health::Gone,
            consent_ends_at: Some(at(9)),
            updated_at: Some(at(2)),
            obsolete: true,
            ..connection(1)
        };
        assert_eq!(list(&mut tx).await.unwrap(), [changed, connection(2)]);
    }

    #[tokio::test]
    async fn a_change_of_an_unknown_connection_is_an_error() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        let id = connection_id(1);
        assert!(matches!(set_health(&mut tx, id, Health::Good, None, at(0)).await, Err(StoreError::NotFound)));
        assert!(matches!(set_updated_at(&mut tx, id, at(0)).await, Err(StoreError::NotFound)));
        assert!(matches!(set_obsolete(&mut tx, id).await, Err(StoreError::NotFound)));
    }

    #[tokio::test]
    async fn an_item_is_on_record_once() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        insert(&mut tx, &connection(1), at(0)).await.unwrap();
        let twin = Connection { id: connection_id(2), ..connection(1) };
        assert!(matches!(insert(&mut tx, &twin, at(0)).await, Err(StoreError::Conflict(_))));
        let same_id = Connection { item_id: "item-other".to_owned(), ..connection(1) };
        assert!(matches!(insert(&mut tx, &same_id, at(0)).await, Err(StoreError::Conflict(_))));
    }

    #[tokio::test]
    async fn the_rules_of_the_table_refuse_what_makes_no_sense() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        insert(&mut tx, &connection(1), at(0)).await.unwrap();
        refuses(
            &mut tx,
            &[
                "update connections set health = 'splendid'",
                "update connections set health = 'needs_update'",
                "update connections set reason = 'mfa_changed'",
                "update connections set health = 'needs_update', reason = 'boredom'",
                "update connections set obsolete = 2",
                "update connections set item_id = ''",
                "update connections set institution_id = ''",
                "update connections set id = 'lks_1'",
                "update connections set id = null",
                "update connections set updated_at_ms = 'yesterday'",
            ],
        )
        .await;
    }

    #[tokio::test]
    async fn a_word_of_another_version_is_an_error_and_no_guess() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        insert(&mut tx, &connection(1), at(0)).await.unwrap();
        let cases = [
            ("update connections set health = 'splendid'", "connections.health"),
            ("update connections set health = 'needs_update', reason = 'boredom'", "connections.reason"),
            (
                "update connections set health = 'good', reason = null, updated_at_ms = 1 << 62",
                "connections.updated_at_ms",
            ),
            ("update connections set updated_at_ms = null, id = 'con_seven'", "connections.id"),
        ];
        for (statement, expected) in cases {
            from_another_version(&mut tx, statement).await;
            match list(&mut tx).await {
                Err(StoreError::Corrupt { column, .. }) => assert_eq!(column, expected),
                other => panic!("after `{statement}`: {other:?}"),
            }
        }
    }
}
