//! Statements and their lines, as they are looked at, and how many lines a statement takes.

use tracing::instrument;

use super::usable::ImportAccountsError;
use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        bank_account::BankAccount,
        ids::BankAccountId,
        statement::{MOST_LINES, MOST_LINES_WITHIN, StatementOverview},
        user::Act,
    },
    store::{
        self,
        settings::Setting,
        statement_lines::{LinePage, LineQuery},
    },
};

/// How many lines are given at a time at most.
const MOST_AT_ONCE: u32 = 1_000;

/// Why the number of lines is not set.
#[derive(Debug, thiserror::Error)]
pub enum MostLinesError {
    /// Nobody is signed in, or somebody who may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The number can't be one.
    #[error("a statement takes from {} to {} lines", MOST_LINES_WITHIN.start(), MOST_LINES_WITHIN.end())]
    OutOfRange,
    /// The records can't be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Every statement, the newest first.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn statements(&self) -> Result<Vec<StatementOverview>, ImportAccountsError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(store::statements::overview(&mut records).await?)
    }

    /// A bank account whose statements are looked at.
    ///
    /// # Errors
    /// Where there is none, or the records can't be read.
    #[instrument(skip_all, fields(%id))]
    pub async fn bank_account_of_statements(&self, id: BankAccountId) -> Result<BankAccount, ImportAccountsError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(store::bank_accounts::get(&mut records, id).await?.ok_or(StoreError::NotFound)?)
    }

    /// Lines of statements, a part at a time.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn statement_lines(&self, mut query: LineQuery) -> Result<LinePage, ImportAccountsError> {
        self.permit(Act::Look)?;
        query.count = query.count.min(MOST_AT_ONCE);
        let mut records = self.database().read().await?;
        Ok(store::statement_lines::page(&mut records, &query).await?)
    }

    /// How many lines a statement takes at most.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn most_statement_lines(&self) -> Result<u32, ImportAccountsError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let set = store::settings::get(&mut records, Setting::MostStatementLines).await?;
        Ok(set.and_then(|text| text.parse().ok()).unwrap_or(MOST_LINES))
    }

    /// Sets how many lines a statement takes at most. Statements that there are stay.
    ///
    /// # Errors
    /// [`MostLinesError::OutOfRange`] where the number can't be one.
    #[instrument(skip_all, fields(lines))]
    pub async fn set_most_statement_lines(&self, lines: u32) -> Result<(), MostLinesError> {
        let user = self.permit(Act::SetUp)?;
        if !MOST_LINES_WITHIN.contains(&lines) {
            return Err(MostLinesError::OutOfRange);
        }
        let mut records = self.database().write().await?;
        store::settings::set(&mut records, Setting::MostStatementLines, &lines.to_string()).await?;
        let mut entry = self.entry_on(By::User(&user.name), "set_statement_lines", "settings".to_owned(), "changed");
        entry.details.insert("lines".to_owned(), lines.into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}
