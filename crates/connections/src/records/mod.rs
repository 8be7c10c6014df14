//! The file of the records as a whole: its backups, the way back to one of them, and the condition that it is in.
//!
//! What stands in the records is nobody's business here.

pub(crate) mod condition;
pub(crate) mod keep;
pub(crate) mod overview;
pub(crate) mod restore;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::watch;

use crate::store::{self, OpenError};

/// A backup that failed.
#[derive(Debug, Clone)]
pub struct BackupFailure {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub error: Arc<OpenError>,
}

/// What is known of the file since it was opened.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// The last backup, where it failed.
    failure: Mutex<Option<BackupFailure>>,
    /// Held while a backup is taken, so that no two are at once.
    turn: tokio::sync::Mutex<()>,
    /// Whether a page is damaged.
    is_damaged: watch::Sender<bool>,
}

impl Watch {
    fn failure(&self) -> MutexGuard<'_, Option<BackupFailure>> {
        // It is written whole, whatever happened to the task that held the lock.
        self.failure.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a newer version, or a key, or damage stands in the way of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usability {
    /// It opens with the present key.
    Opens,
    /// It does not.
    DoesNotOpen,
    /// A newer version of the application has written it.
    Newer,
}

impl Usability {
    fn of(schema: i64, opens: bool) -> Self {
        if !opens {
            Self::DoesNotOpen
        } else if schema > store::newest_schema() {
            Self::Newer
        } else {
            Self::Opens
        }
    }
}
