//! What a client allows itself: how long it waits, how often it repeats, how much it reads, how much it does at once.

use std::time::Duration;

use backon::ExponentialBuilder;

/// The bounds of a client. The default is meant for Plaid itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How often a call that is safe to repeat is made at most, the first time included.
    pub attempts: usize,
    /// The wait before the first repeat. It doubles from repeat to repeat, and a random part of it is added. After
    /// "too many calls" it is several times as long.
    pub first_delay: Duration,
    /// Where the doubling ends.
    pub longest_delay: Duration,
    /// How long a connection may take to come about.
    pub connect_timeout: Duration,
    /// How long an ordinary answer may take, from the request to its last byte.
    pub answer_timeout: Duration,
    /// The same for the endpoints that are known to be slow, or where giving up early loses something.
    pub long_answer_timeout: Duration,
    /// Whether calls are held back so that Plaid's rate limits are kept. Only what is not Plaid, such as a simulator on this
    /// computer, can do without.
    pub paced: bool,
    /// How long a call may be held back so that Plaid's rate limits are kept. A longer wait is refused at once.
    pub longest_hold: Duration,
    /// How many bytes of an answer are read before it is given up.
    pub response_bytes: usize,
    /// How many calls are under way at the same time; the others queue.
    pub concurrent_calls: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            attempts: 4,
            first_delay: Duration::from_millis(500),
            longest_delay: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(10),
            answer_timeout: Duration::from_secs(30),
            long_answer_timeout: Duration::from_mins(2),
            paced: true,
            longest_hold: Duration::from_secs(30),
            response_bytes: 8 * 1024 * 1024,
            concurrent_calls: 8,
        }
    }
}

impl Limits {
    /// The waits between the attempts of one call.
    pub(crate) fn backoff(&self) -> ExponentialBuilder {
        ExponentialBuilder::default()
            .with_min_delay(self.first_delay)
            .with_max_delay(self.longest_delay)
            .with_max_times(self.attempts.saturating_sub(1))
            .with_jitter()
    }
}
