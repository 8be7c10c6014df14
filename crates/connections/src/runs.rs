//! Work on several accounts that goes on in the background: what is done, what is left, and how it came out. It can be
//! cancelled at any time; what is in the records by then stays.
//!
//! A run lives in memory only. What it brought is in the records, account by account; one that is killed left nothing half
//! done.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::watch;

use crate::{Connections, model::ids::AccountConnectionId};

/// A run, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<R> {
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended. `None` while it goes on.
    pub ended_at: Option<Timestamp>,
    /// Whether it was cancelled.
    pub is_cancelled: bool,
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
    Cancelled,
}

/// Why no run begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("another one is under way")]
pub struct UnderWay;

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

impl<R: Clone> Runs<R> {
    /// Begins a run over these accounts, unless one goes on.
    pub(crate) fn begin(
        &self,
        accounts: impl IntoIterator<Item = AccountConnectionId>,
        now: Timestamp,
    ) -> Result<Cancel, UnderWay> {
        let mut last = self.last();
        if last.as_ref().is_some_and(|(run, _)| run.ended_at.is_none()) {
            return Err(UnderWay);
        }
        let accounts = accounts.into_iter().map(|account| (account, Progress::Waiting)).collect();
        let (sender, receiver) = watch::channel(false);
        *last = Some((Run { started_at: now, ended_at: None, is_cancelled: false, accounts }, sender));
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

    /// Ends the run. What is not done never was.
    pub(crate) fn end(&self, now: Timestamp) {
        if let Some((run, _)) = &mut *self.last() {
            run.ended_at = Some(now);
            for (_, progress) in &mut run.accounts {
                if matches!(progress, Progress::Waiting | Progress::Working) {
                    *progress = Progress::Cancelled;
                }
            }
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
    /// Ends what goes on in the background.
    pub(crate) fn cancel_runs(&self) {
        self.imports().cancel();
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn account(number: u128) -> AccountConnectionId {
        AccountConnectionId::new(Uuid::from_u128(number))
    }

    #[test]
    fn one_run_goes_on_at_a_time_and_its_end_leaves_nothing_waiting() {
        let runs = Runs::<&str>::default();
        let now = Timestamp::UNIX_EPOCH;
        let cancel = runs.begin([account(1), account(2), account(3)], now).unwrap();
        assert_eq!(runs.begin([account(4)], now).unwrap_err(), UnderWay);
        runs.set(account(1), &Progress::Done("well"));
        runs.set(account(2), &Progress::Working);
        assert!(!cancel.is_requested());
        runs.cancel();
        assert!(cancel.is_requested());
        runs.end(now);
        let run = runs.get().unwrap();
        assert_eq!((run.is_cancelled, run.ended_at), (true, Some(now)));
        let progress: Vec<_> = run.accounts.into_iter().map(|(_, progress)| progress).collect();
        assert_eq!(progress, [Progress::Done("well"), Progress::Cancelled, Progress::Cancelled]);
        assert!(!runs.begin([account(4)], now).unwrap().is_requested());
    }
}
