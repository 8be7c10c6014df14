//! The handle that everything goes through. What it can do stands with the use cases, one file each; here it is only
//! opened, shared and closed.

use std::{
    collections::HashMap,
    hash::Hash,
    path::PathBuf,
    sync::{Arc, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use serde_json::Map;
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, RwLock, watch};
use tracing::instrument;
use uuid::{NoContext, Uuid};

use crate::{
    Clock, Vault, VaultError,
    access::Door,
    audit::check::LastCheck,
    encryption::opening::{self, Remainder},
    mail::outbox::Turns,
    model::ids::{ConnectionId, LinkSessionId, LoginId},
    orphans::watch::Watch,
    records,
    refresh::{asking::Asking, run::AccountRefreshed},
    runs::Runs,
    schedules::Turn,
    settling::pace::Pace,
    statements::import::AccountImported,
    store::{self, Database, audit},
};

/// The connections of one profile. Cheap to clone; the clones are one.
#[derive(Debug, Clone)]
pub struct Connections(Arc<Inner>);

/// What the connections stand on.
#[derive(Debug)]
pub struct Config {
    /// The file of the records. It is created where it is absent.
    pub database: PathBuf,
    /// The secrets.
    pub vault: Vault,
    /// The way to Plaid.
    pub plaid: plaid::Client,
    /// The time.
    pub clock: Clock,
}

/// Why the connections can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The keyring does not give the key of the records.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There are no records here, and the keyring has the key of some: they are somewhere else.
    #[error("the keyring has the key of records that are not here")]
    RecordsElsewhere,
    /// The records can't be opened.
    #[error(transparent)]
    Records(#[from] store::OpenError),
}

/// What the application signs with in the audit.
pub(crate) const ITSELF: &str = "Bank Connections";

/// On whose word something is done, for the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By<'name> {
    /// That of the user of this name.
    User(&'name str),
    /// Nobody's: the application found out by itself.
    Itself,
}

/// The same as [`By`], for a task of its own.
#[derive(Debug, Clone)]
pub(crate) enum OwnedBy {
    User(String),
    Itself,
}

/// One lock for each.
#[derive(Debug)]
struct Locks<I>(std::sync::Mutex<HashMap<I, Arc<Mutex<()>>>>);

#[derive(Debug)]
struct Inner {
    database: Database,
    key_remainder: Remainder,
    vault: Vault,
    /// Another one takes its place where the secret changes.
    plaid: std::sync::RwLock<plaid::Client>,
    clock: Clock,
    door: Door,
    changes: watch::Sender<u64>,
    /// Wakes the driver.
    wake: Notify,
    /// Has every login looked at.
    wake_health: Notify,
    /// One for each connection, held by whoever settles it, so that no two do it at once.
    settling: Locks<ConnectionId>,
    /// One for each login, held by whoever removes it.
    removing: Locks<LoginId>,
    /// Held by all who exchange a public token, and alone by whoever is about to close the records.
    exchanges: Arc<RwLock<()>>,
    /// One for each login, held by whoever reads its transactions.
    reading: Locks<LoginId>,
    imports: Runs<AccountImported>,
    refreshes: Runs<AccountRefreshed>,
    /// What asks banks for balances, whoever waits for it.
    asking: Asking,
    schedule_turn: Turn,
    pace: Pace,
    orphans: Watch,
    last_audit_check: LastCheck,
    mail: Turns,
    records: records::Watch,
    /// The results that were told, with the time at which they came about.
    shown: std::sync::Mutex<HashMap<LinkSessionId, Timestamp>>,
}

impl Connections {
    /// Opens the records, and creates them at the first start.
    ///
    /// # Errors
    /// Where the keyring or the records don't open. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        let Config { database, vault, plaid, clock } = config;
        // First of all: where it broke off, there may be no file for a moment.
        let restored = Self::finish_restore(&database)?;
        let (database, key_remainder) = opening::open(&database, &vault, &clock).await?;
        let connections = Self(Arc::new(Inner {
            database,
            key_remainder,
            vault,
            plaid: std::sync::RwLock::new(plaid),
            clock,
            door: Door::default(),
            changes: watch::Sender::new(0),
            wake: Notify::new(),
            wake_health: Notify::new(),
            settling: Locks::default(),
            removing: Locks::default(),
            exchanges: Arc::default(),
            reading: Locks::default(),
            imports: Runs::default(),
            refreshes: Runs::default(),
            asking: Asking::default(),
            schedule_turn: Turn::default(),
            pace: Pace::default(),
            orphans: Watch::default(),
            last_audit_check: LastCheck::default(),
            mail: Turns::default(),
            records: records::Watch::default(),
            shown: std::sync::Mutex::default(),
        }));
        if let Some(restored) = restored
            && let Err(error) = connections.note_restore(&restored).await
        {
            connections.close().await;
            return Err(error.into());
        }
        Ok(connections)
    }

    /// Tells of every change of what can be seen. The number means nothing but that it grows.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.changes.subscribe()
    }

    /// Closes the records. Whatever is asked afterwards fails.
    #[instrument(skip_all)]
    pub async fn close(&self) {
        self.stop_runs();
        self.asking().end().await;
        self.0.database.close().await;
    }

    pub(crate) fn door(&self) -> &Door {
        &self.0.door
    }

    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }

    /// What is left of a change of the key.
    pub(crate) fn key_remainder(&self) -> &Remainder {
        &self.0.key_remainder
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    /// The way to Plaid as it is now. To be asked for anew with each call.
    pub(crate) fn plaid(&self) -> plaid::Client {
        self.0.plaid.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Goes another way to Plaid from now on.
    pub(crate) fn set_plaid(&self, plaid: plaid::Client) {
        *self.0.plaid.write().unwrap_or_else(PoisonError::into_inner) = plaid;
    }

    /// What each exchange of a public token goes through.
    pub(crate) fn exchanges(&self) -> &Arc<RwLock<()>> {
        &self.0.exchanges
    }

    pub(crate) fn pace(&self) -> &Pace {
        &self.0.pace
    }

    pub(crate) fn mail(&self) -> &Turns {
        &self.0.mail
    }

    pub(crate) fn records_watch(&self) -> &records::Watch {
        &self.0.records
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn orphans_watch(&self) -> &Watch {
        &self.0.orphans
    }

    pub(crate) fn last_audit_check(&self) -> &LastCheck {
        &self.0.last_audit_check
    }

    pub(crate) fn shown(&self) -> MutexGuard<'_, HashMap<LinkSessionId, Timestamp>> {
        // An entry is written whole, whatever happened to the task that held the lock.
        self.0.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nobody else settles the connection. A slow bank keeps no other one waiting.
    pub(crate) async fn alone_with(&self, id: ConnectionId) -> OwnedMutexGuard<()> {
        self.0.settling.take(id).await
    }

    /// Waits until nobody else removes the login. That keeps no connection waiting, also not that of the login.
    pub(crate) async fn alone_removing(&self, id: LoginId) -> OwnedMutexGuard<()> {
        self.0.removing.take(id).await
    }

    /// Waits until nobody else reads the transactions of the login.
    pub(crate) async fn alone_reading(&self, id: LoginId) -> OwnedMutexGuard<()> {
        self.0.reading.take(id).await
    }

    pub(crate) fn imports(&self) -> &Runs<AccountImported> {
        &self.0.imports
    }

    pub(crate) fn refreshes(&self) -> &Runs<AccountRefreshed> {
        &self.0.refreshes
    }

    pub(crate) fn schedule_turn(&self) -> &Turn {
        &self.0.schedule_turn
    }

    pub(crate) fn asking(&self) -> &Asking {
        &self.0.asking
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// A UUID that no record has yet, and that sorts behind the earlier ones.
    pub(crate) fn fresh_uuid(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
        Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanoseconds))
    }

    /// An entry of the audit on a connection.
    pub(crate) fn entry(&self, by: By<'_>, what: &str, connection: ConnectionId, outcome: &str) -> audit::Entry {
        self.entry_on(by, what, connection.to_string(), outcome)
    }

    /// An entry of the audit on any record.
    pub(crate) fn entry_on(&self, by: By<'_>, what: &str, object_id: String, outcome: &str) -> audit::Entry {
        audit::Entry {
            at: self.now(),
            who: name_of(by),
            what: what.to_owned(),
            object_id,
            outcome: outcome.to_owned(),
            request_ids: Vec::new(),
            details: Map::new(),
        }
    }

    /// Says that something that can be seen has changed.
    pub(crate) fn tell(&self) {
        self.0.changes.send_modify(|count| *count += 1);
    }

    /// Has the driver look at once.
    pub(crate) fn wake(&self) {
        self.0.wake.notify_one();
    }

    /// Has every login looked at at once.
    pub(crate) fn wake_health(&self) {
        self.0.wake_health.notify_one();
    }

    /// Waits until every login is to be looked at at once.
    pub(crate) async fn health_woken(&self) {
        self.0.wake_health.notified().await;
    }

    /// Waits until the driver is to look at once.
    pub(crate) async fn woken(&self) {
        self.0.wake.notified().await;
    }
}

/// As whoever does something stands in the records.
pub(crate) fn name_of(by: By<'_>) -> String {
    match by {
        By::User(name) => name.to_owned(),
        By::Itself => ITSELF.to_owned(),
    }
}

impl OwnedBy {
    pub(crate) fn of(by: By<'_>) -> Self {
        match by {
            By::User(name) => Self::User(name.to_owned()),
            By::Itself => Self::Itself,
        }
    }

    pub(crate) fn as_by(&self) -> By<'_> {
        match self {
            Self::User(name) => By::User(name),
            Self::Itself => By::Itself,
        }
    }
}

impl<I> Default for Locks<I> {
    fn default() -> Self {
        Self(std::sync::Mutex::default())
    }
}

impl<I: Eq + Hash> Locks<I> {
    async fn take(&self, of: I) -> OwnedMutexGuard<()> {
        let lock = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(of).or_default())
        };
        lock.lock_owned().await
    }
}
