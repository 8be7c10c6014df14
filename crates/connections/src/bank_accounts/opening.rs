//! Another opening balance, or another first day, as long as no statement stands on them. Afterwards an opening balance that
//! is not right is corrected by a line of the next statement.

use tracing::instrument;

use super::{BankAccountsError, bank_account, today};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        bank_account::{Beginning, Feed, Opening, OpeningBalance, OpeningError, read_balance},
        ids::BankAccountId,
        money::AmountError,
        user::Act,
    },
    store,
};

impl Connections {
    /// Has the statements of a bank account that is fed begin elsewhere.
    ///
    /// # Errors
    /// Where there are statements already, nothing feeds the bank account, or statements can't begin there. Nothing is
    /// changed then.
    #[instrument(skip_all, fields(%id))]
    pub async fn change_opening(&self, id: BankAccountId, opening: Opening) -> Result<(), BankAccountsError> {
        let by = self.permit(Act::KeepBankAccounts)?;
        let mut records = self.database().write().await?;
        let bank_account = bank_account(&mut records, id).await?;
        let feed = store::feeds::feeding(&mut records, id).await?.ok_or(BankAccountsError::NotFed)?;
        if !store::feeds::statements(&mut records, id).await?.is_empty() {
            return Err(OpeningError::StatementsExist.into());
        }
        let Beginning { opening_minor, starts_on } = opening.read(bank_account.currency, today(self.now()))?;
        let after = Feed { opening_minor, starts_on, ..feed.clone() };
        if after == feed {
            return Ok(());
        }
        store::feeds::set(&mut records, &after).await?;
        let mut entry = self.entry_on(By::User(&by.name), "change_opening", id.to_string(), "changed");
        // No amount stands in the audit; that it changed does.
        entry.details.insert("opening_balance".to_owned(), (feed.opening_minor != opening_minor).into());
        entry.details.insert("starts_on".to_owned(), starts_on.to_string().into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }

    /// Says what was in a bank account before its first statement, where that opened with something else. The difference
    /// becomes a line of the next statement; those that were imported stay as they are. What was said before is not
    /// corrected any more, unless a statement has it.
    ///
    /// # Errors
    /// Where there is no statement yet, or the balance can't be meant. Nothing is changed then.
    #[instrument(skip_all, fields(%id))]
    pub async fn correct_opening(&self, id: BankAccountId, balance: &str) -> Result<(), BankAccountsError> {
        let by = self.permit(Act::KeepBankAccounts)?;
        let mut records = self.database().write().await?;
        let bank_account = bank_account(&mut records, id).await?;
        let before = store::opening_balances::get(&mut records, id).await?.ok_or(OpeningError::NoStatements)?;
        let after = OpeningBalance { right_minor: read_balance(balance, bank_account.currency)?, ..before };
        if after == before {
            return Ok(());
        }
        let last = store::statements::last_of(&mut records, id).await?;
        can_be_held(&after, last.map_or(0, |last| last.closing_minor))?;
        store::opening_balances::correct(&mut records, id, after.right_minor).await?;
        // No amount stands in the audit; that the next statement has a correction, or none any more, does.
        let outcome = if after.waiting_minor().is_some() { "waits_for_statement" } else { "withdrawn" };
        let entry = self.entry_on(By::User(&by.name), "correct_opening", id.to_string(), outcome);
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}

/// Asserts that the correction can be held, and what the account comes to with it.
fn can_be_held(opening: &OpeningBalance, closing_minor: i64) -> Result<(), OpeningError> {
    let difference = opening.right_minor.checked_sub(opening.used_minor);
    let closing = difference.and_then(|difference| closing_minor.checked_add(difference));
    closing.map(drop).ok_or(OpeningError::Amount(AmountError::TooGreat))
}
