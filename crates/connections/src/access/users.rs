//! The other users: added, given a new password, and their access taken away.

use jiff::Timestamp;
use secrecy::SecretString;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    Denied,
    name::{are_alike, named},
    recovery::UNKEPT,
    set_up::new_record,
};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        ids::UserId,
        tries::Tries,
        user::{Act, Role, User},
    },
    store::{self, settings::Setting, users::Tried},
    vault::{HashError, Password, PasswordError},
};

/// A user as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserOverview {
    /// The user.
    pub user: User,
    /// When the user signed in the last time.
    pub signed_in_at: Option<Timestamp>,
    /// Whether the password is one that the integration user set, and the user has not chosen another one.
    pub password_is_initial: bool,
    /// Whether nobody has said that the recovery code, which was shown once, is written down.
    pub code_is_unkept: bool,
    /// When the access was taken away.
    pub removed_at: Option<Timestamp>,
}

/// Why the users stay what they were.
#[derive(Debug, thiserror::Error)]
pub enum UsersError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such user with access.
    #[error("there is no such user")]
    NotFound,
    /// Give another name: every name is given once, also that of a user who is gone.
    #[error("the name is taken")]
    NameTaken,
    /// Give a name of up to 60 characters that can be seen, and not one that the application signs with.
    #[error("the name is empty, too long, or could be taken for another one")]
    Name,
    /// The integration user can't be removed, and has a way of its own to a new password.
    #[error("this can't be done to the integration user")]
    IntegrationUser,
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
    /// All users, also those whose access was taken away.
    ///
    /// # Errors
    /// Where nobody is signed in, or the records can't be read.
    #[instrument(skip_all)]
    pub async fn users(&self) -> Result<Vec<UserOverview>, UsersError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let users = store::users::list(&mut records).await?;
        let is_kept = store::settings::get(&mut records, Setting::RecoveryCodeKept).await?;
        Ok(users
            .into_iter()
            .map(|record| UserOverview {
                code_is_unkept: record.recovery_code.is_some() && is_kept.as_deref() == Some(UNKEPT),
                user: record.user,
                signed_in_at: record.signed_in_at,
                password_is_initial: record.password_is_initial,
                removed_at: record.removed_at,
            })
            .collect())
    }

    /// Adds an accountant with a first password.
    ///
    /// # Errors
    /// Where the name is taken, or the password can't be taken. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn add_accountant(&self, name: &str, password: SecretString) -> Result<UserId, UsersError> {
        let by = self.permit(Act::ManageUsers)?;
        let name = named(name).ok_or(UsersError::Name)?;
        let password = Password::new(password, &name)?;
        let user = User { id: UserId::new(self.fresh_uuid()), name, role: Role::Accountant };
        let id = user.id;
        let record = new_record(user, &password, None).await?;
        let mut records = self.database().write().await?;
        // The records compare letters of the Latin alphabet only.
        let users = store::users::list(&mut records).await?;
        if users.iter().any(|other| are_alike(&other.user.name, &record.user.name)) {
            return Err(UsersError::NameTaken);
        }
        store::users::insert(&mut records, &record, self.now()).await.map_err(name_taken)?;
        let mut entry = self.entry_on(By::User(&by.name), "add_user", id.to_string(), "accountant");
        entry.details.insert("user".to_owned(), record.user.name.into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(id)
    }

    /// Gives an accountant another first password. Wrong tries are forgotten.
    ///
    /// # Errors
    /// Where the password can't be taken. Nothing is changed then.
    #[instrument(skip_all, fields(%user))]
    pub async fn reset_password(&self, user: UserId, password: SecretString) -> Result<(), UsersError> {
        let by = self.permit(Act::ManageUsers)?;
        let name = {
            let mut records = self.database().read().await?;
            accountant(&mut records, user).await?
        };
        // Not in the transaction: it takes its time.
        let hash = Password::new(password, &name)?.hash().await?;
        let mut records = self.database().write().await?;
        let name = accountant(&mut records, user).await?;
        store::users::set_password(&mut records, user, &hash, true).await?;
        store::users::set_tries(&mut records, user, Tried::Password, Tries::default()).await?;
        let mut entry = self.entry_on(By::User(&by.name), "reset_password", user.to_string(), "reset");
        entry.details.insert("user".to_owned(), name.into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }

    /// Takes the access of an accountant away for good. What the user did stays on record, and so does the name.
    ///
    /// # Errors
    /// Where there is no such accountant.
    #[instrument(skip_all, fields(%user))]
    pub async fn remove_user(&self, user: UserId) -> Result<(), UsersError> {
        let by = self.permit(Act::ManageUsers)?;
        let mut records = self.database().write().await?;
        let name = accountant(&mut records, user).await?;
        store::users::remove(&mut records, user, self.now()).await?;
        let mut entry = self.entry_on(By::User(&by.name), "remove_user", user.to_string(), "removed");
        entry.details.insert("user".to_owned(), name.into());
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}

/// The name of an accountant who has access.
async fn accountant(records: &mut SqliteConnection, user: UserId) -> Result<String, UsersError> {
    let record = store::users::get(records, user).await?.filter(|record| record.removed_at.is_none());
    let user = record.ok_or(UsersError::NotFound)?.user;
    match user.role {
        Role::Accountant => Ok(user.name),
        Role::IntegrationUser => Err(UsersError::IntegrationUser),
    }
}

fn name_taken(error: StoreError) -> UsersError {
    if store::users::is_taken(&error) { UsersError::NameTaken } else { UsersError::Store(error) }
}
