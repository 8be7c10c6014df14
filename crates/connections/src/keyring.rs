//! The keyring while the application runs: it can be locked, it can die, and it comes back. Whatever waited for it goes on
//! by itself then.

use std::{convert::Infallible, time::Duration};

use tokio::time;
use tracing::{info, instrument, warn};

use crate::{
    Connections, KeyringTrouble, StoreError, VaultError,
    access::Denied,
    model::{link_session::Setback, mail::AttemptResult, user::Act},
    store,
};

/// How often it is looked whether the keyring is back. A look asks nothing of it and opens no window.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How long those who met the trouble may take to write down that they wait.
const WRITING: Duration = Duration::from_millis(500);

/// Why the keyring can't be tried.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It does not answer.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Connections {
    /// What stands between the application and the keyring now, as far as is known.
    ///
    /// # Errors
    /// Where nobody is signed in.
    pub fn keyring_trouble(&self) -> Result<Option<KeyringTrouble>, Denied> {
        self.permit(Act::Look)?;
        Ok(*self.vault().trouble().borrow())
    }

    /// Tries whether the keyring answers, on the user's word. The system may ask for its password.
    ///
    /// # Errors
    /// Where nobody is signed in, or it does not answer.
    #[instrument(skip_all)]
    pub async fn retry_keyring(&self) -> Result<(), KeyringError> {
        self.permit(Act::Look)?;
        Ok(self.vault().knock().await?)
    }

    /// Tells of trouble with the keyring, and has everything go on that waits for it once it is over.
    pub(crate) async fn watch_keyring(&self) -> Infallible {
        let mut trouble = self.vault().trouble();
        let mut known = *trouble.borrow_and_update();
        let mut was_shut = known.is_some();
        loop {
            if known.is_none() {
                // The vault is held for as long as this runs.
                let _ = trouble.changed().await;
            } else {
                tokio::select! {
                    _ = trouble.changed() => {}
                    () = time::sleep(LOOK_EVERY) => self.vault().look_again(&mut was_shut).await,
                }
            }
            let now = *trouble.borrow_and_update();
            match now {
                Some(trouble) if known.is_none() => {
                    warn!(?trouble, "there is trouble with the keyring");
                    // A keyring that refuses may be open all the same.
                    was_shut = trouble != KeyringTrouble::Refused;
                }
                // Rare and large: it would make large whatever waits for this.
                None => Box::pin(self.keyring_is_back()).await,
                Some(_) => {}
            }
            if now != known {
                self.tell();
            }
            known = now;
        }
    }

    async fn keyring_is_back(&self) {
        time::sleep(WRITING).await;
        match self.make_due_what_waits().await {
            Ok(found) => info!(found, "the keyring is back"),
            Err(error) => warn!(%error, "what waits for the keyring can't be read; it is tried on time"),
        }
        self.wake();
        self.wake_mail();
        self.wake_health();
        self.tell();
    }

    /// Makes everything due that was put off because of the keyring, and tells how much that is.
    pub(crate) async fn make_due_what_waits(&self) -> Result<usize, StoreError> {
        let mut records = self.database().write().await?;
        let mut found = 0;
        for session in store::link_sessions::unsettled(&mut records).await? {
            if session.delay.as_ref().is_some_and(|delay| delay.setback.is_of_keyring()) {
                self.make_session_due(&mut records, session).await?;
                found += 1;
            }
        }
        for mut login in store::logins::removing(&mut records).await? {
            if login.failure().is_some_and(|failure| failure.setback.is_of_keyring()) {
                login.try_now(self.now());
                store::logins::save(&mut records, &login).await?;
                found += 1;
            }
        }
        found += self.make_mail_due_after(&mut records, AttemptResult::Keyring).await?;
        let removed = store::logins::not_forgotten(&mut records).await?;
        records.commit().await?;
        for login in removed {
            self.forget_token(login).await?;
        }
        Ok(found)
    }
}

impl Setback {
    /// Whether the keyring as a whole stands in the way.
    pub(crate) const fn is_of_keyring(self) -> bool {
        match self {
            Self::KeyringMissing | Self::KeyringLocked | Self::KeyringRefused => true,
            Self::KeyringEntryMissing
            | Self::PlaidUnreachable
            | Self::PlaidKeysRefused
            | Self::PlaidRefused
            | Self::BankUnavailable => false,
        }
    }
}
