//! Signing in. A wrong password is counted before it is looked at: whoever ends the process in between gains nothing.

use jiff::Timestamp;
use secrecy::SecretString;
use tracing::{info, instrument};

use super::Presence;
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        ids::UserId,
        tries::{Tries, Turn},
        user::User,
    },
    store::{
        self,
        users::{Tried, UserRecord},
    },
    vault::Profile,
};

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// There is no such user, or the access was taken away.
    #[error("there is no such user")]
    NotFound,
    /// Try again. Where a time is given, not before it.
    #[error("the password is wrong")]
    Wrong {
        /// When the next try is looked at.
        next_try_at: Option<Timestamp>,
    },
    /// Wait until this time. Nothing was looked at.
    #[error("too many wrong tries, the next one is looked at from {until} on")]
    TooSoon {
        /// When the next try is looked at.
        until: Timestamp,
    },
    /// Somebody is at a bank's page, and is not to be replaced there: leave it first.
    #[error("a link session is open")]
    SessionOpen,
    /// Only in the demo does anybody become another user without a password.
    #[error("a password is needed")]
    PasswordNeeded,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What stands at the door while nobody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrance {
    /// Who can sign in, the integration user first. Nobody: the integration user is to be created.
    pub users: Vec<User>,
    /// Who signed in the last time, or who locked the application and comes back.
    pub expected: Option<UserId>,
    /// Whether the application was locked, and not left.
    pub is_locked: bool,
}

impl Connections {
    /// What stands at the door. It needs no user.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn entrance(&self) -> Result<Entrance, StoreError> {
        let locked_by = match &*self.door().presence() {
            Presence::Nobody { locked_by } => *locked_by,
            Presence::SignedIn { .. } => None,
        };
        let mut records = self.database().read().await?;
        let mut users = store::users::list(&mut records).await?;
        users.retain(|record| record.removed_at.is_none());
        let last = users.iter().filter(|record| record.signed_in_at.is_some()).max_by_key(|record| record.signed_in_at);
        let expected = locked_by.or_else(|| last.map(|record| record.user.id));
        let users = users.into_iter().map(|record| record.user).collect();
        Ok(Entrance { users, expected, is_locked: locked_by.is_some() })
    }

    /// Signs a user in.
    ///
    /// # Errors
    /// Where the password is wrong, or tried too soon. Whoever was signed in stays.
    #[instrument(skip_all, fields(%user))]
    pub async fn sign_in(&self, user: UserId, password: SecretString) -> Result<(), SignInError> {
        self.nobody_is_at_a_bank().await?;
        let (record, next_try_at) = self
            .try_secret(user, Tried::Password, |record| {
                let hash = record.password.clone();
                async move { hash.is_of(password).await }
            })
            .await?;
        let Some(record) = record else { return Err(SignInError::Wrong { next_try_at }) };
        let _alone = self.door().threshold().await;
        // Looking at the password took a while.
        self.nobody_is_at_a_bank().await?;
        let mut records = self.database().write().await?;
        store::users::signed_in(&mut records, user, self.now()).await?;
        let entry = self.entry_on(By::User(&record.user.name), "sign_in", user.to_string(), "signed_in");
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        info!("signed in");
        self.enter(record.user);
        Ok(())
    }

    /// Becomes another user without a password, which only the demo lets happen: nothing in it is worth a password.
    ///
    /// # Errors
    /// [`SignInError::PasswordNeeded`] outside the demo.
    #[instrument(skip_all, fields(%user))]
    pub async fn switch_user(&self, user: UserId) -> Result<(), SignInError> {
        if *self.vault().profile() != Profile::Demo {
            return Err(SignInError::PasswordNeeded);
        }
        let _alone = self.door().threshold().await;
        self.nobody_is_at_a_bank().await?;
        let mut records = self.database().write().await?;
        let record = present(store::users::get(&mut records, user).await?)?;
        store::users::signed_in(&mut records, user, self.now()).await?;
        let entry = self.entry_on(By::User(&record.user.name), "sign_in", user.to_string(), "switched");
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.enter(record.user);
        Ok(())
    }

    /// Whoever takes the place of the user is not to take it at an open page. Where nobody is signed in there is nobody to
    /// be replaced.
    pub(super) async fn nobody_is_at_a_bank(&self) -> Result<(), SignInError> {
        if self.user().is_some() && self.is_at_a_bank().await? { Err(SignInError::SessionOpen) } else { Ok(()) }
    }

    /// Lets a user stay who was signed in until the records were closed a moment ago, in this very process. Where these
    /// records don't know the user, or took the access away, nobody is signed in.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all, fields(user = %user.id))]
    pub async fn stay(&self, user: &User) -> Result<(), StoreError> {
        let mut records = self.database().read().await?;
        let known = store::users::get(&mut records, user.id).await?;
        if known.is_some_and(|record| record.user == *user && record.removed_at.is_none()) {
            self.enter(user.clone());
        }
        Ok(())
    }

    /// Looks at a secret that somebody tries, one at a time. The user where it is right; where it is wrong, when the next
    /// try is looked at, unless that is at once.
    pub(super) async fn try_secret<Looking: Future<Output = bool>>(
        &self,
        user: UserId,
        of: Tried,
        is_right: impl FnOnce(&UserRecord) -> Looking,
    ) -> Result<(Option<UserRecord>, Option<Timestamp>), SignInError> {
        let _turn = self.door().turn.lock().await;
        let (record, tries) = self.count_try(user, of).await?;
        let is_right = is_right(&record).await;

        let mut records = self.database().write().await?;
        if is_right {
            store::users::set_tries(&mut records, user, of, Tries::default()).await?;
            records.commit().await.map_err(StoreError::from)?;
            return Ok((Some(record), None));
        }
        // Who it was is not known: whoever signs in is only a name until then.
        let mut entry = self.entry_on(By::Itself, "sign_in", user.to_string(), "refused");
        entry.details.insert("user".to_owned(), record.user.name.clone().into());
        entry.details.insert("tried".to_owned(), store::Word::text(of).into());
        entry.details.insert("failures".to_owned(), tries.failures.into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        let next_try_at = match tries.turn(self.now()) {
            Turn::Now => None,
            Turn::NotBefore(until) => Some(until),
        };
        Ok((None, next_try_at))
    }

    /// Counts a try as a wrong one before it is looked at.
    async fn count_try(&self, user: UserId, of: Tried) -> Result<(UserRecord, Tries), SignInError> {
        let now = self.now();
        let mut records = self.database().write().await?;
        let record = present(store::users::get(&mut records, user).await?)?;
        let tries = store::users::tries(&mut records, user, of).await?;
        if let Turn::NotBefore(until) = tries.turn(now) {
            if tries.last_failed_at.is_some_and(|at| at > now) {
                // The clock was set back. From here on the wait runs down.
                store::users::set_tries(&mut records, user, of, Tries { last_failed_at: Some(now), ..tries }).await?;
                records.commit().await.map_err(StoreError::from)?;
            }
            return Err(SignInError::TooSoon { until });
        }
        let tries = tries.failed_again(now);
        store::users::set_tries(&mut records, user, of, tries).await?;
        records.commit().await.map_err(StoreError::from)?;
        Ok((record, tries))
    }
}

/// A user who still has access.
pub(super) fn present(record: Option<UserRecord>) -> Result<UserRecord, SignInError> {
    record.filter(|record| record.removed_at.is_none()).ok_or(SignInError::NotFound)
}
