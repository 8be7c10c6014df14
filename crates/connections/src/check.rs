//! The health of a login, read apart from any update: logins break and heal by themselves.
//!
//! That a login works is never written without a look at its accounts: while it was broken, or in another application, the
//! user may have chosen others, and banks open, close and rename accounts. What differs is counted and suggested for an
//! update. No account is ever written here: that would merge silently what the user has not seen.

use std::{convert::Infallible, time::Duration};

use jiff::Timestamp;
use plaid::ErrorClass;
use sqlx::SqliteConnection;
use tokio::time;
use tracing::{debug, info, instrument, warn};

use crate::{
    Connections, StoreError, VaultError,
    access_tokens::NoToken,
    connections::By,
    health::Standing,
    model::{
        connection::{Connection, Health},
        ids::ConnectionId,
        link_session::{Setback, State},
        reconciliation::reconcile,
    },
    news::news_of,
    settling::reading::{Reading, Whose},
    store::{self, health_texts},
};

/// How often every login is looked at. Far below Plaid's limits.
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
    /// The removal of the connection was asked for.
    #[error("the connection is being removed")]
    Removing,
    /// Plaid does not answer, or refuses.
    #[error(transparent)]
    Plaid(#[from] plaid::Error),
    /// The keyring does not give the access token.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The login works, but its accounts can't be read now.
    #[error("the accounts can't be read now")]
    Unreadable(Setback),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NoToken> for CheckError {
    fn from(error: NoToken) -> Self {
        match error {
            NoToken::Vault(error) => Self::Vault(error),
            NoToken::Store(error) => Self::Store(error),
        }
    }
}

impl CheckError {
    /// Whether the keyring as a whole stands in the way.
    const fn is_of_keyring(&self) -> bool {
        match self {
            Self::Vault(error) => error.trouble().is_some(),
            Self::Unreadable(setback) => setback.is_of_keyring(),
            Self::NotFound | Self::Obsolete | Self::Removing | Self::Plaid(_) | Self::Store(_) => false,
        }
    }
}

impl Connections {
    /// Reads what Plaid says of a login now, and writes it down. While an update of the connection is not settled nothing
    /// is written: its end brings the records to the truth, and has to see what it changed.
    ///
    /// # Errors
    /// Where the health can't be read. It stays as it is then.
    #[instrument(skip_all, fields(connection = %id))]
    pub async fn check(&self, id: ConnectionId) -> Result<Health, CheckError> {
        let (connection, seen) = {
            let mut records = self.database().read().await?;
            let connection = store::connections::get(&mut records, id).await?.ok_or(CheckError::NotFound)?;
            (connection, store::connections::checked_at(&mut records, id).await?)
        };
        if connection.obsolete {
            return Err(CheckError::Obsolete);
        }
        let whose = Whose::of(&connection).ok_or(CheckError::Removing)?;
        let access_token = self.access_token(whose.login).await?;
        let standing = match self.plaid().item(&access_token.token).await {
            Ok(item) if !whose.is(&item.value) => return Err(CheckError::Unreadable(Setback::PlaidRefused)),
            Ok(item) => {
                self.know_token(whose.login, &access_token).await?;
                Standing::of(&item.value, self.now())
            }
            Err(error) if error.class() == ErrorClass::ItemGone => Standing::GONE,
            Err(error) => return Err(error.into()),
        };
        self.learn(id, standing, seen).await
    }

    /// A connection as it is on record.
    pub(crate) async fn connection(&self, id: ConnectionId) -> Result<Connection, StoreError> {
        let mut records = self.database().read().await?;
        store::connections::get(&mut records, id).await?.ok_or(StoreError::NotFound)
    }

    /// When the health of a connection was written the last time.
    pub(crate) async fn checked_at(&self, id: ConnectionId) -> Result<Timestamp, StoreError> {
        let mut records = self.database().read().await?;
        store::connections::checked_at(&mut records, id).await
    }

    /// Writes what was read of a login, unless somebody wrote something newer than what was `seen` before the reading.
    /// Where the login works its accounts are looked at too; the health that this comes to is returned.
    pub(crate) async fn learn(
        &self,
        id: ConnectionId,
        standing: Standing,
        seen: Timestamp,
    ) -> Result<Health, CheckError> {
        let connection = self.connection(id).await?;
        let reading = match standing.health {
            Health::Good => {
                self.read(&connection).await?.map_err(|obstacle| CheckError::Unreadable(obstacle.setback))?
            }
            Health::NeedsUpdate(_) | Health::Gone | Health::BankUnavailable => {
                Reading { standing, reported: None, institution: None, request_ids: Vec::new() }
            }
        };
        let mut records = self.database().write().await?;
        let sessions = store::link_sessions::unsettled_of(&mut records, id).await?;
        if sessions.iter().any(|session| !matches!(session.state, State::Watched { .. })) {
            debug!("left to the session that is not settled");
            return Ok(reading.standing.health);
        }
        let now = store::connections::get(&mut records, id).await?.ok_or(CheckError::NotFound)?;
        if now.login != connection.login || store::connections::checked_at(&mut records, id).await? != seen {
            debug!("something newer is on record");
            return Ok(reading.standing.health);
        }
        let health = self.write_reading(&mut records, now, reading).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(health)
    }

    /// Writes the health of the login and, where its accounts are known, how they differ from those on record.
    async fn write_reading(
        &self,
        records: &mut SqliteConnection,
        connection: Connection,
        reading: Reading,
    ) -> Result<Health, CheckError> {
        let accounts = store::account_connections::list_of(records, connection.id).await?;
        if reading.is_empty_over(&accounts) {
            return Err(CheckError::Unreadable(Setback::PlaidRefused));
        }
        let Reading { standing, reported, request_ids, institution: _ } = reading;
        let news = reported.map_or(connection.news, |reported| news_of(&reconcile(&accounts, &reported)));
        if news != connection.news {
            store::connections::set_news(records, connection.id, news).await?;
            let outcome = if news.is_empty() { "accounts_agree" } else { "accounts_differ" };
            let mut entry = self.entry(By::Itself, "check", connection.id, outcome);
            entry.request_ids = request_ids;
            entry.details.insert("appeared".to_owned(), news.appeared.into());
            entry.details.insert("vanished".to_owned(), news.vanished.into());
            entry.details.insert("renamed".to_owned(), news.renamed.into());
            store::audit::append(records, &entry).await?;
        }
        Ok(self.set_standing(records, connection.id, standing).await?)
    }

    /// Writes what was read of a login, with an entry of the audit where it is news. A login that works needs an update all
    /// the same where its accounts differ from those on record; the health that is written is returned.
    pub(crate) async fn set_standing(
        &self,
        records: &mut SqliteConnection,
        id: ConnectionId,
        standing: Standing,
    ) -> Result<Health, StoreError> {
        let earlier = store::connections::get(records, id).await?.ok_or(StoreError::NotFound)?;
        let Standing { health, consent_ends_at } = standing.with_news(earlier.news);
        store::connections::set_health(records, id, health, consent_ends_at, self.now()).await?;
        if earlier.health != health {
            info!(connection = %id, ?health, "the health changed");
            let (word, reason) = health_texts(health);
            // Only our own comparison asks for an update of a login that works, and not only for new accounts.
            let is_compared = standing.health == Health::Good && health != Health::Good;
            let reason = if is_compared { Some("accounts_differ") } else { reason };
            let mut entry = self.entry(By::Itself, "check", id, word);
            entry.details.extend(reason.map(|reason| ("reason".to_owned(), reason.into())));
            store::audit::append(records, &entry).await?;
        }
        Ok(health)
    }

    /// Looks at every login, at once and then from time to time.
    pub(crate) async fn watch_health(&self) -> Infallible {
        loop {
            match self.to_be_watched().await {
                Ok(connections) => self.check_each(connections).await,
                Err(error) => warn!(%error, "the connections can't be read"),
            }
            tokio::select! {
                () = self.health_woken() => {}
                () = time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    async fn check_each(&self, connections: Vec<Connection>) {
        for connection in connections {
            let Err(error) = self.check(connection.id).await else { continue };
            warn!(connection = %connection.id, %error, "the health can't be read");
            // A keyring that does not answer may ask for its password each time. Once it is back everything is looked at.
            if error.is_of_keyring() {
                return;
            }
        }
    }

    /// Every connection that is not removed, but those that a session brings to the truth.
    async fn to_be_watched(&self) -> Result<Vec<Connection>, StoreError> {
        let mut records = self.database().read().await?;
        let sessions = store::link_sessions::unsettled(&mut records).await?;
        let mut connections = store::connections::list(&mut records).await?;
        connections.retain(|connection| {
            connection.login.is_some() && sessions.iter().all(|session| session.connection != connection.id)
        });
        Ok(connections)
    }
}
