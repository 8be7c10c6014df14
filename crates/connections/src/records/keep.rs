//! The backups that are taken by themselves, one a day, and those that the user asks for.
//!
//! A backup that fails is no reason to stop anything: it is logged, audited and shown, and tried again.

use std::{convert::Infallible, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tokio::time;
use tracing::{instrument, warn};

use super::BackupFailure;
use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::user::Act,
    settling::pace::{IDLE, until},
    store::{
        self, OpenError,
        backups::{self, Backup, BackupKind},
    },
};

/// How old the newest backup gets before another one is taken.
pub const BACKUP_EVERY: SignedDuration = SignedDuration::from_hours(24);
/// How long to wait after one that failed.
pub const BACKUP_AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// Why there is no backup now.
#[derive(Debug, thiserror::Error)]
pub enum BackUpError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It can't be taken. The earlier ones are as they were.
    #[error("the backup failed: {0}")]
    Failed(#[source] Arc<OpenError>),
}

impl Connections {
    /// Takes a backup on the user's word.
    ///
    /// # Errors
    /// Where the user may not, or the backup fails. All earlier ones stay then.
    #[instrument(skip_all)]
    pub async fn back_up_now(&self) -> Result<Backup, BackUpError> {
        let user = self.permit(Act::SetUp)?;
        self.back_up(By::User(&user.name), BackupKind::AskedFor)
            .await
            .map_err(|failure| BackUpError::Failed(failure.error))
    }

    /// Takes a backup where the newest is a day old, and says when to look again. Of records that nobody has set up yet there
    /// is none: whoever puts them back could set them up.
    #[instrument(skip_all)]
    pub async fn back_up_where_due(&self) -> Duration {
        let due_at = self.backup_due_at();
        if due_at > self.now() {
            return until(due_at, self.now()).min(IDLE);
        }
        // Where that can't be read, the backup itself finds out what is wrong.
        if matches!(self.integration_user().await, Ok(None)) {
            return IDLE;
        }
        // What fails stands with the records, and is tried again.
        let _ = self.back_up(By::Itself, BackupKind::Daily).await;
        IDLE
    }

    /// Does so for ever.
    pub(crate) async fn keep_backups(&self) -> Infallible {
        loop {
            time::sleep(self.back_up_where_due().await).await;
        }
    }

    fn backup_due_at(&self) -> Timestamp {
        let now = self.now();
        let later = |at: Timestamp, by: SignedDuration| at.checked_add(by).unwrap_or(Timestamp::MAX);
        if let Some(failure) = &*self.records_watch().failure() {
            return later(failure.at, BACKUP_AGAIN_AFTER);
        }
        let taken = backups::list(self.database().file()).unwrap_or_default().into_iter();
        // One whose time is still to come was named by a clock that went wrong.
        let newest = taken.map(|backup| backup.taken_at).filter(|at| *at <= now).max();
        newest.map_or(now, |at| later(at, BACKUP_EVERY))
    }

    async fn back_up(&self, by: By<'_>, kind: BackupKind) -> Result<Backup, BackupFailure> {
        let _turn = self.records_watch().turn.lock().await;
        let result = self.database().back_up(kind, self.clock()).await;
        let result = result.map_err(|error| BackupFailure { at: self.now(), error: Arc::new(error) });
        if let Err(BackupFailure { error, .. }) = &result {
            warn!(%error, source = ?std::error::Error::source(&**error), "the backup failed");
            if matches!(**error, OpenError::Unreadable(_)) {
                self.database().condition().suspect();
            }
        }
        let failure = result.as_ref().err().cloned();
        let earlier = std::mem::replace(&mut *self.records_watch().failure(), failure);
        // That it still fails is said once.
        if (result.is_ok() || earlier.is_none())
            && let Err(error) = self.note_backup(by, kind, &result).await
        {
            warn!(%error, "the audit does not know of the backup");
        }
        self.tell();
        result
    }

    async fn note_backup(
        &self,
        by: By<'_>,
        kind: BackupKind,
        result: &Result<Backup, BackupFailure>,
    ) -> Result<(), StoreError> {
        let outcome = if result.is_ok() { "taken" } else { "failed" };
        let mut entry = self.entry_on(by, "back_up", "records".to_owned(), outcome);
        entry.details.insert("kind".to_owned(), json!(kind.text()));
        match result {
            Ok(backup) => entry.details.insert("backup".to_owned(), json!(backup.name)),
            Err(failure) => entry.details.insert("error".to_owned(), json!(failure.error.to_string())),
        };
        let mut records = self.database().write().await?;
        store::audit::append(&mut records, &entry).await?;
        Ok(records.commit().await?)
    }
}
