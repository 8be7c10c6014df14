//! Which accounts can be imported, and why others can't.

use jiff::civil::Date;
use sqlx::SqliteConnection;
use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    model::{
        account::AccountConnection,
        bank_account::{BankAccount, Feed},
        connection::Institution,
        ids::{AccountConnectionId, ConnectionId},
        statement::Statement,
        user::Act,
    },
    runs::Choosable,
    store,
    usable::{self, Candidate, Unusable},
};

/// An account and what can be imported of it.
#[derive(Debug, Clone)]
pub struct ImportAccount {
    /// The account connection.
    pub account: AccountConnection,
    /// Its connection.
    pub connection: ConnectionId,
    /// Its bank.
    pub institution: Institution,
    /// The bank account that it feeds, and since when.
    pub feed: Option<(BankAccount, Feed)>,
    /// The last statement of the bank account.
    pub last: Option<Statement>,
    /// Why it can't be imported now.
    pub unusable: Option<Unusable>,
    /// How many of its transactions wait for the user to tell them apart.
    pub doubtful: u32,
    /// The day of the last reading.
    pub read_on: Option<Date>,
}

/// Why the accounts can't be listed.
#[derive(Debug, thiserror::Error)]
pub enum ImportAccountsError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The records can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Choosable for ImportAccount {
    fn id(&self) -> AccountConnectionId {
        self.account.id
    }

    fn unusable(&self) -> Option<Unusable> {
        self.unusable
    }
}

impl Connections {
    /// Every account, with what can be imported of it or why nothing can.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn import_accounts(&self) -> Result<Vec<ImportAccount>, ImportAccountsError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(list(&mut records).await?)
    }
}

/// Every account, by its number.
pub(super) async fn list(records: &mut SqliteConnection) -> Result<Vec<ImportAccount>, StoreError> {
    let doubtful = store::transactions::doubtful(&mut *records).await?;
    let mut listed = Vec::new();
    for candidate in usable::candidates(&mut *records).await? {
        let unusable = candidate.unusable();
        let Candidate { account, connection, feed, unreadable: _ } = candidate;
        let last = match &feed {
            Some((bank_account, _)) => store::statements::last_of(&mut *records, bank_account.id).await?,
            None => None,
        };
        let read_at = match connection.login {
            Some(login) => store::transactions::read_so_far(&mut *records, login).await?.map(|read| read.read_at),
            None => None,
        };
        listed.push(ImportAccount {
            unusable,
            connection: connection.id,
            institution: connection.institution,
            doubtful: u32::try_from(doubtful.iter().filter(|one| one.account == account.id).count())
                .unwrap_or(u32::MAX),
            read_on: read_at.map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date()),
            account,
            feed,
            last,
        });
    }
    Ok(listed)
}
