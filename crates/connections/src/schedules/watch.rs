//! The loop over the schedules: each runs when its time has come, one after another.

use std::{convert::Infallible, time::Duration};

use jiff::Timestamp;
use tokio::time;
use tracing::{info, instrument, warn};

use super::spread;
use crate::{
    Connections, StoreError,
    model::schedule::Schedule,
    settling::pace::{IDLE, until},
    store,
};

/// How far the clock has to have been ahead of itself for what was planned then to be planned anew.
const A_DAY: Duration = Duration::from_hours(24);
/// How long to rest where the records can't be used.
const RECORDS_REST: Duration = Duration::from_secs(30);

/// A pass did not come to its end.
struct Hindered;

impl Connections {
    /// Runs every schedule whose time has come, and says when to look again.
    ///
    /// What fails is put off and recorded; it is no error of the pass.
    #[instrument(skip_all)]
    pub async fn run_due_schedules(&self) -> Duration {
        self.pass_over_schedules().await.unwrap_or(RECORDS_REST)
    }

    async fn pass_over_schedules(&self) -> Result<Duration, Hindered> {
        match self.run_all_due().await {
            Ok(wait) => wait.ok_or(Hindered),
            Err(error) => {
                warn!(%error, "the schedules can't be worked off");
                self.met(&error);
                Err(Hindered)
            }
        }
    }

    /// Runs schedules for ever, on time and whenever something has changed: a schedule is set by a change that is told.
    pub(crate) async fn watch_schedules(&self) -> Infallible {
        let mut changes = self.changes();
        loop {
            let Ok(wait) = self.pass_over_schedules().await else {
                // What it changed itself is no reason to begin again at once: banks would be asked without an end.
                time::sleep(RECORDS_REST).await;
                continue;
            };
            tokio::select! {
                _ = changes.changed() => {}
                () = time::sleep(wait) => {}
            }
        }
    }

    /// Takes up what an earlier run of the application left: what went on then was interrupted, and is due still.
    pub(crate) async fn recover_schedules(&self) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        let found = store::schedule_runs::interrupt(&mut records, self.now()).await?;
        records.commit().await?;
        if found > 0 {
            info!(found, "runs of schedules were interrupted");
        }
        Ok(())
    }

    /// The schedules. Those that a clock set far ahead had planned far into the future are planned anew.
    async fn schedules_at(&self, now: Timestamp) -> Result<Vec<Schedule>, StoreError> {
        let mut records = self.database().read().await?;
        let mut schedules = store::schedules::list(&mut records).await?;
        let mut astray = Vec::new();
        for schedule in &mut schedules {
            let Some((next, first)) = schedule.next.zip(schedule.terms.when.first_after(now)) else { continue };
            if next.day <= first.day {
                continue;
            }
            let last = store::schedule_runs::list_of(&mut records, schedule.id).await?.into_iter().next();
            if last.is_some_and(|run| run.started_at > now + A_DAY) {
                schedule.next = Some(spread(first, &schedule.terms));
                astray.push(schedule.clone());
            }
        }
        drop(records);
        if !astray.is_empty() {
            let mut records = self.database().write().await?;
            for schedule in astray {
                store::schedules::plan(&mut records, schedule.id, schedule.next, 0).await?;
            }
            records.commit().await?;
        }
        Ok(schedules)
    }

    /// When to look again. `None` where the application is about to end.
    async fn run_all_due(&self) -> Result<Option<Duration>, StoreError> {
        loop {
            let now = self.now();
            let schedules = self.schedules_at(now).await?;
            let planned = schedules.into_iter().filter_map(|schedule| Some((schedule.next?, schedule)));
            let Some((planned, schedule)) = planned.min_by_key(|(planned, _)| planned.at) else {
                return Ok(Some(IDLE));
            };
            if planned.at > now {
                return Ok(Some(until(planned.at, now).min(IDLE)));
            }
            let Some(_turn) = self.schedule_turn().if_free() else {
                // One that was started by hand runs. What is due then is looked at anew.
                drop(self.schedule_turn().come().await);
                continue;
            };
            if !self.run_schedule(schedule, planned).await? {
                return Ok(None);
            }
        }
    }
}
