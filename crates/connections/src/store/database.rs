//! The encrypted file: opened, brought to the schema of this version, and closed.
//!
//! An existing file is never overwritten and never made anew. Nothing here prints the options of a connection, and
//! sqlx logs no statement: the first one of each connection carries the key.

use std::{collections::BTreeSet, path::Path, time::Duration};

use sqlx::{
    ConnectOptions, Connection, SqliteConnection, SqlitePool,
    migrate::Migrator,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tracing::{debug, info, instrument};

use super::{
    audit_chain, backup,
    error::{OpenError, StoreError},
    files,
    transaction::Transaction,
};
use crate::{clock::Clock, vault::DatabaseKey};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Connections to the file: one writes, the others read beside it.
const CONNECTIONS: u32 = 4;
/// How long a statement waits for another one to finish writing.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The records of one profile.
#[derive(Debug, Clone)]
pub struct Database {
    pool: SqlitePool,
}

impl Database {
    /// Opens the records, and makes them where there is no file. An older schema is brought to that of this version,
    /// after a copy was put beside it.
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
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options(file, key))
            .await?;
        let result = match pool.acquire().await {
            Ok(mut connection) => migrate(&pool, &mut connection, file, clock, migrations).await,
            Err(error) => Err(error.into()),
        };
        match result {
            Ok(()) => Ok(Self { pool }),
            Err(error) => {
                close(&pool).await;
                Err(error)
            }
        }
    }

    /// Begins to read: everything is seen as it is at the first statement.
    ///
    /// # Errors
    /// Where the records can't be reached.
    pub async fn read(&self) -> Result<Transaction, StoreError> {
        Ok(Transaction::of(self.pool.begin().await?))
    }

    /// Begins to write, as soon as nobody else does. What is read in between can't change before the commit.
    ///
    /// # Errors
    /// Where the records can't be reached, or somebody else writes for too long.
    pub async fn write(&self) -> Result<Transaction, StoreError> {
        Ok(Transaction::of(self.pool.begin_with("begin immediate").await?))
    }

    /// Closes the file. Everything is in it then, and nothing beside it.
    pub async fn close(&self) {
        close(&self.pool).await;
    }
}

/// Closes all connections, one of them after all others: of several that close at the same moment none knows that it is
/// the last one, and the log would be left beside the file.
async fn close(pool: &SqlitePool) {
    let last = pool.acquire().await.map(PoolConnection::detach);
    pool.close().await;
    match last {
        Ok(last) => {
            if let Err(error) = last.close().await {
                debug!(%error, "the last connection was closed without a word");
            }
        }
        Err(error) => debug!(%error, "the records are closed already"),
    }
}

fn options(file: &Path, key: &DatabaseKey) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging();
    key.apply(options)
}

async fn migrate(
    pool: &SqlitePool,
    connection: &mut SqliteConnection,
    file: &Path,
    clock: &Clock,
    migrations: &Migrator,
) -> Result<(), OpenError> {
    let applied = applied_versions(connection).await?;
    let known: BTreeSet<i64> = migrations.iter().map(|migration| migration.version).collect();
    let newest_known = known.last().copied().unwrap_or_default();
    if let Some(&found) = applied.last() {
        if found > newest_known {
            return Err(OpenError::Newer { found, known: newest_known });
        }
        if !known.is_subset(&applied) {
            backup::take(connection, file, found, clock).await?;
        }
    }
    // Through the pool: with the connection itself the compiler doubts that the opening can move between threads.
    migrations.run(pool).await?;
    info!(schema = newest_known, "the records are open");
    Ok(())
}

/// The migrations that the file went through. None where it is new.
async fn applied_versions(connection: &mut SqliteConnection) -> Result<BTreeSet<i64>, sqlx::Error> {
    let is_new = sqlx::query("select 1 from sqlite_schema where name = '_sqlx_migrations'")
        .fetch_optional(&mut *connection)
        .await?
        .is_none();
    if is_new {
        return Ok(BTreeSet::new());
    }
    let versions = sqlx::query_scalar("select version from _sqlx_migrations").fetch_all(connection).await?;
    Ok(versions.into_iter().collect())
}

#[cfg(test)]
mod tests;
