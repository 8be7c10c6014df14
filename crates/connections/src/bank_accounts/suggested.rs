//! A suggestion that is refused: it does not come again until the user wants to see it. By hand it can be linked all the
//! same.

use tracing::instrument;

use super::{BankAccountsError, bank_account, link::account_connection, list::overview};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        ids::{AccountConnectionId, BankAccountId},
        user::Act,
    },
    store,
};

impl Connections {
    /// Has it not be suggested any more that an account connection feeds a bank account.
    ///
    /// # Errors
    /// Where the user may not, one of them is not on record, or the records can't be used. Nothing is changed then.
    #[instrument(skip_all, fields(%account, %to))]
    pub async fn refuse_suggestion(
        &self,
        account: AccountConnectionId,
        to: BankAccountId,
    ) -> Result<(), BankAccountsError> {
        let by = self.permit(Act::KeepBankAccounts)?;
        let mut records = self.database().write().await?;
        bank_account(&mut records, to).await?;
        let (_, account) = account_connection(&mut records, account).await?;
        store::refused_links::insert(&mut records, account.id, to, self.now()).await?;
        let mut entry = self.entry_on(By::User(&by.name), "suggestion", to.to_string(), "not_wanted");
        entry.details.insert("account".to_owned(), account.number.to_string().into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }

    /// Has everything be suggested again that was refused, of what is in use and not linked.
    ///
    /// # Errors
    /// Where the user may not, or the records can't be used. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn suggest_again(&self) -> Result<(), BankAccountsError> {
        let by = self.permit(Act::KeepBankAccounts)?;
        let mut records = self.database().write().await?;
        let refused = overview(&mut records).await?.refused;
        if refused.is_empty() {
            return Ok(());
        }
        for (account, bank_account) in &refused {
            store::refused_links::remove(&mut records, *account, *bank_account).await?;
        }
        let mut entry = self.entry_on(By::User(&by.name), "suggestion", "bank_accounts".to_owned(), "suggested_again");
        entry.details.insert("accounts".to_owned(), refused.len().into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}
