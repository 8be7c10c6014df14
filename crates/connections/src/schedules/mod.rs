//! Schedules: refreshing and importing that is done by itself while the application runs, whoever is signed in or nobody.
//!
//! A time that has come stays due until its run is over: run, what became of each account, the next time and the summary are
//! written in one transaction. So a run that breaks off is made up for at the next start, and so is whatever was missed
//! while the application did not run, once.

pub(crate) mod by_hand;
pub(crate) mod keep;
pub(crate) mod list;
mod outcome;
pub(crate) mod pause;
mod run;
mod summary;
mod watch;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::{SignedDuration, tz::TimeZone};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{
    StoreError,
    access::Denied,
    model::schedule::{Planned, Terms},
};

/// Held by the schedule that runs: one at a time, whoever has it run.
#[derive(Debug, Default)]
pub(crate) struct Turn(Arc<Mutex<()>>);

/// Why the schedules stay what they were.
#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such schedule, or it was removed.
    #[error("there is no such schedule")]
    NotFound,
    /// Give it a name of one line that is not too long.
    #[error("the name is empty, too long, or has characters that can't be seen")]
    Name,
    /// Another schedule has the name, however it is written.
    #[error("the name is taken")]
    NameTaken,
    /// Choose a time zone by its name.
    #[error("`{0}` is no time zone")]
    TimeZone(String),
    /// The random wait is too long.
    #[error("the random wait is too long")]
    Spread,
    /// Choose at least one account.
    #[error("no account is chosen")]
    NothingChosen,
    /// An account is not on record.
    #[error("there is no such account")]
    NoSuchAccount,
    /// Nothing can be sent there.
    #[error("`{0}` is no e-mail address")]
    Recipient(String),
    /// These are more recipients than a summary takes.
    #[error("there are too many recipients")]
    TooManyRecipients,
    /// The time never comes.
    #[error("the time never comes")]
    Never,
    /// One runs at this moment.
    #[error("a schedule runs at this moment")]
    UnderWay,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Turn {
    /// Waits until none runs.
    pub(crate) async fn come(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.0).lock_owned().await
    }

    /// The turn, unless one runs.
    pub(crate) fn if_free(&self) -> Option<OwnedMutexGuard<()>> {
        Arc::clone(&self.0).try_lock_owned().ok()
    }
}

/// The time zone of a name, such as `Europe/Berlin`.
///
/// # Errors
/// Where there is none.
pub fn time_zone(name: &str) -> Result<TimeZone, ScheduleError> {
    let zone = TimeZone::get(name).ok().filter(|zone| zone.iana_name().is_some());
    zone.ok_or_else(|| ScheduleError::TimeZone(name.to_owned()))
}

/// With a random wait, so that not everybody asks the banks at the same moment.
fn spread(planned: Planned, terms: &Terms) -> Planned {
    let longest = u64::from(terms.spread_minutes) * 60;
    // Without it everybody still asks, only at the same moment.
    let random = getrandom::u64().unwrap_or_default();
    let seconds = random.checked_rem(longest + 1).and_then(|seconds| i64::try_from(seconds).ok()).unwrap_or_default();
    let at = planned.at.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(planned.at);
    Planned { at, ..planned }
}
