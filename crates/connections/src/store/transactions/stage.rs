//! The pages of a reading that is under way.

use sqlx::SqliteConnection;
use tracing::instrument;

use crate::{
    model::{ids::LoginId, transaction::ReportedTransaction},
    store::StoreError,
};

/// Adds a page behind what is staged. What is removed comes after what is told.
///
/// # Errors
/// Where the records can't be written.
///
/// # Panics
/// Never: texts and numbers can be written, and a page is short.
#[instrument(skip_all, fields(%login))]
pub async fn stage(
    connection: &mut SqliteConnection,
    login: LoginId,
    told: &[ReportedTransaction],
    removed: &[String],
) -> Result<(), StoreError> {
    let login = login.to_string();
    let next = sqlx::query_scalar!(
        r#"select coalesce(max(position), 0) + 1 as "next!: i64" from staged_transactions where login_id = ?"#,
        login,
    )
    .fetch_one(&mut *connection)
    .await?;
    // One text for a page: binding each value of each row takes several times as long.
    let rows: Vec<_> = told.iter().map(Row::from).collect();
    let rows = serde_json::to_string(&rows).expect("texts and numbers can be written");
    sqlx::query!(
        "insert into staged_transactions (
            login_id, position, change, transaction_id, account_id, pending_transaction_id, date, amount_minor, currency,
            description, reference, pending, fingerprint
        )
        select
            ?, ? + key, 'told', value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
            value ->> 7, value ->> 8, value ->> 9
        from json_each(?)",
        login,
        next,
        rows,
    )
    .execute(&mut *connection)
    .await?;
    if removed.is_empty() {
        return Ok(());
    }
    let next = next + i64::try_from(told.len()).expect("a page is short");
    let removed = serde_json::to_string(removed).expect("texts can be written");
    sqlx::query!(
        "insert into staged_transactions (login_id, position, change, transaction_id)
        select ?, ? + key, 'removed', value from json_each(?)",
        login,
        next,
        removed,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets what is staged of a reading that did not come to its end.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%login))]
pub async fn discard(connection: &mut SqliteConnection, login: LoginId) -> Result<(), StoreError> {
    let login = login.to_string();
    sqlx::query!("delete from staged_transactions where login_id = ? and is_waiting = 0", login)
        .execute(connection)
        .await?;
    Ok(())
}

/// As it crosses to `SQLite`, in the order of the columns.
#[derive(serde::Serialize)]
struct Row<'a>(
    &'a str,
    &'a str,
    Option<&'a str>,
    String,
    Option<i64>,
    Option<&'a str>,
    &'a str,
    Option<&'a str>,
    u8,
    String,
);

impl<'a> From<&'a ReportedTransaction> for Row<'a> {
    fn from(told: &'a ReportedTransaction) -> Self {
        Self(
            &told.transaction_id,
            &told.account_id,
            told.pending_transaction_id.as_deref(),
            told.date.to_string(),
            told.amount_minor,
            told.currency.as_deref(),
            &told.description,
            told.reference.as_deref(),
            u8::from(told.pending),
            told.fingerprint(),
        )
    }
}
