//! Taking a backup: copied, looked at, named, and only then an older one goes.

use std::{fs, io, path::Path};

use sqlx::SqliteConnection;
use tracing::{info, instrument, warn};

use super::{
    super::{
        error::OpenError,
        examine::{Depth, examine},
        files,
    },
    Backup, BackupKind, Name, UNFINISHED, folder, list,
};
use crate::{clock::Clock, vault::DatabaseKey};

/// Copies the records as they are on this connection into the folder beside the file.
#[instrument(skip_all, fields(?kind, schema))]
pub(in crate::store) async fn take(
    connection: &mut SqliteConnection,
    (file, key): (&Path, &DatabaseKey),
    kind: BackupKind,
    schema: i64,
    clock: &Clock,
) -> Result<Backup, OpenError> {
    let folder = folder(file);
    files::prepare_folder(&folder)?;
    let taken_at = clock.now();
    let name = Name { taken_at, kind, schema }.to_string();
    let copy = folder.join(&name);
    let unfinished = copy.with_extension(UNFINISHED);
    let result = fill(connection, &unfinished, key).await;
    if result.is_err() {
        files::remove_if_there(&unfinished)?;
    }
    result?;
    fs::rename(&unfinished, &copy)?;
    // The copy itself is on the disk. Were it not one, it would be taken again and again, each beside the last.
    if let Err(error) = files::sync_folder(&folder) {
        warn!(%error, "a power cut may take the name of the backup away");
    }
    let bytes = fs::metadata(&copy)?.len();
    info!(bytes, "the records are backed up");
    // A backup too many is no reason to fail.
    if let Err(error) = delete_oldest(file, kind, &name) {
        warn!(%error, "old backups stay");
    }
    Ok(Backup { name, taken_at, kind, schema, bytes })
}

/// Writes the copy and looks at every page of it, so that no older backup goes for one that is of no use.
async fn fill(connection: &mut SqliteConnection, unfinished: &Path, key: &DatabaseKey) -> Result<(), OpenError> {
    files::remove_if_there(unfinished)?;
    // `vacuum into` takes an empty file, and one that it makes itself would be readable by others for a moment.
    files::create_private(unfinished)?;
    let path =
        unfinished.to_str().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path is not Unicode"))?;
    sqlx::query("vacuum into ?").bind(path).execute(connection).await?;
    files::sync(unfinished)?;
    examine(unfinished, key, Depth::Whole).await?;
    Ok(())
}

/// The backup that was just taken is never among them, whatever the clock said when the others were.
fn delete_oldest(file: &Path, kind: BackupKind, taken: &str) -> io::Result<()> {
    let others = list(file)?.into_iter().filter(|backup| backup.kind == kind && backup.name != taken);
    let too_many = others.skip(kind.kept() - 1);
    too_many.into_iter().try_for_each(|backup| fs::remove_file(folder(file).join(backup.name)))
}
