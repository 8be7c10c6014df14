//! A bank account is not fed any more.

use tracing::instrument;

use super::{BankAccountsError, bank_account, link::account_connection};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{ids::BankAccountId, user::Act},
    store,
};

impl Connections {
    /// Takes what feeds a bank account away from it. Its statements stay.
    ///
    /// # Errors
    /// Where nothing feeds it.
    #[instrument(skip_all, fields(%id))]
    pub async fn unlink_bank_account(&self, id: BankAccountId) -> Result<(), BankAccountsError> {
        let by = self.permit(Act::KeepBankAccounts)?;
        let mut records = self.database().write().await?;
        bank_account(&mut records, id).await?;
        let feed = store::feeds::feeding(&mut records, id).await?.ok_or(BankAccountsError::NotFed)?;
        let (_, account) = account_connection(&mut records, feed.account).await?;
        store::feeds::clear(&mut records, feed.account).await?;
        let mut entry = self.entry_on(By::User(&by.name), "unlink_bank_account", id.to_string(), "unlinked");
        entry.details.insert("account".to_owned(), account.number.to_string().into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}
