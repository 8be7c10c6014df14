//! Copies of the records in the folder beside them, and the way back from one.
//!
//! Each is encrypted with the key that the records had when it was taken, and was looked at before it got its name. A file
//! that is not named like a backup is somebody else's and stays untouched.

mod restore;
mod take;

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

pub(crate) use self::restore::{NOBODY, RestoredBy, Source, are_missing, finish, forget, look_at, restore, set_aside};
pub use self::restore::{ReplacedAudit, RestoreError, Restored};
pub(super) use self::take::take;
use super::examine::{Depth, examine};
use crate::vault::DatabaseKey;

/// Backups from before a migration that are kept; older ones are deleted. So it is with each kind, and none pushes out one
/// of another kind.
pub const BEFORE_MIGRATION_KEPT: usize = 5;
/// Daily backups that are kept.
pub const DAILY_KEPT: usize = 14;
/// Backups that the user asked for that are kept.
pub const ASKED_FOR_KEPT: usize = 5;

/// The folder beside the records.
pub(crate) const FOLDER: &str = "backups";
/// What the name of a backup ends with, behind the dot.
pub(super) const ENDING: &str = "backup";
/// A copy in the making. One that was cut short is never taken for a backup.
const UNFINISHED: &str = "unfinished";
/// The name sorts by time, and is one that Windows takes too.
const TIME: &str = "%Y%m%dT%H%M%S%3fZ";

/// Why a backup was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupKind {
    /// A migration was about to change the form of the records.
    BeforeMigration,
    /// A day had passed since the last one.
    Daily,
    /// The user asked for it.
    AskedFor,
}

/// A backup, as its name and its file tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The name of its file.
    pub name: String,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// Why.
    pub kind: BackupKind,
    /// The schema of the records in it.
    pub schema: i64,
    /// How large it is.
    pub bytes: u64,
}

impl BackupKind {
    const ALL: [Self; 3] = [Self::BeforeMigration, Self::Daily, Self::AskedFor];

    const fn kept(self) -> usize {
        match self {
            Self::BeforeMigration => BEFORE_MIGRATION_KEPT,
            Self::Daily => DAILY_KEPT,
            Self::AskedFor => ASKED_FOR_KEPT,
        }
    }

    /// What the audit calls it.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::BeforeMigration => "before_migration",
            Self::Daily => "daily",
            Self::AskedFor => "asked_for",
        }
    }

    /// What stands in the name between the time and the schema.
    const fn in_name(self) -> &'static str {
        match self {
            Self::BeforeMigration => "-schema-",
            Self::Daily => "-daily-schema-",
            Self::AskedFor => "-asked-schema-",
        }
    }
}

/// What the name of a backup says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Name {
    taken_at: Timestamp,
    kind: BackupKind,
    schema: i64,
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { taken_at, kind, schema } = self;
        write!(formatter, "{}{}{schema}.{ENDING}", taken_at.strftime(TIME), kind.in_name())
    }
}

impl Name {
    /// `None` where it is not the name of a backup.
    fn of(text: &str) -> Option<Self> {
        let stem = text.strip_suffix(ENDING)?.strip_suffix('.')?;
        let (time, rest) = stem.split_once('-')?;
        let taken_at = DateTime::strptime(TIME, time).ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp();
        let kind = |kind: &BackupKind| rest.strip_prefix(kind.in_name().trim_start_matches('-')).is_some();
        let kind = BackupKind::ALL.into_iter().find(kind)?;
        let schema = rest.strip_prefix(kind.in_name().trim_start_matches('-'))?.parse().ok()?;
        Some(Self { taken_at, kind, schema })
    }
}

/// The backups of the records in this file, the newest first.
///
/// # Errors
/// Where the folder can't be read. That there is none is no error.
pub fn list(file: &Path) -> io::Result<Vec<Backup>> {
    let entries = match fs::read_dir(folder(file)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let (Some(Name { taken_at, kind, schema }), metadata) = (Name::of(&name), entry.metadata()?) else { continue };
        if metadata.is_file() {
            found.push(Backup { name, taken_at, kind, schema, bytes: metadata.len() });
        }
    }
    found.sort_by(|one, other| (other.taken_at, &other.name).cmp(&(one.taken_at, &one.name)));
    Ok(found)
}

/// The key of these that a backup opens with. Whether every page of it is whole is looked at before it is used.
pub(crate) async fn key_of<'a>(file: &Path, backup: &Backup, keys: &[&'a DatabaseKey]) -> Option<&'a DatabaseKey> {
    let backup = folder(file).join(&backup.name);
    for key in keys {
        if examine(&backup, key, Depth::Key).await.is_ok() {
            return Some(key);
        }
    }
    None
}

/// Whether one of the backups opens with this key, so that the key is right.
pub(super) async fn any_opens(file: &Path, key: &DatabaseKey) -> bool {
    for backup in list(file).unwrap_or_default() {
        if key_of(file, &backup, &[key]).await.is_some() {
            return true;
        }
    }
    false
}

/// Where the backups lie.
#[must_use]
pub fn folder(file: &Path) -> PathBuf {
    file.with_file_name(FOLDER)
}

#[cfg(test)]
mod tests;
