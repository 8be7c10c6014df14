//! Work on several accounts that goes on in the background: what is done, what is left, and how it came out. It can be
//! cancelled at any time; what is in the records by then stays.
//!
//! A run lives in memory only. What it brought is in the records, account by account; one that is killed left nothing half
//! done.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
};
use tracing::error;

use crate::{
    Connections,
    model::ids::{AccountConnectionId, ConnectionId},
    refresh::run::AccountRefreshed,
    statements::import::AccountImported,
    usable::Unusable,
};

/// How many connections are worked on at the same time.
const AT_ONCE: usize = 4;

/// A run, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<R> {
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended. `None` while it goes on.
    pub ended_at: Option<Timestamp>,
    /// Whether it was cancelled.
    pub is_cancelled: bool,
    /// Whether it was ended because the records were about to be closed.
    pub(crate) is_stopped: bool,
    /// Each account, in the order of the work.
    pub accounts: Vec<(AccountConnectionId, Progress<R>)>,
}

/// How far an account has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress<R> {
    /// Its turn comes.
    Waiting,
    /// It is worked on.
    Working,
    /// It is done, or can't be done.
    Done(R),
    /// The run was cancelled before.
    Cancelled {
        /// Whether it was worked on by then.
        is_begun: bool,
    },
}

/// A run that has ended, for whoever is not at the window. It names nobody and no amount, so it may be told where nobody is
/// signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndedRun {
    /// What it was.
    pub kind: RunKind,
    /// When it ended.
    pub ended_at: Timestamp,
    /// Whether somebody cancelled it.
    pub is_cancelled: bool,
    /// How many accounts it was about.
    pub accounts: usize,
    /// How many of them came out as they were meant to.
    pub done: usize,
}

/// What runs there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// Balances were asked for.
    Refresh,
    /// Transactions became statements.
    Import,
}

/// Why no run begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("another one is under way")]
pub struct UnderWay;

/// Why no run over chosen accounts begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotBegun {
    NothingChosen,
    /// One of them is not on record.
    NotFound,
    UnderWay(UnderWay),
}

/// What a run can be about.
pub(crate) trait Choosable {
    fn id(&self) -> AccountConnectionId;
    fn unusable(&self) -> Option<Unusable>;
}

/// A run that has begun.
#[derive(Debug)]
pub(crate) struct Work<Account> {
    /// The chosen accounts that can be worked on.
    pub(crate) accounts: Vec<Account>,
    pub(crate) cancel: Cancel,
}

/// The last run of a kind, whether it goes on or has ended.
#[derive(Debug)]
pub(crate) struct Runs<R>(Mutex<Option<(Run<R>, watch::Sender<bool>)>>);

/// Whether a run is to end early. Asked by whoever does its work.
#[derive(Debug, Clone)]
pub(crate) struct Cancel(watch::Receiver<bool>);

impl<R> Default for Runs<R> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<R: Clone + From<Unusable>> Runs<R> {
    /// Begins a run over the chosen ones of all accounts, unless one goes on. With those that can't be used it is done
    /// already.
    pub(crate) fn begin_with<Account: Choosable>(
        &self,
        known: Vec<Account>,
        chosen: &[AccountConnectionId],
        now: Timestamp,
    ) -> Result<Work<Account>, NotBegun> {
        if !chosen.iter().all(|id| known.iter().any(|known| known.id() == *id)) {
            return Err(NotBegun::NotFound);
        }
        let chosen: Vec<_> = known.into_iter().filter(|known| chosen.contains(&known.id())).collect();
        if chosen.is_empty() {
            return Err(NotBegun::NothingChosen);
        }
        let begun = chosen.iter().map(|one| match one.unusable() {
            Some(why) => (one.id(), Progress::Done(R::from(why))),
            None => (one.id(), Progress::Waiting),
        });
        let cancel = self.begin(begun, now).map_err(NotBegun::UnderWay)?;
        Ok(Work { accounts: chosen.into_iter().filter(|one| one.unusable().is_none()).collect(), cancel })
    }
}

impl<R: Clone> Runs<R> {
    fn begin(
        &self,
        accounts: impl IntoIterator<Item = (AccountConnectionId, Progress<R>)>,
        now: Timestamp,
    ) -> Result<Cancel, UnderWay> {
        let mut last = self.last();
        if last.as_ref().is_some_and(|(run, _)| run.ended_at.is_none()) {
            return Err(UnderWay);
        }
        let accounts = accounts.into_iter().collect();
        let (sender, receiver) = watch::channel(false);
        let run = Run { started_at: now, ended_at: None, is_cancelled: false, is_stopped: false, accounts };
        *last = Some((run, sender));
        Ok(Cancel(receiver))
    }

    /// Writes how far an account has come.
    pub(crate) fn set(&self, account: AccountConnectionId, progress: &Progress<R>) {
        if let Some((run, _)) = &mut *self.last() {
            for (_, known) in run.accounts.iter_mut().filter(|(id, _)| *id == account) {
                *known = progress.clone();
            }
        }
    }

    /// Has the run end early.
    pub(crate) fn cancel(&self) {
        if let Some((run, sender)) = &mut *self.last()
            && run.ended_at.is_none()
        {
            run.is_cancelled = true;
            sender.send_replace(true);
        }
    }

    /// Ends the run, and tells how it came out. What is not done never was.
    pub(crate) fn end(&self, now: Timestamp) -> Option<Run<R>> {
        let mut last = self.last();
        let (run, _) = last.as_mut()?;
        run.ended_at = Some(now);
        for (_, progress) in &mut run.accounts {
            match progress {
                Progress::Waiting => *progress = Progress::Cancelled { is_begun: false },
                Progress::Working => *progress = Progress::Cancelled { is_begun: true },
                Progress::Done(_) | Progress::Cancelled { .. } => {}
            }
        }
        Some(run.clone())
    }

    /// Has the run end early, because the records are about to be closed. Nobody cancelled it.
    pub(crate) fn stop(&self) {
        if let Some((run, sender)) = &mut *self.last() {
            run.is_stopped = run.ended_at.is_none();
            sender.send_replace(true);
        }
    }

    /// The last run.
    pub(crate) fn get(&self) -> Option<Run<R>> {
        self.last().as_ref().map(|(run, _)| run.clone())
    }

    fn last(&self) -> MutexGuard<'_, Option<(Run<R>, watch::Sender<bool>)>> {
        // Each account is written whole, whatever happened to the task that held the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Cancel {
    /// Whether it is asked for.
    pub(crate) fn is_requested(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is asked for, which may be never.
    pub(crate) async fn requested(&self) {
        let mut receiver = self.0.clone();
        if receiver.wait_for(|is_requested| *is_requested).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Connections {
    /// Ends what goes on in the background, before the records are closed.
    pub(crate) fn stop_runs(&self) {
        self.imports().stop();
        self.refreshes().stop();
    }

    /// The last run of each kind, of those that have ended.
    #[must_use]
    pub fn ended_runs(&self) -> Vec<EndedRun> {
        let refresh = self.refreshes().get().and_then(|run| run.ended(RunKind::Refresh, AccountRefreshed::is_as_meant));
        let import = self.imports().get().and_then(|run| run.ended(RunKind::Import, AccountImported::is_as_meant));
        refresh.into_iter().chain(import).collect()
    }
}

impl<R> Run<R> {
    fn ended(&self, kind: RunKind, is_as_meant: impl Fn(&R) -> bool) -> Option<EndedRun> {
        let is_done = |progress: &Progress<R>| matches!(progress, Progress::Done(result) if is_as_meant(result));
        Some(EndedRun {
            kind,
            ended_at: self.ended_at?,
            is_cancelled: self.is_cancelled,
            accounts: self.accounts.len(),
            done: self.accounts.iter().filter(|(_, progress)| is_done(progress)).count(),
        })
    }
}

/// Does the work of each connection: some connections at the same time, the accounts of each one together.
pub(crate) async fn each_connection<Account, Acting>(
    accounts: impl IntoIterator<Item = (ConnectionId, Account)>,
    act: impl Fn(ConnectionId, Vec<Account>) -> Acting,
) where
    Acting: Future<Output = ()> + Send + 'static,
{
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for (connection, accounts) in by_connection(accounts) {
        let (turns, acting) = (Arc::clone(&turns), act(connection, accounts));
        tasks.spawn(async move {
            let Ok(_turn) = turns.acquire().await else { return };
            acting.await;
        });
    }
    while let Some(ended) = tasks.join_next().await {
        if let Err(error) = ended {
            error!(%error, "the work on a connection failed by a mistake of ours");
        }
    }
}

fn by_connection<Account>(
    accounts: impl IntoIterator<Item = (ConnectionId, Account)>,
) -> Vec<(ConnectionId, Vec<Account>)> {
    let mut grouped: Vec<(ConnectionId, Vec<Account>)> = Vec::new();
    for (connection, account) in accounts {
        match grouped.iter_mut().find(|(id, _)| *id == connection) {
            Some((_, accounts)) => accounts.push(account),
            None => grouped.push((connection, vec![account])),
        }
    }
    grouped
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn account(number: u128) -> AccountConnectionId {
        AccountConnectionId::new(Uuid::from_u128(number))
    }

    fn waiting(number: u128) -> (AccountConnectionId, Progress<&'static str>) {
        (account(number), Progress::Waiting)
    }

    #[test]
    fn one_run_goes_on_at_a_time_and_its_end_leaves_nothing_waiting() {
        let runs = Runs::<&str>::default();
        let now = Timestamp::UNIX_EPOCH;
        let cancel = runs.begin([waiting(1), waiting(2), waiting(3)], now).unwrap();
        assert_eq!(runs.begin([waiting(4)], now).unwrap_err(), UnderWay);
        runs.set(account(1), &Progress::Done("well"));
        runs.set(account(2), &Progress::Working);
        assert!(!cancel.is_requested());
        runs.cancel();
        assert!(cancel.is_requested());
        runs.end(now);
        let run = runs.get().unwrap();
        assert_eq!((run.is_cancelled, run.ended_at), (true, Some(now)));
        let progress: Vec<_> = run.accounts.into_iter().map(|(_, progress)| progress).collect();
        let cancelled = |is_begun| Progress::Cancelled { is_begun };
        assert_eq!(progress, [Progress::Done("well"), cancelled(true), cancelled(false)]);
        assert!(!runs.begin([waiting(4)], now).unwrap().is_requested());
    }
}
