//! Schedules, pausing a connection, staying in the tray so that schedules go on, and what is told of them.

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

/// Which notifications the system is to show.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NotificationsArgument {
    /// Those that tell of a connection that needs the user.
    pub of_connections: bool,
    /// Those that tell of the end of a refresh, an import or a run of a schedule.
    pub of_endings: bool,
}
