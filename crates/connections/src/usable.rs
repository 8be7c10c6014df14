//! Which accounts can be used, and why others can't: what everything keeps to that reads accounts at the banks.

use sqlx::SqliteConnection;

use crate::{
    StoreError,
    model::{
        account::AccountConnection,
        bank_account::{BankAccount, Feed},
        connection::Connection,
        link_session::State,
    },
    store,
};

/// Why an account can't be used now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// It feeds no bank account.
    NotLinked,
    /// It was not selected in the last update.
    Inactive,
    /// Its connection was removed, or is being removed.
    Obsolete,
    /// Its connection is paused.
    Paused,
    /// Its connection is being updated.
    Updating,
    /// The bank account that it feeds is not in use.
    BankAccountInactive,
}

/// An account with all that decides whether it can be used.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) account: AccountConnection,
    pub(crate) connection: Connection,
    /// The bank account that it feeds, and since when.
    pub(crate) feed: Option<(BankAccount, Feed)>,
    /// Why its bank can't be asked about it now.
    pub(crate) unreadable: Option<Unusable>,
}

impl Candidate {
    /// Why nothing of it can get into the books now.
    pub(crate) fn unusable(&self) -> Option<Unusable> {
        self.unreadable.or(match &self.feed {
            None => Some(Unusable::NotLinked),
            Some((bank_account, _)) if !bank_account.active => Some(Unusable::BankAccountInactive),
            Some(_) => None,
        })
    }
}

/// Every account, by its number.
pub(crate) async fn candidates(records: &mut SqliteConnection) -> Result<Vec<Candidate>, StoreError> {
    let connections = store::connections::list(&mut *records).await?;
    let sessions = store::link_sessions::unsettled(&mut *records).await?;
    let mut candidates = Vec::new();
    for (id, account) in store::account_connections::list(&mut *records).await? {
        let connection = connections.iter().find(|connection| connection.id == id).ok_or(StoreError::NotFound)?;
        let is_updating = sessions.iter().any(|session| {
            session.connection == id && !matches!(session.state, State::Watched { .. } | State::Settled(_))
        });
        candidates.push(Candidate {
            unreadable: unreadable(connection, &account, is_updating),
            feed: store::importable::feed_of(&mut *records, account.id).await?,
            connection: connection.clone(),
            account,
        });
    }
    Ok(candidates)
}

fn unreadable(connection: &Connection, account: &AccountConnection, is_updating: bool) -> Option<Unusable> {
    if connection.obsolete || connection.login.is_none() {
        Some(Unusable::Obsolete)
    } else if connection.paused {
        Some(Unusable::Paused)
    } else if is_updating {
        Some(Unusable::Updating)
    } else {
        (!account.active).then_some(Unusable::Inactive)
    }
}
