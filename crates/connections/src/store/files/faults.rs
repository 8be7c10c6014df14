//! Folders that can't be brought to the disk, as the tests make them. No right that is taken away would do for an
//! administrator.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

static FOLDERS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Names in this folder don't reach the disk for as long as this is held.
pub(crate) struct Unsyncable(PathBuf);

impl Unsyncable {
    pub(crate) fn new(folder: &Path) -> Self {
        folders().push(folder.to_owned());
        Self(folder.to_owned())
    }
}

impl Drop for Unsyncable {
    fn drop(&mut self) {
        folders().retain(|folder| *folder != self.0);
    }
}

pub(super) fn assert_syncable(folder: &Path) -> io::Result<()> {
    if folders().iter().any(|unsyncable| unsyncable == folder) {
        return Err(io::Error::other("the folder can't be brought to the disk"));
    }
    Ok(())
}

fn folders() -> MutexGuard<'static, Vec<PathBuf>> {
    FOLDERS.lock().unwrap_or_else(PoisonError::into_inner)
}
