//! Work that is done again and again by itself: what, on which days, at what time on whose clock.

mod rhythm;

use std::{collections::BTreeMap, time::Duration};

use jiff::{Timestamp, civil::Date};

pub use self::rhythm::{Due, MonthDay, Planned, Rhythm, When};
use super::ids::{AccountConnectionId, ScheduleId, ScheduleRunId};

/// The longest random wait that can be set, in minutes.
pub const MOST_SPREAD_MINUTES: u16 = 240;
/// How many characters the name of a schedule takes.
pub const LONGEST_SCHEDULE_NAME: usize = 80;
/// How many recipients a summary takes.
pub const MOST_RECIPIENTS: usize = 20;

/// From when on a run is late. Another schedule may have been at work.
const LATE_AFTER: Duration = Duration::from_mins(10);

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Our own id.
    pub id: ScheduleId,
    /// What it is.
    pub terms: Terms,
    /// When it is due next. `None` while it is off.
    pub next: Option<Planned>,
    /// How many runs in a row reached nobody and were put off.
    pub put_off: u32,
}

/// What the user says of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// As it is shown, and in the subject of the summary.
    pub name: String,
    /// What is done.
    pub work: ScheduledWork,
    /// When it is done.
    pub when: When,
    /// A random wait of at most so many minutes comes before it, so that not everybody asks the banks at the same moment.
    pub spread_minutes: u16,
    /// Of which accounts.
    pub accounts: Chosen,
    /// Who gets a summary by e-mail.
    pub recipients: Vec<String>,
}

/// What a schedule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduledWork {
    /// It refreshes balances.
    Refresh,
    /// It imports statements.
    Import,
    /// It does one, then the other.
    Both,
}

impl ScheduledWork {
    /// What it is made of, in order.
    #[must_use]
    pub const fn tasks(self) -> &'static [Task] {
        match self {
            Self::Refresh => &[Task::Refresh],
            Self::Import => &[Task::Import],
            Self::Both => &[Task::Refresh, Task::Import],
        }
    }
}

/// A part of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Balances.
    Refresh,
    /// Statements.
    Import,
}

/// The accounts of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// Each one that can be used, also those that come later.
    All,
    /// These.
    Some(Vec<AccountConnectionId>),
}

/// A run of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleRun {
    /// Our own id.
    pub id: ScheduleRunId,
    /// The schedule.
    pub schedule: ScheduleId,
    /// When it was planned.
    pub planned_at: Timestamp,
    /// How many later times were missed too, which it makes up for.
    pub missed: u32,
    /// Up to which day it imports.
    pub import_until: Option<Date>,
    /// When it began.
    pub started_at: Timestamp,
    /// How far it has come.
    pub state: RunState,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Who started it. `None` where its time had come.
    pub started_by: Option<String>,
}

impl ScheduleRun {
    /// Whether it ran so much later than planned that it has to be said.
    #[must_use]
    pub fn is_made_up(&self) -> bool {
        self.missed > 0 || self.started_at > self.planned_at + LATE_AFTER
    }
}

/// What became of the accounts of a run, counted: each account once, by the worst of what was done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RunTally {
    /// All of them.
    pub accounts: u32,
    /// Those with which something failed or was cancelled.
    pub failed: u32,
    /// Those with which something was left out, and nothing failed.
    pub left_out: u32,
}

impl RunTally {
    /// What these come to.
    #[must_use]
    pub fn of(outcomes: &[AccountOutcome]) -> Self {
        let mut worst = BTreeMap::new();
        for AccountOutcome { account, outcome, .. } in outcomes {
            let (is_failed, is_left_out) = worst.entry(account).or_insert((false, false));
            *is_failed |= matches!(outcome, Outcome::Failed | Outcome::Cancelled);
            *is_left_out |= matches!(outcome, Outcome::LeftOut);
        }
        let mut tally = Self::default();
        for (is_failed, is_left_out) in worst.into_values() {
            tally.accounts += 1;
            tally.failed += u32::from(is_failed);
            tally.left_out += u32::from(is_left_out && !is_failed);
        }
        tally
    }

    /// Those with which all went well.
    #[must_use]
    pub const fn done(self) -> u32 {
        self.accounts - self.failed - self.left_out
    }
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    /// It goes on.
    Running,
    /// It has come to its end.
    Done,
    /// Somebody cancelled it.
    Cancelled,
    /// Nobody could be reached. It is tried again soon.
    PutOff,
    /// The application ended before it did. It is made up for.
    Interrupted,
}

/// What became of an account in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountOutcome {
    /// The account.
    pub account: AccountConnectionId,
    /// In which part of the work.
    pub task: Task,
    /// How it came out.
    pub outcome: Outcome,
    /// The same in a sentence.
    pub words: String,
}

/// How it came out for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Well.
    Done,
    /// Well, and there is nothing new.
    NothingNew,
    /// Done, and the bank tells another balance than the books.
    Differs,
    /// It can't be used, for a reason that stands beside it.
    LeftOut,
    /// Not.
    Failed,
    /// Not, because the run was cancelled before.
    Cancelled,
}
