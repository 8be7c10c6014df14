//! A new login becomes a connection, in an order that loses no token wherever it breaks off.
//!
//! Public token into the keyring, which proves that it takes something; exchange; access token into the keyring; records;
//! public token forgotten. Whoever repeats it with the same ids goes on where it broke off. A keyring that takes the first
//! token and refuses the second is asked again, and where it stays with that, the login is removed at Plaid while its token
//! is still held: nobody is left with a login that can be neither used nor removed. The holes that stay are an exchange
//! whose answer is lost, and a process that ends between that answer and the keyring.

use std::time::Duration;

use plaid::{AccessToken, Answer, ErrorClass, NewItem, PublicToken};
use tokio::time;
use tracing::{error, info, instrument, warn};

use crate::{
    Connections, StoreError, VaultError,
    connections::By,
    health::Standing,
    model::{
        account::ReportedAccount,
        connection::{Connection, Institution},
        ids::{AccountConnectionId, ConnectionId, LinkSessionId},
    },
    store,
};

/// How long to wait before each further try to keep an access token: long enough for somebody to unlock the keyring.
const KEEP_AGAIN_AFTER: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(10)];

/// Why a login can't become a connection.
#[derive(Debug, thiserror::Error)]
pub enum AdoptError {
    /// Plaid does not answer, or refuses.
    #[error(transparent)]
    Plaid(#[from] plaid::Error),
    /// The keyring does not take or give a token.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Makes the login behind a public token the connection `id`. The public token belongs to `session`.
    #[instrument(skip_all, fields(connection = %id, session = %session))]
    pub(crate) async fn adopt(
        &self,
        id: ConnectionId,
        session: LinkSessionId,
        institution: &Institution,
        public_token: &PublicToken,
    ) -> Result<(), AdoptError> {
        self.vault().put_public_token(session, public_token).await?;
        let Answer { value: NewItem { access_token, item_id }, request_id } =
            self.plaid().exchange(public_token).await?;
        info!(request_id, "exchanged");
        self.keep(id, &access_token, &item_id, &KEEP_AGAIN_AFTER).await?;
        self.record(id, institution, &item_id, &access_token).await?;
        Ok(self.vault().forget_public_token(session).await?)
    }

    /// Puts the only copy of an access token into the keyring. Where that can't be done the login is removed at Plaid.
    async fn keep(
        &self,
        id: ConnectionId,
        access_token: &AccessToken,
        item_id: &str,
        waits: &[Duration],
    ) -> Result<(), VaultError> {
        let mut kept = self.vault().put_access_token(id, access_token).await;
        for wait in waits {
            let Err(error) = &kept else { break };
            warn!(%error, "the keyring does not take the access token yet");
            time::sleep(*wait).await;
            kept = self.vault().put_access_token(id, access_token).await;
        }
        if kept.is_err() {
            match self.plaid().remove_item(access_token).await {
                Ok(removed) => warn!(item_id, request_id = removed.request_id, "removed: its token can't be kept"),
                Err(error) => error!(item_id, %error, request_id = error.request_id(), "lost: its token can't be kept"),
            }
        }
        kept
    }

    /// Goes on where an adoption broke off after the exchange. `false` where there is nothing to go on with: no token, or
    /// one of a login that Plaid no longer knows, which is forgotten.
    #[instrument(skip_all, fields(connection = %id, session = %session))]
    pub(crate) async fn adopt_further(
        &self,
        id: ConnectionId,
        session: LinkSessionId,
        institution: &Institution,
    ) -> Result<bool, AdoptError> {
        let access_token = match self.vault().access_token(id).await {
            Ok(access_token) => access_token,
            Err(VaultError::Missing { .. }) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        let item = match self.plaid().item(&access_token).await {
            Ok(item) => item.value,
            Err(error) if error.class() == ErrorClass::ItemGone => {
                self.vault().forget_access_token(id).await?;
                return Ok(false);
            }
            Err(error) => return Err(error.into()),
        };
        self.record(id, institution, &item.item_id, &access_token).await?;
        self.vault().forget_public_token(session).await?;
        Ok(true)
    }

    /// Reads the login and writes the connection with its accounts.
    async fn record(
        &self,
        id: ConnectionId,
        institution: &Institution,
        item_id: &str,
        access_token: &AccessToken,
    ) -> Result<(), AdoptError> {
        let (item, accounts) = tokio::try_join!(self.plaid().item(access_token), self.plaid().accounts(access_token))?;
        let Standing { health, consent_ends_at } = Standing::of(&item.value, self.now());
        let connection = Connection {
            id,
            item_id: item_id.to_owned(),
            institution: institution.clone(),
            health,
            consent_ends_at,
            updated_at: None,
            obsolete: false,
        };
        let now = self.now();
        let mut records = self.database().write().await?;
        store::connections::insert(&mut records, &connection, now).await?;
        for account in accounts.value {
            let account_id = AccountConnectionId::new(self.fresh_uuid());
            let reported = ReportedAccount::from(account);
            store::account_connections::insert(&mut records, id, account_id, &reported, now).await?;
        }
        let mut entry = self.entry(By::User, "connect", id, "connected");
        entry.request_ids = vec![item.request_id, accounts.request_id];
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
