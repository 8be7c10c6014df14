//! Opening the records with whichever of the keys they are under, and bringing a change of the key to its end.

use std::path::Path;

use tracing::{info, instrument, warn};

use super::beginning;
use crate::{
    Clock, Vault,
    connections::OpenError,
    store::{self, Database, backups, reencryption},
    vault::{DatabaseKey, DatabaseKeys, Place},
};

/// What is left of a change of the key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Remainder {
    /// The files beside the records that are still under another key.
    pub(crate) behind: Vec<FileBehind>,
    /// Whether the keyring did not take what it had to take.
    pub(crate) is_unsettled: bool,
}

/// A file that stayed under another key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileBehind {
    /// The file as it is found beside the records.
    pub name: String,
    /// Why.
    pub reason: BehindReason,
}

/// Why a file stayed under another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BehindReason {
    /// A page of it is damaged, which no other try helps.
    Damaged,
    /// There was no space for a copy.
    DiskFull,
    /// Anything else that may be over at the next start.
    Other,
}

/// Opens the records with the key that they are under.
#[instrument(skip_all)]
pub(crate) async fn open(file: &Path, vault: &Vault, clock: &Clock) -> Result<(Database, Remainder), OpenError> {
    // Before the keyring is asked, which would be given a new key for new records.
    if backups::are_missing(file).map_err(store::OpenError::from)? {
        return Err(store::OpenError::Missing.into());
    }
    let keys = beginning::keys(file, vault).await?;
    reencryption::discard(file).map_err(store::OpenError::from)?;
    let Some((place, key)) = key_of(file, &keys).await? else {
        // None opens them. What is wrong with the one that should is the most telling.
        let key = keys.into_current()?;
        return Ok((Database::open(file, &key, clock).await?, Remainder::default()));
    };
    let database = Database::open(file, key, clock).await?;
    beginning::is_over(file);
    let remainder = if keys.is_settled() { Remainder::default() } else { finish(file, vault, &keys, place).await };
    Ok((database, remainder))
}

/// The key that opens the records.
async fn key_of<'a>(file: &Path, keys: &'a DatabaseKeys) -> Result<Option<(Place, &'a DatabaseKey)>, store::OpenError> {
    if keys.is_settled() || !holds_something(file) {
        // There is nothing to choose.
        return Ok(keys.each().next());
    }
    for (place, key) in keys.each() {
        if reencryption::opens(file, key).await? {
            info!(?place, "a change of the key is under way");
            return Ok(Some((place, key)));
        }
    }
    Ok(None)
}

fn holds_something(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|metadata| metadata.len() > 0)
}

/// Brings a change of the key to its end. The records are open whatever comes of it, so a failure is left for the next
/// start. No key goes before the disk has what it says of the other one: a power cut may bring an earlier file back.
#[instrument(skip_all)]
async fn finish(file: &Path, vault: &Vault, keys: &DatabaseKeys, opens: Place) -> Remainder {
    let Some(key) = keys.at(opens) else { return Remainder::default() };
    if let Err(error) = reencryption::make_lasting(file) {
        warn!(%error, "the keys are left as they are: the records may not be on the disk yet");
        return Remainder { behind: Vec::new(), is_unsettled: true };
    }
    let behind = bring_along(file, key, &keys.others(opens)).await;
    let settled =
        if behind.is_empty() { vault.keep_only(keys, opens).await } else { vault.keep_former(keys, opens).await };
    if let Err(error) = &settled {
        warn!(%error, "the keys are left as they are");
    }
    Remainder { behind, is_unsettled: settled.is_err() }
}

/// Puts the copies that lie beside the records under their key, and tells which of them still need another one.
#[instrument(skip_all)]
async fn bring_along(file: &Path, key: &DatabaseKey, others: &[&DatabaseKey]) -> Vec<FileBehind> {
    let copies = match reencryption::copies(file) {
        Ok(copies) => copies,
        Err(error) => {
            warn!(%error, "the backups can't be looked at");
            return vec![FileBehind { name: store::BACKUPS.to_owned(), reason: BehindReason::Other }];
        }
    };
    let mut behind = Vec::new();
    for copy in copies {
        for other in others {
            if let Err(error) = bring_one(&copy, key, other).await {
                warn!(%error, "a backup stays under its key");
                behind.push(FileBehind { name: name_of(file, &copy), reason: reason_of(&error, &copy, other).await });
            }
        }
    }
    behind
}

/// One copy. One that this key does not open is none of this key's, or is damaged at its very beginning and nobody's.
async fn bring_one(copy: &Path, key: &DatabaseKey, other: &DatabaseKey) -> Result<(), store::OpenError> {
    reencryption::discard(copy)?;
    if reencryption::opens(copy, other).await? {
        reencryption::reencrypt(copy, other, key, None).await?;
    }
    Ok(reencryption::make_lasting(copy)?)
}

/// Why a copy stays where it is. Whoever is told that it is damaged may delete it, so that is said only of one that is.
async fn reason_of(error: &store::OpenError, copy: &Path, key: &DatabaseKey) -> BehindReason {
    match error {
        store::OpenError::Full(_) => BehindReason::DiskFull,
        store::OpenError::Unreadable(_) | store::OpenError::WrongKey if reencryption::is_damaged(copy, key).await => {
            BehindReason::Damaged
        }
        store::OpenError::Unreadable(_)
        | store::OpenError::WrongKey
        | store::OpenError::Missing
        | store::OpenError::Newer { .. }
        | store::OpenError::ReadOnly(_)
        | store::OpenError::Busy(_) => BehindReason::Other,
    }
}

/// The file as it is found beside the records.
fn name_of(file: &Path, copy: &Path) -> String {
    let folder = file.parent().unwrap_or(file);
    copy.strip_prefix(folder).unwrap_or(copy).display().to_string()
}
