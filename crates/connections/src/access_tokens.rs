//! The access tokens of logins on record: what the keyring gives back is known again before it is used.
//!
//! An entry of the keyring may have been changed from outside. Plaid refuses such a token just as that of a login that is
//! gone, or answers for another login, which must be neither believed nor removed. So each token is compared with the
//! fingerprint on record first, and one that differs is taken for damaged: the login lives on, and only its own token can
//! say otherwise.

use plaid::AccessToken;
use tracing::{info, warn};

use crate::{Connections, StoreError, Vault, VaultError, model::ids::LoginId, store};

/// The access token of a login.
pub(crate) struct LoginToken {
    pub(crate) token: AccessToken,
    /// Whether it is the one that is on record. Of a login from before fingerprints were kept that can't be told until
    /// Plaid has answered to it.
    pub(crate) is_known: bool,
}

/// Why it can't be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoToken {
    /// The keyring does not give it, or gives another one.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// The access token of a login, unless the keyring holds another one in its place.
    pub(crate) async fn access_token(&self, of: LoginId) -> Result<LoginToken, NoToken> {
        let token = self.vault().access_token(of).await?;
        let on_record = {
            let mut records = self.database().read().await?;
            store::logins::fingerprint(&mut records, of).await?
        };
        match on_record {
            Some(fingerprint) if fingerprint != Vault::fingerprint(&token) => {
                warn!(login = %of, "the keyring holds another access token than was put there");
                Err(Vault::changed_access_token(of).into())
            }
            Some(_) => Ok(LoginToken { token, is_known: true }),
            None => Ok(LoginToken { token, is_known: false }),
        }
    }

    /// Writes down which token a login has, where that is not on record. To be called where Plaid has answered to the token
    /// for this very login.
    pub(crate) async fn know_token(&self, of: LoginId, accepted: &LoginToken) -> Result<(), StoreError> {
        if accepted.is_known {
            return Ok(());
        }
        let mut records = self.database().write().await?;
        store::logins::set_fingerprint(&mut records, of, &Vault::fingerprint(&accepted.token)).await?;
        records.commit().await?;
        info!(login = %of, "the token is known from now on");
        Ok(())
    }
}
