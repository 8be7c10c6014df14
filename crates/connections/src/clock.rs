//! The one place that tells the time. Everything else is handed a [`Clock`], so that tests move time themselves.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

/// Tells the time, in whole milliseconds: what was stored reads back as it was.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The time of the machine.
    System,
    /// Stands still until it is moved. Its clones move together.
    Fixed(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// A clock that stands still.
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(Mutex::new(at)))
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => in_milliseconds(system_time()),
            Self::Fixed(at) => in_milliseconds(*locked(at)),
        }
    }

    /// Moves a clock that stands still. The time of the machine can't be moved.
    ///
    /// # Panics
    /// Where the moved time would lie beyond the year 9999.
    pub fn advance(&self, by: Duration) {
        if let Self::Fixed(at) = self {
            let mut at = locked(at);
            *at = at.checked_add(by).expect("a test stays within the year 9999");
        }
    }
}

fn locked(at: &Mutex<Timestamp>) -> MutexGuard<'_, Timestamp> {
    // A timestamp is never half-written, whatever happened to the thread that held it.
    at.lock().unwrap_or_else(PoisonError::into_inner)
}

#[allow(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
fn system_time() -> Timestamp {
    Timestamp::now()
}

fn in_milliseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).expect("the milliseconds of a timestamp are within its range")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_it_is_moved() {
        let clock = Clock::fixed(Timestamp::UNIX_EPOCH);
        let clone = clock.clone();
        assert_eq!(clone.now(), Timestamp::UNIX_EPOCH);
        clock.advance(Duration::from_secs(90));
        assert_eq!(clone.now(), Timestamp::from_second(90).unwrap());
    }

    #[test]
    fn the_time_has_whole_milliseconds() {
        assert_eq!(Clock::System.now().as_nanosecond() % 1_000_000, 0);
        let fixed = Clock::fixed(Timestamp::from_nanosecond(1_234_567_891).unwrap());
        assert_eq!(fixed.now().as_nanosecond(), 1_234_000_000);
    }
}
