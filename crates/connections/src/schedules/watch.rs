//! The loop over the schedules: each runs when its time has come, one after another.

use std::{convert::Infallible, time::Duration};

use tokio::time;
use tracing::{info, instrument, warn};

use crate::{
    Connections, StoreError,
    settling::pace::{IDLE, until},
    store,
};

/// How long to rest where the records can't be used.
const RECORDS_REST: Duration = Duration::from_secs(30);

impl Connections {
    /// Runs every schedule whose time has come, and says when to look again.
    ///
    /// What fails is put off and recorded; it is no error of the pass.
    #[instrument(skip_all)]
    pub async fn run_due_schedules(&self) -> Duration {
        self.run_all_due().await.unwrap_or_else(|error| {
            warn!(%error, "the schedules can't be worked off");
            self.met(&error);
            RECORDS_REST
        })
    }

    /// Runs schedules for ever, on time and whenever something has changed: a schedule is set by a change that is told.
    pub(crate) async fn watch_schedules(&self) -> Infallible {
        let mut changes = self.changes();
        loop {
            let wait = self.run_due_schedules().await;
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

    async fn run_all_due(&self) -> Result<Duration, StoreError> {
        loop {
            let schedules = {
                let mut records = self.database().read().await?;
                store::schedules::list(&mut records).await?
            };
            let now = self.now();
            let planned = schedules.into_iter().filter_map(|schedule| Some((schedule.next?, schedule)));
            let Some((planned, schedule)) = planned.min_by_key(|(planned, _)| planned.at) else { return Ok(IDLE) };
            if planned.at > now {
                return Ok(until(planned.at, now).min(IDLE));
            }
            if !self.run_schedule(schedule, planned).await? {
                return Ok(RECORDS_REST);
            }
        }
    }
}
