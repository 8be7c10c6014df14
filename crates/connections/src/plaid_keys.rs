//! The firm's keys at Plaid: whether Plaid takes them, another secret for them, and records without any.
//!
//! The client id belongs to the profile and never changes here: records of one client mean nothing to another. A secret
//! goes into the keyring and to Plaid and nowhere else.

use plaid::ConfigurationError;
use secrecy::SecretString;
use tracing::{error, info, instrument, warn};

use crate::{
    Connections, Stage, StoreError, VaultError,
    access::Denied,
    connections::By,
    model::user::Act,
    store::{self, audit::Entry},
    update::session::bringing_login,
};

/// What the keys are called in the audit.
const OBJECT: &str = "plaid";

/// Plaid takes the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysTaken {
    /// Plaid's id of the request that proved it. Empty where Plaid sent none.
    pub request_id: String,
}

/// Whether a new secret has to prove itself before it takes the place of the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Plaid has to take it.
    Required,
    /// The user vouches for it, for example because Plaid can't be reached.
    Waived,
}

/// Why keys can't be tested, kept or forgotten.
#[derive(Debug, thiserror::Error)]
pub enum PlaidKeysError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// They could not be sent to Plaid.
    #[error(transparent)]
    Unusable(#[from] ConfigurationError),
    /// Plaid does not take them, or can't be asked. Nothing was changed.
    #[error(transparent)]
    Plaid(#[from] plaid::Error),
    /// The keyring does not take or give the secret.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A bank's page is open, or what it brought is not in the records yet. Without a secret it could not get there.
    #[error("a link session is not over")]
    SessionUnderWay,
    /// A new login waits for something, and is not in the records yet. Finish it, or give it up.
    #[error("a new login is not in the records yet")]
    LoginUnderWay {
        /// The bank, where it is known.
        bank: Option<String>,
    },
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Whether there is a secret to ask Plaid with. No secret that anybody has to sign in for.
    #[must_use]
    pub fn has_plaid_secret(&self) -> bool {
        self.plaid().has_secret()
    }

    /// Whether the user may see which profiles there are.
    ///
    /// # Errors
    /// Where nobody is signed in.
    pub fn may_see_profiles(&self) -> Result<(), PlaidKeysError> {
        self.permit(Act::Look)?;
        Ok(())
    }

    /// Asks Plaid whether it takes the keys of `candidate`, which need not be those of this profile; without one, those of
    /// this profile. Nothing is changed by that.
    ///
    /// # Errors
    /// Where the user may not, or Plaid does not take them.
    #[instrument(skip_all)]
    pub async fn test_plaid_keys(&self, candidate: Option<&plaid::Client>) -> Result<KeysTaken, PlaidKeysError> {
        let user = self.permit(Act::SetUp)?;
        let own = self.plaid();
        self.tested(candidate.unwrap_or(&own), &user.name).await
    }

    /// Puts another secret in the place of the present one, which is kept until Plaid has taken the new one.
    ///
    /// # Errors
    /// Where the user may not, Plaid does not take the secret, or keyring or records can't be used.
    #[instrument(skip_all, fields(?proof))]
    pub async fn replace_plaid_secret(
        &self,
        secret: SecretString,
        proof: Proof,
    ) -> Result<Option<KeysTaken>, PlaidKeysError> {
        let user = self.permit(Act::SetUp)?;
        let candidate = self.plaid().with_secret(Some(secret.clone()))?;
        let taken = match proof {
            Proof::Required => Some(self.tested(&candidate, &user.name).await?),
            Proof::Waived => None,
        };
        let outcome = if taken.is_some() { "kept" } else { "kept_untested" };
        let request_id = taken.as_ref().map(|taken| &*taken.request_id);
        let entry = self.keys_entry(By::User(&user.name), "plaid_secret", outcome, request_id);
        self.change_secret(Some(&secret), &entry).await?;
        self.set_plaid(candidate);
        info!(outcome, "there is another secret for Plaid");
        self.changed_keys();
        Ok(taken)
    }

    /// Forgets the secret. Connections and their tokens stay; Plaid is not asked until there is another one.
    ///
    /// # Errors
    /// Where the user may not, a session or a new login is under way, or keyring or records can't be used.
    #[instrument(skip_all)]
    pub async fn forget_plaid_secret(&self) -> Result<(), PlaidKeysError> {
        let user = self.permit(Act::SetUp)?;
        self.nothing_is_under_way().await?;
        let without = self.plaid().with_secret(None)?;
        let entry = self.keys_entry(By::User(&user.name), "plaid_secret", "forgotten", None);
        self.change_secret(None, &entry).await?;
        self.set_plaid(without);
        info!("there is no secret for Plaid any more");
        self.changed_keys();
        Ok(())
    }

    /// Writes down that a secret came from outside of these records, where nobody is signed in: from another profile, in
    /// which Plaid took it, or from the environment of the start.
    ///
    /// # Errors
    /// Where the records can't be written.
    #[instrument(skip_all)]
    pub async fn plaid_secret_arrived(&self, request_id: Option<&str>) -> Result<(), StoreError> {
        let outcome = if request_id.is_some() { "kept" } else { "kept_untested" };
        self.note_keys(By::Itself, "plaid_secret", outcome, request_id).await
    }

    /// Whether the user may go on to another profile now, for what has to be done before.
    ///
    /// # Errors
    /// Where the user may not, or a session or a new login is under way.
    #[instrument(skip_all)]
    pub async fn may_leave_profile(&self) -> Result<(), PlaidKeysError> {
        self.permit(Act::SetUp)?;
        self.nothing_is_under_way().await
    }

    /// Writes down that the user goes on to another profile, before these records are closed.
    ///
    /// # Errors
    /// Where the user may not, or a session or a new login is under way.
    #[instrument(skip_all)]
    pub async fn leave_profile(&self) -> Result<(), PlaidKeysError> {
        self.may_leave_profile().await?;
        let user = self.permit(Act::SetUp)?;
        Ok(self.note_keys(By::User(&user.name), "profile", "left", None).await?)
    }

    /// Writes down that the profile is still open, which the user was about to leave.
    ///
    /// # Errors
    /// Where the user may not, or the records can't be written.
    #[instrument(skip_all)]
    pub async fn profile_was_not_left(&self) -> Result<(), PlaidKeysError> {
        let user = self.permit(Act::SetUp)?;
        Ok(self.note_keys(By::User(&user.name), "profile", "failed", None).await?)
    }

    async fn nothing_is_under_way(&self) -> Result<(), PlaidKeysError> {
        let sessions = self.under_way().await?;
        if sessions.iter().any(|session| session.stage <= Stage::Settling) {
            return Err(PlaidKeysError::SessionUnderWay);
        }
        // What an update left is found again, whenever that is. A new login has no such time.
        match bringing_login(sessions) {
            Some(session) => Err(PlaidKeysError::LoginUnderWay { bank: session.bank() }),
            None => Ok(()),
        }
    }

    async fn tested(&self, candidate: &plaid::Client, user: &str) -> Result<KeysTaken, PlaidKeysError> {
        let answer = candidate.check_keys().await;
        let mut entry = self.entry_on(By::User(user), "plaid_keys", OBJECT.to_owned(), "taken");
        // Not always those of this profile.
        entry.details.insert("client_id".to_owned(), candidate.client_id().into());
        match &answer {
            Ok(answer) => entry.request_ids = vec![answer.request_id.clone()],
            Err(error) => {
                warn!(%error, request_id = error.request_id(), "the keys are not taken");
                "refused".clone_into(&mut entry.outcome);
                entry.request_ids.extend(error.request_id().map(str::to_owned));
                entry.details.extend(error.code().map(|code| ("error_code".to_owned(), code.into())));
            }
        }
        self.append(&entry).await?;
        Ok(KeysTaken { request_id: answer?.request_id })
    }

    /// Changes the secret in the keyring, and writes that down: both, or neither.
    async fn change_secret(&self, secret: Option<&SecretString>, entry: &Entry) -> Result<(), PlaidKeysError> {
        // Before the records are held: whoever is asked to unlock the keyring takes a while.
        let earlier = match self.vault().api_secret().await {
            Ok(earlier) => Some(earlier),
            Err(VaultError::Missing { .. } | VaultError::Damaged { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        let mut records = self.database().write().await?;
        store::audit::append(&mut records, entry).await?;
        self.put_secret(secret).await?;
        if let Err(error) = records.commit().await {
            if let Err(error) = self.put_secret(earlier.as_ref()).await {
                error!(%error, "the keyring has another secret than the audit says");
            }
            return Err(StoreError::from(error).into());
        }
        Ok(())
    }

    async fn put_secret(&self, secret: Option<&SecretString>) -> Result<(), VaultError> {
        match secret {
            Some(secret) => self.vault().put_api_secret(secret).await,
            None => self.vault().forget_api_secret().await,
        }
    }

    async fn note_keys(
        &self,
        by: By<'_>,
        what: &str,
        outcome: &str,
        request_id: Option<&str>,
    ) -> Result<(), StoreError> {
        self.append(&self.keys_entry(by, what, outcome, request_id)).await
    }

    fn keys_entry(&self, by: By<'_>, what: &str, outcome: &str, request_id: Option<&str>) -> Entry {
        let mut entry = self.entry_on(by, what, OBJECT.to_owned(), outcome);
        entry.details.insert("client_id".to_owned(), self.plaid().client_id().into());
        entry.request_ids.extend(request_id.filter(|id| !id.is_empty()).map(str::to_owned));
        entry
    }

    async fn append(&self, entry: &Entry) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        store::audit::append(&mut records, entry).await?;
        records.commit().await.map_err(StoreError::from)
    }

    /// What waits for Plaid is tried at once.
    fn changed_keys(&self) {
        self.wake();
        self.tell();
    }
}

#[cfg(test)]
mod tests;
