//! The health of a login, read apart from any update: logins break and heal by themselves.

use std::{convert::Infallible, time::Duration};

use plaid::ErrorClass;
use sqlx::SqliteConnection;
use tokio::time;
use tracing::{debug, info, instrument, warn};

use crate::{
    Connections, StoreError, VaultError,
    connections::By,
    health::Standing,
    model::{
        connection::{Connection, Health},
        ids::ConnectionId,
        link_session::State,
    },
    store::{self, health_texts},
};

/// How often logins that don't work are looked at, to notice those that work again. Far below Plaid's limits.
const LOOK_EVERY: Duration = Duration::from_mins(30);

/// Why the health can't be read.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// There is no such connection.
    #[error("there is no such connection")]
    NotFound,
    /// The connection was removed.
    #[error("the connection was removed")]
    Obsolete,
    /// Plaid does not answer, or refuses.
    #[error(transparent)]
    Plaid(#[from] plaid::Error),
    /// The keyring does not give the access token.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Reads what Plaid says of a login now, and writes it down. While an update of the connection is not settled nothing
    /// is written: its end brings the records to the truth, and has to see what it changed.
    ///
    /// # Errors
    /// Where the health can't be read. It stays as it is then.
    #[instrument(skip_all, fields(connection = %id))]
    pub async fn check(&self, id: ConnectionId) -> Result<Health, CheckError> {
        let connection = {
            let mut records = self.database().read().await?;
            store::connections::get(&mut records, id).await?.ok_or(CheckError::NotFound)?
        };
        if connection.obsolete {
            return Err(CheckError::Obsolete);
        }
        let access_token = self.vault().access_token(id).await?;
        let standing = match self.plaid().item(&access_token).await {
            Ok(item) => Standing::of(&item.value, self.now()),
            Err(error) if error.class() == ErrorClass::ItemGone => Standing::GONE,
            Err(error) => return Err(error.into()),
        };
        self.write_standing(id, standing).await?;
        Ok(standing.health)
    }

    /// Writes what was read of a login, unless a session of the connection is not settled.
    pub(crate) async fn write_standing(&self, id: ConnectionId, standing: Standing) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        let sessions = store::link_sessions::unsettled_of(&mut records, id).await?;
        if sessions.iter().any(|session| !matches!(session.state, State::Watched(_))) {
            debug!("left to the session that is not settled");
            return Ok(());
        }
        self.set_standing(&mut records, id, standing).await?;
        records.commit().await?;
        self.tell();
        Ok(())
    }

    /// Writes what was read of a login, with an entry of the audit where it is news.
    pub(crate) async fn set_standing(
        &self,
        records: &mut SqliteConnection,
        id: ConnectionId,
        standing: Standing,
    ) -> Result<(), StoreError> {
        let Standing { health, consent_ends_at } = standing;
        let earlier = store::connections::get(records, id).await?.ok_or(StoreError::NotFound)?;
        store::connections::set_health(records, id, health, consent_ends_at, self.now()).await?;
        if earlier.health != health {
            info!(connection = %id, ?health, "the health changed");
            let (word, reason) = health_texts(health);
            let mut entry = self.entry(By::Itself, "check", id, word);
            entry.details.extend(reason.map(|reason| ("reason".to_owned(), reason.into())));
            store::audit::append(records, &entry).await?;
        }
        Ok(())
    }

    /// Looks at the logins that don't work, at once and then from time to time.
    pub(crate) async fn watch_health(&self) -> Infallible {
        loop {
            match self.ailing().await {
                Ok(ailing) => {
                    for connection in ailing {
                        if let Err(error) = self.check(connection.id).await {
                            warn!(connection = %connection.id, %error, "the health can't be read");
                        }
                    }
                }
                Err(error) => warn!(%error, "the connections can't be read"),
            }
            time::sleep(LOOK_EVERY).await;
        }
    }

    /// The connections that may have healed by themselves.
    async fn ailing(&self) -> Result<Vec<Connection>, StoreError> {
        let mut records = self.database().read().await?;
        let mut connections = store::connections::list(&mut records).await?;
        connections.retain(|connection| {
            let may_heal = matches!(connection.health, Health::NeedsUpdate(_) | Health::BankUnavailable);
            may_heal && !connection.obsolete
        });
        Ok(connections)
    }
}
