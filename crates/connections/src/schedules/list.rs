//! The schedules as they are shown: each with its last runs.

use std::collections::HashMap;

use tracing::instrument;

use super::ScheduleError;
use crate::{
    Connections,
    model::{
        ids::ScheduleRunId,
        schedule::{AccountOutcome, RunTally, Schedule, ScheduleRun},
        user::Act,
    },
    store,
};

/// A schedule and its last runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleOverview {
    /// The schedule.
    pub schedule: Schedule,
    /// The newest first.
    pub runs: Vec<ScheduleRun>,
    /// What became of the accounts of these runs. None of a run that had no account.
    pub tallies: HashMap<ScheduleRunId, RunTally>,
}

impl Connections {
    /// All schedules, by their name.
    ///
    /// # Errors
    /// Where nobody is signed in, or the records can't be read.
    #[instrument(skip_all)]
    pub async fn schedules(&self) -> Result<Vec<ScheduleOverview>, ScheduleError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let mut overviews = Vec::new();
        for schedule in store::schedules::list(&mut records).await? {
            let runs = store::schedule_runs::list_of(&mut records, schedule.id).await?;
            let tallies = store::schedule_runs::tallies_of(&mut records, schedule.id).await?;
            overviews.push(ScheduleOverview { schedule, runs, tallies });
        }
        Ok(overviews)
    }

    /// What became of each account in a run.
    ///
    /// # Errors
    /// Where nobody is signed in, or the records can't be read.
    #[instrument(skip_all, fields(%run))]
    pub async fn schedule_run(&self, run: ScheduleRunId) -> Result<Vec<AccountOutcome>, ScheduleError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(store::schedule_runs::outcomes_of(&mut records, run).await?)
    }
}
