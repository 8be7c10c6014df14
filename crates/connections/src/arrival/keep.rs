//! The token of a new login, from the exchange into the keyring, in an order that loses none.
//!
//! A keyring that took the public token and refuses the access token is asked again, and where it stays with that, the
//! login is removed at Plaid while its token is still held: nobody is left with a login that can be neither used nor
//! removed. Two holes stay: an exchange whose answer is lost, and a process that ends between that answer and the keyring.
//! What falls into them is found by `orphans`.

use std::time::Duration;

use plaid::{AccessToken, ErrorClass};
use tokio::time;
use tracing::{error, warn};

use crate::{Connections, VaultError, model::ids::LoginId};

/// How long to wait before each further try to keep an access token: long enough for somebody to unlock the keyring.
const KEEP_AGAIN_AFTER: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(10)];

/// The keyring does not take the token of a new login.
#[derive(Debug, thiserror::Error)]
#[error("the keyring does not take the token of the new login")]
pub(crate) struct NotKept {
    /// Why.
    #[source]
    pub(crate) error: VaultError,
    /// Whether the login was removed at Plaid. Where it was not, nobody holds it any more.
    pub(crate) is_removed: bool,
    /// Plaid's id of the removal, or of its refusal.
    pub(crate) request_id: Option<String>,
}

impl Connections {
    /// Puts the only copy of an access token into the keyring. Where that can't be done the login is removed at Plaid.
    pub(crate) async fn keep(&self, login: LoginId, access_token: &AccessToken) -> Result<(), NotKept> {
        self.keep_with(login, access_token, &KEEP_AGAIN_AFTER).await
    }

    async fn keep_with(&self, login: LoginId, access_token: &AccessToken, waits: &[Duration]) -> Result<(), NotKept> {
        let mut kept = self.vault().put_access_token(login, access_token).await;
        for wait in waits {
            let Err(error) = &kept else { break };
            warn!(%error, "the keyring does not take the access token yet");
            tokio::select! {
                () = self.vault().is_back() => {}
                () = time::sleep(*wait) => {}
            }
            kept = self.vault().put_access_token(login, access_token).await;
        }
        let Err(error) = kept else { return Ok(()) };
        let (is_removed, request_id) = match self.plaid().remove_item(access_token).await {
            Ok(removed) => (true, Some(removed.request_id)),
            Err(error) => (error.class() == ErrorClass::ItemGone, error.request_id().map(str::to_owned)),
        };
        error!(%login, is_removed, request_id, "the token of a new login can't be kept");
        Err(NotKept { error, is_removed, request_id })
    }
}

#[cfg(test)]
mod tests;
