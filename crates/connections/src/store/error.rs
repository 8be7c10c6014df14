//! What can go wrong with the records, named by what can be done about it.

use std::{error::Error, io};

use sqlx::{error::ErrorKind, migrate::MigrateError, sqlite::SqliteQueryResult};

/// What lies beneath. For the log and for support, not for the user.
type Cause = Box<dyn Error + Send + Sync>;

/// Why the records can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file is there, and the key is another one, or the file is damaged at its very beginning.
    #[error("the key in the keyring does not open the records")]
    WrongKey,
    /// There is no file, and there are backups of it.
    #[error("the records are missing, and there are backups of them")]
    Missing,
    /// A newer version of the application has written them.
    #[error("the records are of schema {found}, and this version knows schemas up to {known}")]
    Newer {
        /// The schema of the file.
        found: i64,
        /// The newest schema of this version.
        known: i64,
    },
    /// The file or its folder can't be written.
    #[error("the records can't be written")]
    ReadOnly(#[source] Cause),
    /// There is no space left.
    #[error("there is no space left for the records")]
    Full(#[source] Cause),
    /// Another program keeps the file to itself.
    #[error("another program uses the records")]
    Busy(#[source] Cause),
    /// The file can't be read, or what it holds is damaged.
    #[error("the records can't be read")]
    Unreadable(#[source] Cause),
}

/// Why a statement failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such record.
    #[error("there is no such record")]
    NotFound,
    /// The connection has another link session that is not finished.
    #[error("another link session of the connection is not finished")]
    SessionUnfinished,
    /// The records refuse the change: it breaks one of their rules.
    #[error("the records refuse the change")]
    Conflict(#[source] sqlx::Error),
    /// A row holds what this version can't understand.
    #[error("`{column}` holds `{text}`, which means nothing here")]
    Corrupt {
        /// The table and the column.
        column: &'static str,
        /// What it holds.
        text: String,
    },
    /// There is no space left.
    #[error("there is no space left for the records")]
    Full(#[source] sqlx::Error),
    /// The file can't be written.
    #[error("the records can't be written")]
    ReadOnly(#[source] sqlx::Error),
    /// Another program keeps the file to itself, or something here that takes long.
    #[error("somebody else uses the records")]
    Busy(#[source] sqlx::Error),
    /// The file can't be read, or is damaged.
    #[error("the records can't be read")]
    Unreadable(#[source] sqlx::Error),
    /// Anything else, such as a pool that is closed.
    #[error("the records can't be reached")]
    Unavailable(#[source] sqlx::Error),
}

impl StoreError {
    /// Whether a page of the file may be damaged.
    pub(crate) const fn is_damage(&self) -> bool {
        match self {
            Self::Unreadable(_) => true,
            Self::NotFound
            | Self::SessionUnfinished
            | Self::Conflict(_)
            | Self::Corrupt { .. }
            | Self::Full(_)
            | Self::ReadOnly(_)
            | Self::Busy(_)
            | Self::Unavailable(_) => false,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match Trouble::of(&error) {
            Trouble::Constraint => Self::Conflict(error),
            Trouble::Full => Self::Full(error),
            Trouble::ReadOnly => Self::ReadOnly(error),
            Trouble::Busy => Self::Busy(error),
            Trouble::NotADatabase | Trouble::Damaged => Self::Unreadable(error),
            Trouble::Other => Self::Unavailable(error),
        }
    }
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        match Trouble::of(&error) {
            Trouble::NotADatabase => Self::WrongKey,
            Trouble::Full => Self::Full(error.into()),
            Trouble::ReadOnly => Self::ReadOnly(error.into()),
            Trouble::Busy => Self::Busy(error.into()),
            Trouble::Damaged | Trouble::Constraint | Trouble::Other => Self::Unreadable(error.into()),
        }
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full(cause) => Self::Full(cause.into()),
            StoreError::ReadOnly(cause) => Self::ReadOnly(cause.into()),
            StoreError::Busy(cause) => Self::Busy(cause.into()),
            StoreError::Unreadable(cause) => Self::Unreadable(cause.into()),
            StoreError::NotFound
            | StoreError::SessionUnfinished
            | StoreError::Conflict(_)
            | StoreError::Corrupt { .. }
            | StoreError::Unavailable(_) => Self::Unreadable(error.into()),
        }
    }
}

impl From<MigrateError> for OpenError {
    fn from(error: MigrateError) -> Self {
        if let MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) = error {
            source.into()
        } else {
            Self::Unreadable(error.into())
        }
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        // Clippy wants each of the forty kinds named; what is not listed here is treated alike.
        #[allow(clippy::wildcard_enum_match_arm, reason = "the kinds of the standard library grow")]
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(error.into()),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(error.into()),
            _ => Self::Unreadable(error.into()),
        }
    }
}

const IOERR_WRITE: u32 = 778;
const IOERR_SHMSIZE: u32 = 4874;

/// What `SQLite` reports, as far as it makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    Busy,
    Constraint,
    Damaged,
    Full,
    NotADatabase,
    Other,
    ReadOnly,
}

impl Trouble {
    pub(super) fn of(error: &sqlx::Error) -> Self {
        // Others of this application keep the connections to themselves, as another program keeps the file.
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .and_then(|code| code.parse::<u32>().ok());
        code.map_or(Self::Other, Self::by)
    }

    /// What a result code of `SQLite` says. The lower byte is the code, the rest tells more of it:
    /// <https://sqlite.org/rescode.html>
    const fn by(code: u32) -> Self {
        match (code, code & 0xff) {
            // There is no room for the index of what is written ahead, or a quota is used up: `SQLite` calls neither of
            // them a full disk.
            (IOERR_SHMSIZE | IOERR_WRITE, _) | (_, 13) => Self::Full,
            (_, 5 | 6) => Self::Busy,
            (_, 8) => Self::ReadOnly,
            (_, 10 | 11 | 14) => Self::Damaged,
            (_, 19) => Self::Constraint,
            (_, 26) => Self::NotADatabase,
            (_, _) => Self::Other,
        }
    }
}

/// Whether a rule of uniqueness refused the statement.
pub(super) fn is_duplicate(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.kind() == ErrorKind::UniqueViolation)
}

/// A change by id must have met its one row.
pub(super) fn one_row(result: &SqliteQueryResult) -> Result<(), StoreError> {
    if result.rows_affected() == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_sqlite_is_named_by_what_helps() {
        let table = [
            (5, Trouble::Busy),
            (261, Trouble::Busy),
            (8, Trouble::ReadOnly),
            (264, Trouble::ReadOnly),
            (10, Trouble::Damaged),
            (266, Trouble::Damaged),
            (11, Trouble::Damaged),
            (13, Trouble::Full),
            (778, Trouble::Full),
            (4874, Trouble::Full),
            (2067, Trouble::Constraint),
            (26, Trouble::NotADatabase),
            (1, Trouble::Other),
        ];
        for (code, expected) in table {
            assert_eq!(Trouble::by(code), expected, "{code}");
        }
    }
}
