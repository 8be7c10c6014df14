//! Who is there, and what that user may do. Every use case that somebody asks for begins with [`Connections::permit`].
//!
//! What the application does by itself, such as settling sessions and sending mail, asks nobody: it goes on while the
//! application is locked.

pub(crate) mod idle;
pub(crate) mod leave;
pub(crate) mod name;
pub(crate) mod own_password;
pub(crate) mod recovery;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod users;

#[cfg(test)]
mod tests;

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::{
    Connections,
    model::{
        ids::UserId,
        user::{Act, User},
    },
};

/// Why somebody may not do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Sign in first.
    #[error("nobody is signed in")]
    SignedOut,
    /// Ask the integration user.
    #[error("the user may not do this")]
    NotAllowed,
}

/// Who is at the application.
#[derive(Debug, Clone)]
pub(crate) enum Presence {
    /// Nobody. Where it was locked, this user comes back.
    Nobody {
        /// The user who is to come back.
        locked_by: Option<UserId>,
    },
    /// A user.
    SignedIn {
        /// Who.
        user: User,
        /// When the user did something the last time.
        active_at: Timestamp,
        /// Whether the application is to be locked as soon as no bank's page is open.
        lock_is_due: bool,
    },
}

/// The one who is there, shared by all clones of the connections.
#[derive(Debug)]
pub(crate) struct Door {
    presence: Mutex<Presence>,
    /// Held while a password is looked at, so that nobody tries several at once.
    pub turn: tokio::sync::Mutex<()>,
    /// Held by whoever comes, goes, or begins a session, so that none of these happens in the middle of another one.
    threshold: tokio::sync::Mutex<()>,
}

/// As long as it is held, nobody comes and nobody goes.
pub(crate) type Threshold<'door> = tokio::sync::MutexGuard<'door, ()>;

impl Default for Door {
    fn default() -> Self {
        Self {
            presence: Mutex::new(Presence::Nobody { locked_by: None }),
            turn: tokio::sync::Mutex::default(),
            threshold: tokio::sync::Mutex::default(),
        }
    }
}

impl Door {
    /// Who is there. Never held across an await.
    pub(crate) fn presence(&self) -> MutexGuard<'_, Presence> {
        // It is written whole, whatever happened to the task that held it.
        self.presence.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nobody else comes, goes or begins a session.
    pub(crate) async fn threshold(&self) -> Threshold<'_> {
        self.threshold.lock().await
    }
}

impl Connections {
    /// The user who is signed in.
    #[must_use]
    pub fn user(&self) -> Option<User> {
        match &*self.door().presence() {
            Presence::SignedIn { user, .. } => Some(user.clone()),
            Presence::Nobody { .. } => None,
        }
    }

    /// The user who is signed in, where that user may do this.
    pub(crate) fn permit(&self, act: Act) -> Result<User, Denied> {
        let user = self.user().ok_or(Denied::SignedOut)?;
        if user.role.may(act) { Ok(user) } else { Err(Denied::NotAllowed) }
    }

    /// Has a user stay who was permitted something a while ago, and may have left or been replaced since.
    pub(crate) async fn stays(&self, user: &User) -> Result<Threshold<'_>, Denied> {
        let threshold = self.door().threshold().await;
        if self.user().is_some_and(|present| present.id == user.id) { Ok(threshold) } else { Err(Denied::SignedOut) }
    }

    /// Has a user of this role be there, of whom there is no record.
    #[cfg(test)]
    pub(crate) fn used_by(self, role: crate::model::user::Role) -> Self {
        self.enter(User { id: UserId::new(uuid::Uuid::from_u128(1)), name: "Integration user".to_owned(), role });
        self
    }

    /// The user is there from now on.
    pub(crate) fn enter(&self, user: User) {
        *self.door().presence() = Presence::SignedIn { user, active_at: self.now(), lock_is_due: false };
        self.tell();
    }
}
