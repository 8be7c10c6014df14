//! The exchange of the public token: the one call at Plaid that must not be lost.
//!
//! Each try is counted before it is made. Where the answer of one is lost, the next one tells: either it works, because
//! the first never arrived, or Plaid no longer knows the public token, because the first one was done. Then the login
//! exists, and nobody holds its token.

use std::sync::Arc;

use plaid::{AccessToken, Answer, Certainty, ErrorClass, NewItem, PublicToken};
use tokio::sync::OwnedRwLockWriteGuard;
use tracing::{error, info, instrument, warn};

use super::{keep::NotKept, offer::NoOffer, receive::is_last_word};
use crate::{
    Connections, StoreError, Vault, VaultError,
    model::{
        connection::Institution,
        ids::LoginId,
        link_session::{Event, Fruitless, LinkSession, PageExit, State},
        login::{Login, LoginState, TokenFingerprint},
    },
    settling::obstacle::Obstacle,
    store,
};

/// No exchange begins for as long as this is held.
#[derive(Debug)]
#[must_use = "exchanges begin again when it is gone"]
pub struct NoExchange(#[expect(dead_code, reason = "it is only held")] OwnedRwLockWriteGuard<()>);

/// A login whose token is in the keyring.
struct Made {
    item_id: String,
    /// By what its token is known again.
    fingerprint: TokenFingerprint,
    /// The bank, where the login itself told it.
    institution: Option<Institution>,
    /// Plaid's id of the call that told.
    request_id: String,
}

/// Why there is no login yet.
enum NotExchanged {
    /// It is tried again. Whether the exchange may have been done at Plaid.
    Later(Obstacle, Done),
    /// It is over.
    Over(Fruitless, PageExit),
}

/// Whether an exchange was done at Plaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    No,
    Perhaps,
}

impl Connections {
    /// Waits until no exchange is under way, and lets none begin. To be held by whoever ends the driver and closes the
    /// records: the answer that brings a login comes but once.
    #[instrument(skip_all)]
    pub async fn end_exchanges(&self) -> NoExchange {
        NoExchange(Arc::clone(self.exchanges()).write_owned().await)
    }

    #[instrument(skip_all)]
    pub(super) async fn exchange(&self, session: LinkSession) -> Result<Option<LinkSession>, StoreError> {
        let Some(login) = session.purpose.login() else { return Ok(Some(session)) };
        let _under_way = self.exchanges().read().await;
        let made = match self.vault().access_token(login).await {
            Ok(token) => self.made_before(login, &token).await,
            Err(VaultError::Missing { .. }) => {
                let Some(counted) = self.count_exchange(&session).await? else { return Ok(None) };
                self.exchange_once(&counted, login).await
            }
            Err(error) => Err(NotExchanged::Later(Obstacle::from(&error), Done::Perhaps)),
        };
        match made {
            Ok(made) => self.hold(session, login, made).await,
            Err(NotExchanged::Later(obstacle, done)) => {
                if done == Done::No {
                    self.take_back_exchange(&session).await?;
                }
                self.put_off(session.id, State::Exchanging, obstacle).await
            }
            Err(NotExchanged::Over(why, exit)) => {
                let now = self.now();
                let request_id = exit.request_id.clone();
                let over = self.advance_upon(session.id, Event::Fruitless(why), request_id.as_deref(), |session| {
                    session.delay = None;
                    session.exit = Some(exit);
                    session.settle_anew(now);
                });
                let over = over.await?;
                if let Some(session) = &over {
                    self.forget_public_token(session).await;
                }
                Ok(over)
            }
        }
    }

    /// What the login is whose token an earlier run put into the keyring, and did not come to write down.
    async fn made_before(&self, login: LoginId, token: &AccessToken) -> Result<Made, NotExchanged> {
        match self.plaid().item(token).await {
            Ok(Answer { value: item, request_id }) => {
                let name = item.institution_name;
                let institution =
                    item.institution_id.map(|id| Institution { name: name.unwrap_or_else(|| id.clone()), id });
                Ok(Made { item_id: item.item_id, fingerprint: Vault::fingerprint(token), institution, request_id })
            }
            // Only this code says that there is nothing left to hold.
            Err(error) if error.code() == Some("ITEM_NOT_FOUND") => {
                if let Err(error) = self.vault().forget_access_token(login).await {
                    warn!(%error, "the token of a login that is gone is left in the keyring");
                }
                Err(NotExchanged::Over(Fruitless::Refused, exit_by(&error)))
            }
            // Nothing on record says that it is the token that Plaid gave. It may have been changed in the keyring, and the
            // login lives on; so it is lost, and what the keyring has of it stays.
            Err(error) if error.code() == Some("INVALID_ACCESS_TOKEN") => {
                warn!(request_id = error.request_id(), "the keyring holds a token that Plaid does not know");
                Err(NotExchanged::Over(Fruitless::Lost, exit_by(&error)))
            }
            Err(error) => Err(NotExchanged::Later(Obstacle::from(&error), Done::Perhaps)),
        }
    }

    async fn exchange_once(&self, session: &LinkSession, login: LoginId) -> Result<Made, NotExchanged> {
        let public_token = self.public_token(session).await?;
        let answer = self.plaid().exchange(&public_token).await;
        let Answer { value: NewItem { access_token, item_id }, request_id } =
            answer.map_err(|error| not_exchanged(session, &error))?;
        info!(request_id, "exchanged");
        self.keep(login, &access_token).await.map_err(|NotKept { error, is_removed, request_id }| {
            let why = if is_removed { Fruitless::Refused } else { Fruitless::Lost };
            error!(%error, is_removed, item_id, "the new login can't be kept");
            NotExchanged::Over(why, PageExit { step: None, code: Some("KEYRING_REFUSED".to_owned()), request_id })
        })?;
        Ok(Made { item_id, fingerprint: Vault::fingerprint(&access_token), institution: None, request_id })
    }

    /// The public token, from the keyring or, where that has lost it, from Plaid.
    async fn public_token(&self, session: &LinkSession) -> Result<PublicToken, NotExchanged> {
        match self.vault().public_token(session.id).await {
            Ok(token) => return Ok(token),
            Err(VaultError::Missing { .. } | VaultError::Damaged { .. }) => {
                warn!("the keyring has lost the public token");
            }
            Err(error) => return Err(NotExchanged::Later(Obstacle::from(&error), Done::No)),
        }
        match self.offer(session.page.as_ref()).await {
            Ok(offer) => Ok(offer.public_token),
            Err(NoOffer::Obstacle(obstacle)) => Err(NotExchanged::Later(obstacle, Done::No)),
            Err(NoOffer::Over) => {
                let why = if session.exchanges > 1 { Fruitless::Lost } else { Fruitless::TooLate };
                Err(NotExchanged::Over(why, PageExit { step: None, code: None, request_id: None }))
            }
        }
    }

    /// Counts a try, before it is made.
    async fn count_exchange(&self, session: &LinkSession) -> Result<Option<LinkSession>, StoreError> {
        self.edit_exchanges(session, |exchanges| exchanges.saturating_add(1)).await
    }

    /// Takes the count of a try back that certainly did nothing.
    async fn take_back_exchange(&self, session: &LinkSession) -> Result<(), StoreError> {
        self.edit_exchanges(session, |exchanges| exchanges.saturating_sub(1)).await?;
        Ok(())
    }

    async fn edit_exchanges(
        &self,
        session: &LinkSession,
        edit: impl FnOnce(u32) -> u32 + Send,
    ) -> Result<Option<LinkSession>, StoreError> {
        let mut records = self.database().write().await?;
        let mut session = store::link_sessions::get(&mut records, session.id).await?.ok_or(StoreError::NotFound)?;
        if session.state != State::Exchanging {
            return Ok(None);
        }
        session.exchanges = edit(session.exchanges);
        store::link_sessions::save(&mut records, &session).await?;
        records.commit().await?;
        Ok(Some(session))
    }

    /// Writes the login whose token is in the keyring now. At which bank it is the reading says for certain.
    async fn hold(&self, session: LinkSession, login: LoginId, made: Made) -> Result<Option<LinkSession>, StoreError> {
        let Made { item_id, fingerprint, institution, request_id } = made;
        let institution = match (institution, session.institution) {
            // Of one bank the page has the better name.
            (Some(found), Some(told)) if found.id == told.id => told,
            (Some(found), _) => found,
            (None, told) => told.unwrap_or_else(Institution::unknown),
        };
        let held = Login { id: login, connection: None, item_id, institution, state: LoginState::Held };
        let now = self.now();
        self.advance_with(session.id, Event::Exchanged, Some(&request_id), async |records, session| {
            session.delay = None;
            store::logins::insert(records, &held, now).await?;
            store::logins::set_fingerprint(records, login, &fingerprint).await
        })
        .await
    }
}

/// What a failed exchange means.
fn not_exchanged(session: &LinkSession, error: &plaid::Error) -> NotExchanged {
    let obstacle = Obstacle::from(error);
    match (error.certainty(), error.class()) {
        (Certainty::Unknown, _) => NotExchanged::Later(obstacle, Done::Perhaps),
        // Plaid knows the public token no longer: it ran out, or an earlier try was done.
        (Certainty::Answered, ErrorClass::Session) => {
            let why = if session.exchanges > 1 { Fruitless::Lost } else { Fruitless::TooLate };
            NotExchanged::Over(why, exit_by(error))
        }
        (Certainty::Answered, _) if is_last_word(session, &obstacle) => {
            // Where an earlier try may have been done, a refusal of this one says nothing of it.
            let why = if session.exchanges > 1 { Fruitless::Lost } else { Fruitless::Refused };
            NotExchanged::Over(why, exit_by(error))
        }
        (Certainty::Answered | Certainty::NotSent, _) => NotExchanged::Later(obstacle, Done::No),
    }
}

pub(super) fn exit_by(error: &plaid::Error) -> PageExit {
    PageExit { step: None, code: error.code().map(str::to_owned), request_id: error.request_id().map(str::to_owned) }
}
