//! The user removes a connection. What is on record of it stays; only its login at Plaid ends, and with it the billing.

use sqlx::SqliteConnection;
use tracing::{info, instrument};

use super::overview::{FailedRemoval, failed};
use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        connection::{AccountNews, Connection},
        ids::{ConnectionId, LoginId},
        link_session::{LinkSession, Purpose, State},
        login::LoginState,
        user::Act,
    },
    store,
};

/// What became of the wish to remove a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removal {
    /// The login is gone at Plaid, and the connection is obsolete.
    Removed,
    /// Plaid has not confirmed it. It is tried again by itself.
    Removing(FailedRemoval),
}

/// Why a connection can't be removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such connection.
    #[error("there is no such connection")]
    NotFound,
    /// The connection was removed already.
    #[error("the connection was removed")]
    Obsolete,
    /// A session of the connection is open, or its new login is being made at this moment.
    #[error("a session of the connection is open")]
    SessionOpen,
    /// A new login of the connection waits for the user, who has to take it or to give it up first.
    #[error("a new login of the connection waits for a decision")]
    AwaitingMapping,
    /// The records can't be used.
    #[error(transparent)]
    Store(StoreError),
}

impl Connections {
    /// Removes a connection: its login at Plaid, and nothing on record. Where its removal was asked for before, it is tried
    /// again.
    ///
    /// # Errors
    /// Where it may or can not be removed now. Nothing is changed then. A removal that was asked for and failed is no
    /// error.
    #[instrument(skip_all, fields(connection = %id))]
    pub async fn remove(&self, id: ConnectionId) -> Result<Removal, RemoveError> {
        let user = self.permit(Act::ChangeConnections)?;
        self.settle_before_removal(id).await?;
        let login = self.begin_removal(id, &user.name).await?;
        self.try_removal(login).await?;
        self.removal(login).await
    }

    /// Makes every removal of the connection's logins due now, and has them tried. It waits for no answer.
    ///
    /// # Errors
    /// Where the user may not, there is no such connection, or the records can't be used.
    #[instrument(skip_all, fields(connection = %id))]
    pub async fn retry_removals(&self, id: ConnectionId) -> Result<(), RemoveError> {
        let user = self.permit(Act::ChangeConnections)?;
        let mut records = self.database().write().await?;
        store::connections::get(&mut records, id).await?.ok_or(RemoveError::NotFound)?;
        let removing = store::logins::removing(&mut records).await?;
        for mut login in removing.into_iter().filter(|login| login.connection == Some(id)) {
            login.try_now(self.now());
            store::logins::save(&mut records, &login).await?;
        }
        let asked = self.entry(By::User(&user.name), "retry_removal", id, "asked_for");
        store::audit::append(&mut records, &asked).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }

    /// Brings to its end what an earlier session of the connection left, as far as that is possible now.
    async fn settle_before_removal(&self, id: ConnectionId) -> Result<(), RemoveError> {
        let is_unfinished = {
            let mut records = self.database().read().await?;
            removable(&mut records, id).await?;
            let sessions = store::link_sessions::unsettled_of(&mut records, id).await?;
            let mut unfinished = sessions.iter().filter(|session| session.state.outcome().is_none());
            unfinished.any(|session| !session.state.is_open())
        };
        if is_unfinished {
            self.make_due(id).await?;
            self.tend_connection(id).await?;
        }
        Ok(())
    }

    /// Writes that the connection's login is to be removed. No session of the connection is settled meanwhile.
    async fn begin_removal(&self, id: ConnectionId, user: &str) -> Result<LoginId, RemoveError> {
        let _alone = self.alone_with(id).await;
        let mut records = self.database().write().await?;
        let connection = removable(&mut records, id).await?;
        for session in store::link_sessions::unsettled_of(&mut records, id).await? {
            self.clear_away(&mut records, session, user).await?;
        }
        let login = match store::logins::current_of(&mut records, id).await? {
            Some(login) => {
                let login_id = login.id;
                self.ask_removal(&mut records, login, By::User(user)).await?;
                store::connections::set_news(&mut records, id, AccountNews::default()).await?;
                login_id
            }
            None => self.try_removal_now(&mut records, &connection).await?,
        };
        records.commit().await.map_err(StoreError::from)?;
        info!(%login, "is to be removed");
        self.tell();
        Ok(login)
    }

    /// Gives up what waits for the user's word on a login that ends now. A page that is only watched can do nothing to it.
    async fn clear_away(
        &self,
        records: &mut SqliteConnection,
        session: LinkSession,
        user: &str,
    ) -> Result<(), RemoveError> {
        match (session.state, session.purpose) {
            (State::Watched { .. } | State::Settled(_), _) => Ok(()),
            (State::Ended(_) | State::AwaitingMapping(_), Purpose::Update) => {
                Ok(self.give_up(records, session, user).await?)
            }
            (State::Ended(_) | State::AwaitingMapping(_) | State::AwaitingChoice | State::Held, _) => {
                Err(RemoveError::AwaitingMapping)
            }
            (State::Requested | State::Open | State::Exchanging, _) => Err(RemoveError::SessionOpen),
        }
    }

    /// The removal of the connection's login was asked for before: it is due now.
    async fn try_removal_now(
        &self,
        records: &mut SqliteConnection,
        connection: &Connection,
    ) -> Result<LoginId, RemoveError> {
        let removing = store::logins::removing(records).await?;
        let mut own = removing
            .into_iter()
            .filter(|login| login.connection == Some(connection.id) && !login.is_former(Some(connection)));
        let mut login = own.next().ok_or(StoreError::NotFound)?;
        login.try_now(self.now());
        store::logins::save(records, &login).await?;
        Ok(login.id)
    }

    async fn removal(&self, login: LoginId) -> Result<Removal, RemoveError> {
        let mut records = self.database().read().await?;
        let login = store::logins::get(&mut records, login).await?.ok_or(StoreError::NotFound)?;
        match &login.state {
            LoginState::Removing { failure: Some(failure), .. } => {
                Ok(Removal::Removing(failed(&mut records, &login, failure).await?))
            }
            LoginState::Removed { .. } => Ok(Removal::Removed),
            // A try ends with the proof or with a failure.
            LoginState::Held | LoginState::Current | LoginState::Removing { failure: None, .. } => {
                Err(RemoveError::Store(StoreError::NotFound))
            }
        }
    }
}

/// The connection, where it is not removed yet.
async fn removable(records: &mut SqliteConnection, id: ConnectionId) -> Result<Connection, RemoveError> {
    let connection = store::connections::get(records, id).await?.ok_or(RemoveError::NotFound)?;
    if connection.obsolete { Err(RemoveError::Obsolete) } else { Ok(connection) }
}

impl From<StoreError> for RemoveError {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::NotFound) { Self::NotFound } else { Self::Store(error) }
    }
}
