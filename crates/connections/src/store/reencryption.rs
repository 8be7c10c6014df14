//! A file of records put under another key: a copy beside it is, and takes its place when it is whole. Until then the file
//! is as it was, so that whatever breaks off costs a copy and nothing else.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tracing::{debug, info, instrument};

use super::{
    audit, backups,
    database::BUSY_TIMEOUT,
    error::{OpenError, StoreError},
    examine::{Depth, examine},
    files,
};
use crate::vault::DatabaseKey;

/// What the name of a copy in the making ends with. One that was cut short is never taken for records or for a backup.
const COPY: &str = "reencrypted";

/// Whether the file opens with this key. A file that is damaged at its very beginning opens with none.
///
/// # Errors
/// Where the file can't be read.
#[instrument(skip_all)]
pub(crate) async fn opens(file: &Path, key: &DatabaseKey) -> Result<bool, OpenError> {
    match examine(file, key, Depth::Key).await {
        Ok(_) => Ok(true),
        Err(OpenError::WrongKey) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a page of the file can't be read with the key that opens it.
#[instrument(skip_all)]
pub(crate) async fn is_damaged(file: &Path, key: &DatabaseKey) -> bool {
    matches!(examine(file, key, Depth::Whole).await, Err(OpenError::Unreadable(_) | OpenError::WrongKey))
}

/// Puts the file under another key, with an entry of the audit in the same moment. Nobody else may use the file. A backup
/// gets no entry: it stays what it was.
///
/// # Errors
/// Where that can't be done. The file is as it was then, or is under the other key and the disk may not have it yet:
/// whoever forgets a key asks [`opens`] before.
#[instrument(skip_all)]
pub(crate) async fn reencrypt(
    file: &Path,
    from: &DatabaseKey,
    to: &DatabaseKey,
    entry: Option<&audit::Entry>,
) -> Result<(), OpenError> {
    discard(file)?;
    let result = replace(file, from, to, entry).await;
    if result.is_err() {
        discard(file)?;
    }
    result
}

/// Removes what a change of the key left that broke off.
pub(crate) fn discard(file: &Path) -> io::Result<()> {
    let copy = copy_of(file);
    // What stands beside it first: it would be taken for a part of the next one.
    for companion in ["-journal", "-wal", "-shm", ""].map(|ending| beside(&copy, ending)) {
        match fs::remove_file(companion) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other?,
        }
    }
    Ok(())
}

/// Sees to it that the file which stands there now survives a power cut.
pub(crate) fn make_lasting(file: &Path) -> io::Result<()> {
    files::sync_folder(file.parent().unwrap_or(file))
}

/// The copies of the records that lie beside them: backups, and what a backup replaced.
///
/// # Errors
/// Where a folder can't be read. That there is none is no error.
pub(crate) fn copies(file: &Path) -> io::Result<Vec<PathBuf>> {
    let mut copies = Vec::new();
    for entry in entries(&file.with_file_name(backups::FOLDER))? {
        let name_of_records = file.file_name().unwrap_or_default();
        if entry.extension().is_some_and(|ending| ending == backups::ENDING) {
            copies.push(entry);
        } else if entry.is_dir() {
            let is_copy = |inner: &PathBuf| {
                inner.file_name() == Some(name_of_records)
                    || inner.extension().is_some_and(|ending| ending == backups::ENDING)
            };
            copies.extend(entries(&entry)?.into_iter().filter(is_copy));
        }
    }
    copies.sort();
    Ok(copies)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect(),
    }
}

async fn replace(
    file: &Path,
    from: &DatabaseKey,
    to: &DatabaseKey,
    entry: Option<&audit::Entry>,
) -> Result<(), OpenError> {
    let copy = copy_of(file);
    let expected = make_copy(file, &copy, from).await?;
    put_under(&copy, from, to).await?;
    let found = contents(&copy, to).await?;
    if found != expected {
        return Err(OpenError::Unreadable("the copy under the other key is not like the records".into()));
    }
    if let Some(entry) = entry {
        append(&copy, to, entry).await?;
    }
    files::sync(&copy)?;
    put_in_place(&copy, file).await
}

/// Copies the file as it is on the disk, with everything that was written ahead brought into it before, and tells what is
/// in it.
#[instrument(skip_all)]
async fn make_copy(file: &Path, copy: &Path, key: &DatabaseKey) -> Result<Contents, OpenError> {
    let mut connection = options(file, key).connect().await?;
    let copied = copy_alone(&mut connection, file, copy).await;
    shut(connection).await;
    let contents = copied?;
    if has_log(file)? {
        // It would be taken for a part of the copy that is about to take the place of the file.
        return Err(OpenError::Busy("something is written ahead of the records".into()));
    }
    Ok(contents)
}

async fn copy_alone(connection: &mut SqliteConnection, file: &Path, copy: &Path) -> Result<Contents, OpenError> {
    let mut alone = connection.begin_with("begin exclusive").await?;
    let contents = Contents::of(&mut alone).await?;
    let (from, to) = (file.to_owned(), copy.to_owned());
    let copied = tokio::task::spawn_blocking(move || copy_bytes(&from, &to)).await;
    copied.map_err(io::Error::from)??;
    alone.rollback().await?;
    Ok(contents)
}

fn copy_bytes(from: &Path, to: &Path) -> io::Result<()> {
    let mut copy = files::create_private(to)?;
    io::copy(&mut fs::File::open(from)?, &mut copy)?;
    copy.sync_all()
}

/// Puts every page of the copy under the other key.
#[instrument(skip_all)]
async fn put_under(copy: &Path, from: &DatabaseKey, to: &DatabaseKey) -> Result<(), OpenError> {
    let connection = to.take_over(options(copy, from)).connect().await?;
    shut(connection).await;
    Ok(())
}

/// What is in the copy, where every page of it is whole and under the key.
#[instrument(skip_all)]
async fn contents(copy: &Path, key: &DatabaseKey) -> Result<Contents, OpenError> {
    let mut connection = options(copy, key).connect().await?;
    let found = async {
        for check in ["pragma integrity_check", "pragma cipher_integrity_check"] {
            let said: Vec<String> = sqlx::query_scalar(check).fetch_all(&mut connection).await?;
            if said.iter().any(|line| line != "ok") {
                return Err(OpenError::Unreadable(said.join("; ").into()));
            }
        }
        Ok(Contents::of(&mut connection).await?)
    };
    let found = found.await;
    shut(connection).await;
    found
}

/// Writes into the copy that it is under another key. So that is on record if, and only if, the copy takes its place.
#[instrument(skip_all)]
async fn append(copy: &Path, key: &DatabaseKey, entry: &audit::Entry) -> Result<(), OpenError> {
    let mut connection = options(copy, key).connect().await?;
    let written: Result<(), StoreError> = async {
        let mut records = connection.begin_with("begin immediate").await?;
        audit::append(&mut records, entry).await?;
        Ok(records.commit().await?)
    }
    .await;
    shut(connection).await;
    Ok(written?)
}

/// The moment in which the file is under the other key.
#[instrument(skip_all)]
async fn put_in_place(copy: &Path, file: &Path) -> Result<(), OpenError> {
    let (copy, file) = (copy.to_owned(), file.to_owned());
    let replaced = tokio::task::spawn_blocking(move || {
        fs::rename(copy, &file)?;
        make_lasting(&file)
    });
    replaced.await.map_err(io::Error::from)??;
    info!("the file is under another key");
    Ok(())
}

/// What must not change with the key.
#[derive(Debug, PartialEq, Eq)]
struct Contents {
    /// The type, the name and the statement of each thing in the file.
    schema: Vec<(String, String, Option<String>)>,
    /// How many rows there are in each table.
    rows: Vec<(String, i64)>,
    user_version: i64,
}

impl Contents {
    async fn of(connection: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        let schema: Vec<(String, String, Option<String>)> =
            sqlx::query_as("select type, name, sql from sqlite_schema order by type, name")
                .fetch_all(&mut *connection)
                .await?;
        let mut rows = Vec::new();
        for (kind, name, _) in &schema {
            if kind == "table" {
                // No table of ours has a quotation mark in its name.
                let statement = format!("select count(*) from \"{name}\"");
                let count = sqlx::query_scalar(AssertSqlSafe(statement)).fetch_one(&mut *connection).await?;
                rows.push((name.clone(), count));
            }
        }
        let user_version = sqlx::query_scalar("pragma user_version").fetch_one(&mut *connection).await?;
        Ok(Self { schema, rows, user_version })
    }
}

/// As carefully as the records are opened, but with nothing that is left beside the file.
fn options(file: &Path, key: &DatabaseKey) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging();
    key.apply(options)
}

async fn shut(connection: SqliteConnection) {
    if let Err(error) = connection.close().await {
        debug!(%error, "a connection was closed without a word");
    }
}

fn has_log(file: &Path) -> io::Result<bool> {
    for ending in ["-wal", "-journal"] {
        if beside(file, ending).try_exists()? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn copy_of(file: &Path) -> PathBuf {
    file.with_extension(COPY)
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut path = OsString::from(file);
    path.push(ending);
    path.into()
}
