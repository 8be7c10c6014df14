//! Another opening balance, or another first day. Only as long as no statement stands on them.

use tracing::instrument;

use super::{BankAccountsError, bank_account, today};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        bank_account::{Beginning, Feed, Opening, OpeningError},
        ids::BankAccountId,
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
}
