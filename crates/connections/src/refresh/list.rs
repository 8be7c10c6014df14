//! Which accounts can be refreshed, when each was refreshed last, and what its bank told over time.

use sqlx::SqliteConnection;
use tracing::instrument;

use crate::{
    Connections, ListError, StoreError,
    model::{
        account::AccountConnection,
        balance::Balance,
        bank_account::BankAccount,
        connection::Institution,
        ids::{AccountConnectionId, ConnectionId},
        user::Act,
    },
    runs::Choosable,
    store,
    usable::{self, Candidate, Unusable},
};

/// How many balances of an account are shown at most: a reading a day for almost three years.
const MOST_SHOWN: u32 = 1_000;

/// An account, and what is known of its balance.
#[derive(Debug, Clone)]
pub struct RefreshAccount {
    /// The account connection.
    pub account: AccountConnection,
    /// Its connection.
    pub connection: ConnectionId,
    /// Its bank.
    pub institution: Institution,
    /// The bank account that it feeds.
    pub bank_account: Option<BankAccount>,
    /// What its bank told last.
    pub last: Option<Balance>,
    /// Why it can't be refreshed now. A bank account is not needed for that.
    pub unusable: Option<Unusable>,
}

impl Choosable for RefreshAccount {
    fn id(&self) -> AccountConnectionId {
        self.account.id
    }

    fn unusable(&self) -> Option<Unusable> {
        self.unusable
    }
}

impl Connections {
    /// Every account, with when it was refreshed last, or why it can't be refreshed.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn refresh_accounts(&self) -> Result<Vec<RefreshAccount>, ListError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(list(&mut records).await?)
    }

    /// What the bank of an account told over time, the newest first.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all, fields(%account))]
    pub async fn balance_history(&self, account: AccountConnectionId) -> Result<Vec<Balance>, ListError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(store::balances::last_of(&mut records, account, MOST_SHOWN).await?)
    }
}

/// Every account, by its number.
pub(super) async fn list(records: &mut SqliteConnection) -> Result<Vec<RefreshAccount>, StoreError> {
    let mut listed = Vec::new();
    for Candidate { account, connection, feed, unreadable } in usable::candidates(&mut *records).await? {
        listed.push(RefreshAccount {
            last: store::balances::last_of(&mut *records, account.id, 1).await?.pop(),
            connection: connection.id,
            institution: connection.institution,
            bank_account: feed.map(|(bank_account, _)| bank_account),
            unusable: unreadable,
            account,
        });
    }
    Ok(listed)
}
