//! A file that leaves the application: whole under its name, or not there.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::model::audit::hexadecimal;

/// How many names are tried where others are taken.
const MOST_NAMES: u32 = 1000;

/// A file in the making, in the folder where it will be. It is gone where it is dropped, and nobody but its owner can read
/// it.
pub(crate) struct NewFile {
    written: BufWriter<NamedTempFile>,
    hash: Sha256,
}

impl NewFile {
    pub(crate) fn in_folder(folder: &Path) -> io::Result<Self> {
        let file = tempfile::Builder::new().prefix(".bank-connections-").suffix(".unfinished").tempfile_in(folder)?;
        Ok(Self { written: BufWriter::new(file), hash: Sha256::new() })
    }

    /// Sees to it that everything is on the disk, and says its SHA-256.
    pub(crate) fn finish(&mut self) -> io::Result<String> {
        self.written.flush()?;
        self.written.get_ref().as_file().sync_all()?;
        Ok(hexadecimal(&self.hash.clone().finalize()))
    }

    /// Gives it its name. Nothing that has the name already is overwritten.
    pub(crate) fn keep_as(self, target: &Path) -> io::Result<()> {
        let file = self.written.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist_noclobber(target).map_err(|error| error.error)?;
        sync_folder(target)
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.written.write(bytes)?;
        self.hash.update(bytes.get(..count).unwrap_or(bytes));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.written.flush()
    }
}

/// A name in the folder that nothing has yet.
pub(crate) fn free_name(folder: &Path, stem: &str, extension: &str) -> io::Result<PathBuf> {
    let first = std::iter::once(folder.join(format!("{stem}.{extension}")));
    let others = (2..=MOST_NAMES).map(|number| folder.join(format!("{stem}-{number}.{extension}")));
    first.chain(others).find(|name| name.symlink_metadata().is_err()).ok_or_else(|| io::ErrorKind::AlreadyExists.into())
}

/// Sees to it that the name survives a power cut. Only Unix knows how.
fn sync_folder(target: &Path) -> io::Result<()> {
    match target.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_there_when_it_is_whole_and_its_hash_is_that_of_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("audit.csv");
        let mut file = NewFile::in_folder(folder.path()).unwrap();
        file.write_all(b"abc").unwrap();
        assert!(!target.exists());
        assert_eq!(file.finish().unwrap(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        file.keep_as(&target).unwrap();
        assert_eq!(names(folder.path()), ["audit.csv"]);
        assert_eq!(fs::read(&target).unwrap(), b"abc");
    }

    #[test]
    fn a_file_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = NewFile::in_folder(folder.path()).unwrap();
        file.write_all(b"abc").unwrap();
        assert_eq!(names(folder.path()).len(), 1);
        drop(file);
        assert_eq!(names(folder.path()), [] as [&str; 0]);
    }

    #[test]
    fn nothing_is_ever_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("audit.csv");
        fs::write(&target, "of the user").unwrap();
        let mut file = NewFile::in_folder(folder.path()).unwrap();
        file.write_all(b"abc").unwrap();
        assert_eq!(file.keep_as(&target).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&target).unwrap(), b"of the user");
        assert_eq!(names(folder.path()), ["audit.csv"]);
        assert_eq!(free_name(folder.path(), "audit", "csv").unwrap(), folder.path().join("audit-2.csv"));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("audit.csv");
        NewFile::in_folder(folder.path()).unwrap().keep_as(&target).unwrap();
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
