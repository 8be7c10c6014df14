//! When to look by itself: after a session has lost a login, until an answer came; and when to try a removal again. What
//! was found out about Plaid is kept in memory only: another start may find it otherwise.

use std::{
    convert::Infallible,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use tokio::time;
use tracing::{debug, instrument, warn};

use super::{held::KeyringSearch, sweep::SweepError};
use crate::{
    Connections, StoreError, VaultError,
    connections::By,
    model::{link_session::Delay, orphan::OrphanState},
    settling::{
        obstacle::Obstacle,
        pace::{IDLE, until},
    },
    store::{self, settings::Setting},
};

/// How long to rest where the records can't be used.
const RECORDS_REST: Duration = Duration::from_secs(30);

/// Whether Plaid lists the firm's logins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Availability {
    /// Nobody has asked since the start.
    #[default]
    Unknown,
    /// It does.
    Available,
    /// It does not for this firm.
    Refused,
}

/// What was found out since the start.
#[derive(Debug, Default)]
pub(crate) struct Watch(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    availability: Availability,
    keyring: KeyringSearch,
    is_user_refused: bool,
    /// The last look, where it failed.
    look: Option<Delay>,
    /// The last removals, where one failed.
    removals: Option<Delay>,
    /// The last try to have the keyring forget the token of a removed login, where it failed.
    forgetting: Option<Delay>,
}

impl Watch {
    pub(crate) fn availability(&self) -> Availability {
        self.seen().availability
    }

    pub(super) fn found(&self, availability: Availability) {
        self.seen().availability = availability;
    }

    pub(crate) fn keyring(&self) -> KeyringSearch {
        self.seen().keyring
    }

    pub(super) fn searched(&self, keyring: KeyringSearch) {
        self.seen().keyring = keyring;
    }

    pub(crate) fn is_user_refused(&self) -> bool {
        self.seen().is_user_refused
    }

    /// Plaid makes no user, or no page may name it.
    pub(crate) fn user_refused(&self) {
        self.seen().is_user_refused = true;
    }

    /// Whether the keyring is to be left alone with the tokens of removed logins, and for how long.
    fn forgetting_waits(&self, now: Timestamp) -> Option<Duration> {
        let seen = self.seen();
        let delay = seen.forgetting.as_ref().filter(|delay| delay.is_pending(now));
        delay.map(|delay| until(delay.next_try_at, now))
    }

    /// How the last try to have the keyring forget a token ended. Each may have asked the user for a password.
    pub(super) fn forgot(&self, outcome: Result<(), &VaultError>, now: Timestamp) {
        let mut seen = self.seen();
        seen.forgetting = outcome.err().map(|error| Obstacle::from(error).delay(seen.forgetting.as_ref(), now));
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        // Each field is written whole, whatever happened to the task that held the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connections {
    /// Looks for orphans where a session has lost a login since the last look, tries each removal of an orphan that is due,
    /// and says when to look again.
    ///
    /// What fails is put off; it is no error of the pass.
    #[instrument(skip_all)]
    pub async fn sweep_due(&self) -> Duration {
        let passes = async { Ok(self.look_where_due().await?.min(self.remove_where_due().await?)) };
        passes.await.unwrap_or_else(|error: StoreError| {
            warn!(%error, "the records of what nobody holds can't be used");
            self.met(&error);
            RECORDS_REST
        })
    }

    /// Does so for ever, on time and whenever something has changed.
    pub(crate) async fn watch_orphans(&self) -> Infallible {
        let mut changes = self.changes();
        loop {
            let wait = self.sweep_due().await;
            tokio::select! {
                _ = changes.changed() => {}
                () = time::sleep(wait) => {}
            }
        }
    }

    async fn look_where_due(&self) -> Result<Duration, StoreError> {
        if self.orphans_watch().availability() == Availability::Refused || !self.is_to_be_swept().await? {
            return Ok(IDLE);
        }
        let earlier = self.orphans_watch().seen().look.clone();
        if let Some(delay) = earlier.as_ref().filter(|delay| delay.is_pending(self.now())) {
            return Ok(until(delay.next_try_at, self.now()).min(IDLE));
        }
        let delay = match self.sweep(By::Itself).await {
            Ok(()) => None,
            // Its end is a change, upon which somebody looks again.
            Err(error @ (SweepError::SessionUnderWay | SweepError::Denied(_))) => {
                debug!(%error, "waits");
                return Ok(IDLE);
            }
            Err(SweepError::Plaid(error)) => {
                warn!(%error, request_id = error.request_id(), "Plaid does not list the logins");
                Some(Obstacle::from(&error).delay(earlier.as_ref(), self.now()))
            }
            Err(SweepError::Vault(error)) => {
                warn!(%error, "the keyring can't be looked through");
                Some(Obstacle::from(&error).delay(earlier.as_ref(), self.now()))
            }
            Err(SweepError::Store(error)) => return Err(error),
        };
        let wait = delay.as_ref().map_or(IDLE, |delay| until(delay.next_try_at, self.now()));
        self.orphans_watch().seen().look = delay;
        Ok(wait.min(IDLE))
    }

    /// Whether a session has lost a login, or a backup was restored, and no answer of Plaid tells since what there is.
    async fn is_to_be_swept(&self) -> Result<bool, StoreError> {
        let mut records = self.database().read().await?;
        if store::settings::get(&mut records, Setting::OrphansDue).await?.as_deref() == Some("true") {
            return Ok(true);
        }
        let swept_at = store::settings::get(&mut records, Setting::OrphansSweptAt).await?;
        let swept_at = swept_at.and_then(|text| text.parse::<i64>().ok());
        let lost = store::link_sessions::lost(&mut records).await?;
        let lost_at = lost.iter().filter_map(|session| session.settled_at).map(Timestamp::as_millisecond).max();
        Ok(lost_at.is_some_and(|lost_at| swept_at.is_none_or(|swept_at| swept_at < lost_at)))
    }

    async fn remove_where_due(&self) -> Result<Duration, StoreError> {
        let (mut asked_for, mut removed) = (Vec::new(), Vec::new());
        for orphan in store::orphans::list(&mut *self.database().read().await?).await? {
            match orphan.state {
                OrphanState::Removing { .. } => asked_for.push(orphan.item_id),
                OrphanState::Removed { .. } if orphan.token.is_some() => removed.push(orphan),
                OrphanState::Found | OrphanState::Removed { .. } => {}
            }
        }
        for orphan in &removed {
            // What stands in the way of one stands in that of the others.
            if self.orphans_watch().forgetting_waits(self.now()).is_none() {
                self.forget_orphan_token(orphan).await?;
            }
        }
        let idle = self.orphans_watch().forgetting_waits(self.now()).map_or(IDLE, |wait| wait.min(IDLE));
        let earlier = self.orphans_watch().seen().removals.clone();
        if let Some(delay) = earlier.as_ref().filter(|delay| delay.is_pending(self.now())) {
            return Ok(until(delay.next_try_at, self.now()).min(idle));
        }
        let mut delay = None;
        for item_id in &asked_for {
            if let Some(obstacle) = self.try_orphan(item_id).await? {
                delay = Some(obstacle.delay(earlier.as_ref(), self.now()));
            }
        }
        let wait = delay.as_ref().map_or(idle, |delay| until(delay.next_try_at, self.now()));
        self.orphans_watch().seen().removals = delay;
        Ok(wait.min(idle))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        Vault,
        model::{
            ids::LoginId,
            orphan::{Orphan, OrphanToken},
        },
        testing::Office,
        vault::testing::counting_refused_access_tokens,
    };

    const TEN_MINUTES: Duration = Duration::from_mins(10);

    #[tokio::test]
    async fn a_keyring_that_keeps_the_tokens_of_removed_logins_is_not_asked_again_and_again() {
        let (vault, asked) = counting_refused_access_tokens();
        let office = Office::over(vault).await;
        let mut records = office.connections.database().write().await.unwrap();
        let now = office.clock.now();
        for number in [1, 2] {
            let item_id = format!("item-{number}");
            let fingerprint = Vault::fingerprint(&plaid::AccessToken::new(item_id.clone().into()));
            let token = OrphanToken { of: LoginId::new(Uuid::from_u128(number)), fingerprint };
            store::orphans::find(&mut records, &item_id, None, now).await.unwrap();
            store::orphans::set_token(&mut records, &item_id, Some(&token)).await.unwrap();
            let found = store::orphans::get(&mut records, &item_id).await.unwrap().unwrap();
            let state = OrphanState::Removed { wish: None, at: now, request_id: None };
            store::orphans::save(&mut records, &Orphan { state, ..found }).await.unwrap();
        }
        records.commit().await.unwrap();

        for _ in 0..3 {
            assert_eq!(office.connections.sweep_due().await, IDLE, "it looks on time, as always");
            assert_eq!(asked(), 1, "what it refuses for one it refuses for the other");
        }
        let moment = Duration::from_secs(1);
        office.clock.advance(TEN_MINUTES.saturating_sub(moment));
        assert_eq!(office.connections.sweep_due().await, moment, "as long as is left of the ten minutes");
        assert_eq!(asked(), 1);
        office.clock.advance(moment);
        office.connections.sweep_due().await;
        assert_eq!(asked(), 2, "later it is tried again");
    }
}
