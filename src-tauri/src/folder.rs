//! The folder of a profile: readable by its owner only, and used by one process at a time.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::{
    profile::{
        folders::{self, OWNER},
        owner::Owner,
        owner_unreadable,
    },
    views::{Code, Problem},
};

/// Where the records lie within the folder, apart from what `WebKit` writes.
const RECORDS: &str = "records/bank-connections.db";

/// What a demo without a keyring works in. The key of these records lives in memory, so that they are worthless as soon
/// as the process is gone; the folder never outlives the next start.
const THROWAWAY: &str = "without-keyring";

/// The folder of a profile, taken by this process until it is dropped.
pub struct ProfileFolder {
    path: PathBuf,
    _lock: File,
}

/// A folder within, where records and what belongs to them are kept.
pub struct Place(PathBuf);

impl ProfileFolder {
    /// Takes the folder, and makes it where there is none.
    pub fn take(path: PathBuf) -> Result<Self, Problem> {
        create_private(&path).map_err(|error| unwritable(&error))?;
        let lock = File::create(path.join("lock")).map_err(|error| unwritable(&error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => {
                Err(Problem::new(Code::AlreadyRunning, "another copy of the application works on the same data")
                    .with_hint("Go on there, or quit it and try again."))
            }
            Err(TryLockError::Error(error)) => Err(unwritable(&error)),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes sure that the folder belongs to this owner, and gives it to them where it is new.
    pub fn belongs_to(&self, owner: &Owner) -> Result<(), Problem> {
        let kept = fs::read_to_string(self.path.join(OWNER)).ok();
        match kept.as_deref().and_then(Owner::read) {
            Some(kept) if kept == *owner => Ok(()),
            Some(_) => Err(Problem::new(Code::Internal, "the records belong to other keys or another environment")),
            None if folders::holds_records(&self.path).map_err(|error| unwritable(&error))? => {
                Err(owner_unreadable(&self.path, owner))
            }
            None => replace_file(&self.path, OWNER, owner.text().as_bytes())
                // The folder may be as new as the file.
                .and_then(|()| self.path.parent().map_or(Ok(()), sync_folder))
                .map_err(|error| unwritable(&error)),
        }
    }

    /// Where the records are kept for good.
    pub fn lasting(&self) -> Place {
        Place::lasting(self.path.clone())
    }

    /// An empty place for records whose key is in memory.
    pub fn throwaway(&self) -> Result<Place, Problem> {
        self.clear_throwaway()
            .and_then(|()| create_private(&self.throwaway_path()))
            .map_err(|error| unwritable(&error))?;
        Ok(Place(self.throwaway_path()))
    }

    /// Removes what an earlier demo without a keyring left behind.
    pub fn clear_throwaway(&self) -> io::Result<()> {
        match fs::remove_dir_all(self.throwaway_path()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn throwaway_path(&self) -> PathBuf {
        self.path.join(THROWAWAY)
    }
}

impl Place {
    /// Where the records of a profile are kept for good, within its folder.
    pub const fn lasting(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// The file of the records.
    pub fn database(&self) -> PathBuf {
        self.0.join(RECORDS)
    }

    /// What the simulator of the demo remembers. It belongs to the records: its logins are theirs.
    pub fn simulator(&self) -> PathBuf {
        self.0.join("simulator.json")
    }
}

/// Makes a folder that only its owner can read, with all that is above it.
pub fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Puts a small file into the folder. Whatever breaks off, it is there whole, or as it was.
pub fn replace_file(folder: &Path, name: &str, text: &[u8]) -> io::Result<()> {
    let new = folder.join(format!("{name}.new"));
    let mut file = File::create(&new)?;
    file.write_all(text)?;
    file.sync_all()?;
    fs::rename(&new, folder.join(name))?;
    sync_folder(folder)
}

/// Sees to it that a new name in the folder survives a power cut. Only Unix knows how.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The data folder can't be used.
pub fn unwritable(error: &io::Error) -> Problem {
    let is_full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    let code = if is_full { Code::DiskFull } else { Code::DatabaseReadOnly };
    Problem::new(code, format!("the data folder can't be written: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::owner::tests::owner;

    #[test]
    fn a_folder_is_taken_by_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/demo");
        let taken = ProfileFolder::take(path.clone()).unwrap();
        assert_eq!(ProfileFolder::take(path.clone()).err().unwrap().code, Code::AlreadyRunning);
        drop(taken);
        assert!(ProfileFolder::take(path).is_ok(), "it is free again");
    }

    #[test]
    fn records_without_a_lasting_key_never_lie_beside_the_others_and_never_last() {
        let folder = tempfile::tempdir().unwrap();
        let taken = ProfileFolder::take(folder.path().to_owned()).unwrap();
        let throwaway = taken.throwaway().unwrap();
        assert_ne!(throwaway.database(), taken.lasting().database());
        fs::write(throwaway.simulator(), "{}").unwrap();

        let again = taken.throwaway().unwrap();
        assert!(!again.simulator().exists(), "nothing is left of the earlier one");
        taken.clear_throwaway().unwrap();
        taken.clear_throwaway().unwrap();
    }

    #[test]
    fn records_of_one_client_are_not_opened_for_another() {
        let folder = tempfile::tempdir().unwrap();
        let taken = ProfileFolder::take(folder.path().to_owned()).unwrap();
        let (sandbox, production) = (owner(plaid::SANDBOX, "firm"), owner(plaid::PRODUCTION, "firm"));
        taken.belongs_to(&sandbox).unwrap();
        taken.belongs_to(&sandbox).unwrap();
        for other in [production, owner(plaid::SANDBOX, "other")] {
            assert!(taken.belongs_to(&other).is_err());
        }
        taken.belongs_to(&sandbox).unwrap();
    }

    #[test]
    fn an_owner_that_can_not_be_read_is_written_anew_only_where_there_are_no_records() {
        let folder = tempfile::tempdir().unwrap();
        let taken = ProfileFolder::take(folder.path().to_owned()).unwrap();
        let owner = owner(plaid::SANDBOX, "firm");
        fs::write(folder.path().join(OWNER), "").unwrap();
        taken.belongs_to(&owner).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join(OWNER)).unwrap(), owner.text());
        assert!(!folder.path().join("plaid.new").exists());

        let records = taken.lasting().database();
        fs::create_dir(records.parent().unwrap()).unwrap();
        fs::write(&records, "records").unwrap();
        for damaged in ["", "\0\0\0\0"] {
            fs::write(folder.path().join(OWNER), damaged).unwrap();
            let problem = taken.belongs_to(&owner).unwrap_err();
            assert_eq!(problem.code, Code::OwnerUnreadable);
            assert!(problem.hint.unwrap().contains("`https://sandbox.plaid.com/` and `firm`"), "it says what to do");
            assert_eq!(fs::read_to_string(folder.path().join(OWNER)).unwrap(), damaged, "it stays as it is");
        }
    }

    #[test]
    fn what_the_disk_refuses_is_told_apart() {
        let code = |kind| unwritable(&io::Error::from(kind)).code;
        assert_eq!(code(io::ErrorKind::StorageFull), Code::DiskFull);
        assert_eq!(code(io::ErrorKind::QuotaExceeded), Code::DiskFull);
        assert_eq!(code(io::ErrorKind::ReadOnlyFilesystem), Code::DatabaseReadOnly);
        assert_eq!(code(io::ErrorKind::PermissionDenied), Code::DatabaseReadOnly);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_folder() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("live");
        let _taken = ProfileFolder::take(path.clone()).unwrap();
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
