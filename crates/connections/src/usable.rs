//! Which accounts can be used, and why others can't: what everything keeps to that reads accounts at the banks.

use sqlx::SqliteConnection;

use crate::{
    StoreError,
    model::{
        account::AccountConnection,
        bank_account::{BankAccount, Feed},
        connection::Connection,
        ids::{AccountConnectionId, ConnectionId},
        link_session::{LinkSession, State},
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
    /// The login of its connection was replaced while its bank was read, so that what was read counts for nothing.
    Replaced,
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
        let is_updating = sessions.iter().any(|session| session.connection == id && is_under_way(session));
        candidates.push(Candidate {
            unreadable: unreadable(connection, &account, is_updating),
            feed: store::importable::feed_of(&mut *records, account.id).await?,
            connection: connection.clone(),
            account,
        });
    }
    Ok(candidates)
}

/// One account as it is now, for whoever has known it for a while.
pub(crate) async fn candidate(
    records: &mut SqliteConnection,
    id: ConnectionId,
    account: AccountConnectionId,
) -> Result<Candidate, StoreError> {
    let connection = store::connections::get(&mut *records, id).await?.ok_or(StoreError::NotFound)?;
    let is_updating = store::link_sessions::unsettled_of(&mut *records, id).await?.iter().any(is_under_way);
    let accounts = store::account_connections::list_of(&mut *records, id).await?;
    let account = accounts.into_iter().find(|known| known.id == account).ok_or(StoreError::NotFound)?;
    Ok(Candidate {
        unreadable: unreadable(&connection, &account, is_updating),
        feed: store::importable::feed_of(&mut *records, account.id).await?,
        connection,
        account,
    })
}

fn is_under_way(session: &LinkSession) -> bool {
    !matches!(session.state, State::Watched { .. } | State::Settled(_))
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
