//! Copies of the records, taken before a migration changes their form. They are encrypted with the same key.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sqlx::SqliteConnection;
use tracing::{info, instrument, warn};

use super::{error::OpenError, files};
use crate::clock::Clock;

/// Copies that are kept; older ones are deleted.
pub(super) const BACKUPS_KEPT: usize = 5;

pub(crate) const FOLDER: &str = "backups";
pub(super) const ENDING: &str = "backup";
/// A copy in the making. One that was cut short is never taken for a copy.
const UNFINISHED: &str = "unfinished";

/// Copies the records as they are on this connection into the folder beside the file.
#[instrument(skip_all, fields(schema))]
pub(super) async fn take(
    connection: &mut SqliteConnection,
    file: &Path,
    schema: i64,
    clock: &Clock,
) -> Result<PathBuf, OpenError> {
    let folder = file.with_file_name(FOLDER);
    files::prepare_folder(&folder)?;
    // The name sorts by time, and is one that Windows takes too.
    let copy = folder.join(format!("{}-schema-{schema}.{ENDING}", clock.now().strftime("%Y%m%dT%H%M%S%3fZ")));
    let unfinished = copy.with_extension(UNFINISHED);
    let result = fill(connection, &unfinished, &copy).await;
    if result.is_err() {
        remove_if_there(&unfinished)?;
    }
    result?;
    files::sync_folder(&folder)?;
    info!("the records are backed up");
    // A copy too many is no reason not to start.
    if let Err(error) = delete_oldest(&folder, &copy) {
        warn!(%error, "old backups stay");
    }
    Ok(copy)
}

async fn fill(connection: &mut SqliteConnection, unfinished: &Path, copy: &Path) -> Result<(), OpenError> {
    remove_if_there(unfinished)?;
    // `vacuum into` takes an empty file, and one that it makes itself would be readable by others for a moment.
    files::create_private(unfinished)?;
    let path =
        unfinished.to_str().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path is not Unicode"))?;
    sqlx::query("vacuum into ?").bind(path).execute(connection).await?;
    files::sync(unfinished)?;
    fs::rename(unfinished, copy)?;
    Ok(())
}

fn remove_if_there(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// The copy that was just made is never among them, whatever the clock said when the others were.
fn delete_oldest(folder: &Path, made: &Path) -> io::Result<()> {
    let mut copies = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path != made && path.extension().is_some_and(|extension| extension == ENDING) {
            copies.push(path);
        }
    }
    copies.sort();
    let too_many = (copies.len() + 1).saturating_sub(BACKUPS_KEPT);
    copies.iter().take(too_many).try_for_each(fs::remove_file)
}
