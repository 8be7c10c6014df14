//! The folders of the profiles within the data folder. The folder of the firm's own records is found by the file in it
//! that names its owner; it keeps its name whatever comes later.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::owner::Owner;

/// The folder of the demo.
pub const DEMO: &str = "demo";

/// The folder of the firm's own records, as long as there was one for them. What lies in it goes on from there.
pub const FIRST: &str = "live";

/// Whose the records are. Tokens of one client or environment mean nothing to another.
pub const OWNER: &str = "plaid";

/// What else stands in a folder that is in use.
const RECORDS: &str = "records";

/// A folder with records of the firm's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The name of the folder.
    pub folder: String,
    /// Whose they are.
    pub owner: Owner,
}

/// Why it can't be told where the records of an owner are.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There are records in this folder, and the file that says whose they are is missing or damaged.
    #[error("the records in `{}` name no owner", .0.display())]
    OwnerUnreadable(PathBuf),
    /// The data folder can't be used.
    #[error(transparent)]
    Unusable(#[from] io::Error),
}

/// All of which it can be told whose they are, by name.
pub fn known(data_folder: &Path) -> io::Result<Vec<Known>> {
    let with_owner = |folder: String| Some(Known { owner: owner_of(&data_folder.join(&folder))?, folder });
    Ok(folders(data_folder)?.into_iter().filter_map(with_owner).collect())
}

/// Where the records of this owner are, or are to be. Where there are records of which it can't be told whose they are, they
/// may be this owner's, and nothing is made in their place.
pub fn folder_of(data_folder: &Path, owner: &Owner) -> Result<PathBuf, FolderError> {
    let found = known(data_folder)?.into_iter().find(|known| known.owner == *owner);
    if let Some(known) = found {
        return Ok(data_folder.join(known.folder));
    }
    for folder in folders(data_folder)? {
        let path = data_folder.join(&folder);
        if (folder == FIRST || is_called(&folder, owner.folder())) && owner_of(&path).is_none() && holds_records(&path)?
        {
            return Err(FolderError::OwnerUnreadable(path));
        }
    }
    Ok(free(data_folder, owner.folder())?)
}

fn free(data_folder: &Path, name: &str) -> io::Result<PathBuf> {
    let first = data_folder.join(name);
    if is_free(&first)? {
        return Ok(first);
    }
    for number in 2_u32.. {
        let folder = data_folder.join(format!("{name}-{number}"));
        if is_free(&folder)? {
            return Ok(folder);
        }
    }
    unreachable!("no disk holds so many folders")
}

/// Whether nobody's records are in it. A start that was broken off leaves a folder without any.
fn is_free(folder: &Path) -> io::Result<bool> {
    match fs::metadata(folder) {
        Ok(metadata) => Ok(metadata.is_dir() && owner_of(folder).is_none() && !holds_records(folder)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Whether something was ever written where the records are.
pub fn holds_records(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder.join(RECORDS)) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whose the records in the folder are, where it says so.
fn owner_of(folder: &Path) -> Option<Owner> {
    Owner::read(&fs::read_to_string(folder.join(OWNER)).ok()?)
}

/// The names of all folders that may hold records of the firm's own. A copy that somebody made beside one is none.
fn folders(data_folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(data_folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut folders = Vec::new();
    for entry in entries {
        let folder = entry?.file_name().to_string_lossy().into_owned();
        if folder == FIRST || ["sandbox", "production", "other"].iter().any(|own| is_called(&folder, own)) {
            folders.push(folder);
        }
    }
    folders.sort();
    Ok(folders)
}

/// Whether a folder has this name, or this name and a number.
fn is_called(folder: &str, name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match folder.strip_prefix(name) {
        Some("") => true,
        Some(rest) => rest.strip_prefix('-').is_some_and(is_number),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::owner::tests::owner, *};

    fn make(data_folder: &Path, folder: &str, owner: &Owner) {
        fs::create_dir_all(data_folder.join(folder)).unwrap();
        fs::write(data_folder.join(folder).join(OWNER), owner.text()).unwrap();
    }

    fn name_of(data_folder: &Path, owner: &Owner) -> String {
        let folder = folder_of(data_folder, owner).unwrap();
        assert_eq!(folder.parent(), Some(data_folder));
        folder.file_name().unwrap().to_str().unwrap().to_owned()
    }

    #[test]
    fn each_owner_has_a_folder_of_its_own_and_keeps_it() {
        let data = tempfile::tempdir().unwrap();
        let owners = [
            (owner(plaid::SANDBOX, "firm"), "sandbox"),
            (owner(plaid::PRODUCTION, "firm"), "production"),
            (owner(plaid::PRODUCTION, "other"), "production-2"),
            (owner(plaid::PRODUCTION, "third"), "production-3"),
            (owner("http://127.0.0.1:1", "firm"), "other"),
            (owner("http://127.0.0.1:2", "firm"), "other-2"),
        ];
        for (owner, folder) in &owners {
            assert_eq!(name_of(data.path(), owner), *folder);
            make(data.path(), folder, owner);
        }
        for (owner, folder) in &owners {
            assert_eq!(name_of(data.path(), owner), *folder, "it is found again");
        }
        let known = known(data.path()).unwrap();
        assert_eq!(known.len(), owners.len());
        assert!(known.iter().all(|known| owners.iter().any(|(owner, _)| known.owner == *owner)));
    }

    #[test]
    fn records_of_the_first_kind_go_on_in_their_folder() {
        let data = tempfile::tempdir().unwrap();
        let firm = owner(plaid::PRODUCTION, "firm");
        make(data.path(), FIRST, &firm);
        assert_eq!(name_of(data.path(), &firm), FIRST);
        assert_eq!(name_of(data.path(), &owner(plaid::PRODUCTION, "other")), "production");
        assert_eq!(name_of(data.path(), &owner(plaid::SANDBOX, "firm")), "sandbox");
    }

    #[test]
    fn what_is_not_ours_is_neither_opened_nor_used() {
        let data = tempfile::tempdir().unwrap();
        let firm = owner(plaid::PRODUCTION, "firm");
        for copy in ["a copy of production", "production-old", "production-", "demo", "live-2"] {
            make(data.path(), copy, &firm);
        }
        fs::write(data.path().join("production"), "a file").unwrap();
        assert_eq!(name_of(data.path(), &firm), "production-2");
        assert_eq!(known(data.path()).unwrap(), []);
    }

    #[test]
    fn records_whose_owner_can_not_be_read_are_never_taken_for_none() {
        let firm = owner(plaid::PRODUCTION, "firm");
        for folder in ["production", "production-3", FIRST] {
            for damaged in [None, Some(""), Some("https://production.plaid.com/"), Some("\0\0\0")] {
                let data = tempfile::tempdir().unwrap();
                let path = data.path().join(folder);
                fs::create_dir_all(path.join(RECORDS)).unwrap();
                fs::write(path.join(RECORDS).join("bank-connections.db"), "records").unwrap();
                if let Some(damaged) = damaged {
                    fs::write(path.join(OWNER), damaged).unwrap();
                }
                let refused = folder_of(data.path(), &firm).unwrap_err();
                assert!(matches!(&refused, FolderError::OwnerUnreadable(found) if *found == path), "{refused}");
                let elsewhere = folder_of(data.path(), &owner(plaid::SANDBOX, "firm"));
                assert_eq!(elsewhere.is_ok(), folder != FIRST, "what can't be theirs does not stop them");
                assert_eq!(known(data.path()).unwrap(), [], "it keeps nobody from the others");

                fs::write(path.join(OWNER), firm.text()).unwrap();
                assert_eq!(name_of(data.path(), &firm), folder, "it is found as soon as its owner is known");
            }
        }
    }

    #[test]
    fn a_folder_that_a_start_left_empty_is_used() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir_all(data.path().join("sandbox/logs")).unwrap();
        fs::create_dir_all(data.path().join("sandbox/records")).unwrap();
        for file in ["lock", OWNER] {
            fs::write(data.path().join("sandbox").join(file), "").unwrap();
        }
        assert_eq!(name_of(data.path(), &owner(plaid::SANDBOX, "firm")), "sandbox");
        assert_eq!(known(&data.path().join("nowhere")).unwrap(), []);
    }
}
