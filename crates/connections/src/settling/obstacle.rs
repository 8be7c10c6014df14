//! What stands in the way of settling a session, and when to try again.

use std::time::Duration;

use jiff::Timestamp;
use plaid::ErrorClass;

use crate::{
    VaultError,
    model::link_session::{Delay, Setback},
};

/// The wait after the first failed try. It doubles with each further one, up to the longest. Nothing is ever given up.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// Why something could not be read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Obstacle {
    pub(crate) setback: Setback,
    /// Plaid's error code.
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
}

impl Obstacle {
    /// An answer that can't be true.
    pub(crate) const fn implausible(request_id: Option<String>) -> Self {
        Self { setback: Setback::PlaidRefused, code: None, request_id }
    }

    /// The delay of a session that meets it, after the one it had. Another setback begins its own count.
    pub(crate) fn delay(self, earlier: Option<&Delay>, now: Timestamp) -> Delay {
        let alike = earlier.filter(|delay| delay.setback == self.setback);
        let attempts = alike.map_or(0, |delay| delay.attempts).saturating_add(1);
        let doublings = (attempts - 1).min(16);
        let wait = match self.setback {
            // Each try may open a window that asks for a password. The user has it tried again.
            Setback::KeyringMissing | Setback::KeyringLocked | Setback::KeyringRefused => Delay::LONGEST_WAIT,
            Setback::PlaidUnreachable
            | Setback::PlaidKeysRefused
            | Setback::PlaidRefused
            | Setback::BankUnavailable
            | Setback::KeyringEntryMissing => FIRST_WAIT.saturating_mul(1 << doublings).min(Delay::LONGEST_WAIT),
        };
        let Self { setback, code, request_id } = self;
        Delay { attempts, next_try_at: now + wait, setback, code, request_id }
    }
}

impl From<&plaid::Error> for Obstacle {
    fn from(error: &plaid::Error) -> Self {
        let setback = match error.class() {
            ErrorClass::Transient | ErrorClass::RateLimited => Setback::PlaidUnreachable,
            ErrorClass::BankDown | ErrorClass::BankNoLongerServed => Setback::BankUnavailable,
            ErrorClass::Configuration => Setback::PlaidKeysRefused,
            ErrorClass::UserMustAct
            | ErrorClass::ItemGone
            | ErrorClass::SyncRestart
            | ErrorClass::NotReady
            | ErrorClass::NoProduct
            | ErrorClass::Session
            | ErrorClass::Unknown => Setback::PlaidRefused,
        };
        Self { setback, code: error.code().map(str::to_owned), request_id: error.request_id().map(str::to_owned) }
    }
}

impl From<&VaultError> for Obstacle {
    fn from(error: &VaultError) -> Self {
        let setback = match error {
            VaultError::NoService(_) | VaultError::Silent => Setback::KeyringMissing,
            VaultError::Locked => Setback::KeyringLocked,
            VaultError::Refused(_) | VaultError::Failed(_) => Setback::KeyringRefused,
            VaultError::Missing { .. } | VaultError::Damaged { .. } => Setback::KeyringEntryMissing,
        };
        Self { setback, code: None, request_id: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_double_up_to_ten_minutes() {
        let mut delay = None;
        let mut waits = Vec::new();
        for _ in 0..12 {
            let next = Obstacle::implausible(None).delay(delay.as_ref(), Timestamp::UNIX_EPOCH);
            waits.push(next.next_try_at.as_second());
            delay = Some(next);
        }
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]);
        assert_eq!(delay.map(|delay| delay.attempts), Some(12));
    }

    #[test]
    fn a_keyring_that_may_ask_for_its_password_is_left_alone_for_long() {
        let obstacle = Obstacle::from(&VaultError::Locked);
        assert_eq!(obstacle.delay(None, Timestamp::UNIX_EPOCH).next_try_at.as_second(), 600);
    }

    #[test]
    fn each_setback_has_a_count_of_its_own() {
        let unreachable = Obstacle { setback: Setback::PlaidUnreachable, code: None, request_id: None };
        let earlier = unreachable.clone().delay(None, Timestamp::UNIX_EPOCH);
        let doubted = Obstacle::implausible(None).delay(Some(&earlier), Timestamp::UNIX_EPOCH);
        assert_eq!(doubted.attempts, 1);
        assert_eq!(unreachable.delay(Some(&earlier), Timestamp::UNIX_EPOCH).attempts, 2);
    }

    #[test]
    fn after_ever_so_many_tries_the_wait_is_still_ten_minutes() {
        let delay = Obstacle::implausible(None).delay(None, Timestamp::UNIX_EPOCH);
        let worn = Delay { attempts: u32::MAX, ..delay };
        let next = Obstacle::implausible(None).delay(Some(&worn), Timestamp::UNIX_EPOCH);
        assert_eq!(next.next_try_at.as_second(), 600);
    }
}
