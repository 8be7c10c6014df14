//! What a completed page brought is looked at before anything is exchanged: is it the right bank, and a new one?

use jiff::Timestamp;
use tracing::{info, instrument};

use super::offer::{NoOffer, Offer, duplicates};
use crate::{
    Connections, StoreError,
    model::link_session::{Ended, Ending, Event, Fruitless, LinkSession, Purpose, Setback, State},
    settling::obstacle::Obstacle,
    store,
};

/// How often an answer without an offer is asked for again, before it is taken for Plaid's last word.
const DOUBTS: u32 = 3;

impl Connections {
    /// Takes a session that brings a login one step further. The session comes back as it is now; `None` where somebody
    /// else moved it.
    #[instrument(skip_all, fields(session = %session.id))]
    pub(crate) async fn arrive(&self, session: LinkSession) -> Result<Option<LinkSession>, StoreError> {
        match session.state {
            State::Ended(Ended { ending: Ending::Completed, .. }) => self.receive(session).await,
            State::Ended(page) => self.bring_nothing(session, page).await,
            State::Exchanging => self.exchange(session).await,
            State::Held => self.bring(session).await,
            State::Requested
            | State::Open
            | State::AwaitingMapping(_)
            | State::AwaitingChoice
            | State::Watched { .. }
            | State::Settled(_) => Ok(Some(session)),
        }
    }

    /// A page that was not completed has brought nothing, so far.
    async fn bring_nothing(&self, session: LinkSession, page: Ended) -> Result<Option<LinkSession>, StoreError> {
        let now = self.now();
        self.advance(session.id, Event::Reconciled { changed: false }, |session| {
            session.delay = None;
            if page.earlier.is_none() {
                session.settled_at = Some(now);
                session.acknowledged_at = None;
            }
        })
        .await
    }

    async fn receive(&self, session: LinkSession) -> Result<Option<LinkSession>, StoreError> {
        let offer = match self.offer(session.page.as_ref()).await {
            Ok(offer) => offer,
            Err(NoOffer::Over) => return self.end_without(session, Fruitless::TooLate).await,
            Err(NoOffer::Obstacle(obstacle)) if is_last_word(&session, &obstacle) => {
                return self.end_without(session, Fruitless::Refused).await;
            }
            Err(NoOffer::Obstacle(obstacle)) => return self.put_off(session.id, session.state, obstacle).await,
        };
        match self.judge_offer(&session, &offer).await? {
            Some(event) => {
                let now = self.now();
                self.advance(session.id, event, |session| {
                    session.delay = None;
                    note(session, offer);
                    session.settle_anew(now);
                })
                .await
            }
            None => self.accept(session, offer).await,
        }
    }

    /// What speaks against the offer; nothing where it can be accepted.
    async fn judge_offer(&self, session: &LinkSession, offer: &Offer) -> Result<Option<Event>, StoreError> {
        let mut records = self.database().read().await?;
        match session.purpose {
            Purpose::Update => Ok(None),
            Purpose::Replace(_) | Purpose::Reconnect(_) => {
                let connection =
                    store::connections::get(&mut records, session.connection).await?.ok_or(StoreError::NotFound)?;
                let was_removed = connection.obsolete || connection.login.is_none();
                if was_removed == matches!(session.purpose, Purpose::Replace(_)) {
                    // Its page was left, and the user has removed or reconnected the connection since.
                    return Ok(Some(Event::Fruitless(Fruitless::Stopped)));
                }
                let is_other = offer.institution.as_ref().is_some_and(|bank| bank.id != connection.institution.id);
                Ok(is_other.then_some(Event::Fruitless(Fruitless::WrongBank)))
            }
            Purpose::Connect(_) => {
                let connections = store::connections::list(&mut records).await?;
                let accounts = store::account_connections::list(&mut records).await?;
                Ok((!duplicates(offer, &connections, &accounts).is_empty()).then_some(Event::FoundDuplicate))
            }
        }
    }

    /// Puts the public token into the keyring, and then says so.
    pub(super) async fn accept(&self, session: LinkSession, offer: Offer) -> Result<Option<LinkSession>, StoreError> {
        if let Err(error) = self.vault().put_public_token(session.id, &offer.public_token).await {
            return self.put_off(session.id, session.state, Obstacle::from(&error)).await;
        }
        info!("accepted");
        self.advance(session.id, Event::Accepted, |session| {
            session.delay = None;
            note(session, offer);
        })
        .await
    }

    /// Ends a session of which nothing comes.
    pub(super) async fn end_without(
        &self,
        session: LinkSession,
        why: Fruitless,
    ) -> Result<Option<LinkSession>, StoreError> {
        let now = self.now();
        self.advance(session.id, Event::Fruitless(why), |session| {
            session.delay = None;
            session.settle_anew(now);
        })
        .await
    }
}

impl LinkSession {
    /// The result is a new one, whatever was told before. Nothing is changed where there is none.
    pub(super) fn settle_anew(&mut self, now: Timestamp) {
        if self.state.is_settled() {
            // What was shown of the page before is overtaken.
            self.settled_at = Some(now);
            self.acknowledged_at = None;
        }
    }
}

/// Writes down what is known of the bank by now.
pub(super) fn note(session: &mut LinkSession, offer: Offer) {
    session.institution = offer.institution.or(session.institution.take());
    session.plaid_session_id = Some(offer.plaid_session_id);
}

/// Whether Plaid has said the same often enough.
pub(super) fn is_last_word(session: &LinkSession, obstacle: &Obstacle) -> bool {
    let earlier = session.delay.as_ref().filter(|delay| delay.setback == Setback::PlaidRefused);
    obstacle.setback == Setback::PlaidRefused && earlier.is_some_and(|delay| delay.attempts >= DOUBTS)
}
