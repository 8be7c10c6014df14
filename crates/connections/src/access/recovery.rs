//! A forgotten password of the integration user. Nobody stands above that user who could reset it, so that a code stands in,
//! which was shown once and is kept nowhere.

use jiff::Timestamp;
use secrecy::SecretString;
use tracing::{info, instrument};

use super::{Denied, sign_in::SignInError, users::UsersError};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        ids::UserId,
        tries::Tries,
        user::{Act, Role, User},
    },
    store::{self, settings::Setting, users::Tried},
    vault::{HashError, Password, PasswordError, PasswordHash, RecoveryCode},
};

/// That nobody has said yet that the code, which was shown once, is written down. Codes that are older than the question
/// have neither.
pub(super) const UNKEPT: &str = "false";
const KEPT: &str = "true";

/// Why the password was not set anew.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// There is no integration user.
    #[error("there is no integration user")]
    NotFound,
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Try again. Where a time is given, not before it.
    #[error("the recovery code is wrong")]
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
    /// Somebody is at a bank's page: leave it first.
    #[error("a link session is open")]
    SessionOpen,
    /// Choose another password.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The system can't make a hash.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Sets the integration user's password anew with the recovery code, and signs that user in. The code is used up; the
    /// next one is returned.
    ///
    /// # Errors
    /// Where the code is wrong or the password can't be taken. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn recover_password(
        &self,
        code: SecretString,
        password: SecretString,
    ) -> Result<RecoveryCode, RecoveryError> {
        self.nobody_is_at_a_bank().await?;
        let User { id: user, name, .. } = self.integration_user().await?.ok_or(RecoveryError::NotFound)?;
        let password = Password::new(password, &name)?;
        let (right, next_try_at) = self
            .try_secret(user, Tried::RecoveryCode, |record| {
                let hash = record.recovery_code.clone();
                async move {
                    match hash {
                        Some(hash) => hash.is_of_code(&code).await,
                        None => false,
                    }
                }
            })
            .await?;
        let Some(record) = right else { return Err(RecoveryError::Wrong { next_try_at }) };
        let next = RecoveryCode::generate()?;
        let (password, code) = (password.hash().await?, next.hash().await?);
        let _alone = self.door().threshold().await;
        self.nobody_is_at_a_bank().await?;
        let mut records = self.database().write().await?;
        store::users::set_password(&mut records, user, &password, false).await?;
        // Who forgot the password may have tried many.
        store::users::set_tries(&mut records, user, Tried::Password, Tries::default()).await?;
        store::users::set_recovery_code(&mut records, user, &code).await?;
        store::settings::set(&mut records, Setting::RecoveryCodeKept, UNKEPT).await?;
        store::users::signed_in(&mut records, user, self.now()).await?;
        let entry = self.entry_on(By::User(&record.user.name), "reset_password", user.to_string(), "recovered");
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        info!("the integration user's password is set anew");
        self.enter(record.user);
        Ok(next)
    }

    /// Makes a new recovery code for the integration user who is signed in and says the password once more. The earlier one
    /// is worth nothing then.
    ///
    /// # Errors
    /// Where the user may not, or the password is wrong. The earlier code stays then.
    #[instrument(skip_all)]
    pub async fn renew_recovery_code(&self, password: SecretString) -> Result<RecoveryCode, RecoveryError> {
        let User { id, name, .. } = self.permit(Act::ManageUsers)?;
        self.confirm_password(id, password).await?;
        let code = RecoveryCode::generate()?;
        let hash: PasswordHash = code.hash().await?;
        let mut records = self.database().write().await?;
        store::users::set_recovery_code(&mut records, id, &hash).await?;
        store::settings::set(&mut records, Setting::RecoveryCodeKept, UNKEPT).await?;
        let entry = self.entry_on(By::User(&name), "recovery_code", id.to_string(), "renewed");
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        Ok(code)
    }

    /// Takes the word of the integration user that the recovery code is written down.
    ///
    /// # Errors
    /// Where the user may not, or the records can't be written.
    #[instrument(skip_all)]
    pub async fn keep_recovery_code(&self) -> Result<(), UsersError> {
        let User { id, name, .. } = self.permit(Act::ManageUsers)?;
        let mut records = self.database().write().await?;
        store::settings::set(&mut records, Setting::RecoveryCodeKept, KEPT).await?;
        let entry = self.entry_on(By::User(&name), "recovery_code", id.to_string(), "written_down");
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }

    /// The integration user, once there is one.
    pub(crate) async fn integration_user(&self) -> Result<Option<User>, StoreError> {
        let mut records = self.database().read().await?;
        let users = store::users::list(&mut records).await?;
        Ok(users.into_iter().map(|record| record.user).find(|user| user.role == Role::IntegrationUser))
    }

    /// Has a user who is signed in say the password once more.
    pub(super) async fn confirm_password(&self, user: UserId, password: SecretString) -> Result<(), SignInError> {
        let (right, next_try_at) = self
            .try_secret(user, Tried::Password, |record| {
                let hash = record.password.clone();
                async move { hash.is_of(password).await }
            })
            .await?;
        if right.is_some() { Ok(()) } else { Err(SignInError::Wrong { next_try_at }) }
    }
}

impl From<SignInError> for RecoveryError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::NotFound => Self::NotFound,
            SignInError::Wrong { next_try_at } => Self::Wrong { next_try_at },
            SignInError::TooSoon { until } => Self::TooSoon { until },
            SignInError::SessionOpen => Self::SessionOpen,
            SignInError::PasswordNeeded => Self::Denied(Denied::NotAllowed),
            SignInError::Store(error) => Self::Store(error),
        }
    }
}
