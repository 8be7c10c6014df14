//! Locking after nobody was at the keyboard for a while.
//!
//! While a bank's page is open the user is taken to be there: what is typed into that page is nobody's business, so that
//! nothing is heard of it.

use std::{convert::Infallible, time::Duration};

use jiff::SignedDuration;
use tokio::time;
use tracing::{instrument, warn};

use super::{Denied, Presence, leave::LeaveApplicationError};
use crate::{
    Connections, StoreError,
    connections::By,
    model::user::Act,
    store::{self, settings::Setting},
};

/// The minutes that can be chosen.
pub const LOCK_AFTER_MINUTES: [u32; 6] = [2, 5, 10, 15, 30, 60];

/// The minutes where nothing was chosen.
const USUAL_MINUTES: u32 = 10;

/// Nothing is due before the fewest minutes that can be chosen.
const SHORTEST_PATIENCE: SignedDuration = SignedDuration::from_mins(LOCK_AFTER_MINUTES[0] as i64);

/// How often it is looked whether nobody is there.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Why the setting can't be used.
#[derive(Debug, thiserror::Error)]
pub enum LockSettingError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Choose one of [`LOCK_AFTER_MINUTES`].
    #[error("the application can't lock after {0} minutes")]
    NotOffered(u32),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// After how many minutes the application locks.
    ///
    /// # Errors
    /// Where nobody is signed in, or the records can't be read.
    #[instrument(skip_all)]
    pub async fn lock_after_minutes(&self) -> Result<u32, LockSettingError> {
        self.permit(Act::Look)?;
        Ok(self.minutes().await?)
    }

    /// Sets after how many minutes the application locks.
    ///
    /// # Errors
    /// Where the user may not, or the minutes are not offered. Nothing is changed then.
    #[instrument(skip_all, fields(minutes))]
    pub async fn set_lock_after_minutes(&self, minutes: u32) -> Result<(), LockSettingError> {
        let user = self.permit(Act::SetUp)?;
        if !LOCK_AFTER_MINUTES.contains(&minutes) {
            return Err(LockSettingError::NotOffered(minutes));
        }
        let mut records = self.database().write().await?;
        store::settings::set(&mut records, Setting::LockAfterMinutes, &minutes.to_string()).await?;
        let mut entry = self.entry_on(By::User(&user.name), "lock_setting", "settings".to_owned(), "saved");
        entry.details.insert("minutes".to_owned(), minutes.into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }

    /// The user did something.
    pub fn is_active(&self) {
        let now = self.now();
        if let Presence::SignedIn { active_at, .. } = &mut *self.door().presence() {
            *active_at = now;
        }
    }

    /// Locks where nobody was active for long enough, or where a lock waited for a bank's page.
    ///
    /// # Errors
    /// Where the records can't be used.
    #[instrument(level = "debug", skip_all)]
    pub async fn lock_if_due(&self) -> Result<(), StoreError> {
        let (idle_since, waited) = match &*self.door().presence() {
            Presence::SignedIn { active_at, lock_is_due, .. } => (*active_at, *lock_is_due),
            Presence::Nobody { .. } => return Ok(()),
        };
        if !waited && self.now().duration_since(idle_since) < SHORTEST_PATIENCE {
            return Ok(());
        }
        if self.is_at_a_bank().await? {
            self.is_active();
            return Ok(());
        }
        let patience = SignedDuration::from_mins(i64::from(self.minutes().await?));
        let is_idle = self.now().duration_since(idle_since) >= patience;
        let outcome = match (waited, is_idle) {
            (true, _) => "locked_with_the_computer",
            (false, true) => "locked_after_idleness",
            (false, false) => return Ok(()),
        };
        match self.go("lock", outcome).await {
            Ok(()) | Err(LeaveApplicationError::SessionOpen) => Ok(()),
            Err(LeaveApplicationError::Store(error)) => Err(error),
        }
    }

    /// Locks whenever it is due.
    pub(crate) async fn watch_idleness(&self) -> Infallible {
        loop {
            time::sleep(LOOK_EVERY).await;
            if let Err(error) = self.lock_if_due().await {
                warn!(%error, "it can't be told whether to lock");
            }
        }
    }

    async fn minutes(&self) -> Result<u32, StoreError> {
        let mut records = self.database().read().await?;
        let kept = store::settings::get(&mut records, Setting::LockAfterMinutes).await?;
        let minutes = kept.and_then(|text| text.parse().ok());
        Ok(minutes.filter(|minutes| LOCK_AFTER_MINUTES.contains(minutes)).unwrap_or(USUAL_MINUTES))
    }
}
