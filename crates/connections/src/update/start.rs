//! The beginning of an update: everything that can be checked is checked before the user is asked for anything.

use std::time::Duration;

use plaid::{Answer, ErrorClass, HostedLinkUrl, Link, NewLink, Purpose as LinkPurpose};
use serde_json::json;
use sqlx::SqliteConnection;
use tracing::{info, instrument, warn};
use uuid::Uuid;

use crate::{
    CheckError, Connections, StoreError, VaultError,
    access::Denied,
    access_tokens::NoToken,
    connections::By,
    health::Standing,
    model::{
        connection::{Connection, Health, Institution},
        ids::{ConnectionId, LinkSessionId},
        link_session::{Event, LinkSession, Page, PageExit, Place, Purpose, Setback, State},
        user::{Act, User},
    },
    settling::reading::Whose,
    store::{self, settings::Setting},
};

/// Where Plaid's page leads when it is over, whatever it came to. Nothing answers at this address: the window that shows
/// the page sees the way there, and takes it for a hint.
pub const COMPLETION_REDIRECT: &str = "bank-connections-link://done";
/// What Plaid's page calls the application.
pub(crate) const CLIENT_NAME: &str = "Bank Connections";
/// How long Plaid lets the page of an update be opened. The time that Plaid names is by its own clock, and can't be
/// compared with ours; so it is counted from the moment at which the page was there.
const PAGE_LIVES: Duration = Duration::from_mins(30);

/// What the beginning of an update came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateStart {
    /// Plaid's page is ready to be shown.
    Opened {
        /// The session that the page belongs to.
        session: LinkSessionId,
        /// The address of the page.
        url: HostedLinkUrl,
    },
    /// The login works, so that there is nothing to ask the user for. No session was begun.
    Healed,
}

/// A page that is ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The session that the page belongs to.
    pub session: LinkSessionId,
    /// The address of the page.
    pub url: HostedLinkUrl,
}

/// Why no update can begin.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such connection.
    #[error("there is no such connection")]
    NotFound,
    /// The connection was removed. It can be reconnected.
    #[error("the connection was removed")]
    Obsolete,
    /// The removal of the connection was asked for.
    #[error("the connection is being removed")]
    Removing,
    /// Plaid no longer knows the login. It can be replaced by a new one.
    #[error("Plaid no longer knows the login")]
    Gone,
    /// The page of a session is open, of this or another connection.
    #[error("another update is open")]
    AnotherSessionOpen,
    /// An earlier update waits for the user's word on its accounts.
    #[error("an earlier update waits for a decision on its accounts")]
    AwaitingMapping,
    /// An earlier update is not in the records yet, and can't be brought there now.
    #[error("an earlier update can't be settled now")]
    Unsettled(Setback),
    /// The bank can't be reached. A new login would not help.
    #[error("the bank can't be reached")]
    BankUnavailable,
    /// The user left before the page was there.
    #[error("the update was left before its page was there")]
    LeftMeanwhile,
    /// Plaid answers for another login than the one on record. Nothing it says of it is believed.
    #[error("Plaid answers for another login")]
    OtherLogin,
    /// Plaid does not answer, or refuses.
    #[error(transparent)]
    Plaid(plaid::Error),
    /// The keyring does not give the access token.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Begins the update of a connection. A login that works is left alone, unless `even_if_healthy`.
    ///
    /// # Errors
    /// Where the update makes no sense or is not possible now. Nothing is changed then, but what was learned of the
    /// login's health on the way.
    #[instrument(skip_all, fields(connection = %id, even_if_healthy))]
    pub async fn start_update(&self, id: ConnectionId, even_if_healthy: bool) -> Result<UpdateStart, UpdateError> {
        let user = self.permit(Act::ChangeConnections)?;
        let earlier = self.settle_earlier(id).await?;
        let seen = self.checked_at(id).await?;
        let connection = self.connection(id).await?;
        let whose = Whose::of(&connection).ok_or(UpdateError::Removing)?;
        let access_token = self.access_token(whose.login).await?;
        let standing = match self.plaid().item(&access_token.token).await {
            Ok(item) if !whose.is(&item.value) => {
                warn!(request_id = item.request_id, "Plaid answers for another login");
                return Err(UpdateError::OtherLogin);
            }
            Ok(item) => {
                self.know_token(whose.login, &access_token).await?;
                Standing::of(&item.value, self.now())
            }
            Err(error) => return Err(self.refusal(id, error).await?),
        };
        if let Some(earlier) = earlier.as_ref().filter(|earlier| !earlier.gives_way(standing.health)) {
            return Err(UpdateError::unsettled(earlier));
        }
        match standing.health {
            Health::Good if even_if_healthy || earlier.is_some() => {}
            Health::NeedsUpdate(_) => {}
            Health::Good => match self.learn(id, standing, seen).await {
                Ok(Health::Good) => return Ok(UpdateStart::Healed),
                // It works, but its accounts are not to be had without the user.
                Ok(Health::NeedsUpdate(_)) | Err(CheckError::Unreadable(Setback::PlaidRefused)) => {}
                Ok(Health::Gone) => return Err(UpdateError::Gone),
                Ok(Health::BankUnavailable) => return Err(UpdateError::BankUnavailable),
                Err(error) => return Err(error.into()),
            },
            Health::Gone | Health::BankUnavailable => {
                self.learn(id, standing, seen).await?;
                return Err(match standing.health {
                    Health::Gone => UpdateError::Gone,
                    Health::Good | Health::NeedsUpdate(_) | Health::BankUnavailable => UpdateError::BankUnavailable,
                });
            }
        }
        let (session, client_user_id) = self.request(id, standing, earlier, &user).await?;
        let link = NewLink {
            client_name: CLIENT_NAME,
            client_user_id: &client_user_id,
            completion_redirect_uri: COMPLETION_REDIRECT,
            purpose: LinkPurpose::Update { access_token: &access_token.token },
        };
        match self.plaid().create_link(link).await {
            Ok(link) => match self.open_page(session, link).await? {
                Some(Opened { session, url }) => Ok(UpdateStart::Opened { session, url }),
                None => Err(UpdateError::LeftMeanwhile),
            },
            Err(error) => {
                self.link_refused(session, &error).await?;
                Err(self.refusal(id, error).await?)
            }
        }
    }

    /// Makes sure that nothing stands in the way of a new session; what an earlier one left is brought to its end. Where
    /// that can't be done the earlier session is returned: the new one may have to take its place.
    async fn settle_earlier(&self, id: ConnectionId) -> Result<Option<LinkSession>, UpdateError> {
        if self.check_startable(id).await?.is_none() {
            return Ok(None);
        }
        self.make_due(id).await?;
        self.tend_connection(id).await?;
        self.check_startable(id).await
    }

    async fn check_startable(&self, id: ConnectionId) -> Result<Option<LinkSession>, UpdateError> {
        let mut records = self.database().read().await?;
        startable(&mut records, id).await
    }

    /// Writes the session before its page is asked for.
    async fn request(
        &self,
        id: ConnectionId,
        standing: Standing,
        earlier: Option<LinkSession>,
        user: &User,
    ) -> Result<(LinkSessionId, String), UpdateError> {
        // Asking Plaid took a while. From the commit on the session itself keeps the user here.
        let _stays = self.stays(user).await?;
        let user = user.name.as_str();
        let mut records = self.database().write().await?;
        match (startable(&mut records, id).await?, earlier) {
            (None, _) => {}
            (Some(found), Some(earlier)) if found == earlier => self.give_up(&mut records, found, user).await?,
            (Some(found), _) => return Err(UpdateError::unsettled(&found)),
        }
        self.set_standing(&mut records, id, standing).await?;
        let client_user_id = client_user_id(&mut records).await?;
        let connection = store::connections::get(&mut records, id).await?.ok_or(StoreError::NotFound)?;
        let session = self.new_session(Purpose::Update, id, Some(connection.institution), user);
        store::link_sessions::insert(&mut records, &session).await?;
        store::audit::append(&mut records, &self.entry(By::User(user), "start_update", id, "requested")).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok((session.id, client_user_id))
    }

    /// Ends a session whose place a new one takes. What it left behind is read after the new one, and told with it.
    pub(crate) async fn give_up(
        &self,
        records: &mut SqliteConnection,
        mut session: LinkSession,
        user: &str,
    ) -> Result<(), StoreError> {
        let is_told = session.settled_at.is_some();
        let next = session.state.after(Event::GivenUp).expect("what gives way can be given up");
        session.move_to(next, self.now());
        session.delay = None;
        if !is_told {
            session.put_away();
        }
        store::link_sessions::save(records, &session).await?;
        let mut entry = self.entry(By::User(user), "give_up", session.connection, "given_up");
        entry.details.insert("session".to_owned(), json!(session.id.to_string()));
        store::audit::append(records, &entry).await
    }

    /// A session as it begins.
    pub(crate) fn new_session(
        &self,
        purpose: Purpose,
        connection: ConnectionId,
        institution: Option<Institution>,
        user: &str,
    ) -> LinkSession {
        LinkSession {
            id: LinkSessionId::new(self.fresh_uuid()),
            purpose,
            connection,
            institution,
            started_by: user.to_owned(),
            state: State::Requested,
            place: Place::Window,
            page: None,
            plaid_session_id: None,
            request_id: None,
            exit: None,
            exchanges: 0,
            second_login: false,
            recovered: false,
            delay: None,
            started_at: self.now(),
            ended_at: None,
            settled_at: None,
            acknowledged_at: None,
        }
    }

    /// Writes the page that Plaid made for a session. `None` where the user has left it meanwhile.
    pub(crate) async fn open_page(&self, id: LinkSessionId, link: Answer<Link>) -> Result<Option<Opened>, StoreError> {
        let Link { token, url, .. } = link.value;
        let page = Page { token, url: url.clone(), expires_at: self.now() + PAGE_LIVES };
        let request_id = Some(link.request_id.as_str());
        let opened = self.advance_upon(id, Event::LinkCreated, request_id, |session| session.page = Some(page)).await?;
        info!(session = %id, request_id, "the page is ready");
        self.wake();
        Ok(opened.map(|_| Opened { session: id, url }))
    }

    /// Ends a session for which Plaid made no page.
    pub(crate) async fn link_refused(&self, session: LinkSessionId, error: &plaid::Error) -> Result<(), StoreError> {
        let request_id = error.request_id().map(str::to_owned);
        let why = PageExit { step: None, code: error.code().map(str::to_owned), request_id: request_id.clone() };
        self.advance_upon(session, Event::LinkRefused, request_id.as_deref(), |session| {
            session.exit = Some(why);
            session.put_away();
        })
        .await?;
        Ok(())
    }

    /// What Plaid's refusal means, after it is written down where it says something of the login.
    async fn refusal(&self, id: ConnectionId, error: plaid::Error) -> Result<UpdateError, UpdateError> {
        Ok(match error.class() {
            ErrorClass::ItemGone => {
                self.learn(id, Standing::GONE, self.checked_at(id).await?).await?;
                UpdateError::Gone
            }
            ErrorClass::BankDown => UpdateError::BankUnavailable,
            ErrorClass::UserMustAct
            | ErrorClass::BankNoLongerServed
            | ErrorClass::Transient
            | ErrorClass::RateLimited
            | ErrorClass::Configuration
            | ErrorClass::SyncRestart
            | ErrorClass::NotReady
            | ErrorClass::NoProduct
            | ErrorClass::Session
            | ErrorClass::Unknown => UpdateError::Plaid(error),
        })
    }
}

impl From<NoToken> for UpdateError {
    fn from(error: NoToken) -> Self {
        match error {
            NoToken::Vault(error) => Self::Vault(error),
            NoToken::Store(error) => Self::Store(error),
        }
    }
}

impl From<CheckError> for UpdateError {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::NotFound => Self::NotFound,
            CheckError::Obsolete => Self::Obsolete,
            CheckError::Removing => Self::Removing,
            CheckError::Plaid(error) => Self::Plaid(error),
            CheckError::Vault(error) => Self::Vault(error),
            CheckError::Unreadable(setback) => Self::Unsettled(setback),
            CheckError::Store(error) => Self::Store(error),
        }
    }
}

impl UpdateError {
    /// What an earlier session that ended and is not settled says to a new one.
    fn unsettled(earlier: &LinkSession) -> Self {
        if matches!(earlier.state, State::AwaitingMapping(_)) {
            return Self::AwaitingMapping;
        }
        match earlier.delay.as_ref().map(|delay| delay.setback) {
            Some(Setback::BankUnavailable) => Self::BankUnavailable,
            Some(setback) => Self::Unsettled(setback),
            // It is being settled at this moment.
            None => Self::AnotherSessionOpen,
        }
    }
}

/// Checks the records for what stands in the way of a new session. What comes back is the one thing that can be done
/// away with: a session of the connection that ended and is not settled, or waits for the user's word. Pages that are only watched are
/// in nobody's way.
async fn startable(records: &mut SqliteConnection, id: ConnectionId) -> Result<Option<LinkSession>, UpdateError> {
    let connection: Connection = store::connections::get(records, id).await?.ok_or(UpdateError::NotFound)?;
    if connection.obsolete {
        return Err(UpdateError::Obsolete);
    }
    if connection.login.is_none() {
        return Err(UpdateError::Removing);
    }
    let sessions = store::link_sessions::unsettled(records).await?;
    if sessions.iter().any(|session| session.state.is_open()) {
        return Err(UpdateError::AnotherSessionOpen);
    }
    let mut of_connection = sessions.into_iter().filter(|session| session.connection == id);
    Ok(of_connection.find(|session| session.state.outcome().is_none()))
}

/// The random id under which Plaid knows the user of this profile; made at the first need.
pub(crate) async fn client_user_id(records: &mut SqliteConnection) -> Result<String, StoreError> {
    if let Some(id) = store::settings::get(records, Setting::ClientUserId).await? {
        return Ok(id);
    }
    let id = Uuid::new_v4().to_string();
    store::settings::set(records, Setting::ClientUserId, &id).await?;
    Ok(id)
}
