//! Signing out and locking. Neither interrupts what goes on at a bank: where a page is open, whoever asks for it is warned
//! first, and a lock that nobody asked for waits.

use tracing::{info, instrument, warn};

use super::Presence;
use crate::{
    Connections, StoreError,
    connections::By,
    model::{link_session::State, user::User},
    store,
};

/// What became of the wish to lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// The application is locked, or nobody was there.
    Now,
    /// A bank's page is open. It is locked as soon as that is over.
    Later,
}

/// Why it can't be locked or left.
#[derive(Debug, thiserror::Error)]
pub enum LeaveApplicationError {
    /// A bank's page is open: leave it first.
    #[error("a link session is open")]
    SessionOpen,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Signs out. Nothing can be seen until somebody signs in.
    ///
    /// # Errors
    /// While a bank's page is open.
    #[instrument(skip_all)]
    pub async fn sign_out(&self) -> Result<(), LeaveApplicationError> {
        self.go("sign_out", "signed_out").await
    }

    /// Locks: the same, but the user who was there is expected back.
    ///
    /// # Errors
    /// While a bank's page is open.
    #[instrument(skip_all)]
    pub async fn lock(&self) -> Result<(), LeaveApplicationError> {
        self.go("lock", "locked").await
    }

    /// Locks without anybody having asked for it: the computer was locked, or is put to sleep.
    ///
    /// # Errors
    /// Where the records can't be used.
    #[instrument(skip_all)]
    pub async fn lock_when_possible(&self) -> Result<Locked, StoreError> {
        match self.go("lock", "locked_with_the_computer").await {
            Ok(()) => Ok(Locked::Now),
            Err(LeaveApplicationError::SessionOpen) => {
                if let Presence::SignedIn { lock_is_due, .. } = &mut *self.door().presence() {
                    *lock_is_due = true;
                }
                info!("locks as soon as no page is open");
                Ok(Locked::Later)
            }
            Err(LeaveApplicationError::Store(error)) => Err(error),
        }
    }

    /// Whether a page is open or asked for, so that leaving would take the user away from it.
    pub(super) async fn is_at_a_bank(&self) -> Result<bool, StoreError> {
        let mut records = self.database().read().await?;
        let sessions = store::link_sessions::unsettled(&mut records).await?;
        Ok(sessions.iter().any(|session| matches!(session.state, State::Requested | State::Open)))
    }

    pub(super) async fn go(&self, what: &str, outcome: &str) -> Result<(), LeaveApplicationError> {
        let _alone = self.door().threshold().await;
        let Some(user) = self.user() else { return Ok(()) };
        if self.is_at_a_bank().await? {
            return Err(LeaveApplicationError::SessionOpen);
        }
        // Whoever leaves is gone even where that can't be written down.
        *self.door().presence() = Presence::Nobody { locked_by: (what == "lock").then_some(user.id) };
        self.tell();
        Ok(self.note_leaving(&user, what, outcome).await?)
    }

    /// Locks without a look at the records, where it can't be told whether anybody is there. A bank's page that is open
    /// stays open, and is found by whoever signs in.
    pub(crate) async fn lock_unseen(&self) {
        let user = {
            let presence = &mut *self.door().presence();
            let Presence::SignedIn { user, .. } = presence else { return };
            let user = user.clone();
            *presence = Presence::Nobody { locked_by: Some(user.id) };
            user
        };
        self.tell();
        if let Err(error) = self.note_leaving(&user, "lock", "locked_after_a_failure").await {
            warn!(%error, "the audit does not know of the lock");
        }
    }

    async fn note_leaving(&self, user: &User, what: &str, outcome: &str) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        let entry = self.entry_on(By::User(&user.name), what, user.id.to_string(), outcome);
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        info!(what, "the user is gone");
        Ok(())
    }
}
