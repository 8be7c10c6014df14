//! A look at a file of records that changes nothing: does it open with this key, of which schema is it, is it whole?
//!
//! The records are looked at before they are opened for writing. A connection that may write puts into the file what was
//! written ahead as soon as it is closed, also where the file turns out to be damaged.

use std::{collections::BTreeSet, path::Path};

use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tracing::debug;

use super::{audit_chain, database::BUSY_TIMEOUT, error::OpenError, files};
use crate::{model::audit::Head, vault::DatabaseKey};

/// How closely one looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// Whether the key opens it, and which schema it has.
    Key,
    /// Every page too.
    Whole,
}

/// The migrations that the file went through. None where it is new.
pub(super) async fn examine(file: &Path, key: &DatabaseKey, depth: Depth) -> Result<BTreeSet<i64>, OpenError> {
    let mut connection = options(file, key).connect().await?;
    let found = look(&mut connection, depth).await;
    shut(connection).await;
    found
}

async fn look(connection: &mut SqliteConnection, depth: Depth) -> Result<BTreeSet<i64>, OpenError> {
    let applied = applied_versions(connection).await?;
    if depth == Depth::Whole {
        whole(connection).await?;
    }
    Ok(applied)
}

/// Whether somebody has set up the records in the file, and can sign in there.
pub(super) async fn has_integration_user(file: &Path, key: &DatabaseKey) -> Result<bool, OpenError> {
    let mut connection = options(file, key).connect().await?;
    let found = look_for_integration_user(&mut connection).await;
    shut(connection).await;
    Ok(found?)
}

/// Where the audit in the file ends.
pub(super) async fn audit_head(file: &Path, key: &DatabaseKey) -> Result<Option<Head>, OpenError> {
    let mut connection = options(file, key).connect().await?;
    let found = audit_chain::head(&mut connection).await;
    shut(connection).await;
    Ok(found?)
}

async fn shut(connection: SqliteConnection) {
    if let Err(error) = connection.close().await {
        debug!(%error, "the file was looked at and closed without a word");
    }
}

async fn look_for_integration_user(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    for question in [
        // The first versions knew no users.
        "select 1 from sqlite_schema where type = 'table' and name = 'users'",
        "select 1 from users where role = 'integration_user'",
    ] {
        if sqlx::query(question).fetch_optional(&mut *connection).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Reads every page that is in use. Each carries a code that the key alone can make, so that a single bit that is not as it
/// was written is found.
pub(super) async fn whole(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let found: String = sqlx::query_scalar("pragma quick_check(1)").fetch_one(connection).await?;
    if found == "ok" { Ok(()) } else { Err(OpenError::Unreadable(found.into())) }
}

pub(super) async fn applied_versions(connection: &mut SqliteConnection) -> Result<BTreeSet<i64>, OpenError> {
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

fn options(file: &Path, key: &DatabaseKey) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .read_only(true)
        // Where nothing was written ahead nobody else has it open, and nothing is put beside it.
        .immutable(!files::has_companions(file))
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging();
    key.apply(options)
}
