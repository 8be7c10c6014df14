//! A new bank account.

use tracing::instrument;

use super::{BankAccountsError, code_taken, is_free};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        bank_account::{BankAccount, tidy_code, tidy_name},
        ids::BankAccountId,
        money::Currency,
        user::Act,
    },
    store::{self, audit::Entry},
};

impl Connections {
    /// Adds a bank account that is in use. `currency` is a code of ISO 4217, in any letters.
    ///
    /// # Errors
    /// Where the code is taken, or something can't be meant. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn add_bank_account(
        &self,
        code: &str,
        name: &str,
        currency: &str,
    ) -> Result<BankAccountId, BankAccountsError> {
        let by = self.permit(Act::KeepBankAccounts)?;
        let new = BankAccount {
            id: BankAccountId::new(self.fresh_uuid()),
            code: tidy_code(code).map_err(BankAccountsError::Code)?,
            name: tidy_name(name).map_err(BankAccountsError::Name)?,
            currency: Currency::of(&currency.trim().to_ascii_uppercase()).ok_or(BankAccountsError::Currency)?,
            active: true,
        };
        let mut records = self.database().write().await?;
        is_free(&mut records, &new.code, new.id).await?;
        store::bank_accounts::insert(&mut records, &new, self.now()).await.map_err(code_taken)?;
        store::audit::append(&mut records, &self.entry_of_addition(By::User(&by.name), &new)).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(new.id)
    }

    /// What the audit says of a bank account that was added.
    pub(crate) fn entry_of_addition(&self, by: By<'_>, new: &BankAccount) -> Entry {
        let mut entry = self.entry_on(by, "add_bank_account", new.id.to_string(), "added");
        entry.details.insert("code".to_owned(), new.code.clone().into());
        entry.details.insert("name".to_owned(), new.name.clone().into());
        entry.details.insert("currency".to_owned(), new.currency.code().into());
        entry
    }
}
