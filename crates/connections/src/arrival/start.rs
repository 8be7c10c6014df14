//! The beginning of a session that brings a new login.

use plaid::{NewLink, Purpose as LinkPurpose};
use tracing::{instrument, warn};

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        connection::{Connection, Institution},
        ids::{ConnectionId, LinkSessionId, LoginId},
        link_session::{LinkSession, Purpose, Setback, State},
        user::{Act, User},
    },
    store,
    update::start::{CLIENT_NAME, COMPLETION_REDIRECT, Opened, client_user_id},
};

/// Why no session can begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such connection.
    #[error("there is no such connection")]
    NotFound,
    /// The connection was removed. It can be reconnected.
    #[error("the connection was removed")]
    Obsolete,
    /// Only a connection that was removed can be reconnected.
    #[error("the connection was not removed")]
    NotObsolete,
    /// The removal of the connection was asked for, and Plaid has not confirmed it.
    #[error("the connection is being removed")]
    Removing,
    /// The page of a session is open, of this or another connection.
    #[error("another session is open")]
    AnotherSessionOpen,
    /// An earlier session waits for the user's word on its accounts.
    #[error("an earlier session waits for a decision on its accounts")]
    AwaitingMapping,
    /// An earlier session of the connection is not in the records yet, and can't be brought there now.
    #[error("an earlier session can't be settled now")]
    Unsettled(Setback),
    /// The user left before the page was there.
    #[error("the session was left before its page was there")]
    LeftMeanwhile,
    /// Plaid does not answer, or refuses.
    #[error(transparent)]
    Plaid(plaid::Error),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is to be begun.
#[derive(Debug, Clone, Copy)]
enum Wish {
    Connect,
    Replace(ConnectionId),
    Reconnect(ConnectionId),
}

impl Connections {
    /// Begins to connect a bank, which the user picks on the page.
    ///
    /// # Errors
    /// Where it is not possible now. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn start_connect(&self) -> Result<Opened, StartError> {
        let user = self.permit(Act::ChangeConnections)?;
        self.begin(Wish::Connect, &user).await
    }

    /// Begins to put a new login in the place of one that can't be updated, or that has another user name by now. The
    /// earlier login stays until the new one is in the records.
    ///
    /// # Errors
    /// Where it is not possible now. Nothing is changed then.
    #[instrument(skip_all, fields(connection = %id))]
    pub async fn start_replace(&self, id: ConnectionId) -> Result<Opened, StartError> {
        let user = self.permit(Act::ChangeConnections)?;
        self.settle_before(id).await?;
        self.begin(Wish::Replace(id), &user).await
    }

    /// Begins to give a removed connection a new login.
    ///
    /// # Errors
    /// Where it is not possible now. Nothing is changed then.
    #[instrument(skip_all, fields(connection = %id))]
    pub async fn start_reconnect(&self, id: ConnectionId) -> Result<Opened, StartError> {
        let user = self.permit(Act::ChangeConnections)?;
        self.settle_before(id).await?;
        self.begin(Wish::Reconnect(id), &user).await
    }

    /// Brings to its end what an earlier session of the connection left, as far as that is possible now.
    async fn settle_before(&self, id: ConnectionId) -> Result<(), StartError> {
        let is_unfinished = {
            let mut records = self.database().read().await?;
            store::connections::get(&mut records, id).await?.ok_or(StartError::NotFound)?;
            let sessions = store::link_sessions::unsettled_of(&mut records, id).await?;
            sessions.iter().any(|session| session.state.outcome().is_none() && !session.state.is_open())
        };
        if is_unfinished {
            self.make_due(id).await?;
            self.tend_connection(id).await?;
        }
        Ok(())
    }

    async fn begin(&self, wish: Wish, user: &User) -> Result<Opened, StartError> {
        let user_id = self.plaid_user().await?;
        let (session, client_user_id) = self.write_session(wish, user).await?;
        let link = |user_id| NewLink {
            client_name: CLIENT_NAME,
            client_user_id: &client_user_id,
            completion_redirect_uri: COMPLETION_REDIRECT,
            purpose: LinkPurpose::NewItem { user_id },
        };
        let created = match (self.plaid().create_link(link(user_id.as_deref())).await, &user_id) {
            // Not every client of Plaid may name its user. Without it the page works all the same.
            (Err(error), Some(_)) if error.is_refusal() => {
                warn!(%error, request_id = error.request_id(), "the user can't be named");
                let created = self.plaid().create_link(link(None)).await;
                if created.is_ok() {
                    self.orphans_watch().user_refused();
                }
                created
            }
            (created, _) => created,
        };
        match created {
            Ok(link) => self.open_page(session, link).await?.ok_or(StartError::LeftMeanwhile),
            Err(error) => {
                self.link_refused(session, &error).await?;
                Err(StartError::Plaid(error))
            }
        }
    }

    /// Writes the session before its page is asked for.
    async fn write_session(&self, wish: Wish, user: &User) -> Result<(LinkSessionId, String), StartError> {
        // Asking Plaid took a while. From the commit on the session itself keeps the user here.
        let _stays = self.stays(user).await?;
        let user = user.name.as_str();
        let mut records = self.database().write().await?;
        let sessions = store::link_sessions::unsettled(&mut records).await?;
        if sessions.iter().any(|session| session.state.is_open()) {
            return Err(StartError::AnotherSessionOpen);
        }
        let login = LoginId::new(self.fresh_uuid());
        let (purpose, connection, institution, what): (_, _, Option<Institution>, _) = match wish {
            Wish::Connect => (Purpose::Connect(login), ConnectionId::of_first(login), None, "start_connect"),
            Wish::Replace(id) => {
                let connection = replaceable(store::connections::get(&mut records, id).await?)?;
                (Purpose::Replace(login), id, Some(connection.institution), "start_replace")
            }
            Wish::Reconnect(id) => {
                let connection = store::connections::get(&mut records, id).await?.ok_or(StartError::NotFound)?;
                if !connection.obsolete {
                    return Err(StartError::NotObsolete);
                }
                (Purpose::Reconnect(login), id, Some(connection.institution), "start_reconnect")
            }
        };
        let earlier =
            sessions.iter().find(|earlier| earlier.connection == connection && earlier.state.outcome().is_none());
        match earlier {
            None => {}
            // What an update left is read after the new login, and told with it.
            Some(earlier) if matches!(wish, Wish::Replace(_)) && gives_way(earlier) => {
                self.give_up(&mut records, earlier.clone(), user).await?;
            }
            Some(earlier) => return Err(in_the_way(earlier)),
        }
        let client_user_id = client_user_id(&mut records).await?;
        let session = self.new_session(purpose, connection, institution, user);
        store::link_sessions::insert(&mut records, &session).await?;
        store::audit::append(&mut records, &self.entry(By::User(user), what, connection, "requested")).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok((session.id, client_user_id))
    }
}

fn replaceable(connection: Option<Connection>) -> Result<Connection, StartError> {
    let connection = connection.ok_or(StartError::NotFound)?;
    if connection.obsolete {
        return Err(StartError::Obsolete);
    }
    if connection.login.is_none() {
        return Err(StartError::Removing);
    }
    Ok(connection)
}

/// Whether an earlier session is an update that has ended: a new login makes its result worthless.
const fn gives_way(earlier: &LinkSession) -> bool {
    matches!((earlier.purpose, earlier.state), (Purpose::Update, State::Ended(_) | State::AwaitingMapping(_)))
}

/// What an earlier session of the connection that is not settled says to a new one.
fn in_the_way(earlier: &LinkSession) -> StartError {
    match (earlier.state, &earlier.delay) {
        (State::AwaitingMapping(_) | State::AwaitingChoice, _) => StartError::AwaitingMapping,
        (_, Some(delay)) => StartError::Unsettled(delay.setback),
        // It is being settled at this moment.
        (_, None) => StartError::AnotherSessionOpen,
    }
}
