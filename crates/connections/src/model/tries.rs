//! How wrong passwords slow down whoever tries them.
//!
//! The first few cost nothing: people mistype. After that each further one doubles the wait, up to a limit that still
//! lets the rightful user in within a quarter of an hour.

use jiff::Timestamp;

/// Wrong tries that cost no wait.
pub const FREE_TRIES: u32 = 3;

/// The wait after the first wrong try that costs one, in seconds.
const FIRST_WAIT_SECONDS: i64 = 5;

/// The longest wait, in seconds.
pub const LONGEST_WAIT_SECONDS: i64 = 15 * 60;

/// Tries that were wrong, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tries {
    /// How many.
    pub failures: u32,
    /// When the last one was made.
    pub last_failed_at: Option<Timestamp>,
}

/// Whether the next try is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// At once.
    Now,
    /// Not before this time.
    NotBefore(Timestamp),
}

impl Tries {
    /// Whether a try at this time is looked at. A clock that was set back does not make the wait longer than it was.
    #[must_use]
    pub fn turn(&self, now: Timestamp) -> Turn {
        let Some(failed_at) = self.last_failed_at else { return Turn::Now };
        let until = after(failed_at.min(now), wait_seconds(self.failures));
        if now < until { Turn::NotBefore(until) } else { Turn::Now }
    }

    /// The tries after another wrong one.
    #[must_use]
    pub const fn failed_again(self, at: Timestamp) -> Self {
        Self { failures: self.failures.saturating_add(1), last_failed_at: Some(at) }
    }
}

const fn wait_seconds(failures: u32) -> i64 {
    let Some(costly) = failures.checked_sub(FREE_TRIES) else { return 0 };
    let doublings = if costly > 16 { 16 } else { costly };
    let wait = FIRST_WAIT_SECONDS << doublings;
    if wait > LONGEST_WAIT_SECONDS { LONGEST_WAIT_SECONDS } else { wait }
}

fn after(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + seconds).unwrap()
    }

    fn failed(failures: u32) -> Tries {
        Tries { failures, last_failed_at: Some(at(0)) }
    }

    #[test]
    fn each_wrong_try_after_the_free_ones_doubles_the_wait_up_to_a_limit() {
        assert_eq!(Tries::default().turn(at(0)), Turn::Now);
        for (failures, seconds) in
            [(1, 0), (2, 0), (3, 5), (4, 10), (5, 20), (9, 320), (10, 640), (11, 900), (60, 900), (u32::MAX, 900)]
        {
            let tries = failed(failures);
            assert_eq!(tries.turn(at(seconds)), Turn::Now, "{failures}");
            if seconds > 0 {
                assert_eq!(tries.turn(at(seconds - 1)), Turn::NotBefore(at(seconds)), "{failures}");
            }
        }
    }

    #[test]
    fn a_clock_that_was_set_back_keeps_nobody_out_for_longer_than_the_wait() {
        assert_eq!(failed(3).turn(at(-1000)), Turn::NotBefore(at(-995)));
    }

    #[test]
    fn a_wrong_try_counts() {
        assert_eq!(Tries::default().failed_again(at(0)), failed(1));
        assert_eq!(failed(u32::MAX).failed_again(at(0)), failed(u32::MAX));
    }
}
