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
        connection::{Connection, Institution},
        ids::ConnectionId,
        link_session::State,
        statement::Statement,
        user::Act,
    },
    store,
};

/// Why an account can't be imported now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// It feeds no bank account.
    NotLinked,
    /// It was not selected in the last update.
    Inactive,
    /// Its connection was removed, or is being removed.
    Obsolete,
    /// Its connection is being updated.
    Updating,
    /// The bank account that it feeds is not in use.
    BankAccountInactive,
}

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
    let connections = store::connections::list(&mut *records).await?;
    let sessions = store::link_sessions::unsettled(&mut *records).await?;
    let doubtful = store::transactions::doubtful(&mut *records).await?;
    let mut listed = Vec::new();
    for (id, account) in store::account_connections::list(&mut *records).await? {
        let connection = connections.iter().find(|connection| connection.id == id).ok_or(StoreError::NotFound)?;
        let is_updating = sessions.iter().any(|session| {
            session.connection == id && !matches!(session.state, State::Watched { .. } | State::Settled(_))
        });
        let feed = store::importable::feed_of(&mut *records, account.id).await?;
        let last = match &feed {
            Some((bank_account, _)) => store::statements::last_of(&mut *records, bank_account.id).await?,
            None => None,
        };
        let read_at = match connection.login {
            Some(login) => store::transactions::read_so_far(&mut *records, login).await?.map(|read| read.read_at),
            None => None,
        };
        listed.push(ImportAccount {
            unusable: unusable(connection, &account, feed.as_ref().map(|(bank_account, _)| bank_account), is_updating),
            connection: id,
            institution: connection.institution.clone(),
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

fn unusable(
    connection: &Connection,
    account: &AccountConnection,
    bank_account: Option<&BankAccount>,
    is_updating: bool,
) -> Option<Unusable> {
    match bank_account {
        _ if connection.obsolete || connection.login.is_none() => Some(Unusable::Obsolete),
        _ if is_updating => Some(Unusable::Updating),
        _ if !account.active => Some(Unusable::Inactive),
        None => Some(Unusable::NotLinked),
        Some(bank_account) if !bank_account.active => Some(Unusable::BankAccountInactive),
        Some(_) => None,
    }
}
