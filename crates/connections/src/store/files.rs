//! The folder and the files of the records: readable by their owner only, from the first byte on.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

#[cfg(test)]
pub(super) mod faults;

/// Makes the folder of the file and the file itself, where they are missing, and takes wider rights away where somebody
/// gave them. An existing file keeps what it holds.
pub(super) fn prepare(file: &Path) -> io::Result<()> {
    let folder = file.parent().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path has no folder"))?;
    prepare_folder(folder)?;
    create_private(file)?;
    for file in with_companions(file) {
        match rights::of_file(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other?,
        }
    }
    Ok(())
}

/// Makes a folder that only its owner may enter.
pub(super) fn prepare_folder(folder: &Path) -> io::Result<()> {
    rights::folder_builder().recursive(true).create(folder)?;
    rights::of_folder(folder)
}

/// Makes an empty file that only its owner may read; an existing one stays as it is.
pub(super) fn create_private(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    rights::new_file(&mut options);
    options.open(file)
}

/// Sees to it that what was written survives a power cut.
pub(super) fn sync(file: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(file)?.sync_all()
}

/// Sees to it that a new name in the folder survives a power cut. Only Unix knows how.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(test)]
    faults::assert_syncable(folder)?;
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Whether something was ever written into the file, or ahead of it.
pub(super) fn is_in_use(file: &Path) -> io::Result<bool> {
    Ok(fs::metadata(file)?.len() > 0 || has_companions(file))
}

/// Removes a file that need not be there.
pub(super) fn remove_if_there(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Removes a journal that a process left which died while it took the log away. Only to be called once the file is open:
/// what `SQLite` needs of a journal it takes up with the first look, and a file with a log ahead has no use for one.
pub(super) fn remove_spent_journal(file: &Path) -> io::Result<()> {
    let mut path = file.as_os_str().to_owned();
    path.push("-journal");
    remove_if_there(path.as_ref())
}

/// Whether `SQLite` keeps something beside the file. Where that can't be told, it may.
pub(super) fn has_companions(file: &Path) -> bool {
    let [_, companions @ ..] = with_companions(file);
    companions.iter().any(|companion| companion.try_exists().unwrap_or(true))
}

/// The file and those that `SQLite` keeps beside it.
pub(super) fn with_companions(file: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        path.into()
    })
}

#[cfg(unix)]
mod rights {
    use std::{
        fs::Permissions,
        os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    };

    use super::{OpenOptions, Path, fs, io};

    const FOLDER: u32 = 0o700;
    const FILE: u32 = 0o600;

    pub(super) fn folder_builder() -> fs::DirBuilder {
        let mut builder = fs::DirBuilder::new();
        builder.mode(FOLDER);
        builder
    }

    pub(super) fn new_file(options: &mut OpenOptions) {
        options.mode(FILE);
    }

    pub(super) fn of_folder(folder: &Path) -> io::Result<()> {
        restrict(folder, FOLDER)
    }

    pub(super) fn of_file(file: &Path) -> io::Result<()> {
        restrict(file, FILE)
    }

    fn restrict(path: &Path, mode: u32) -> io::Result<()> {
        let now = fs::metadata(path)?.permissions().mode() & 0o7777;
        if now == mode { Ok(()) } else { fs::set_permissions(path, Permissions::from_mode(mode)) }
    }
}

/// On Windows the folder of a user's application data is closed to other users already.
#[cfg(not(unix))]
mod rights {
    use super::{OpenOptions, Path, fs, io};

    pub(super) fn folder_builder() -> fs::DirBuilder {
        fs::DirBuilder::new()
    }

    pub(super) fn new_file(_: &mut OpenOptions) {}

    pub(super) fn of_folder(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn of_file(_: &Path) -> io::Result<()> {
        Ok(())
    }
}
