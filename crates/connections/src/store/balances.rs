//! The balances of the accounts, as the banks told them, each with the time at which it was told.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    words::{corrupt, time},
};
use crate::model::{balance::Balance, ids::AccountConnectionId, money::Currency};

/// Adds what a bank told. At one time there is one word.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%account))]
pub async fn insert(
    records: &mut SqliteConnection,
    account: AccountConnectionId,
    balance: &Balance,
) -> Result<(), StoreError> {
    let account = account.to_string();
    let (at, as_of) = (balance.at.as_millisecond(), balance.as_of.map(Timestamp::as_millisecond));
    let currency = balance.currency.code();
    sqlx::query!(
        "insert into balances
            (account_connection_id, at_ms, as_of_ms, currency, current_minor, available_minor, limit_minor)
        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
        account,
        at,
        as_of,
        currency,
        balance.current_minor,
        balance.available_minor,
        balance.limit_minor,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// The last balances of an account, the newest first, so many at most.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%account))]
pub async fn last_of(
    records: &mut SqliteConnection,
    account: AccountConnectionId,
    most: u32,
) -> Result<Vec<Balance>, StoreError> {
    let account = account.to_string();
    let rows = sqlx::query_as!(
        Row,
        "select at_ms, as_of_ms, currency, current_minor, available_minor, limit_minor from balances
        where account_connection_id = ? order by at_ms desc limit ?",
        account,
        most,
    )
    .fetch_all(records)
    .await?;
    rows.into_iter().map(Balance::try_from).collect()
}

struct Row {
    at_ms: i64,
    as_of_ms: Option<i64>,
    currency: String,
    current_minor: Option<i64>,
    available_minor: Option<i64>,
    limit_minor: Option<i64>,
}

impl TryFrom<Row> for Balance {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            at: time("balances.at_ms", row.at_ms)?,
            as_of: row.as_of_ms.map(|as_of| time("balances.as_of_ms", as_of)).transpose()?,
            currency: Currency::of(&row.currency).ok_or_else(|| corrupt("balances.currency", &row.currency))?,
            current_minor: row.current_minor,
            available_minor: row.available_minor,
            limit_minor: row.limit_minor,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{Records, account_id, at, refuses, with_account, with_connection};

    fn balance(seconds: i64, current_minor: i64) -> Balance {
        Balance {
            at: at(seconds),
            as_of: None,
            currency: Currency::of("USD").unwrap(),
            current_minor: Some(current_minor),
            available_minor: None,
            limit_minor: Some(50_000),
        }
    }

    #[tokio::test]
    async fn what_was_told_is_read_again_the_newest_first() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        with_account(&mut tx, 1, 1, "one").await;
        with_account(&mut tx, 1, 2, "two").await;
        let told = [balance(0, 100), Balance { as_of: Some(at(10)), ..balance(60, -7) }, balance(120, 0)];
        for balance in &told {
            insert(&mut tx, account_id(1), balance).await.unwrap();
        }
        insert(&mut tx, account_id(2), &balance(60, 1)).await.unwrap();
        assert_eq!(last_of(&mut tx, account_id(1), 10).await.unwrap(), [told[2], told[1], told[0]]);
        assert_eq!(last_of(&mut tx, account_id(1), 1).await.unwrap(), [told[2]]);
    }

    #[tokio::test]
    async fn at_one_time_there_is_one_word_and_only_of_an_account_on_record() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        with_account(&mut tx, 1, 1, "one").await;
        insert(&mut tx, account_id(1), &balance(0, 100)).await.unwrap();
        insert(&mut tx, account_id(1), &balance(0, 200)).await.unwrap();
        assert_eq!(last_of(&mut tx, account_id(1), 10).await.unwrap(), [balance(0, 100)]);
        refuses(
            &mut tx,
            &["insert into balances (account_connection_id, at_ms, currency) select id, 7, '' from account_connections"],
        )
        .await;
        assert!(insert(&mut tx, account_id(9), &balance(0, 1)).await.is_err());
    }
}
