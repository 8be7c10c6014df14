//! The thread that talks to the keyring, one call at a time.
//!
//! A call can block for as long as a password window stands. It blocks this thread only: who waits is told after a
//! while what can be seen of the keyring, and further calls are told at once instead of queueing behind the window. When the
//! window is gone, whatever the user did with it, the thread is free again and so is the keyring. The window of a service
//! that is gone never closes; then the thread is left to itself, and another one takes its place.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use keyring_core::CredentialStore;
use tokio::sync::{OwnedMutexGuard, oneshot, watch};
use tracing::{Span, debug, warn};

use super::{
    KeyringTrouble, VaultError,
    sight::{Look, Looking, Sight, look},
};

type Job = Box<dyn FnOnce(&mut Backend) + Send>;
type Connect = Arc<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync>;

/// How the keyring is reached, and how it is looked at.
#[derive(Clone)]
pub(super) struct Access {
    connect: Connect,
    looking: Looking,
    /// Which service there is, where that can be told.
    service: fn() -> Option<String>,
}

/// The keyring, seen from the vault. Its thread ends with this.
pub(super) struct Keyring {
    access: Access,
    worker: Mutex<Arc<Worker>>,
    trouble: watch::Sender<Option<KeyringTrouble>>,
    answer_within: Duration,
}

/// The thread.
struct Worker {
    jobs: mpsc::Sender<Job>,
    /// Held while the thread is at work.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// Since when it is at work.
    busy_since: Arc<Mutex<Option<Instant>>>,
    /// The service that it talks to.
    service: Arc<Mutex<Option<String>>>,
}

impl Access {
    /// A keyring that is connected to when it is needed.
    pub(super) fn connecting(
        connect: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static,
    ) -> Self {
        Self { connect: Arc::new(connect), looking: || Look::UNKNOWN, service: || None }
    }

    /// The same, with a way to look at it from outside.
    #[cfg(target_os = "linux")]
    pub(super) fn seen(self, looking: Looking, service: fn() -> Option<String>) -> Self {
        Self { looking, service, ..self }
    }
}

impl Keyring {
    /// Starts the thread.
    pub(super) fn start(access: Access, answer_within: Duration) -> Self {
        let worker = Mutex::new(Arc::new(Worker::start(access.clone())));
        Self { access, worker, trouble: watch::Sender::new(None), answer_within }
    }

    /// What stands between the application and the keyring, as far as is known.
    pub(super) fn trouble(&self) -> watch::Receiver<Option<KeyringTrouble>> {
        self.trouble.subscribe()
    }

    /// Looks whether the trouble is over, without asking anything of the keyring. Where that can't be told it is not.
    /// `was_shut` is whether it was seen shut since the trouble began.
    pub(super) async fn look_again(&self, was_shut: &mut bool) {
        let look = look(self.access.looking).await;
        let is_free = self.free_worker(&look);
        let now = *self.trouble.borrow();
        let seen = match look.sight {
            Sight::Open if is_free && *was_shut => None,
            Sight::Open | Sight::Unknown => now,
            Sight::Absent => Some(KeyringTrouble::Missing),
            // Whoever closed the window is told so for as long as nothing changes.
            Sight::Locked if now == Some(KeyringTrouble::Refused) => now,
            Sight::Locked => Some(KeyringTrouble::Locked),
            Sight::Silent => Some(KeyringTrouble::Silent),
        };
        *was_shut |= matches!(look.sight, Sight::Absent | Sight::Locked | Sight::Silent);
        publish(&self.trouble, seen);
    }

    /// Has the thread do this, and waits for the answer.
    ///
    /// A call that is given up can still have its effect later. Every call may be repeated.
    pub(super) async fn call<T: Send + 'static>(
        &self,
        work: impl Fn(&CredentialStore) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        if self.worker().is_stuck(self.answer_within) && !self.free_worker(&look(self.access.looking).await) {
            return Err(self.known());
        }
        let worker = self.worker();
        if let Ok(answer) = tokio::time::timeout(self.answer_within, worker.queue(work, self.trouble.clone())).await {
            return answer;
        }
        debug!("the keyring does not answer in time");
        let look = look(self.access.looking).await;
        self.free_worker(&look);
        let trouble = match look.sight {
            Sight::Locked | Sight::Unknown => KeyringTrouble::Locked,
            Sight::Absent => KeyringTrouble::Missing,
            Sight::Open | Sight::Silent => KeyringTrouble::Silent,
        };
        publish(&self.trouble, Some(trouble));
        Err(trouble.into())
    }

    /// What is known already, for a call that is not made.
    fn known(&self) -> VaultError {
        self.trouble.borrow().map_or(VaultError::Locked, VaultError::from)
    }

    /// Whether the thread can take work. One that waits for a service that is gone is replaced.
    fn free_worker(&self, look: &Look) -> bool {
        let mut worker = locked(&self.worker);
        if !worker.is_stuck(self.answer_within) {
            return true;
        }
        let talks_to = locked(&worker.service).clone();
        if talks_to.is_none() || look.service == talks_to || look.sight == Sight::Silent {
            return false;
        }
        warn!("the service of the keyring is gone, and with it whatever was asked of it");
        *worker = Arc::new(Worker::start(self.access.clone()));
        true
    }

    fn worker(&self) -> Arc<Worker> {
        Arc::clone(&locked(&self.worker))
    }
}

impl Worker {
    fn start(access: Access) -> Self {
        let (jobs, received) = mpsc::channel::<Job>();
        let service = Arc::default();
        let mut backend = Backend { access, store: None, service: Arc::clone(&service) };
        thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || {
                for job in received {
                    job(&mut backend);
                }
            })
            .expect("a process that can't start one thread can't run at all");
        Self { jobs, turn: Arc::default(), busy_since: Arc::default(), service }
    }

    fn is_stuck(&self, answer_within: Duration) -> bool {
        locked(&self.busy_since).is_some_and(|since| since.elapsed() >= answer_within)
    }

    async fn queue<T: Send + 'static>(
        &self,
        work: impl Fn(&CredentialStore) -> Result<T, VaultError> + Send + 'static,
        trouble: watch::Sender<Option<KeyringTrouble>>,
    ) -> Result<T, VaultError> {
        let turn = Turn::begin(self.turn.clone().lock_owned().await, self.busy_since.clone());
        let (answer, answered) = oneshot::channel();
        let span = Span::current();
        let job = move |backend: &mut Backend| {
            let result = span.in_scope(|| backend.run(&work));
            drop(turn);
            publish(&trouble, result.as_ref().err().and_then(VaultError::trouble));
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

/// Says what stands in the way now, where that is news.
fn publish(trouble: &watch::Sender<Option<KeyringTrouble>>, now: Option<KeyringTrouble>) {
    trouble.send_if_modified(|known| std::mem::replace(known, now) != now);
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is in it is never half-written.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The store behind the thread. A service that was restarted is found again.
struct Backend {
    access: Access,
    store: Option<Arc<CredentialStore>>,
    service: Arc<Mutex<Option<String>>>,
}

impl Backend {
    fn run<T>(&mut self, work: &impl Fn(&CredentialStore) -> Result<T, VaultError>) -> Result<T, VaultError> {
        if let Some(store) = self.store.take() {
            let result = work(store.as_ref());
            if !matches!(result, Err(VaultError::Failed(_))) {
                self.store = Some(store);
                return result;
            }
            debug!("the connection to the keyring is lost");
        }
        let store = (self.access.connect)().map_err(|error| VaultError::NoService(error.into()))?;
        *locked(&self.service) = (self.access.service)();
        let result = work(store.as_ref());
        if !matches!(result, Err(VaultError::Failed(_))) {
            self.store = Some(store);
        }
        result
    }
}
