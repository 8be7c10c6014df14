//! The first user: the dedicated integration user, without whom nothing can be connected.

use secrecy::SecretString;
use tracing::{info, instrument};

use super::{
    name::{LONGEST_NAME, named},
    recovery::UNKEPT,
};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        ids::UserId,
        user::{Role, User},
    },
    store::{self, settings::Setting, users::UserRecord},
    vault::{HashError, Password, PasswordError, RecoveryCode},
};

/// The password of both users of the demo, which the screen says.
pub const DEMO_PASSWORD: &str = "demonstration";

/// The name of the demo's integration user.
pub const DEMO_INTEGRATION_USER: &str = "Integration user";

/// The name of the demo's accountant.
pub const DEMO_ACCOUNTANT: &str = "Accountant";

/// Why the integration user was not created.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// There is one: sign in.
    #[error("there is an integration user already")]
    Exists,
    /// Give a name of up to [`LONGEST_NAME`] characters that can be seen, and not one that the application signs with.
    #[error("the name is empty, longer than {LONGEST_NAME} characters, or could be taken for another one")]
    Name,
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
    /// Creates the integration user, who is signed in then. The recovery code is shown to the user and kept nowhere.
    ///
    /// # Errors
    /// Where there is one, or the name or the password can't be taken. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn set_up(&self, name: &str, password: SecretString) -> Result<RecoveryCode, SetUpError> {
        let name = named(name).ok_or(SetUpError::Name)?;
        let password = Password::new(password, &name)?;
        let code = RecoveryCode::generate()?;
        let user = User { id: UserId::new(self.fresh_uuid()), name, role: Role::IntegrationUser };
        let record = new_record(user.clone(), &password, Some(&code)).await?;
        let mut records = self.database().write().await?;
        if !store::users::list(&mut records).await?.is_empty() {
            return Err(SetUpError::Exists);
        }
        let now = self.now();
        store::users::insert(&mut records, &record, now).await?;
        store::users::signed_in(&mut records, user.id, now).await?;
        store::settings::set(&mut records, Setting::RecoveryCodeKept, UNKEPT).await?;
        let entry = self.entry_on(By::User(&user.name), "add_user", user.id.to_string(), "integration_user");
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        info!(user = %user.id, "the integration user is created");
        self.enter(user);
        Ok(code)
    }

    /// Sees to it that the demo has both of its users, and signs the integration user in.
    pub(crate) async fn enter_demo(&self) -> Result<(), SetUpError> {
        let users = {
            let mut records = self.database().read().await?;
            store::users::list(&mut records).await?
        };
        let known = users.into_iter().find(|record| record.user.role == Role::IntegrationUser);
        let user = match known {
            Some(record) => record.user,
            None => self.add_demo_users().await?,
        };
        self.enter(user);
        Ok(())
    }

    async fn add_demo_users(&self) -> Result<User, SetUpError> {
        let password = Password::new(DEMO_PASSWORD.into(), DEMO_ACCOUNTANT)?;
        let code = RecoveryCode::generate()?;
        let new = |name: &str, role| User { id: UserId::new(self.fresh_uuid()), name: name.to_owned(), role };
        let integration_user = new(DEMO_INTEGRATION_USER, Role::IntegrationUser);
        let first = new_record(integration_user.clone(), &password, Some(&code)).await?;
        let second = new_record(new(DEMO_ACCOUNTANT, Role::Accountant), &password, None).await?;
        let mut records = self.database().write().await?;
        for record in [first, second] {
            store::users::insert(&mut records, &record, self.now()).await?;
            let outcome = store::Word::text(record.user.role);
            let entry = self.entry_on(By::Itself, "add_user", record.user.id.to_string(), outcome);
            store::audit::append(&mut records, &entry).await?;
        }
        store::users::signed_in(&mut records, integration_user.id, self.now()).await?;
        records.commit().await.map_err(StoreError::from)?;
        Ok(integration_user)
    }
}

/// A user as the records begin with it.
pub(super) async fn new_record(
    user: User,
    password: &Password,
    code: Option<&RecoveryCode>,
) -> Result<UserRecord, HashError> {
    let recovery_code = match code {
        Some(code) => Some(code.hash().await?),
        None => None,
    };
    Ok(UserRecord {
        password_is_initial: user.role != Role::IntegrationUser,
        user,
        password: password.hash().await?,
        recovery_code,
        signed_in_at: None,
        removed_at: None,
    })
}
