//! How often Plaid is asked about a page. Kept in memory only: after a start everything is asked about at once.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

use crate::model::{ids::LinkSessionId, link_session::State};

/// How often an open page is asked about. The completion redirect comes first as a rule; this is for the browser, and
/// for redirects that get lost.
const OPEN: Duration = Duration::from_secs(2);
/// The same shortly after the completion redirect was seen: Plaid knows of the end within moments.
const HINTED: Duration = Duration::from_millis(250);
/// How long a hint counts.
const HINT_COUNTS_FOR: Duration = Duration::from_secs(15);
/// How often a page that was left is asked about, until Plaid closes it.
const WATCHED: Duration = Duration::from_mins(1);
/// How often the driver looks where nothing is due. The timers of a machine stand still while it sleeps, so that one
/// long wait would come too late.
pub(crate) const IDLE: Duration = Duration::from_mins(1);

/// What was asked, and what was seen of a page in the meantime.
#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<HashMap<LinkSessionId, Seen>>);

#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    asked_at: Option<Timestamp>,
    hinted_at: Option<Timestamp>,
}

impl Pace {
    /// The page led to the completion address.
    pub(crate) fn hint(&self, session: LinkSessionId, now: Timestamp) {
        self.all().insert(session, Seen { asked_at: None, hinted_at: Some(now) });
    }

    /// Forgets when the page was asked about, so that it is due.
    pub(crate) fn hurry(&self, session: LinkSessionId) {
        self.all().remove(&session);
    }

    /// Whether to ask about a page now. An open one always is: the calls of the driver are its pace.
    pub(crate) fn is_due(&self, session: LinkSessionId, state: State, now: Timestamp) -> bool {
        state.is_open() || self.wait(session, state, now).is_zero()
    }

    pub(crate) fn asked(&self, session: LinkSessionId, now: Timestamp) {
        self.all().entry(session).or_default().asked_at = Some(now);
    }

    /// Forgets everything but these sessions.
    pub(crate) fn keep(&self, sessions: impl Fn(LinkSessionId) -> bool) {
        self.all().retain(|session, _| sessions(*session));
    }

    /// How long until a page is to be asked about again.
    pub(crate) fn wait(&self, session: LinkSessionId, state: State, now: Timestamp) -> Duration {
        let seen = self.all().get(&session).copied().unwrap_or_default();
        if state.is_open() {
            let hinted = seen.hinted_at.is_some_and(|at| now < at + HINT_COUNTS_FOR);
            return if hinted { HINTED } else { OPEN };
        }
        // A time that is still to come is left from a clock that was wrong.
        seen.asked_at.filter(|at| *at <= now).map_or(Duration::ZERO, |at| until(at + WATCHED, now))
    }

    fn all(&self) -> MutexGuard<'_, HashMap<LinkSessionId, Seen>> {
        // An entry is written whole, whatever happened to the task that held the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long until then; nothing where it is past.
pub(crate) fn until(then: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(then.duration_since(now).max(SignedDuration::ZERO)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::link_session::{Ending, Outcome};

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;
    const LEFT: State = State::Watched { ending: Ending::Left, outcome: Outcome::Unchanged };

    fn id() -> LinkSessionId {
        LinkSessionId::new(Uuid::from_u128(1))
    }

    #[test]
    fn a_page_that_was_left_is_asked_about_once_a_minute() {
        let pace = Pace::default();
        assert!(pace.is_due(id(), LEFT, NOW), "at once after a start");
        pace.asked(id(), NOW);
        assert!(!pace.is_due(id(), LEFT, NOW + Duration::from_secs(59)));
        assert_eq!(pace.wait(id(), LEFT, NOW + Duration::from_secs(59)), Duration::from_secs(1));
        assert!(pace.is_due(id(), LEFT, NOW + WATCHED));

        pace.asked(id(), NOW + WATCHED);
        pace.hurry(id());
        assert!(pace.is_due(id(), LEFT, NOW + WATCHED), "the user does not want to wait");
    }

    #[test]
    fn an_open_page_is_asked_about_more_often_once_its_end_was_seen() {
        let pace = Pace::default();
        pace.asked(id(), NOW);
        assert_eq!(pace.wait(id(), State::Open, NOW), OPEN);
        pace.hint(id(), NOW);
        assert_eq!(pace.wait(id(), State::Open, NOW), HINTED);
        assert_eq!(pace.wait(id(), State::Open, NOW + HINT_COUNTS_FOR), OPEN);
    }

    #[test]
    fn a_clock_that_goes_back_delays_nothing() {
        let pace = Pace::default();
        pace.asked(id(), NOW + Duration::from_hours(1));
        assert!(pace.is_due(id(), LEFT, NOW));
    }

    #[test]
    fn what_is_over_is_forgotten() {
        let pace = Pace::default();
        pace.asked(id(), NOW);
        pace.keep(|_| false);
        assert!(pace.is_due(id(), LEFT, NOW));
    }
}
