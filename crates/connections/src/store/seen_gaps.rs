//! The gaps that somebody has seen to.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    transactions::date,
    words::{id, time},
};
use crate::model::{
    coverage::{Days, Seen},
    ids::AccountConnectionId,
};

/// Writes that somebody has seen to a gap.
///
/// # Errors
/// [`StoreError::Conflict`] where somebody has already.
#[instrument(skip_all, fields(%account))]
pub async fn insert(
    records: &mut SqliteConnection,
    account: AccountConnectionId,
    days: Days,
    seen: &Seen,
) -> Result<(), StoreError> {
    let (account, first, last) = (account.to_string(), days.first.to_string(), days.last.to_string());
    let at = seen.at.as_millisecond();
    sqlx::query!(
        "insert into seen_gaps (account_connection_id, first_day, last_day, note, seen_by, seen_at_ms)
        values (?, ?, ?, ?, ?, ?)",
        account,
        first,
        last,
        seen.note,
        seen.by,
        at,
    )
    .execute(records)
    .await?;
    Ok(())
}

/// Forgets that somebody has seen to a gap.
///
/// # Errors
/// [`StoreError::NotFound`] where nobody has.
#[instrument(skip_all, fields(%account))]
pub async fn remove(
    records: &mut SqliteConnection,
    account: AccountConnectionId,
    days: Days,
) -> Result<(), StoreError> {
    let (account, first, last) = (account.to_string(), days.first.to_string(), days.last.to_string());
    let result = sqlx::query!(
        "delete from seen_gaps where account_connection_id = ? and first_day = ? and last_day = ?",
        account,
        first,
        last,
    )
    .execute(records)
    .await?;
    one_row(&result)
}

/// All of them.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(records: &mut SqliteConnection) -> Result<Vec<(AccountConnectionId, Days, Seen)>, StoreError> {
    let rows = sqlx::query!(
        "select account_connection_id, first_day, last_day, note, seen_by, seen_at_ms from seen_gaps
        order by account_connection_id, first_day",
    )
    .fetch_all(records)
    .await?;
    let seen = rows.into_iter().map(|row| {
        let days = Days {
            first: date("seen_gaps.first_day", &row.first_day)?,
            last: date("seen_gaps.last_day", &row.last_day)?,
        };
        let at: Timestamp = time("seen_gaps.seen_at_ms", row.seen_at_ms)?;
        let account = id("seen_gaps.account_connection_id", &row.account_connection_id)?;
        Ok((account, days, Seen { by: row.seen_by, at, note: row.note }))
    });
    seen.collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::store::testing::{Records, account_id, at, refuses, with_account, with_connection};

    #[tokio::test]
    async fn a_gap_is_seen_to_once_with_its_days_and_can_be_opened_again() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        with_account(&mut tx, 1, 1, "account").await;
        let days = Days { first: date(2026, 11, 3), last: date(2026, 11, 5) };
        let seen = Seen { by: "Ada".to_owned(), at: at(7), note: Some("Entered by hand".to_owned()) };
        insert(&mut tx, account_id(1), days, &seen).await.unwrap();
        assert_eq!(list(&mut tx).await.unwrap(), [(account_id(1), days, seen.clone())]);
        assert!(matches!(insert(&mut tx, account_id(1), days, &seen).await, Err(StoreError::Conflict(_))));
        let other = Days { first: date(2026, 11, 3), last: date(2026, 11, 4) };
        assert!(matches!(remove(&mut tx, account_id(1), other).await, Err(StoreError::NotFound)), "other days");
        remove(&mut tx, account_id(1), days).await.unwrap();
        assert_eq!(list(&mut tx).await.unwrap(), []);
        refuses(
            &mut tx,
            &["insert into seen_gaps select id, '2026-11-05', '2026-11-03', null, 'Ada', 0 from account_connections"],
        )
        .await;
    }
}
