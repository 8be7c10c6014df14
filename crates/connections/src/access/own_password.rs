//! A user's own password.

use jiff::Timestamp;
use secrecy::SecretString;
use tracing::instrument;

use super::{Denied, sign_in::SignInError};
use crate::{
    Connections, StoreError,
    connections::By,
    model::user::Act,
    store,
    vault::{HashError, Password, PasswordError},
};

/// Why the password stays what it was.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Say the present password again. Where a time is given, not before it.
    #[error("the present password is wrong")]
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
    /// Changes the password of the user who is signed in.
    ///
    /// # Errors
    /// Where the present password is wrong, or the new one can't be taken. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn change_password(&self, present: SecretString, new: SecretString) -> Result<(), ChangePasswordError> {
        let user = self.permit(Act::OwnAccount)?;
        let new = Password::new(new, &user.name)?;
        self.confirm_password(user.id, present).await?;
        let hash = new.hash().await?;
        let mut records = self.database().write().await?;
        store::users::set_password(&mut records, user.id, &hash, false).await?;
        let entry = self.entry_on(By::User(&user.name), "change_password", user.id.to_string(), "changed");
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}

impl From<SignInError> for ChangePasswordError {
    fn from(error: SignInError) -> Self {
        match error {
            // The access was taken away meanwhile.
            SignInError::NotFound | SignInError::PasswordNeeded | SignInError::SessionOpen => {
                Self::Denied(Denied::NotAllowed)
            }
            SignInError::Wrong { next_try_at } => Self::Wrong { next_try_at },
            SignInError::TooSoon { until } => Self::TooSoon { until },
            SignInError::Store(error) => Self::Store(error),
        }
    }
}
