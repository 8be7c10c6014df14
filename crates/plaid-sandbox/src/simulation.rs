//! The simulation that all routes share: the world behind a lock, the time, the faults, the record.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::Timestamp;
use tokio::sync::watch;

use crate::{
    clock::Clock,
    exchange::{Exchange, Exchanges},
    fault::{Fault, FaultRule, Faults},
    seed,
    state_file::{StateFile, StateFileError},
    world::World,
};

/// What all routes share.
#[derive(Debug)]
pub(crate) struct Simulation {
    clock: Clock,
    pub(crate) base_url: String,
    pub(crate) client_id: String,
    pub(crate) secret: String,
    seed: u64,
    start: u64,
    requests: AtomicU64,
    kept: Mutex<Kept>,
    faults: Mutex<Faults>,
    /// How often the held calls were released.
    releases: watch::Sender<u64>,
    exchanges: Mutex<Exchanges>,
}

/// The world and the file that it is kept in.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) world: World,
    pub(crate) file: Option<StateFile>,
}

impl Simulation {
    /// `base_url` is where the simulator listens. Saves the state once, so that an unwritable file is found out now.
    pub(crate) fn begin(clock: Clock, base_url: String, mut kept: Kept) -> Result<Self, StateFileError> {
        kept.world.starts += 1;
        if let Some(file) = &mut kept.file {
            file.save(&kept.world)?;
        }
        let seed = kept.world.ids.seed();
        Ok(Self {
            clock,
            base_url,
            client_id: seed::key(seed, "client_id", 24),
            secret: seed::key(seed, "secret", 30),
            seed,
            start: kept.world.starts,
            requests: AtomicU64::new(0),
            kept: Mutex::new(kept),
            faults: Mutex::default(),
            releases: watch::Sender::new(0),
            exchanges: Mutex::default(),
        })
    }

    /// Works on the world at the present time, after whatever time alone has brought. Saves what changed.
    pub(crate) fn with_world<T>(&self, work: impl FnOnce(&mut World, Timestamp) -> T) -> T {
        let mut kept = lock(&self.kept);
        let Kept { world, file } = &mut *kept;
        let now = whole_milliseconds(self.clock.now()) + world.ahead;
        world.pass_time(now);
        let result = work(world, now);
        if let Some(Err(error)) = file.as_mut().map(|file| file.save(world)) {
            tracing::error!(%error, "a change is not in the state file");
        }
        result
    }

    pub(crate) fn request_id(&self) -> String {
        seed::request_id(self.seed, self.start, self.requests.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn add_fault(&self, rule: FaultRule) {
        lock(&self.faults).add(rule);
    }

    pub(crate) fn clear_faults(&self) {
        lock(&self.faults).clear();
    }

    pub(crate) fn faults(&self) -> Vec<FaultRule> {
        lock(&self.faults).rules().to_vec()
    }

    /// The fault that strikes this call, if one does.
    pub(crate) fn strike(&self, endpoint: &str) -> Option<Fault> {
        lock(&self.faults).strike(endpoint)
    }

    /// Lets the held calls go on.
    pub(crate) fn release(&self) {
        self.releases.send_modify(|times| *times += 1);
    }

    /// Waits for the next release from this moment on, whenever the waiting begins.
    pub(crate) fn release_to_come(&self) -> impl Future<Output = ()> + use<> {
        let mut releases = self.releases.subscribe();
        // The simulation ends with all its calls.
        async move { drop(releases.changed().await) }
    }

    pub(crate) fn count(&self, endpoint: &str) {
        lock(&self.exchanges).count(endpoint);
    }

    pub(crate) fn record(&self, exchange: Exchange) {
        lock(&self.exchanges).record(exchange);
    }

    pub(crate) fn calls(&self) -> BTreeMap<String, u64> {
        lock(&self.exchanges).calls().clone()
    }

    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.exchanges).recorded()
    }

    pub(crate) fn forget_exchanges(&self) {
        lock(&self.exchanges).clear();
    }
}

/// Cursors and records hold no more, so no moment of the simulation is finer.
fn whole_milliseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).expect("the milliseconds of a time are a time")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nothing panics while it holds a lock of the simulation")
}
