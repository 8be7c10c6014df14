//! The list of connections, as the window shows it.

use std::collections::BTreeMap;

use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    model::{
        account::AccountConnection,
        bank_account::BankAccount,
        connection::{Connection, SessionInProgress, Status},
        ids::{AccountConnectionId, ConnectionId},
        link_session::{LinkSession, Purpose, State},
        user::Act,
    },
    removal::overview::{RemovalOverview, removal_of},
    store,
};

/// A connection with all that is shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an act of its own, and any two can be possible together")]
pub struct ConnectionOverview {
    /// The connection itself.
    pub connection: Connection,
    /// Its accounts, active or not, by their number.
    pub accounts: Vec<AccountConnection>,
    /// The bank account in the books that each of them feeds, of those that feed one.
    pub feeds: BTreeMap<AccountConnectionId, BankAccount>,
    /// The one status to show.
    pub status: Status,
    /// Whether an update makes sense and the user may begin one.
    pub can_update: bool,
    /// Whether a new login can take the place of the present one, and the user may bring one.
    pub can_replace: bool,
    /// Whether it was removed, and the user may bring a new login.
    pub can_reconnect: bool,
    /// Whether the user may ask for its removal. Where that was asked for already it is tried again by itself.
    pub can_remove: bool,
    /// The removals of its logins, present and former, that Plaid has not confirmed.
    pub removals: Vec<RemovalOverview>,
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The records can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// All connections, the obsolete ones too, by the name of the bank.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn list(&self) -> Result<Vec<ConnectionOverview>, ListError> {
        let may_change = self.permit(Act::Look)?.role.may(Act::ChangeConnections);
        let mut records = self.database().read().await?;
        let connections = store::connections::list(&mut records).await?;
        let accounts = store::account_connections::list(&mut records).await?;
        let sessions = store::link_sessions::unsettled(&mut records).await?;

        let removing = store::logins::removing(&mut records).await?;
        let mut fed = fed(&mut records).await?;

        let mut overviews = Vec::new();
        for connection in connections {
            let of_it = accounts.iter().filter(|(of, _)| *of == connection.id);
            let status = connection.status(progress_of(connection.id, &sessions), self.now());
            let mut removals = Vec::new();
            for login in removing.iter().filter(|login| login.connection == Some(connection.id)) {
                removals.extend(removal_of(&mut records, login, &connection).await?);
            }
            let accounts: Vec<_> = of_it.map(|(_, account)| account.clone()).collect();
            overviews.push(ConnectionOverview {
                feeds: accounts.iter().filter_map(|account| fed.remove_entry(&account.id)).collect(),
                accounts,
                status,
                can_update: may_change && (can_update(status) || gives_way(&connection, &sessions)),
                can_replace: may_change && can_lose_login(&connection, &sessions),
                can_reconnect: may_change && status == Status::Obsolete,
                can_remove: may_change && can_lose_login(&connection, &sessions),
                removals,
                connection,
            });
        }
        Ok(overviews)
    }
}

/// What each account connection feeds that feeds something.
async fn fed(records: &mut store::Transaction) -> Result<BTreeMap<AccountConnectionId, BankAccount>, StoreError> {
    let bank_accounts = store::bank_accounts::list(records).await?;
    let feeds = store::feeds::list(records).await?.into_iter();
    let of = |id| bank_accounts.iter().find(|bank_account| bank_account.id == id).cloned();
    Ok(feeds.filter_map(|feed| Some((feed.account, of(feed.bank_account)?))).collect())
}

/// How far the session of a connection has come, the most pressing where there are several: a watched one may stand
/// beside a new one.
pub(crate) fn progress_of(connection: ConnectionId, sessions: &[LinkSession]) -> SessionInProgress {
    sessions
        .iter()
        .filter(|session| session.connection == connection)
        .map(LinkSession::progress)
        .find(|progress| *progress != SessionInProgress::None)
        .unwrap_or(SessionInProgress::None)
}

/// Whether the session that stands in the way of an update is one that an update would take the place of.
fn gives_way(connection: &Connection, sessions: &[LinkSession]) -> bool {
    sessions.iter().any(|session| session.connection == connection.id && session.gives_way(connection.health))
}

/// Whether Plaid's page could do something for a connection in this status. What is interrupted is read first.
const fn can_update(status: Status) -> bool {
    match status {
        Status::Active | Status::NeedsUpdate(_) | Status::BankUnavailable => true,
        Status::Updating
        | Status::UpdateInterrupted
        | Status::AwaitingMapping
        | Status::NeedsReconnecting
        | Status::Removing
        | Status::Obsolete => false,
    }
}

/// Whether there is a login to remove or to replace, and nothing under way but updates that ended: their results are
/// worthless then.
fn can_lose_login(connection: &Connection, sessions: &[LinkSession]) -> bool {
    let mut unfinished =
        sessions.iter().filter(|session| session.connection == connection.id && session.state.outcome().is_none());
    let is_over = |session: &LinkSession| matches!(session.state, State::Ended(_) | State::AwaitingMapping(_));
    connection.login.is_some() && unfinished.all(|session| session.purpose == Purpose::Update && is_over(session))
}
