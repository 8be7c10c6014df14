//! The secrets of one profile, in the keyring of the operating system.
//!
//! It holds the key of the records, Plaid's API secret, the password of the mail server, access tokens, and public tokens
//! in flight; nothing else. A secret that the keyring does not take is not written anywhere else. Only `exposure` looks at
//! a secret, and no error, log line or `Debug` text carries one.

mod database_keys;
mod entry;
mod error;
mod exposure;
mod keyring;
mod password;
mod platform;
mod search;
mod sight;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, collections::BTreeSet, sync::Arc, time::Duration};

use keyring_core::{CredentialStore, mock};
use plaid::{AccessToken, PublicToken};
use secrecy::SecretString;
use tokio::sync::watch;
use tracing::instrument;

pub(crate) use self::exposure::MailSignIn;
pub use self::{
    database_keys::{DatabaseKeys, Place},
    error::{KeyringTrouble, VaultError},
    exposure::DatabaseKey,
    password::{
        HashError, LONGEST_PASSWORD, Password, PasswordError, PasswordHash, RecoveryCode, SHORTEST_PASSWORD, Strength,
        strength,
    },
};
use self::{
    entry::Entry,
    keyring::{Access, Keyring},
};
use crate::model::{
    ids::{ConnectionId, LinkSessionId, LoginId},
    login::TokenFingerprint,
};

/// How long a call waits for the keyring. A password window can stand for ever; after this time the user is told.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// Which secrets. Those of one profile and those of another never meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// Test banks on this machine.
    Demo,
    /// The firm's own banks, as long as there was one profile for them.
    Live,
    /// The firm's own banks, of the client and the place that this names. The name is for ever, and no other profile may
    /// have it.
    Named(String),
}

impl Profile {
    /// The name under which the keyring keeps the entries.
    #[must_use]
    pub fn service(&self) -> Cow<'static, str> {
        match self {
            Self::Demo => "Bank Connections Demo".into(),
            Self::Live => "Bank Connections".into(),
            Self::Named(name) => format!("Bank Connections: {name}").into(),
        }
    }
}

/// The secrets of one profile. Clones are the same vault.
#[derive(Debug, Clone)]
pub struct Vault {
    profile: Profile,
    in_memory: bool,
    keyring: Arc<Keyring>,
}

impl Vault {
    /// The vault in the keyring of the operating system.
    ///
    /// # Errors
    /// [`VaultError::NoService`] where there is none that answers.
    #[instrument(skip_all, fields(?profile))]
    pub async fn open(profile: Profile) -> Result<Self, VaultError> {
        let vault = Self::over(profile, platform::access(), ANSWER_WITHIN);
        vault.keyring.call(|_| Ok(())).await?;
        Ok(vault)
    }

    /// A vault that is gone with the process: for worthless secrets, and for tests.
    ///
    /// # Panics
    /// Never: a store in memory can't fail to be made.
    #[must_use]
    pub fn in_memory(profile: Profile) -> Self {
        let store = mock::Store::new().expect("a store in memory needs nothing that could be missing");
        let vault = Self::over(profile, Access::connecting(move || Ok(store.clone())), ANSWER_WITHIN);
        Self { in_memory: true, ..vault }
    }

    fn over(profile: Profile, access: Access, answer_within: Duration) -> Self {
        Self { profile, in_memory: false, keyring: Arc::new(Keyring::start(access, answer_within)) }
    }

    /// Which secrets these are.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Whether the secrets are gone with the process.
    #[must_use]
    pub const fn is_in_memory(&self) -> bool {
        self.in_memory
    }

    /// What stands between the application and the keyring, as far as the last call or the last look tells.
    #[must_use]
    pub fn trouble(&self) -> watch::Receiver<Option<KeyringTrouble>> {
        self.keyring.trouble()
    }

    /// Looks from outside whether the trouble is over, without asking for a password. `was_shut` is whether the keyring was
    /// seen shut since the trouble began: one that refuses although it is open is not back because it is open.
    pub(crate) async fn look_again(&self, was_shut: &mut bool) {
        self.keyring.look_again(was_shut).await;
    }

    /// Waits until trouble that is known now is over. Where none is known this tells nothing, ever.
    pub(crate) async fn is_back(&self) {
        let mut trouble = self.trouble();
        if trouble.borrow().is_none() || trouble.wait_for(Option::is_none).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Uses the keyring for nothing but to see whether it answers. The user may be asked for the password.
    ///
    /// # Errors
    /// Where it does not.
    pub async fn knock(&self) -> Result<(), VaultError> {
        match self.read(Entry::DatabaseKey).await {
            Err(error) if !error.is_of_one_entry() => Err(error),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Plaid's API secret of the firm.
    ///
    /// # Errors
    /// [`VaultError::Missing`] where none was put.
    pub async fn api_secret(&self) -> Result<SecretString, VaultError> {
        self.read(Entry::ApiSecret).await
    }

    /// Whether this is the API secret that the keyring has.
    ///
    /// # Errors
    /// Where the keyring does not answer.
    pub async fn keeps_api_secret(&self, secret: &SecretString) -> Result<bool, VaultError> {
        match self.api_secret().await {
            Ok(kept) => Ok(exposure::are_the_same(&kept, secret)),
            Err(VaultError::Missing { .. } | VaultError::Damaged { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Keeps Plaid's API secret of the firm, whatever it was before.
    ///
    /// # Errors
    /// Where the keyring does not take it.
    pub async fn put_api_secret(&self, secret: &SecretString) -> Result<(), VaultError> {
        self.write(Entry::ApiSecret, secret).await
    }

    /// Forgets Plaid's API secret. There need not be one.
    ///
    /// # Errors
    /// Where the keyring does not answer.
    pub async fn forget_api_secret(&self) -> Result<(), VaultError> {
        self.forget(Entry::ApiSecret).await
    }

    /// The password that the mail server asks for.
    ///
    /// # Errors
    /// [`VaultError::Missing`] where none was put.
    pub async fn smtp_password(&self) -> Result<SecretString, VaultError> {
        self.read(Entry::SmtpPassword).await
    }

    /// Keeps the password that the mail server asks for, whatever it was before.
    ///
    /// # Errors
    /// Where the keyring does not take it.
    pub async fn put_smtp_password(&self, password: &SecretString) -> Result<(), VaultError> {
        self.write(Entry::SmtpPassword, password).await
    }

    /// Forgets the password of the mail server. There need not be one.
    ///
    /// # Errors
    /// Where the keyring does not answer.
    pub async fn forget_smtp_password(&self) -> Result<(), VaultError> {
        self.forget(Entry::SmtpPassword).await
    }

    /// The access token of a login.
    ///
    /// # Errors
    /// [`VaultError::Missing`] where none was put.
    pub async fn access_token(&self, of: LoginId) -> Result<AccessToken, VaultError> {
        let token = match self.read(Entry::AccessToken(of)).await {
            Err(missing @ VaultError::Missing { .. }) => match self.read(first_name(of)).await {
                Err(VaultError::Missing { .. }) => Err(missing),
                first => first,
            },
            other => other,
        };
        token.map(AccessToken::new)
    }

    /// The logins whose access token the keyring has, on record or not. `None` where the keyring of this system can't be
    /// searched.
    ///
    /// # Errors
    /// Where the keyring does not answer.
    #[instrument(skip_all)]
    pub async fn logins_with_tokens(&self) -> Result<Option<BTreeSet<LoginId>>, VaultError> {
        let service = self.profile.service();
        self.keyring.call(move |store| search::logins_with_tokens(store, &service)).await
    }

    /// By what an access token is known again.
    #[must_use]
    pub fn fingerprint(token: &AccessToken) -> TokenFingerprint {
        exposure::fingerprint(token.secret())
    }

    /// What is wrong where the keyring has another access token of a login than was put there.
    pub(crate) fn changed_access_token(of: LoginId) -> VaultError {
        VaultError::Damaged { entry: Entry::AccessToken(of).to_string() }
    }

    /// Keeps the access token of a login, whatever it was before.
    ///
    /// # Errors
    /// Where the keyring does not take it.
    pub async fn put_access_token(&self, of: LoginId, token: &AccessToken) -> Result<(), VaultError> {
        self.write(Entry::AccessToken(of), token.secret()).await
    }

    /// Forgets the access token of a login. There need not be one.
    ///
    /// # Errors
    /// Where the keyring does not answer.
    pub async fn forget_access_token(&self, of: LoginId) -> Result<(), VaultError> {
        self.forget(first_name(of)).await?;
        self.forget(Entry::AccessToken(of)).await
    }

    /// The public token that a link session ended in.
    ///
    /// # Errors
    /// [`VaultError::Missing`] where none was put.
    pub async fn public_token(&self, of: LinkSessionId) -> Result<PublicToken, VaultError> {
        self.read(Entry::PublicToken(of)).await.map(PublicToken::new)
    }

    /// Keeps the public token that a link session ended in, whatever it was before.
    ///
    /// # Errors
    /// Where the keyring does not take it.
    pub async fn put_public_token(&self, of: LinkSessionId, token: &PublicToken) -> Result<(), VaultError> {
        self.write(Entry::PublicToken(of), token.secret()).await
    }

    /// Forgets the public token that a link session ended in. There need not be one.
    ///
    /// # Errors
    /// Where the keyring does not answer.
    pub async fn forget_public_token(&self, of: LinkSessionId) -> Result<(), VaultError> {
        self.forget(Entry::PublicToken(of)).await
    }

    #[instrument(skip_all, fields(%entry))]
    async fn read(&self, entry: Entry) -> Result<SecretString, VaultError> {
        let service = self.profile.service();
        let read = move |store: &CredentialStore| exposure::read(store, &service, entry);
        self.keyring.call(move |store| found(store, entry, &read)).await
    }

    #[instrument(skip_all, fields(%entry))]
    async fn write(&self, entry: Entry, secret: &SecretString) -> Result<(), VaultError> {
        let service = self.profile.service();
        let secret = secret.clone();
        self.keyring.call(move |store| exposure::write(store, &service, entry, &secret)).await
    }

    #[instrument(skip_all, fields(%entry))]
    async fn forget(&self, entry: Entry) -> Result<(), VaultError> {
        let service = self.profile.service();
        let forget = move |store: &CredentialStore| {
            entry.in_store(store, &service)?.delete_credential().map_err(VaultError::of(entry))
        };
        match self.keyring.call(move |store| found(store, entry, &forget)).await {
            Err(VaultError::Missing { .. }) => Ok(()),
            other => other,
        }
    }
}

/// Does something with an entry. That a locked keyring knows no such entry says nothing of the entry.
fn found<T>(
    store: &CredentialStore,
    entry: Entry,
    work: &impl Fn(&CredentialStore) -> Result<T, VaultError>,
) -> Result<T, VaultError> {
    match work(store) {
        Err(missing @ VaultError::Missing { .. }) => {
            if platform::unlock_where_locked(store).map_err(VaultError::of(entry))? {
                work(store)
            } else {
                Err(missing)
            }
        }
        other => other,
    }
}

/// The older name of the token, which the first login of a connection may have.
const fn first_name(of: LoginId) -> Entry {
    Entry::FirstAccessToken(ConnectionId::of_first(of))
}
