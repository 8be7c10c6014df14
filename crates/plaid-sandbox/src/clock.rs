//! The simulator's own time. The only place of this crate that reads the machine's clock.
//!
//! How far a test has advanced the time is kept in the world, not here, so that it survives a restart.

use jiff::Timestamp;

/// Where the simulator's time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// The clock of the machine.
    #[default]
    System,
    /// Stands still. It moves only when it is advanced by control.
    Fixed(Timestamp),
}

impl Clock {
    /// The time, before anything that was advanced by control.
    #[must_use]
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => system_time(),
            Self::Fixed(time) => time,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place of the simulator that reads the machine's clock")]
fn system_time() -> Timestamp {
    Timestamp::now()
}
