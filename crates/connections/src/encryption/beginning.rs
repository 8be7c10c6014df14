//! The key of the first records in a folder. One that the keyring has already belongs to records that are somewhere else:
//! nothing is made under it, so that whoever has another folder opened gets no part of the secrets of these records, and a
//! change of the key there costs nobody theirs. Only the demo begins as often as it likes: its secrets are worth nothing.

use std::path::Path;

use tracing::{instrument, warn};

use crate::{
    Vault,
    connections::OpenError,
    store::{self, beginning},
    vault::{DatabaseKeys, Profile},
};

/// The keys that may open the records in this file, or the first one, made for those that are to be.
#[instrument(skip_all)]
pub(super) async fn keys(file: &Path, vault: &Vault) -> Result<DatabaseKeys, OpenError> {
    if *vault.profile() != Profile::Demo && is_new(file).map_err(store::OpenError::from)? {
        if vault.has_database_key().await? {
            return Err(OpenError::RecordsElsewhere);
        }
        beginning::mark(file).map_err(store::OpenError::from)?;
    }
    Ok(vault.database_keys(file).await?)
}

/// The records are open.
pub(super) fn is_over(file: &Path) {
    if let Err(error) = beginning::unmark(file) {
        warn!(%error, "it still says that the first records are about to be made");
    }
}

fn is_new(file: &Path) -> std::io::Result<bool> {
    Ok(beginning::is_due(file)? && !beginning::is_marked(file)?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::{Clock, encryption::opening, vault::Place};

    fn file_in(folder: &TempDir) -> std::path::PathBuf {
        folder.path().join("records/bank-connections.db")
    }

    async fn open(file: &Path, vault: &Vault) -> Result<(), OpenError> {
        let clock = Clock::fixed("2026-11-30T08:00:00Z".parse().unwrap());
        let (database, _) = opening::open(file, vault, &clock).await?;
        database.close().await;
        Ok(())
    }

    fn folder() -> TempDir {
        tempfile::tempdir().unwrap()
    }

    #[tokio::test]
    async fn nothing_is_made_under_the_key_of_records_that_are_elsewhere() {
        let (home, elsewhere, vault) = (folder(), folder(), Vault::in_memory(Profile::Live));
        open(&file_in(&home), &vault).await.unwrap();
        let key = vault.database_key(&file_in(&home)).await.unwrap();
        for _ in 0..2 {
            let refused = open(&file_in(&elsewhere), &vault).await;
            assert!(matches!(refused, Err(OpenError::RecordsElsewhere)), "{refused:?}");
            assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
        }
        assert!(vault.database_key(&file_in(&home)).await.unwrap().is(&key));
        open(&file_in(&home), &vault).await.unwrap();

        fs::remove_file(file_in(&home)).unwrap();
        assert!(open(&file_in(&home), &vault).await.is_err(), "records that are gone are not begun anew by themselves");
    }

    #[tokio::test]
    async fn any_key_in_the_keyring_belongs_to_some_records() {
        for place in [Place::Current, Place::Next, Place::Former] {
            let (folder, vault) = (folder(), Vault::in_memory(Profile::Named("Production firm".to_owned())));
            let key = Vault::in_memory(Profile::Live).database_key(&file_in(&folder)).await.unwrap();
            vault.keep_key(place, &key).await.unwrap();
            let refused = open(&file_in(&folder), &vault).await;
            assert!(matches!(refused, Err(OpenError::RecordsElsewhere)), "{place:?}: {refused:?}");
        }
    }

    #[tokio::test]
    async fn a_first_start_goes_on_wherever_it_was_broken_off() {
        for (has_key, left) in [(false, None), (true, None), (true, Some(""))] {
            let (folder, vault) = (folder(), Vault::in_memory(Profile::Live));
            let file = file_in(&folder);
            beginning::mark(&file).unwrap();
            if has_key {
                vault.database_key(&file).await.unwrap();
            }
            if let Some(left) = left {
                fs::write(&file, left).unwrap();
            }
            open(&file, &vault).await.unwrap();
            assert!(!beginning::is_marked(&file).unwrap(), "it is over");
            open(&file, &vault).await.unwrap();
        }
    }

    #[tokio::test]
    async fn the_demo_begins_as_often_as_it_likes() {
        let (one, other, vault) = (folder(), folder(), Vault::in_memory(Profile::Demo));
        open(&file_in(&one), &vault).await.unwrap();
        open(&file_in(&other), &vault).await.unwrap();
    }
}
