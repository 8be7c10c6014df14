//! An account connection begins to feed a bank account.

use tracing::instrument;

use super::{BankAccountsError, bank_account, list::is_obsolete, today};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        account::{AccountConnection, AccountNumber},
        bank_account::{Beginning, Feed, Opening, OpeningError, Side, continuation},
        connection::Connection,
        ids::{AccountConnectionId, BankAccountId},
        user::Act,
    },
    store::{self, Transaction, audit::Entry},
};

impl Connections {
    /// Has an account connection feed a bank account. Where the bank account has statements already, they go on where the
    /// last one ended, and nothing is asked of the opening.
    ///
    /// # Errors
    /// Where a rule of feeding speaks against it, or it is not said where statements begin. Nothing is changed then.
    #[instrument(skip_all, fields(%account, %to))]
    pub async fn link_bank_account(
        &self,
        account: AccountConnectionId,
        to: BankAccountId,
        opening: Option<Opening>,
    ) -> Result<(), BankAccountsError> {
        let by = self.permit(Act::KeepBankAccounts)?;
        let mut records = self.database().write().await?;
        let bank_account = bank_account(&mut records, to).await?;
        let (connection, account) = account_connection(&mut records, account).await?;
        let feeds = store::feeds::list(&mut records).await?;
        Side { account: &account, is_obsolete: is_obsolete(&connection), bank_account: &bank_account, feeds: &feeds }
            .check()?;
        let statements = store::feeds::statements(&mut records, to).await?;
        let Beginning { opening_minor, starts_on } = match (continuation(&statements, account.id), opening) {
            (Some(_), Some(_)) => return Err(OpeningError::StatementsExist.into()),
            (Some(beginning), None) => beginning,
            (None, Some(opening)) => opening.read(bank_account.currency, today(self.now()))?,
            (None, None) => return Err(OpeningError::Missing.into()),
        };
        let feed = Feed { account: account.id, bank_account: to, opening_minor, starts_on };
        store::feeds::set(&mut records, &feed).await?;
        // Whoever links it by hand has nothing against its being suggested.
        store::refused_links::remove(&mut records, account.id, to).await?;
        let mut entry = self.entry_of_link(By::User(&by.name), &feed, account.number);
        if !statements.is_empty() {
            entry.details.insert("continues".to_owned(), true.into());
        }
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }

    /// What the audit says of a bank account that is fed from now on. No amount stands in the audit.
    pub(crate) fn entry_of_link(&self, by: By<'_>, feed: &Feed, number: AccountNumber) -> Entry {
        let mut entry = self.entry_on(by, "link_bank_account", feed.bank_account.to_string(), "linked");
        entry.details.insert("account".to_owned(), number.to_string().into());
        entry.details.insert("starts_on".to_owned(), feed.starts_on.to_string().into());
        entry
    }
}

/// One account connection, and the connection that it is under.
pub(super) async fn account_connection(
    records: &mut Transaction,
    id: AccountConnectionId,
) -> Result<(Connection, AccountConnection), BankAccountsError> {
    let accounts = store::account_connections::list(records).await?;
    let (of, account) =
        accounts.into_iter().find(|(_, account)| account.id == id).ok_or(BankAccountsError::NotFound)?;
    let connection = store::connections::get(records, of).await?.ok_or(BankAccountsError::NotFound)?;
    Ok((connection, account))
}
