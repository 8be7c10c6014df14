//! One run of a schedule, from what is due to what became of it.

use std::time::Duration;

use jiff::{Timestamp, civil::Date};
use tokio::task::JoinHandle;
use tracing::{info, instrument};

use super::{
    outcome::{Told, of_import, of_refresh},
    spread,
    summary::Summary,
};
use crate::{
    Connections, StartImportError, StartRefreshError, StoreError,
    connections::{By, OwnedBy},
    model::{
        ids::{AccountConnectionId, ScheduleRunId},
        schedule::{AccountOutcome, Chosen, Outcome, Planned, RunState, RunTally, Schedule, ScheduleRun, Task},
    },
    runs::{Progress, Run},
    store::{self, Word as _, audit::Entry},
    usable::{self, Candidate, Unusable},
};

/// How long a run is put off that reached nobody.
const PUT_OFF_FOR: Duration = Duration::from_mins(15);
/// How many times in a row.
const MOST_PUT_OFF: u32 = 8;

/// What becomes of the wish to begin a task.
enum Begun {
    /// It goes on, on a task of its own: it comes to its end whatever becomes of the schedule.
    Run(JoinHandle<Came>),
    /// There is nothing to do.
    Nothing,
    /// Another one goes on.
    UnderWay,
}

/// How a task, or all of them, came out.
#[derive(Debug, Default)]
struct Came {
    told: Vec<(AccountConnectionId, Task, Told)>,
    /// Whether somebody cancelled it.
    is_cancelled: bool,
    /// Whether the records were closed under it.
    is_stopped: bool,
}

/// Why a schedule runs, and which of its times that stands for.
#[derive(Debug)]
pub(super) struct DueRun {
    /// What is planned anew at its end. `None` where it was started by hand.
    pub(super) planned: Option<Planned>,
    /// When it was planned, also where it was put off since.
    pub(super) planned_at: Timestamp,
    /// How many later times were missed too.
    pub(super) missed: u32,
    /// The last day that it stands for.
    pub(super) last: Date,
    /// Who started it by hand.
    pub(super) started_by: Option<String>,
}

impl DueRun {
    /// Of a time that has come.
    fn since(schedule: &Schedule, planned: Planned, now: Timestamp) -> Self {
        let due = schedule.terms.when.due_since(planned.day, now);
        let planned_at = first_planned(schedule, planned);
        Self { planned: Some(planned), planned_at, missed: due.missed, last: due.last, started_by: None }
    }

    /// Up to which day it imports: of the day on which it runs there may be more to come.
    fn until(&self) -> Date {
        self.last.yesterday().unwrap_or(self.last)
    }

    fn by(&self) -> By<'_> {
        self.started_by.as_deref().map_or(By::Itself, By::User)
    }
}

impl Connections {
    /// Runs a schedule that is due. `false` where the application is about to end; it is due still then.
    #[instrument(skip_all, fields(schedule = %schedule.id))]
    pub(super) async fn run_schedule(&self, schedule: Schedule, planned: Planned) -> Result<bool, StoreError> {
        let due = DueRun::since(&schedule, planned, self.now());
        let run = self.write_run(&schedule, &due).await?;
        self.do_run(schedule, due, run).await
    }

    /// Writes that a schedule runs.
    pub(super) async fn write_run(&self, schedule: &Schedule, due: &DueRun) -> Result<ScheduleRun, StoreError> {
        let now = self.now();
        let imports = schedule.terms.work.tasks().contains(&Task::Import);
        let run = ScheduleRun {
            id: ScheduleRunId::new(self.fresh_uuid()),
            schedule: schedule.id,
            planned_at: due.planned_at,
            missed: due.missed,
            import_until: imports.then_some(due.until()),
            started_at: now,
            state: RunState::Running,
            ended_at: None,
            started_by: due.started_by.clone(),
        };
        let mut records = self.database().write().await?;
        // One that a mistake of ours or a full disk broke off.
        store::schedule_runs::interrupt(&mut records, now).await?;
        store::schedule_runs::insert(&mut records, &run).await?;
        records.commit().await?;
        self.tell();
        Ok(run)
    }

    /// Does what is to be done, and writes what came of it. `false` where the application is about to end.
    pub(super) async fn do_run(&self, schedule: Schedule, due: DueRun, run: ScheduleRun) -> Result<bool, StoreError> {
        let mut all = Came::default();
        for task in schedule.terms.work.tasks() {
            let came = self.run_task(*task, &schedule.terms.accounts, &due).await?;
            all.told.extend(came.told);
            all.is_cancelled |= came.is_cancelled;
            all.is_stopped |= came.is_stopped;
            if all.is_stopped {
                return Ok(false);
            }
            if all.is_cancelled {
                break;
            }
        }
        self.end_run(run, &due, all).await?;
        Ok(true)
    }

    async fn run_task(&self, task: Task, chosen: &Chosen, due: &DueRun) -> Result<Came, StoreError> {
        let accounts = self.accounts_for(task, chosen).await?;
        let mut changes = self.changes();
        loop {
            let begun = match task {
                Task::Refresh => self.begin_scheduled_refresh(&accounts, due.by()).await?,
                Task::Import => self.begin_scheduled_import(&accounts, due.until(), due.by()).await?,
            };
            match begun {
                Begun::Run(coming) => return Ok(coming.await.unwrap_or_else(|_| Came::failed(&accounts, task))),
                Begun::Nothing => return Ok(Came::default()),
                // That of a user goes on. Its end is told.
                Begun::UnderWay => {
                    let _ = changes.changed().await;
                }
            }
        }
    }

    /// The accounts that a task is to be about. Of all those that are there, those that can't be used for long say nothing.
    async fn accounts_for(&self, task: Task, chosen: &Chosen) -> Result<Vec<AccountConnectionId>, StoreError> {
        let candidates = {
            let mut records = self.database().read().await?;
            usable::candidates(&mut records).await?
        };
        let is_taken = |candidate: &Candidate| {
            let unusable = match task {
                Task::Refresh => candidate.unreadable,
                Task::Import => candidate.unusable(),
            };
            match chosen {
                Chosen::All => unusable.is_none_or(|why| why == Unusable::Updating),
                Chosen::Some(accounts) => accounts.contains(&candidate.account.id),
            }
        };
        Ok(candidates.iter().filter(|one| is_taken(one)).map(|one| one.account.id).collect())
    }

    async fn begin_scheduled_refresh(&self, accounts: &[AccountConnectionId], by: By<'_>) -> Result<Begun, StoreError> {
        let refresh = match self.begin_refresh(accounts).await {
            Ok(refresh) => refresh,
            Err(StartRefreshError::UnderWay(_)) => return Ok(Begun::UnderWay),
            Err(StartRefreshError::Store(error)) => return Err(error),
            Err(StartRefreshError::NothingChosen | StartRefreshError::NotFound | StartRefreshError::Denied(_)) => {
                return Ok(Begun::Nothing);
            }
        };
        let (connections, by) = (self.clone(), OwnedBy::of(by));
        Ok(Begun::Run(tokio::spawn(async move {
            let run = connections.refresh(refresh, by.as_by()).await;
            run.map_or_else(Came::default, |run| Came::of(run, Task::Refresh, of_refresh))
        })))
    }

    async fn begin_scheduled_import(
        &self,
        accounts: &[AccountConnectionId],
        until: Date,
        by: By<'_>,
    ) -> Result<Begun, StoreError> {
        let work = match self.begin_import(accounts, until).await {
            Ok(work) => work,
            Err(StartImportError::UnderWay(_)) => return Ok(Begun::UnderWay),
            Err(StartImportError::Store(error)) => return Err(error),
            Err(
                StartImportError::NothingChosen
                | StartImportError::NotFound
                | StartImportError::InTheFuture
                | StartImportError::Denied(_),
            ) => return Ok(Begun::Nothing),
        };
        let (connections, by) = (self.clone(), OwnedBy::of(by));
        Ok(Begun::Run(tokio::spawn(async move {
            let run = connections.import(work, until, by.as_by()).await;
            run.map_or_else(Came::default, |run| Came::of(run, Task::Import, of_import))
        })))
    }

    /// Writes how a run came out, when the schedule is due next, and the summary. What was started by hand moves nothing.
    async fn end_run(&self, run: ScheduleRun, due: &DueRun, came: Came) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        let now = self.now();
        // It may have been changed or removed meanwhile, or switched off.
        let schedule = store::schedules::get(&mut records, run.schedule).await?;
        let still = schedule.as_ref().zip(due.planned).filter(|(schedule, planned)| schedule.next == Some(*planned));
        let put_off = still.map(|(schedule, _)| schedule.put_off).filter(|put_off| *put_off < MOST_PUT_OFF);
        let state = match put_off {
            _ if came.is_cancelled => RunState::Cancelled,
            Some(_) if came.reached_nobody() => RunState::PutOff,
            Some(_) | None => RunState::Done,
        };
        store::schedule_runs::end(&mut records, run.id, state, now).await?;
        let outcomes = came.outcomes();
        for outcome in &outcomes {
            store::schedule_runs::add_outcome(&mut records, run.id, outcome).await?;
        }
        if let Some((schedule, planned)) = still {
            let (next, put_off) = match state {
                RunState::PutOff => (Some(Planned { at: now + PUT_OFF_FOR, ..planned }), schedule.put_off + 1),
                RunState::Running | RunState::Done | RunState::Cancelled | RunState::Interrupted => {
                    let next = schedule.terms.when.next_after(due.last, now);
                    (next.map(|next| spread(next, &schedule.terms)), 0)
                }
            };
            store::schedules::plan(&mut records, schedule.id, next, put_off).await?;
        }
        let entry = self.entry_of_run(&run, due.by(), state, RunTally::of(&outcomes));
        store::audit::append(&mut records, &entry).await?;
        let mut is_written = false;
        if let Some(schedule) = &schedule
            && state != RunState::PutOff
        {
            let summary = Summary::of(&mut records, schedule, &run, state, &outcomes).await?;
            is_written = self.write_summary(&mut records, &summary, &schedule.terms.recipients).await?;
        }
        records.commit().await?;
        if is_written {
            self.wake_mail();
        }
        info!(?state, accounts = outcomes.len(), "a schedule has run");
        self.tell();
        Ok(())
    }

    /// The accounts are counted as the screen counts them.
    fn entry_of_run(&self, run: &ScheduleRun, by: By<'_>, state: RunState, tally: RunTally) -> Entry {
        let mut entry = self.entry_on(by, "scheduled_run", run.schedule.to_string(), state.text());
        let counts =
            [("missed", run.missed), ("done", tally.done()), ("left_out", tally.left_out), ("failed", tally.failed)];
        entry.details.extend(counts.map(|(name, count)| (name.to_owned(), count.into())));
        entry
    }
}

/// When it was planned, also where it was put off since.
fn first_planned(schedule: &Schedule, planned: Planned) -> Timestamp {
    if schedule.put_off == 0 { planned.at } else { schedule.terms.when.on(planned.day).unwrap_or(planned.at) }
}

impl Came {
    /// Of a task that a mistake of ours ended.
    fn failed(accounts: &[AccountConnectionId], task: Task) -> Self {
        let told = accounts.iter().map(|account| (*account, task, Told::failed_by_us()));
        Self { told: told.collect(), ..Self::default() }
    }

    fn of<R>(run: Run<R>, task: Task, told: impl Fn(R) -> Told) -> Self {
        let mut came =
            Self { is_cancelled: run.is_cancelled, is_stopped: run.is_stopped && !run.is_cancelled, ..Self::default() };
        for (account, progress) in run.accounts {
            let told = match progress {
                Progress::Done(result) => told(result),
                Progress::Waiting | Progress::Working | Progress::Cancelled { .. } if run.is_cancelled => {
                    Told::cancelled()
                }
                Progress::Waiting | Progress::Working | Progress::Cancelled { .. } => Told::failed_by_us(),
            };
            came.told.push((account, task, told));
        }
        came
    }

    /// Whether there is nothing but accounts of which nobody could be asked.
    fn reached_nobody(&self) -> bool {
        let mut asked = self.told.iter().filter(|(.., told)| told.outcome != Outcome::LeftOut).peekable();
        asked.peek().is_some() && asked.all(|(.., told)| told.is_unreachable)
    }

    fn outcomes(self) -> Vec<AccountOutcome> {
        let outcomes = self.told.into_iter().map(|(account, task, told)| {
            let Told { outcome, words, .. } = told;
            AccountOutcome { account, task, outcome, words }
        });
        outcomes.collect()
    }
}
