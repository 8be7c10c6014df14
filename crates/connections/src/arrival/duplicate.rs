//! A bank that looks connected already: asked about before anything is exchanged. The question is asked of Plaid anew each
//! time, so that the answer is about what is true now.

use std::time::Duration;

use serde_json::json;
use tracing::instrument;

use super::offer::{ExistingConnection, NoOffer, Offer, OfferedAccount, duplicates};
use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        connection::Institution,
        ids::{ConnectionId, LinkSessionId},
        link_session::{Event, Fruitless, LinkSession, Purpose, Setback, State},
        user::{Act, User},
    },
    settling::obstacle::Obstacle,
    store,
};

/// How long Plaid takes a public token for an exchange.
pub(crate) const PUBLIC_TOKEN_LIVES: Duration = Duration::from_mins(30);

/// The question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The session that waits for the answer.
    pub session: LinkSessionId,
    /// The bank.
    pub institution: Institution,
    /// The connections that have some of these accounts, those that work first. At least one.
    pub existing: Vec<ExistingConnection>,
    /// The accounts that the user selected.
    pub offered: Vec<OfferedAccount>,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DuplicateChoice {
    /// Update this connection in place of connecting the bank once more, or reconnect it where it was removed.
    UseExisting(ConnectionId),
    /// Connect a second login at the bank.
    ConnectAnyway,
    /// Do nothing.
    Stop,
}

/// What follows on the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// This session is over; an update of that connection is to be begun.
    Update(ConnectionId),
    /// The session goes on.
    GoesOn,
    /// The session is over. Nothing was connected.
    Stopped,
}

/// Why the question can't be put or answered.
#[derive(Debug, thiserror::Error)]
pub enum DuplicateError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such session.
    #[error("there is no such link session")]
    NotFound,
    /// The session does not wait for this decision.
    #[error("the link session waits for no decision")]
    NotAwaited,
    /// What the page brought ran out meanwhile. Nothing was connected.
    #[error("what the page brought has run out")]
    TooLate,
    /// The connection that is to be used is none of those that were asked about.
    #[error("that connection was not asked about")]
    NotAsked,
    /// Plaid or the keyring can't be asked now.
    #[error("it can't be read now what the page brought")]
    Unreadable(Setback),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// The question that a session waits with.
    ///
    /// # Errors
    /// Where there is none, or Plaid can't be asked now.
    #[instrument(skip_all, fields(session = %id))]
    pub async fn duplicate(&self, id: LinkSessionId) -> Result<Duplicate, DuplicateError> {
        self.permit(Act::Look)?;
        let session = self.undecided(id).await?;
        let _alone = self.alone_with(session.connection).await;
        let (duplicate, _) = self.ask_anew(&session).await?;
        Ok(duplicate)
    }

    /// Goes on as the user decided.
    ///
    /// # Errors
    /// Where the session waits for no decision, or it can't be carried out now. The question stands then.
    #[instrument(skip_all, fields(session = %id))]
    pub async fn decide_duplicate(
        &self,
        id: LinkSessionId,
        choice: DuplicateChoice,
    ) -> Result<Decided, DuplicateError> {
        let user = self.permit(Act::ChangeConnections)?;
        let _alone = self.alone_with(self.undecided(id).await?.connection).await;
        // Another window may have answered while this one waited.
        let session = self.undecided(id).await?;
        if choice == DuplicateChoice::Stop {
            self.stop(id).await?;
            return Ok(Decided::Stopped);
        }
        let (duplicate, offer) = self.ask_anew(&session).await?;
        if let DuplicateChoice::UseExisting(chosen) = choice {
            let mut asked = duplicate.existing.iter();
            let existing = asked.find(|existing| existing.connection == chosen).ok_or(DuplicateError::NotAsked)?;
            if !existing.obsolete {
                self.stop(id).await?;
                return Ok(Decided::Update(chosen));
            }
        }
        self.go_on(session, offer, choice, &user).await?;
        self.wake();
        Ok(Decided::GoesOn)
    }

    /// Ends a session whose question nobody answered while the answer could still be carried out.
    pub(crate) async fn expire_choice(&self, session: LinkSession) -> Result<Option<LinkSession>, StoreError> {
        let is_over = session.ended_at.is_some_and(|ended_at| self.now() >= ended_at + PUBLIC_TOKEN_LIVES);
        if session.state == State::AwaitingChoice && is_over {
            return self.end_without(session, Fruitless::TooLate).await;
        }
        Ok(Some(session))
    }

    async fn undecided(&self, id: LinkSessionId) -> Result<LinkSession, DuplicateError> {
        let mut records = self.database().read().await?;
        let session = store::link_sessions::get(&mut records, id).await?.ok_or(DuplicateError::NotFound)?;
        if session.state == State::AwaitingChoice { Ok(session) } else { Err(DuplicateError::NotAwaited) }
    }

    async fn ask_anew(&self, session: &LinkSession) -> Result<(Duplicate, Offer), DuplicateError> {
        let offer = match self.offer(session.page.as_ref()).await {
            Ok(offer) => offer,
            Err(NoOffer::Obstacle(Obstacle { setback, .. })) => return Err(DuplicateError::Unreadable(setback)),
            Err(NoOffer::Over) => {
                self.end_without(session.clone(), Fruitless::TooLate).await?;
                return Err(DuplicateError::TooLate);
            }
        };
        let mut records = self.database().read().await?;
        let connections = store::connections::list(&mut records).await?;
        let accounts = store::account_connections::list(&mut records).await?;
        let duplicate = Duplicate {
            session: session.id,
            institution: offer.institution.clone().unwrap_or_else(Institution::unknown),
            existing: duplicates(&offer, &connections, &accounts),
            offered: offer.accounts.clone(),
        };
        Ok((duplicate, offer))
    }

    async fn stop(&self, id: LinkSessionId) -> Result<(), DuplicateError> {
        let stopped = self.advance(id, Event::Fruitless(Fruitless::Stopped), |session| {
            session.delay = None;
            // The user has just said so.
            session.put_away();
        });
        stopped.await?.map(|_| ()).ok_or(DuplicateError::NotAwaited)
    }

    /// Keeps the public token and goes on: to a second login, or to the connection that is reconnected.
    /// What the user chose stands in the audit.
    async fn go_on(
        &self,
        session: LinkSession,
        offer: Offer,
        choice: DuplicateChoice,
        user: &User,
    ) -> Result<(), DuplicateError> {
        if let Err(error) = self.vault().put_public_token(session.id, &offer.public_token).await {
            return Err(DuplicateError::Unreadable(Obstacle::from(&error).setback));
        }
        let purpose = match (choice, session.purpose.login()) {
            (DuplicateChoice::UseExisting(chosen), Some(login)) => Some((Purpose::Reconnect(login), chosen)),
            (_, _) => None,
        };
        let chosen = if purpose.is_some() { "use_existing" } else { "connect_anyway" };
        let accepted = self.advance_with(session.id, Event::Accepted, None, async |records, session| {
            session.delay = None;
            session.second_login = true;
            if let Some((purpose, connection)) = purpose {
                session.purpose = purpose;
                session.connection = connection;
            }
            let mut entry = self.entry(By::User(&user.name), "decide_duplicate", session.connection, chosen);
            entry.details.insert("session".to_owned(), json!(session.id.to_string()));
            store::audit::append(records, &entry).await
        });
        accepted.await?.ok_or(DuplicateError::NotAwaited)?;
        Ok(())
    }
}
