//! The encrypted file: opened, brought to the schema of this version, and closed.
//!
//! An existing file is never overwritten and never made anew. Nothing here prints the options of a connection, and
//! sqlx logs no statement: the first one of each connection carries the key.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    ConnectOptions, Connection, Sqlite, SqliteConnection, SqlitePool,
    migrate::Migrator,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tracing::{debug, info, instrument, warn};

use super::{
    audit_chain,
    backups::{self, Backup, BackupKind},
    condition::Condition,
    error::{OpenError, StoreError},
    examine::{Depth, applied_versions, examine, whole},
    files,
    transaction::Transaction,
};
use crate::{clock::Clock, vault::DatabaseKey};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// How long anybody waits for a connection before he is told that the records are busy. Longer than [`BUSY_TIMEOUT`]: of
/// another program that writes is told as such, and one writing of our own is over sooner than this.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections that read beside the one that writes.
const READERS: u32 = 3;
/// How many KiB of pages the connection that writes keeps. An import writes ids in no order; where the pages of their
/// indexes do not fit, each is encrypted over and over.
const KEPT_TO_WRITE_KIB: u32 = 8 * 1024;
/// How many KiB of pages each other connection keeps.
const KEPT_TO_READ_KIB: u32 = 2 * 1024;
/// How long a statement waits for another one to finish writing.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The records of one profile.
#[derive(Debug, Clone)]
pub struct Database {
    /// One connection alone, which knows the pages that it wrote: those of another would count for nothing after each write.
    writer: SqlitePool,
    readers: SqlitePool,
    file: PathBuf,
    /// What a backup is looked at with.
    key: DatabaseKey,
    schema: i64,
    condition: Condition,
}

impl Database {
    /// Opens the records, and makes them where there is no file. They are looked at first, page by page: a file that is
    /// damaged is left as it is. An older schema is brought to that of this version, after a copy was put beside it.
    ///
    /// # Errors
    /// See [`OpenError`]. A migration that fails leaves nothing of itself behind.
    #[instrument(skip_all)]
    pub async fn open(file: &Path, key: &DatabaseKey, clock: &Clock) -> Result<Self, OpenError> {
        let database = Self::open_with(file, key, clock, &MIGRATIONS).await?;
        if let Err(error) = database.seal_audit().await {
            database.close().await;
            return Err(error.into());
        }
        Ok(database)
    }

    /// Makes the audit that an earlier version left part of the chain.
    async fn seal_audit(&self) -> Result<(), StoreError> {
        let mut records = self.write().await?;
        if audit_chain::head(&mut records).await?.is_some_and(|head| head.sealed_afterwards.is_none()) {
            audit_chain::seal(&mut records).await?;
            records.commit().await?;
        }
        Ok(())
    }

    async fn open_with(
        file: &Path,
        key: &DatabaseKey,
        clock: &Clock,
        migrations: &Migrator,
    ) -> Result<Self, OpenError> {
        files::prepare(file)?;
        if files::is_in_use(file)? {
            refuse_newer(&look_at(file, key).await?, migrations)?;
        }
        let writer = pool(1).connect_with(options(file, key, KEPT_TO_WRITE_KIB)).await?;
        match migrate(&writer, (file, key), clock, migrations).await {
            Ok(schema) => {
                if let Err(error) = files::remove_spent_journal(file) {
                    warn!(%error, "a journal that nobody needs stays beside the records");
                }
                let readers = pool(READERS).connect_lazy_with(options(file, key, KEPT_TO_READ_KIB));
                let (file, key, condition) = (file.to_owned(), key.clone(), Condition::default());
                Ok(Self { writer, readers, file, key, schema, condition })
            }
            Err(error) => {
                close(&writer).await;
                Err(error)
            }
        }
    }

    /// The file of the records.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// What the records are like.
    pub(crate) const fn condition(&self) -> &Condition {
        &self.condition
    }

    /// The key that the records are open with.
    pub(crate) const fn key(&self) -> &DatabaseKey {
        &self.key
    }

    /// Takes a backup of the records as they are now.
    ///
    /// # Errors
    /// See [`OpenError`]. All earlier backups stay then.
    #[instrument(skip_all, fields(?kind))]
    pub async fn back_up(&self, kind: BackupKind, clock: &Clock) -> Result<Backup, OpenError> {
        let mut connection = self.readers.acquire().await?;
        backups::take(&mut connection, (&self.file, &self.key), kind, self.schema, clock).await
    }

    /// Reads every page of the records.
    ///
    /// # Errors
    /// [`OpenError::Unreadable`] where one is damaged.
    #[instrument(skip_all)]
    pub async fn look_over(&self) -> Result<(), OpenError> {
        let mut connection = self.readers.acquire().await?;
        whole(&mut connection).await
    }

    /// Begins to read: everything is seen as it is at the first statement.
    ///
    /// # Errors
    /// Where the records can't be reached.
    pub async fn read(&self) -> Result<Transaction, StoreError> {
        Ok(self.begun(self.readers.begin().await)?)
    }

    /// Begins to write, as soon as nobody else does. What is read in between can't change before the commit.
    ///
    /// # Errors
    /// Where the records can't be reached, or somebody else writes for too long.
    pub async fn write(&self) -> Result<Transaction, StoreError> {
        Ok(self.begun(self.writer.begin_with("begin immediate").await)?)
    }

    fn begun(&self, begun: sqlx::Result<sqlx::Transaction<'static, Sqlite>>) -> sqlx::Result<Transaction> {
        let begun = begun.inspect_err(|error| self.condition.met(error))?;
        Ok(Transaction::of(begun, self.condition.clone()))
    }

    /// Closes the file. Everything is in it then, and nothing beside it.
    pub async fn close(&self) {
        self.readers.close().await;
        close(&self.writer).await;
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_release(|connection, _| Box::pin(is_usable(connection)))
}

/// Closes the connection that writes, after all others: of several that close at the same moment none knows that it is the
/// last one, and the log would be left beside the file.
async fn close(writer: &SqlitePool) {
    let last = writer.acquire().await.map(PoolConnection::detach);
    writer.close().await;
    match last {
        Ok(last) => {
            if let Err(error) = last.close().await {
                debug!(%error, "the last connection was closed without a word");
            }
        }
        Err(error) => debug!(%error, "the records are closed already"),
    }
}

/// Whether a connection can be used again. Where the disk is full `SQLite` takes a transaction back by itself; sqlx then
/// takes it for open for ever, and would refuse to begin another one on this connection.
async fn is_usable(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    // What was taken back is known once the connection answers.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

fn options(file: &Path, key: &DatabaseKey, kept_kib: u32) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("cache_size", format!("-{kept_kib}"))
        .disable_statement_logging();
    key.apply(options)
}

/// The migrations that the file went through, where all of it can be read. A key that opens a backup is the right one, so
/// that it is the file which is damaged.
async fn look_at(file: &Path, key: &DatabaseKey) -> Result<BTreeSet<i64>, OpenError> {
    match examine(file, key, Depth::Whole).await {
        Err(OpenError::WrongKey) if backups::any_opens(file, key).await => {
            Err(OpenError::Unreadable("the key is right: it opens a backup".into()))
        }
        other => other,
    }
}

fn refuse_newer(applied: &BTreeSet<i64>, migrations: &Migrator) -> Result<(), OpenError> {
    let known = newest(migrations);
    match applied.last() {
        Some(&found) if found > known => Err(OpenError::Newer { found, known }),
        _ => Ok(()),
    }
}

/// The newest schema that this version knows.
pub(crate) fn newest_schema() -> i64 {
    newest(&MIGRATIONS)
}

fn newest(migrations: &Migrator) -> i64 {
    migrations.iter().map(|migration| migration.version).max().unwrap_or_default()
}

async fn migrate(
    pool: &SqlitePool,
    (file, key): (&Path, &DatabaseKey),
    clock: &Clock,
    migrations: &Migrator,
) -> Result<i64, OpenError> {
    {
        let mut connection = pool.acquire().await?;
        let applied = applied_versions(&mut connection).await?;
        let is_older = migrations.iter().any(|migration| !applied.contains(&migration.version));
        if let Some(&schema) = applied.last().filter(|_| is_older) {
            backups::take(&mut connection, (file, key), BackupKind::BeforeMigration, schema, clock).await?;
        }
    }
    // Through the pool: with the connection itself the compiler doubts that the opening can move between threads.
    migrations.run(pool).await?;
    let schema = newest(migrations);
    info!(schema, "the records are open");
    Ok(schema)
}

#[cfg(test)]
mod tests;
