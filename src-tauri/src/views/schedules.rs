//! Schedules, and what their runs brought.

use connections::{
    ScheduleOverview,
    model::schedule::{
        AccountOutcome, Chosen, Outcome, Rhythm, RunState, RunTally, ScheduleRun, ScheduledWork, Task, Terms, When,
    },
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A schedule and its last runs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScheduleView {
    /// Our own id.
    pub id: String,
    /// What it is.
    pub terms: TermsView,
    /// When it is due next. `null` while it is off.
    pub next_at: Option<String>,
    /// Whether the last run reached nobody, so that it is tried again soon.
    pub is_put_off: bool,
    /// The newest first.
    pub runs: Vec<ScheduleRunView>,
}

/// The tray of the desktop.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct TrayView {
    /// Whether the desktop shows one.
    pub is_there: bool,
    /// Whether the application stays in it when its window is closed.
    pub stays: bool,
}

/// Which notifications the system shows.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct NotificationsView {
    /// Those that tell of a connection that needs the user.
    pub of_connections: bool,
    /// Those that tell of the end of a refresh, an import or a run of a schedule.
    pub of_endings: bool,
}

/// What the user says of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TermsView {
    /// Its name.
    pub name: String,
    /// What is done.
    pub work: ScheduledWorkView,
    /// On which days.
    pub rhythm: RhythmView,
    /// At what time on the clock of the time zone, such as `06:30`.
    pub time: String,
    /// The time zone, such as `Europe/Berlin`.
    pub time_zone: String,
    /// The longest random wait before it, in minutes.
    pub spread_minutes: u16,
    /// The account connections, or `null` for each one that can be used.
    pub account_ids: Option<Vec<String>>,
    /// Who gets a summary by e-mail.
    pub recipients: Vec<String>,
}

/// What a schedule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScheduledWorkView {
    /// It refreshes balances.
    Refresh,
    /// It imports statements.
    Import,
    /// It does one, then the other.
    Both,
}

/// The days of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum RhythmView {
    /// Each day.
    Daily,
    /// From Monday to Friday.
    Weekdays,
    /// One day of the week, from Monday, which is 1.
    Weekly {
        /// The day.
        day: i8,
    },
    /// One day of the month, or its last one where it is shorter.
    Monthly {
        /// The day.
        day: i8,
    },
}

/// A run of a schedule.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScheduleRunView {
    /// Our own id.
    pub id: String,
    /// When it was planned.
    pub planned_at: String,
    /// Whether it ran so much later that it has to be said.
    pub is_made_up: bool,
    /// How many later times were missed too, which it stands for.
    pub missed: u32,
    /// Up to which day it imports.
    pub import_until: Option<String>,
    /// When it began.
    pub started_at: String,
    /// When it ended.
    pub ended_at: Option<String>,
    /// How far it has come.
    pub state: RunStateView,
    /// How many accounts it was about, each counted once.
    pub accounts: u32,
    /// With how many of them something failed or was cancelled.
    pub failed: u32,
    /// With how many of them something was left out, and nothing failed.
    pub left_out: u32,
    /// Who started it. `null` where its time had come.
    pub started_by: Option<String>,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RunStateView {
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
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccountOutcomeView {
    /// The account connection.
    pub account_id: String,
    /// In which part of the work.
    pub task: TaskView,
    /// How it came out.
    pub outcome: OutcomeOfRunView,
    /// The same in a sentence.
    pub words: String,
}

/// A part of the work.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TaskView {
    /// Balances.
    Refresh,
    /// Statements.
    Import,
}

/// How it came out for an account.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeOfRunView {
    /// Well.
    Done,
    /// Well, and there is nothing new.
    NothingNew,
    /// Done, and the bank tells another balance than the books.
    Differs,
    /// It can't be used.
    LeftOut,
    /// Not.
    Failed,
    /// Not, because the run was cancelled before.
    Cancelled,
}

impl From<ScheduleOverview> for ScheduleView {
    fn from(of: ScheduleOverview) -> Self {
        let tally_of = |run: &ScheduleRun| of.tallies.get(&run.id).copied().unwrap_or_default();
        let runs = of.runs.iter().map(|run| ScheduleRunView::new(run, tally_of(run)));
        Self {
            runs: runs.collect(),
            id: of.schedule.id.to_string(),
            terms: of.schedule.terms.into(),
            next_at: of.schedule.next.map(|next| next.at.to_string()),
            is_put_off: of.schedule.put_off > 0,
        }
    }
}

impl From<Terms> for TermsView {
    fn from(terms: Terms) -> Self {
        let Terms { name, work, when: When { rhythm, at, zone }, spread_minutes, accounts, recipients } = terms;
        Self {
            name,
            work: match work {
                ScheduledWork::Refresh => ScheduledWorkView::Refresh,
                ScheduledWork::Import => ScheduledWorkView::Import,
                ScheduledWork::Both => ScheduledWorkView::Both,
            },
            rhythm: match rhythm {
                Rhythm::Daily => RhythmView::Daily,
                Rhythm::Weekdays => RhythmView::Weekdays,
                Rhythm::Weekly(day) => RhythmView::Weekly { day: day.to_monday_one_offset() },
                Rhythm::Monthly(day) => RhythmView::Monthly { day: day.number() },
            },
            time: at.strftime("%H:%M").to_string(),
            time_zone: zone.iana_name().unwrap_or_default().to_owned(),
            spread_minutes,
            account_ids: match accounts {
                Chosen::All => None,
                Chosen::Some(accounts) => Some(accounts.iter().map(ToString::to_string).collect()),
            },
            recipients,
        }
    }
}

impl ScheduleRunView {
    fn new(run: &ScheduleRun, tally: RunTally) -> Self {
        let RunTally { accounts, failed, left_out } = tally;
        Self {
            accounts,
            failed,
            left_out,
            id: run.id.to_string(),
            planned_at: run.planned_at.to_string(),
            is_made_up: run.is_made_up(),
            missed: run.missed,
            import_until: run.import_until.map(|day| day.to_string()),
            started_at: run.started_at.to_string(),
            ended_at: run.ended_at.map(|at| at.to_string()),
            started_by: run.started_by.clone(),
            state: match run.state {
                RunState::Running => RunStateView::Running,
                RunState::Done => RunStateView::Done,
                RunState::Cancelled => RunStateView::Cancelled,
                RunState::PutOff => RunStateView::PutOff,
                RunState::Interrupted => RunStateView::Interrupted,
            },
        }
    }
}

impl From<AccountOutcome> for AccountOutcomeView {
    fn from(of: AccountOutcome) -> Self {
        Self {
            account_id: of.account.to_string(),
            task: match of.task {
                Task::Refresh => TaskView::Refresh,
                Task::Import => TaskView::Import,
            },
            outcome: match of.outcome {
                Outcome::Done => OutcomeOfRunView::Done,
                Outcome::NothingNew => OutcomeOfRunView::NothingNew,
                Outcome::Differs => OutcomeOfRunView::Differs,
                Outcome::LeftOut => OutcomeOfRunView::LeftOut,
                Outcome::Failed => OutcomeOfRunView::Failed,
                Outcome::Cancelled => OutcomeOfRunView::Cancelled,
            },
            words: of.words,
        }
    }
}
