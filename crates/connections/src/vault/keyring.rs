//! The thread that talks to the keyring, one call at a time.
//!
//! A call can block for as long as a password window stands. It blocks this thread only: who waits is told after a
//! while that the keyring is locked, and further calls are told at once instead of queueing behind the window. When the
//! window is gone, whatever the user did with it, the thread is free again and so is the keyring.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use keyring_core::CredentialStore;
use tokio::sync::{OwnedMutexGuard, oneshot};
use tracing::{Span, debug};

use super::VaultError;

type Job = Box<dyn FnOnce(&mut Backend) + Send>;

/// The thread, seen from outside. It ends with this.
pub(super) struct Keyring {
    jobs: mpsc::Sender<Job>,
    /// Held while the thread is at work.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// Since when it is at work.
    busy_since: Arc<Mutex<Option<Instant>>>,
    answer_within: Duration,
}

impl Keyring {
    /// Starts the thread.
    pub(super) fn start(mut backend: Backend, answer_within: Duration) -> Self {
        let (jobs, received) = mpsc::channel::<Job>();
        thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || {
                for job in received {
                    job(&mut backend);
                }
            })
            .expect("a process that can't start one thread can't run at all");
        Self { jobs, turn: Arc::default(), busy_since: Arc::default(), answer_within }
    }

    /// Has the thread do this, and waits for the answer.
    ///
    /// A call that is given up can still have its effect later. Every call may be repeated.
    pub(super) async fn call<T: Send + 'static>(
        &self,
        work: impl Fn(&CredentialStore) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let stuck = locked(&self.busy_since).is_some_and(|since| since.elapsed() >= self.answer_within);
        if stuck {
            return Err(VaultError::Locked);
        }
        if let Ok(answer) = tokio::time::timeout(self.answer_within, self.queue(work)).await {
            answer
        } else {
            debug!("the keyring does not answer in time");
            Err(VaultError::Locked)
        }
    }

    async fn queue<T: Send + 'static>(
        &self,
        work: impl Fn(&CredentialStore) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let turn = Turn::begin(self.turn.clone().lock_owned().await, self.busy_since.clone());
        let (answer, answered) = oneshot::channel();
        let span = Span::current();
        let job = move |backend: &mut Backend| {
            let result = span.in_scope(|| backend.run(&work));
            drop(turn);
            // Nobody waits for it any more where the call took too long.
            drop(answer.send(result));
        };
        self.jobs.send(Box::new(job)).map_err(|_| VaultError::Failed("the thread of the keyring ended".into()))?;
        answered.await.map_err(|error| VaultError::Failed(error.into()))?
    }
}

/// While this exists the thread is at work, and nobody else gives it any.
struct Turn {
    busy_since: Arc<Mutex<Option<Instant>>>,
    _held: OwnedMutexGuard<()>,
}

impl Turn {
    fn begin(held: OwnedMutexGuard<()>, busy_since: Arc<Mutex<Option<Instant>>>) -> Self {
        *locked(&busy_since) = Some(Instant::now());
        Self { busy_since, _held: held }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *locked(&self.busy_since) = None;
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Keyring").finish_non_exhaustive()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // An instant is never half-written.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The store behind the thread. A service that was restarted is found again.
pub(super) struct Backend {
    connect: Box<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send>,
    store: Option<Arc<CredentialStore>>,
}

impl Backend {
    /// A store that is connected to when it is needed.
    pub(super) fn connecting(
        connect: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + 'static,
    ) -> Self {
        Self { connect: Box::new(connect), store: None }
    }

    fn run<T>(&mut self, work: &impl Fn(&CredentialStore) -> Result<T, VaultError>) -> Result<T, VaultError> {
        if let Some(store) = self.store.take() {
            let result = work(store.as_ref());
            if !matches!(result, Err(VaultError::Failed(_))) {
                self.store = Some(store);
                return result;
            }
            debug!("the connection to the keyring is lost");
        }
        let store = (self.connect)().map_err(|error| VaultError::NoService(error.into()))?;
        let result = work(store.as_ref());
        if !matches!(result, Err(VaultError::Failed(_))) {
            self.store = Some(store);
        }
        result
    }
}
