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

/// All that there are, by name.
pub fn known(data_folder: &Path) -> io::Result<Vec<Known>> {
    let entries = match fs::read_dir(data_folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut known = Vec::new();
    for entry in entries {
        let folder = entry?.file_name().to_string_lossy().into_owned();
        // A copy that somebody made beside it is not the original.
        if is_ours(&folder)
            && let Some(owner) = owner_of(&data_folder.join(&folder))?
        {
            known.push(Known { folder, owner });
        }
    }
    known.sort_by(|one, other| one.folder.cmp(&other.folder));
    Ok(known)
}

/// Where the records of this owner are, or are to be.
pub fn folder_of(data_folder: &Path, owner: &Owner) -> io::Result<PathBuf> {
    let found = known(data_folder)?.into_iter().find(|known| known.owner == *owner);
    match found {
        Some(known) => Ok(data_folder.join(known.folder)),
        None => free(data_folder, owner.folder()),
    }
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
        Ok(metadata) => {
            Ok(metadata.is_dir() && !folder.join(OWNER).try_exists()? && !folder.join(RECORDS).try_exists()?)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn owner_of(folder: &Path) -> io::Result<Option<Owner>> {
    match fs::read_to_string(folder.join(OWNER)) {
        Ok(text) => Ok(Owner::read(&text)),
        Err(error) if is_none(error.kind()) => Ok(None),
        Err(error) => Err(error),
    }
}

/// No file, or one that this application never wrote.
fn is_none(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidData)
}

fn is_ours(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    name == FIRST
        || ["sandbox", "production", "other"].iter().any(|own| match name.strip_prefix(own) {
            Some("") => true,
            Some(rest) => rest.strip_prefix('-').is_some_and(is_number),
            None => false,
        })
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
        fs::create_dir_all(data.path().join("production-2/records")).unwrap();
        fs::create_dir_all(data.path().join("production-3")).unwrap();
        fs::write(data.path().join("production-3").join(OWNER), "damaged").unwrap();
        assert_eq!(name_of(data.path(), &firm), "production-4");
        assert_eq!(known(data.path()).unwrap(), []);
    }

    #[test]
    fn a_folder_that_a_start_left_empty_is_used() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir_all(data.path().join("sandbox/logs")).unwrap();
        fs::write(data.path().join("sandbox/lock"), "").unwrap();
        assert_eq!(name_of(data.path(), &owner(plaid::SANDBOX, "firm")), "sandbox");
        assert_eq!(known(&data.path().join("nowhere")).unwrap(), []);
    }
}
