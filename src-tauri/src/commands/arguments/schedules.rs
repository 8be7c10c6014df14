//! Schedules, pausing a connection, and staying in the tray so that schedules go on.

use serde::Deserialize;
use ts_rs::TS;

use crate::views::TermsView;

/// A new schedule.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddScheduleArgument {
    /// What it is.
    pub terms: TermsView,
}

/// A schedule that becomes another one.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeScheduleArgument {
    /// The schedule.
    pub schedule_id: String,
    /// What it is to be.
    pub terms: TermsView,
}

/// A schedule that is to be on or off.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SwitchScheduleArgument {
    /// The schedule.
    pub schedule_id: String,
    /// Whether it is to be on.
    pub is_on: bool,
}

/// A command that speaks of one schedule.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ScheduleArgument {
    /// The schedule.
    pub schedule_id: String,
}

/// A command that speaks of one run of a schedule.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ScheduleRunArgument {
    /// The run.
    pub run_id: String,
}

/// A connection that is to be paused or to go on.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PauseArgument {
    /// The connection.
    pub connection_id: String,
    /// Whether it is to be paused.
    pub is_paused: bool,
}

/// Whether the application is to stay in the tray.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TrayArgument {
    /// Whether it is.
    pub stays: bool,
}
