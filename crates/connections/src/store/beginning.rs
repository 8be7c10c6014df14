//! Whether a folder has records already, or is about to get its first ones.
//!
//! From before their key is made until they are open, a file beside them says that they are being made. So a start that was
//! broken off in between is told from a folder whose records are somewhere else.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use super::{backups, files};

/// What the name of the file ends with.
const ENDING: &str = "-beginning";

/// Whether there are neither records nor anything that was made of them.
///
/// # Errors
/// Where that can't be told.
pub(crate) fn is_due(file: &Path) -> io::Result<bool> {
    let is_empty = match fs::metadata(file) {
        Ok(_) => !files::is_in_use(file)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(error),
    };
    Ok(is_empty && !has_entries(&file.with_file_name(backups::FOLDER))?)
}

/// Whether the first records were about to be made here.
///
/// # Errors
/// Where that can't be told.
pub(crate) fn is_marked(file: &Path) -> io::Result<bool> {
    mark_of(file).try_exists()
}

/// Says that the first records are about to be made here, also after a power cut.
///
/// # Errors
/// Where the folder can't be written.
pub(crate) fn mark(file: &Path) -> io::Result<()> {
    let mark = mark_of(file);
    let folder = file.parent().unwrap_or(file);
    files::prepare_folder(folder)?;
    files::create_private(&mark)?.sync_all()?;
    files::sync_folder(folder)
}

/// The records are there.
///
/// # Errors
/// Where the folder can't be written.
pub(crate) fn unmark(file: &Path) -> io::Result<()> {
    files::remove_if_there(&mark_of(file))
}

fn mark_of(file: &Path) -> PathBuf {
    let mut path = OsString::from(file);
    path.push(ENDING);
    path.into()
}

fn has_entries(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
