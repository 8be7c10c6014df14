//! A run that the user starts: also while it is not its time, and while the schedule is off. When it is due next stays as it
//! is.

use jiff::Timestamp;
use tracing::{instrument, warn};

use super::{ScheduleError, run::DueRun};
use crate::{
    Connections,
    model::{
        ids::ScheduleId,
        schedule::{Schedule, Task},
        user::Act,
    },
    store,
};

impl Connections {
    /// Begins to run a schedule at once, in the background.
    ///
    /// # Errors
    /// Where the user may not do what it does, one runs at this moment, or the records can't be used. Nothing is changed
    /// then.
    #[instrument(skip_all, fields(%id))]
    pub async fn run_schedule_now(&self, id: ScheduleId) -> Result<(), ScheduleError> {
        let user = self.permit(Act::Refresh)?;
        let schedule = {
            let mut records = self.database().read().await?;
            store::schedules::get(&mut records, id).await?.ok_or(ScheduleError::NotFound)?
        };
        for task in schedule.terms.work.tasks() {
            self.permit(act_of(*task))?;
        }
        let turn = self.schedule_turn().if_free().ok_or(ScheduleError::UnderWay)?;
        let due = DueRun::by_hand(&schedule, user.name, self.now());
        let run = self.write_run(&schedule, &due).await?;
        let connections = self.clone();
        tokio::spawn(async move {
            if let Err(error) = connections.do_run(schedule, due, run).await {
                warn!(%error, "a run that was started by hand did not come to its end");
                connections.met(&error);
            }
            drop(turn);
        });
        Ok(())
    }
}

impl DueRun {
    /// What is started now.
    fn by_hand(schedule: &Schedule, user: String, now: Timestamp) -> Self {
        let today = now.to_zoned(schedule.terms.when.zone.clone()).date();
        Self { planned: None, planned_at: now, missed: 0, last: today, started_by: Some(user) }
    }
}

/// What the user does with it who has it done at once.
const fn act_of(task: Task) -> Act {
    match task {
        Task::Refresh => Act::Refresh,
        Task::Import => Act::Import,
    }
}
