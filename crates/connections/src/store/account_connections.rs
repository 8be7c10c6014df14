//! The accounts under the connections. Rows are never deleted: an account that is not selected any more is inactive,
//! and its number and its history stay.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    words::{count, id},
};
use crate::model::{
    account::{AccountConnection, AccountDetails, AccountNumber, ReportedAccount},
    ids::{AccountConnectionId, ConnectionId},
};

/// Adds an account that was never seen before, active, and gives it the next number.
///
/// # Errors
/// [`StoreError::Conflict`] where the connection is unknown or has an account of that `account_id` already.
#[instrument(skip_all, fields(connection = %of, account = %id))]
pub async fn insert(
    connection: &mut SqliteConnection,
    of: ConnectionId,
    id: AccountConnectionId,
    reported: &ReportedAccount,
    created_at: Timestamp,
) -> Result<AccountNumber, StoreError> {
    let of = of.to_string();
    let id = id.to_string();
    let details = &reported.details;
    let created_at = created_at.as_millisecond();
    let number = sqlx::query_scalar!(
        r#"insert into account_connections (
            id, connection_id, number, account_id, persistent_account_id, name, official_name, mask, kind, subtype,
            currency, active, created_at_ms
        ) values (
            ?, ?, (select coalesce(max(number), 0) + 1 from account_connections), ?, ?, ?, ?, ?, ?, ?, ?, 1, ?
        ) returning number as "number!""#,
        id,
        of,
        reported.account_id,
        reported.persistent_account_id,
        details.name,
        details.official_name,
        details.mask,
        details.kind,
        details.subtype,
        details.currency,
        created_at,
    )
    .fetch_one(connection)
    .await?;
    count("account_connections.number", number).map(AccountNumber)
}

/// The accounts of one connection, by their number.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(connection = %of))]
pub async fn list_of(
    connection: &mut SqliteConnection,
    of: ConnectionId,
) -> Result<Vec<AccountConnection>, StoreError> {
    let of = of.to_string();
    sqlx::query_as!(
        Row,
        "select
            id, connection_id, number, account_id, persistent_account_id, name, official_name, mask, kind, subtype,
            currency, active
        from account_connections where connection_id = ? order by number",
        of,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(AccountConnection::try_from)
    .collect()
}

/// The accounts of all connections, by their number, each with the connection it belongs to.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<(ConnectionId, AccountConnection)>, StoreError> {
    sqlx::query_as!(
        Row,
        "select
            id, connection_id, number, account_id, persistent_account_id, name, official_name, mask, kind, subtype,
            currency, active
        from account_connections order by number",
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(|row| Ok((id("account_connections.connection_id", &row.connection_id)?, row.try_into()?)))
    .collect()
}

/// Brings an account to what the bank reports of it now, its `account_id` included.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such account, [`StoreError::Conflict`] where another account of the
/// connection has that `account_id`.
#[instrument(skip_all, fields(account = %id))]
pub async fn update_reported(
    connection: &mut SqliteConnection,
    id: AccountConnectionId,
    reported: &ReportedAccount,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let details = &reported.details;
    let result = sqlx::query!(
        "update account_connections set
            account_id = ?, persistent_account_id = ?, name = ?, official_name = ?, mask = ?, kind = ?, subtype = ?,
            currency = ?
        where id = ?",
        reported.account_id,
        reported.persistent_account_id,
        details.name,
        details.official_name,
        details.mask,
        details.kind,
        details.subtype,
        details.currency,
        id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Writes whether an account was selected.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such account.
#[instrument(skip_all, fields(account = %id, active))]
pub async fn set_active(
    connection: &mut SqliteConnection,
    id: AccountConnectionId,
    active: bool,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let result =
        sqlx::query!("update account_connections set active = ? where id = ?", active, id).execute(connection).await?;
    one_row(&result)
}

struct Row {
    id: String,
    connection_id: String,
    number: i64,
    account_id: String,
    persistent_account_id: Option<String>,
    name: String,
    official_name: Option<String>,
    mask: Option<String>,
    kind: String,
    subtype: Option<String>,
    currency: Option<String>,
    active: i64,
}

impl TryFrom<Row> for AccountConnection {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: id("account_connections.id", &row.id)?,
            number: AccountNumber(count("account_connections.number", row.number)?),
            account_id: row.account_id,
            persistent_account_id: row.persistent_account_id,
            details: AccountDetails {
                name: row.name,
                official_name: row.official_name,
                mask: row.mask,
                kind: row.kind,
                subtype: row.subtype,
                currency: row.currency,
            },
            active: row.active == 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{
        Records, account_id, at, connection_id, from_another_version, refuses, reported, with_account, with_connection,
    };

    #[tokio::test]
    async fn an_account_reads_back_as_it_was_written() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        let full = ReportedAccount { persistent_account_id: Some("lasting".to_owned()), ..reported("a") };
        let mut bare = reported("b");
        bare.details =
            AccountDetails { official_name: None, mask: None, subtype: None, currency: None, ..bare.details };
        for (number, account) in (1..).zip([&full, &bare]) {
            insert(&mut tx, connection_id(1), account_id(number), account, at(0)).await.unwrap();
        }
        let expected = (1..).zip([full, bare]).map(|(number, account)| AccountConnection {
            id: account_id(number.into()),
            number: AccountNumber(number),
            account_id: account.account_id,
            persistent_account_id: account.persistent_account_id,
            details: account.details,
            active: true,
        });
        assert_eq!(list_of(&mut tx, connection_id(1)).await.unwrap(), expected.collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn numbers_go_up_across_all_connections() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        with_connection(&mut tx, 2).await;
        assert_eq!(with_account(&mut tx, 1, 11, "a").await, AccountNumber(1));
        assert_eq!(with_account(&mut tx, 2, 12, "a").await, AccountNumber(2));
        assert_eq!(with_account(&mut tx, 1, 13, "b").await, AccountNumber(3));
        let listed = list(&mut tx).await.unwrap();
        let of: Vec<_> = listed.iter().map(|(of, account)| (*of, account.id)).collect();
        assert_eq!(
            of,
            [(1, 11), (2, 12), (1, 13)].map(|(connection, account)| (connection_id(connection), account_id(account)))
        );
        assert_eq!(list_of(&mut tx, connection_id(1)).await.unwrap().len(), 2);
    }

    #[tokio::test]
    async fn an_account_with_a_new_id_is_the_same_record() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        let number = with_account(&mut tx, 1, 11, "before").await;
        with_account(&mut tx, 1, 12, "other").await;
        let mut renamed = reported("after");
        renamed.details.name = "Plaid Saving".to_owned();
        renamed.persistent_account_id = Some("lasting".to_owned());

        update_reported(&mut tx, account_id(11), &renamed).await.unwrap();
        set_active(&mut tx, account_id(11), false).await.unwrap();

        let accounts = list_of(&mut tx, connection_id(1)).await.unwrap();
        let expected = AccountConnection {
            id: account_id(11),
            number,
            account_id: "after".to_owned(),
            persistent_account_id: renamed.persistent_account_id,
            details: renamed.details,
            active: false,
        };
        assert_eq!(accounts[0], expected);
        assert!(accounts[1].active, "the other account stays as it is");
    }

    #[tokio::test]
    async fn a_change_of_an_unknown_account_is_an_error() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        let id = account_id(1);
        assert!(matches!(update_reported(&mut tx, id, &reported("a")).await, Err(StoreError::NotFound)));
        assert!(matches!(set_active(&mut tx, id, true).await, Err(StoreError::NotFound)));
    }

    #[tokio::test]
    async fn an_account_id_is_on_record_once_a_connection() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        with_connection(&mut tx, 2).await;
        with_account(&mut tx, 1, 11, "a").await;
        with_account(&mut tx, 1, 12, "b").await;
        with_account(&mut tx, 2, 13, "a").await;
        let twin = insert(&mut tx, connection_id(1), account_id(14), &reported("a"), at(0)).await;
        assert!(matches!(twin, Err(StoreError::Conflict(_))));
        let renamed = update_reported(&mut tx, account_id(12), &reported("a")).await;
        assert!(matches!(renamed, Err(StoreError::Conflict(_))));
        let homeless = insert(&mut tx, connection_id(9), account_id(15), &reported("a"), at(0)).await;
        assert!(matches!(homeless, Err(StoreError::Conflict(_))));
    }

    #[tokio::test]
    async fn the_rules_of_the_table_refuse_what_makes_no_sense() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        with_account(&mut tx, 1, 11, "a").await;
        with_account(&mut tx, 1, 12, "b").await;
        refuses(
            &mut tx,
            &[
                "delete from account_connections",
                "delete from connections",
                "update account_connections set number = 7",
                "update account_connections set number = 0 where account_id = 'a'",
                "update account_connections set account_id = ''",
                "update account_connections set active = 2",
                "update account_connections set external_source = 'a file'",
                "update account_connections set statement_start_date = 'today'",
                "update account_connections set opening_balance_minor = 1.5",
                "update account_connections set connection_id = 'con_none'",
                "update account_connections set id = 'con_1' where account_id = 'a'",
            ],
        )
        .await;
    }

    #[tokio::test]
    async fn an_id_that_is_none_is_an_error() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        with_account(&mut tx, 1, 11, "a").await;
        from_another_version(&mut tx, "update account_connections set id = 'acc_seven'").await;
        let listed = list_of(&mut tx, connection_id(1)).await;
        assert!(matches!(listed, Err(StoreError::Corrupt { column: "account_connections.id", .. })), "{listed:?}");
    }
}
