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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::result::ChangeKind,
        store::testing::{
            Records, account_id, from_another_version, refuses, session, session_id, with_account, with_connection,
            with_session,
        },
    };

    const EVERY_KIND: [ChangeKind; 6] = [
        ChangeKind::Kept,
        ChangeKind::AccountIdChanged,
        ChangeKind::NowInactive,
        ChangeKind::ActiveAgain,
        ChangeKind::StillInactive,
        ChangeKind::New,
    ];

    /// A session with a change of every kind, written from the last account to the first.
    async fn with_result() -> (Records, crate::store::Transaction) {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        with_session(&mut tx, &session(1, 1)).await;
        let changes: Vec<_> = (1..).zip(EVERY_KIND).collect();
        for (number, _) in &changes {
            with_account(&mut tx, 1, *number, &format!("account-{number}")).await;
        }
        for (number, kind) in changes.into_iter().rev() {
            insert(&mut tx, session_id(1), AccountChange { account: account_id(number), kind }).await.unwrap();
        }
        (records, tx)
    }

    #[tokio::test]
    async fn a_result_is_listed_by_number_with_what_people_know_the_accounts_by() {
        let (_records, mut tx) = with_result().await;
        let lines = list_of(&mut tx, session_id(1)).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.kind).collect::<Vec<_>>(), EVERY_KIND);
        assert_eq!(
            lines[0],
            ResultLine {
                kind: ChangeKind::Kept,
                number: AccountNumber(1),
                name: "Plaid Checking".to_owned(),
                mask: Some("0000".to_owned()),
                account_kind: "depository".to_owned(),
                subtype: Some("checking".to_owned()),
            }
        );
    }

    #[tokio::test]
    async fn a_later_reading_replaces_the_result_of_its_session_only() {
        let (_records, mut tx) = with_result().await;
        with_connection(&mut tx, 2).await;
        with_session(&mut tx, &session(2, 2)).await;
        insert(&mut tx, session_id(2), AccountChange { account: account_id(1), kind: ChangeKind::Kept }).await.unwrap();
        delete_of(&mut tx, session_id(1)).await.unwrap();
        assert_eq!(list_of(&mut tx, session_id(1)).await.unwrap(), []);
        assert_eq!(list_of(&mut tx, session_id(2)).await.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn a_change_needs_its_session_and_its_account_and_comes_once() {
        let (_records, mut tx) = with_result().await;
        let change = |number| AccountChange { account: account_id(number), kind: ChangeKind::Kept };
        for (session, account) in [(1, 1), (9, 1), (1, 99)] {
            let refused = insert(&mut tx, session_id(session), change(account)).await;
            assert!(matches!(refused, Err(StoreError::Conflict(_))), "{session} {account}: {refused:?}");
        }
        refuses(&mut tx, &["update account_changes set kind = 'lost'", "delete from link_sessions"]).await;
    }

    #[tokio::test]
    async fn a_word_of_another_version_is_an_error_and_no_guess() {
        let (_records, mut tx) = with_result().await;
        from_another_version(&mut tx, "update account_changes set kind = 'lost' where kind = 'kept'").await;
        let lines = list_of(&mut tx, session_id(1)).await;
        assert!(matches!(lines, Err(StoreError::Corrupt { column: "account_changes.kind", .. })), "{lines:?}");
    }
}
