//! What an import has to know of an account: the bank account that it feeds, and since when.

use jiff::civil::Date;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    transactions::date,
    words::{corrupt, id},
};
use crate::model::{
    bank_account::{BankAccount, Feed},
    ids::AccountConnectionId,
    money::Currency,
};

/// The bank account that an account connection feeds, where it feeds one.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%account))]
pub async fn feed_of(
    records: &mut SqliteConnection,
    account: AccountConnectionId,
) -> Result<Option<(BankAccount, Feed)>, StoreError> {
    let name = account.to_string();
    let row = sqlx::query!(
        r#"select
            bank_accounts.id, bank_accounts.code, bank_accounts.name, bank_accounts.currency,
            bank_accounts.active as "active: bool", opening_balance_minor, statement_start_date
        from account_connections join bank_accounts on bank_accounts.id = account_connections.bank_account_id
        where account_connections.id = ?"#,
        name,
    )
    .fetch_optional(records)
    .await?;
    row.map(|row| {
        let missing = |column| corrupt(column, "null");
        let starts_on = row.statement_start_date.ok_or_else(|| missing("account_connections.statement_start_date"))?;
        let bank_account = BankAccount {
            id: id("bank_accounts.id", &row.id)?,
            code: row.code,
            name: row.name,
            currency: Currency::of(&row.currency).ok_or_else(|| corrupt("bank_accounts.currency", &row.currency))?,
            active: row.active,
        };
        let feed = Feed {
            account,
            bank_account: bank_account.id,
            opening_minor: row
                .opening_balance_minor
                .ok_or_else(|| missing("account_connections.opening_balance_minor"))?,
            starts_on: date("account_connections.statement_start_date", &starts_on)?,
        };
        Ok((bank_account, feed))
    })
    .transpose()
}

/// Every account connection that feeds a bank account, with the first day of its first statement.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn starts(records: &mut SqliteConnection) -> Result<Vec<(AccountConnectionId, Date)>, StoreError> {
    let rows = sqlx::query!(
        r#"select id, statement_start_date as "starts_on!" from account_connections
        where bank_account_id is not null and statement_start_date is not null order by number"#,
    )
    .fetch_all(records)
    .await?;
    rows.into_iter()
        .map(|row| {
            let starts_on = date("account_connections.statement_start_date", &row.starts_on)?;
            Ok((id("account_connections.id", &row.id)?, starts_on))
        })
        .collect()
}
