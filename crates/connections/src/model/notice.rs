//! When the user is told that a connection broke or will: once for each occasion, and never twice a day.

use std::time::Duration;

use jiff::Timestamp;

use super::connection::{Connection, Health, UpdateReason};

/// How long after one notice of a connection there is no other one.
const AT_MOST_EVERY: Duration = Duration::from_hours(24);
/// How many days before the end of a consent the user is told, each once.
pub const DAYS_BEFORE_CONSENT_ENDS: [i64; 5] = [30, 14, 7, 3, 1];

const A_DAY: i64 = 24 * 60 * 60;

/// What a user has to be told of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// It waits for the user.
    NeedsUpdate(UpdateReason),
    /// Plaid no longer knows it.
    NeedsReconnecting,
    /// The bank's consent ends at this time, so many days from now at most.
    ConsentEnds {
        /// When.
        at: Timestamp,
        /// One of [`DAYS_BEFORE_CONSENT_ENDS`].
        within_days: i64,
    },
}

/// What was told of a connection the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastNotice {
    /// The occasion, by its key. `None` once it is over.
    pub occasion: Option<String>,
    /// The last step towards the end of a consent, by its key. It stays whatever else is told, and whatever is over.
    pub consent_step: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl Occasion {
    /// What is to be told of a connection at this time. Nothing of one that is removed or paused, and nothing that passes by
    /// itself.
    #[must_use]
    pub fn of(connection: &Connection, now: Timestamp) -> Option<Self> {
        if connection.obsolete || connection.paused || connection.login.is_none() {
            return None;
        }
        let consent = connection.consent_ends_at.and_then(|at| Self::of_consent(at, now));
        match connection.health {
            Health::NeedsUpdate(UpdateReason::ConsentEnds) if consent.is_some() => consent,
            Health::NeedsUpdate(reason) => Some(Self::NeedsUpdate(reason)),
            Health::Gone => Some(Self::NeedsReconnecting),
            Health::Good | Health::BankUnavailable if connection.consent_ends_at.is_some_and(|at| at <= now) => {
                Some(Self::NeedsUpdate(UpdateReason::ConsentEnds))
            }
            Health::Good | Health::BankUnavailable => consent,
        }
    }

    fn of_consent(at: Timestamp, now: Timestamp) -> Option<Self> {
        let seconds = at.as_second() - now.as_second();
        if seconds <= 0 {
            return None;
        }
        let within = DAYS_BEFORE_CONSENT_ENDS.into_iter().filter(|days| seconds <= days * A_DAY).min()?;
        Some(Self::ConsentEnds { at, within_days: within })
    }

    /// What tells it from other occasions. Whatever the bank complains of, a connection that is broken is broken once.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::NeedsUpdate(_) => "needs_update".to_owned(),
            Self::NeedsReconnecting => "needs_reconnecting".to_owned(),
            Self::ConsentEnds { at, within_days } => format!("consent_ends/{}/{within_days}", at.as_second()),
        }
    }

    /// What is told once for good of a step towards the end of a consent. `None` for what breaks.
    #[must_use]
    pub fn consent_step(&self) -> Option<String> {
        match self {
            Self::ConsentEnds { .. } => Some(self.key()),
            Self::NeedsUpdate(_) | Self::NeedsReconnecting => None,
        }
    }

    /// Whether what was told last broke and has healed since, of a connection whose consent comes to its end. It is over
    /// then, so that it is told again where it breaks again.
    #[must_use]
    pub fn follows_healing(&self, last: &LastNotice) -> bool {
        self.consent_step().is_some() && last.occasion.is_some() && last.occasion != last.consent_step
    }

    /// Whether it is to be told now, after what was told last. What breaks again is told again; a step towards the end of a
    /// consent is passed once.
    #[must_use]
    pub fn is_due(&self, last: Option<&LastNotice>, now: Timestamp) -> bool {
        last.is_none_or(|last| {
            let key = self.key();
            let is_new = ![&last.occasion, &last.consent_step].into_iter().flatten().any(|told| *told == key);
            // A clock that was put back keeps nothing from being told for ever.
            is_new && (now < last.at || now >= last.at + AT_MOST_EVERY)
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{
        connection::{AccountNews, Institution},
        ids::{ConnectionId, LoginId},
    };

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;
    const DAY: Duration = Duration::from_hours(24);

    fn connection(health: Health, consent_ends_in_days: Option<u32>) -> Connection {
        Connection {
            id: ConnectionId::new(Uuid::from_u128(1)),
            login: Some(LoginId::new(Uuid::from_u128(1))),
            item_id: "item".to_owned(),
            institution: Institution { id: "ins_1".to_owned(), name: "Bank".to_owned() },
            health,
            consent_ends_at: consent_ends_in_days.map(|days| NOW + DAY * days),
            updated_at: None,
            obsolete: false,
            paused: false,
            news: AccountNews::default(),
        }
    }

    #[test]
    fn only_what_the_user_can_change_is_told() {
        let of = |health| Occasion::of(&connection(health, None), NOW);
        let locked = Health::NeedsUpdate(UpdateReason::LoginLocked);
        assert_eq!(of(Health::Good), None);
        assert_eq!(of(Health::BankUnavailable), None, "it passes by itself");
        assert_eq!(of(locked), Some(Occasion::NeedsUpdate(UpdateReason::LoginLocked)));
        assert_eq!(of(Health::Gone), Some(Occasion::NeedsReconnecting));
        for quiet in [
            Connection { paused: true, ..connection(locked, Some(1)) },
            Connection { obsolete: true, ..connection(locked, Some(1)) },
            Connection { login: None, ..connection(locked, Some(1)) },
        ] {
            assert_eq!(Occasion::of(&quiet, NOW), None);
        }
    }

    #[test]
    fn the_end_of_a_consent_is_told_at_each_step_of_its_approach() {
        let within = |days| match Occasion::of(&connection(Health::Good, Some(days)), NOW) {
            Some(Occasion::ConsentEnds { within_days, .. }) => Some(within_days),
            _ => None,
        };
        for (days, expected) in [
            (31, None),
            (30, Some(30)),
            (15, Some(30)),
            (14, Some(14)),
            (7, Some(7)),
            (2, Some(3)),
            (1, Some(1)),
            (0, None),
        ] {
            assert_eq!(within(days), expected, "{days}");
        }
        let renewable = connection(Health::NeedsUpdate(UpdateReason::ConsentEnds), Some(5));
        assert!(matches!(Occasion::of(&renewable, NOW), Some(Occasion::ConsentEnds { within_days: 7, .. })));
        let ended = Occasion::of(&connection(Health::Good, Some(0)), NOW);
        assert_eq!(ended, Some(Occasion::NeedsUpdate(UpdateReason::ConsentEnds)), "it is over");
        let withdrawn = connection(Health::NeedsUpdate(UpdateReason::ConsentEnds), None);
        assert_eq!(Occasion::of(&withdrawn, NOW), Some(Occasion::NeedsUpdate(UpdateReason::ConsentEnds)));
    }

    #[test]
    fn an_occasion_is_told_once_and_at_most_one_a_day() {
        let broken = Occasion::NeedsUpdate(UpdateReason::LoginLocked);
        let told =
            |occasion: Option<&str>| LastNotice { occasion: occasion.map(str::to_owned), consent_step: None, at: NOW };
        assert!(broken.is_due(None, NOW));
        assert!(!broken.is_due(Some(&told(Some("needs_update"))), NOW + DAY * 9), "it was told");
        assert!(!broken.is_due(Some(&told(None)), NOW + DAY / 2), "it broke again on the same day");
        assert!(broken.is_due(Some(&told(None)), NOW + DAY), "it healed and broke again");
        assert!(broken.is_due(Some(&told(Some("needs_reconnecting"))), NOW + DAY));
        assert!(broken.is_due(Some(&told(None)), NOW - DAY), "the clock was put back");
    }

    #[test]
    fn a_step_towards_the_end_of_a_consent_is_told_once_whatever_breaks_meanwhile() {
        let ends = |within_days| Occasion::ConsentEnds { at: NOW + DAY * 40, within_days };
        let broken = Occasion::NeedsUpdate(UpdateReason::LoginLocked).key();
        for occasion in [Some(broken), None] {
            let last = LastNotice { occasion, consent_step: Some(ends(14).key()), at: NOW };
            assert!(!ends(14).is_due(Some(&last), NOW + DAY * 2));
            assert!(ends(7).is_due(Some(&last), NOW + DAY * 2), "the next one is another one");
            let renewed = Occasion::ConsentEnds { at: NOW + DAY * 400, within_days: 14 };
            assert!(renewed.is_due(Some(&last), NOW + DAY * 2), "it was renewed, and ends again");
        }
    }

    #[test]
    fn what_broke_is_over_where_only_the_end_of_a_consent_is_left() {
        let ends = |within_days| Occasion::ConsentEnds { at: NOW + DAY * 40, within_days };
        let broken = Occasion::NeedsUpdate(UpdateReason::LoginLocked);
        let last = |occasion| LastNotice { occasion, consent_step: Some(ends(14).key()), at: NOW };
        let told = last(Some(broken.key()));
        assert!(ends(14).follows_healing(&told));
        assert!(ends(7).follows_healing(&told), "the next step is not told before a day has passed");
        assert!(!broken.follows_healing(&told), "it is still broken");
        assert!(!Occasion::NeedsReconnecting.follows_healing(&told), "it is more broken");
        assert!(!ends(7).follows_healing(&last(Some(ends(14).key()))), "nothing broke");
        assert!(!ends(14).follows_healing(&last(None)), "it is over already");
    }
}
