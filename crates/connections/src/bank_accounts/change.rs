//! Another code, another name, in use or not. The currency never changes.

use tracing::instrument;

use super::{BankAccountsError, bank_account, code_taken, is_free};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        bank_account::{BankAccount, tidy_code, tidy_name},
        ids::BankAccountId,
        user::Act,
    },
    store::{self, audit::Entry},
};

impl Connections {
    /// Changes a bank account. What stays the same is no change.
    ///
    /// # Errors
    /// Where the code is taken, something can't be meant, or one that is fed would not be in use any more. Nothing is
    /// changed then.
    #[instrument(skip_all, fields(%id))]
    pub async fn change_bank_account(
        &self,
        id: BankAccountId,
        code: &str,
        name: &str,
        active: bool,
    ) -> Result<(), BankAccountsError> {
        let by = self.permit(Act::KeepBankAccounts)?;
        let code = tidy_code(code).map_err(BankAccountsError::Code)?;
        let name = tidy_name(name).map_err(BankAccountsError::Name)?;
        let mut records = self.database().write().await?;
        let before = bank_account(&mut records, id).await?;
        let after = BankAccount { code, name, active, ..before.clone() };
        if after == before {
            return Ok(());
        }
        is_free(&mut records, &after.code, id).await?;
        if !active && store::feeds::feeding(&mut records, id).await?.is_some() {
            return Err(BankAccountsError::Fed);
        }
        store::bank_accounts::update(&mut records, &after).await.map_err(code_taken)?;
        store::audit::append(&mut records, &self.entry_of_change(By::User(&by.name), &before, &after)).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }

    /// What the audit says of a bank account that was changed.
    pub(super) fn entry_of_change(&self, by: By<'_>, before: &BankAccount, after: &BankAccount) -> Entry {
        let mut entry = self.entry_on(by, "change_bank_account", after.id.to_string(), "changed");
        let mut changed = |what: &str, before: &str, after: &str| {
            if before != after {
                entry.details.insert(format!("{what}_before"), before.into());
                entry.details.insert(what.to_owned(), after.into());
            }
        };
        changed("code", &before.code, &after.code);
        changed("name", &before.name, &after.name);
        if before.active != after.active {
            entry.details.insert("active".to_owned(), after.active.into());
        }
        entry
    }
}
