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
    connections::By,
    model::{
        ids::{AccountConnectionId, ScheduleRunId},
        schedule::{AccountOutcome, Chosen, Outcome, Planned, RunState, Schedule, ScheduleRun, Task},
    },
    runs::{Progress, Run},
    store::{self, Word as _},
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

impl Connections {
    /// Runs a schedule that is due. `false` where the application is about to end; it is due still then.
    #[instrument(skip_all, fields(schedule = %schedule.id))]
    pub(super) async fn run_schedule(&self, schedule: Schedule, planned: Planned) -> Result<bool, StoreError> {
        let now = self.now();
        let due = schedule.terms.when.due_since(planned.day, now);
        let imports = schedule.terms.work.tasks().contains(&Task::Import);
        // Of the day on which it runs there may be more to come.
        let until = due.last.yesterday().unwrap_or(due.last);
        let run = ScheduleRun {
            id: ScheduleRunId::new(self.fresh_uuid()),
            schedule: schedule.id,
            planned_at: first_planned(&schedule, planned),
            missed: due.missed,
            import_until: imports.then_some(until),
            started_at: now,
            state: RunState::Running,
            ended_at: None,
        };
        let mut records = self.database().write().await?;
        // One that a mistake of ours or a full disk broke off.
        store::schedule_runs::interrupt(&mut records, now).await?;
        store::schedule_runs::insert(&mut records, &run).await?;
        records.commit().await?;
        self.tell();
        let mut all = Came::default();
        for task in schedule.terms.work.tasks() {
            let came = self.run_task(*task, &schedule.terms.accounts, until).await?;
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
        self.end_run(run, (planned, due.last), all).await?;
        Ok(true)
    }

    async fn run_task(&self, task: Task, chosen: &Chosen, until: Date) -> Result<Came, StoreError> {
        let accounts = self.accounts_for(task, chosen).await?;
        let mut changes = self.changes();
        loop {
            let begun = match task {
                Task::Refresh => self.begin_scheduled_refresh(&accounts).await?,
                Task::Import => self.begin_scheduled_import(&accounts, until).await?,
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

    async fn begin_scheduled_refresh(&self, accounts: &[AccountConnectionId]) -> Result<Begun, StoreError> {
        let refresh = match self.begin_refresh(accounts).await {
            Ok(refresh) => refresh,
            Err(StartRefreshError::UnderWay(_)) => return Ok(Begun::UnderWay),
            Err(StartRefreshError::Store(error)) => return Err(error),
            Err(StartRefreshError::NothingChosen | StartRefreshError::NotFound | StartRefreshError::Denied(_)) => {
                return Ok(Begun::Nothing);
            }
        };
        let connections = self.clone();
        Ok(Begun::Run(tokio::spawn(async move {
            let run = connections.refresh(refresh, By::Itself).await;
            run.map_or_else(Came::default, |run| Came::of(run, Task::Refresh, of_refresh))
        })))
    }

    async fn begin_scheduled_import(&self, accounts: &[AccountConnectionId], until: Date) -> Result<Begun, StoreError> {
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
        let connections = self.clone();
        Ok(Begun::Run(tokio::spawn(async move {
            let run = connections.import(work, until, By::Itself).await;
            run.map_or_else(Came::default, |run| Came::of(run, Task::Import, of_import))
        })))
    }

    /// Writes how a run came out, when the schedule is due next, and the summary.
    async fn end_run(&self, run: ScheduleRun, (planned, last): (Planned, Date), came: Came) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        let now = self.now();
        // It may have been changed or removed meanwhile, or switched off.
        let schedule = store::schedules::get(&mut records, run.schedule).await?;
        let still = schedule.as_ref().filter(|schedule| schedule.next == Some(planned));
        let put_off = still.map(|schedule| schedule.put_off).filter(|put_off| *put_off < MOST_PUT_OFF);
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
        if let Some(schedule) = still {
            let (next, put_off) = match state {
                RunState::PutOff => (Some(Planned { at: now + PUT_OFF_FOR, ..planned }), schedule.put_off + 1),
                RunState::Running | RunState::Done | RunState::Cancelled | RunState::Interrupted => {
                    let next = schedule.terms.when.next_after(last, now);
                    (next.map(|next| spread(next, &schedule.terms)), 0)
                }
            };
            store::schedules::plan(&mut records, schedule.id, next, put_off).await?;
        }
        let count = |outcome| outcomes.iter().filter(|one| one.outcome == outcome).count();
        let mut entry = self.entry_on(By::Itself, "scheduled_run", run.schedule.to_string(), state.text());
        entry.details.insert("missed".to_owned(), run.missed.into());
        let done = count(Outcome::Done) + count(Outcome::NothingNew) + count(Outcome::Differs);
        entry.details.insert("done".to_owned(), done.into());
        entry.details.insert("left_out".to_owned(), count(Outcome::LeftOut).into());
        entry.details.insert("failed".to_owned(), count(Outcome::Failed).into());
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
