//! The keys of the records. There is one, but while it is being changed: then the next one has an entry of its own before
//! anything is put under it, and the former one keeps an entry for as long as a backup needs it. At no moment is a key in
//! no entry that something is under.

use std::path::Path;

use tracing::{instrument, warn};

use super::{DatabaseKey, Vault, VaultError, entry::Entry};
use crate::store::backups;

/// Where in the keyring a key of the records stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Where it belongs.
    Current,
    /// Where it stands until the records are under it.
    Next,
    /// Where it stands until no backup is under it.
    Former,
}

/// The keys that may open the records.
#[derive(Debug)]
pub struct DatabaseKeys {
    /// The one that should. An error where the entry is missing, or holds something else.
    current: Result<DatabaseKey, VaultError>,
    next: Option<DatabaseKey>,
    former: Option<DatabaseKey>,
}

impl Place {
    const fn entry(self) -> Entry {
        match self {
            Self::Current => Entry::DatabaseKey,
            Self::Next => Entry::NextDatabaseKey,
            Self::Former => Entry::FormerDatabaseKey,
        }
    }
}

impl DatabaseKeys {
    /// The keys that there are, with the one first that should open the records.
    pub fn each(&self) -> impl Iterator<Item = (Place, &DatabaseKey)> {
        let current = self.current.as_ref().ok().map(|key| (Place::Current, key));
        let next = self.next.as_ref().map(|key| (Place::Next, key));
        let former = self.former.as_ref().map(|key| (Place::Former, key));
        [current, next, former].into_iter().flatten()
    }

    /// The key that should open the records.
    ///
    /// # Errors
    /// [`VaultError::Missing`] or [`VaultError::Damaged`] where there is none.
    pub fn into_current(self) -> Result<DatabaseKey, VaultError> {
        self.current
    }

    /// The key that stands there.
    #[must_use]
    pub fn at(&self, place: Place) -> Option<&DatabaseKey> {
        self.each().find(|(found, _)| *found == place).map(|(_, key)| key)
    }

    /// The keys beside the one that stands there.
    #[must_use]
    pub fn others(&self, place: Place) -> Vec<&DatabaseKey> {
        let mut others: Vec<&DatabaseKey> = Vec::new();
        for (_, key) in self.each() {
            let is_known = self.at(place).into_iter().chain(others.iter().copied()).any(|known| known.is(key));
            if !is_known {
                others.push(key);
            }
        }
        others
    }

    /// Whether nothing is left of a change of the key.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        self.current.is_ok() && self.next.is_none() && self.former.is_none()
    }
}

impl Vault {
    /// The keys that may open the records in this file. The first one is made where neither a key nor the file nor a backup
    /// of it exists. A
    /// file whose key is gone can't be opened by anybody; it stays untouched, for a keyring that is brought back.
    ///
    /// # Errors
    /// [`VaultError::Missing`] where the file exists and the keyring has no key at all; [`VaultError::Damaged`] where the
    /// only entry is no key.
    #[instrument(skip_all)]
    pub async fn database_keys(&self, file: &Path) -> Result<DatabaseKeys, VaultError> {
        let current = self.read_key(Place::Current).await;
        if let Err(error) = &current
            && !error.is_of_one_entry()
        {
            return current.map(DatabaseKeys::of);
        }
        let (next, former) = (self.spare_key(Place::Next).await?, self.spare_key(Place::Former).await?);
        match current {
            Err(VaultError::Missing { .. }) if next.is_none() && former.is_none() && !holds_records(file) => {
                self.make_key(Place::Current).await.map(DatabaseKeys::of)
            }
            Err(error) if next.is_none() && former.is_none() => Err(error),
            current => Ok(DatabaseKeys { current, next, former }),
        }
    }

    /// The key that should open the records in this file.
    ///
    /// # Errors
    /// As [`Vault::database_keys`].
    pub async fn database_key(&self, file: &Path) -> Result<DatabaseKey, VaultError> {
        self.database_keys(file).await?.into_current()
    }

    /// Whether the keyring has a key of records of this profile, wherever they are, or something in the place of one.
    ///
    /// # Errors
    /// Where the keyring does not answer.
    pub(crate) async fn has_database_key(&self) -> Result<bool, VaultError> {
        for place in [Place::Current, Place::Next, Place::Former] {
            match self.read_key(place).await {
                Err(VaultError::Missing { .. }) => {}
                Err(error) if !error.is_of_one_entry() => return Err(error),
                Ok(_) | Err(_) => return Ok(true),
            }
        }
        Ok(false)
    }

    /// Makes the key that the records get next.
    ///
    /// # Errors
    /// Where the keyring does not take it, or does not give it back as it is.
    #[instrument(skip_all)]
    pub(crate) async fn make_next_key(&self) -> Result<DatabaseKey, VaultError> {
        self.make_key(Place::Next).await
    }

    /// Has the key that opens the records stand where it belongs, and nothing beside it. Whatever breaks off, that key stands
    /// somewhere.
    ///
    /// # Errors
    /// Where the keyring does not answer. It can be called again then.
    #[instrument(skip_all)]
    pub(crate) async fn keep_only(&self, keys: &DatabaseKeys, opens: Place) -> Result<(), VaultError> {
        let Some(key) = keys.at(opens) else { return Ok(()) };
        if opens != Place::Current {
            self.keep_key(Place::Current, key).await?;
        }
        self.forget_key(Place::Next).await?;
        self.forget_key(Place::Former).await
    }

    /// Has the key that opens the records stand where it belongs, and the other one that is still needed as the former one.
    /// Whatever breaks off, each stands somewhere. Of three keys none is moved, so that none has to go.
    ///
    /// # Errors
    /// Where the keyring does not answer. It can be called again then.
    #[instrument(skip_all)]
    pub(crate) async fn keep_former(&self, keys: &DatabaseKeys, opens: Place) -> Result<(), VaultError> {
        let Some(key) = keys.at(opens) else { return Ok(()) };
        let mut others = keys.others(opens).into_iter();
        if let (Some(other), None) = (others.next(), others.next()) {
            // In this order each of the two is in one of the entries that are not written at the moment.
            if opens == Place::Former {
                self.keep_key(Place::Next, other).await?;
                self.keep_key(Place::Current, key).await?;
            }
            self.keep_key(Place::Former, other).await?;
            self.keep_key(Place::Current, key).await?;
            self.forget_key(Place::Next).await?;
        } else {
            warn!("more than one former key is still needed");
        }
        Ok(())
    }

    /// Forgets a key. There need not be one.
    ///
    /// # Errors
    /// Where the keyring does not answer.
    pub(crate) async fn forget_key(&self, place: Place) -> Result<(), VaultError> {
        self.forget(place.entry()).await
    }

    async fn make_key(&self, place: Place) -> Result<DatabaseKey, VaultError> {
        let key = DatabaseKey::generate()?;
        self.keep_key(place, &key).await?;
        Ok(key)
    }

    /// Nothing is put under a key that the keyring does not give back.
    pub(crate) async fn keep_key(&self, place: Place, key: &DatabaseKey) -> Result<(), VaultError> {
        self.write(place.entry(), key.stored()).await?;
        let kept = self.read_key(place).await?;
        if kept.is(key) { Ok(()) } else { Err(VaultError::Damaged { entry: place.entry().to_string() }) }
    }

    async fn read_key(&self, place: Place) -> Result<DatabaseKey, VaultError> {
        DatabaseKey::of(place.entry(), self.read(place.entry()).await?)
    }

    /// A key beside the one that should open the records.
    async fn spare_key(&self, place: Place) -> Result<Option<DatabaseKey>, VaultError> {
        match self.read_key(place).await {
            Ok(key) => Ok(Some(key)),
            Err(VaultError::Missing { .. }) => Ok(None),
            Err(error @ VaultError::Damaged { .. }) => {
                warn!(%error, "it can open nothing");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

impl DatabaseKeys {
    const fn of(current: DatabaseKey) -> Self {
        Self { current: Ok(current), next: None, former: None }
    }
}

/// Whether there is a file with something in it, or a backup of it. Where that can't be told, there may be one.
fn holds_records(file: &Path) -> bool {
    if backups::list(file).map_or(true, |backups| !backups.is_empty()) {
        return true;
    }
    match std::fs::metadata(file) {
        Ok(metadata) => metadata.len() > 0,
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}
