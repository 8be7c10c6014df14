//! What the tests of several use cases share: an office with real records, secrets in memory, a clock that the test moves,
//! and a Plaid that nothing gets to.

use plaid::{Client, Keys, Limits};
use tempfile::TempDir;

use crate::{Clock, Config, Connections, Vault, vault::Profile};

/// The password of the integration user.
pub(crate) const OWN: &str = "lamp otter violin";

/// Everything that one test works on.
pub(crate) struct Office {
    pub(crate) folder: TempDir,
    pub(crate) vault: Vault,
    pub(crate) clock: Clock,
    pub(crate) connections: Connections,
}

impl Office {
    /// Without any user.
    pub(crate) async fn new() -> Self {
        Self::over(Vault::in_memory(Profile::Live)).await
    }

    /// With these secrets, and without any user.
    pub(crate) async fn over(vault: Vault) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Clock::fixed("2026-11-23T06:24:08Z".parse().unwrap());
        let connections = open(&folder, &vault, &clock).await;
        Self { folder, vault, clock, connections }
    }

    /// With an integration user, who is signed in, and the recovery code.
    pub(crate) async fn set_up() -> (Self, String) {
        let office = Self::new().await;
        let code = office.connections.set_up("Books", OWN.into()).await.unwrap();
        (office, code.shown_once())
    }

    /// Closes the records and opens them again, as a start does.
    pub(crate) async fn restart(&mut self) {
        self.connections.close().await;
        self.connections = open(&self.folder, &self.vault, &self.clock).await;
    }

    /// Runs a statement that no use case has, for what the records are to do then.
    pub(crate) async fn execute(&self, statement: &'static str) {
        let mut records = self.connections.database().write().await.unwrap();
        sqlx::raw_sql(statement).execute(&mut *records).await.unwrap();
        records.commit().await.unwrap();
    }
}

async fn open(folder: &TempDir, vault: &Vault, clock: &Clock) -> Connections {
    let keys = Keys { client_id: "client".to_owned(), secret: "secret".into() };
    let config = Config {
        database: folder.path().join("records/bank-connections.db"),
        vault: vault.clone(),
        // Nothing gets as far as Plaid.
        plaid: Client::new("http://127.0.0.1:9".parse().unwrap(), keys, Limits::default()).unwrap(),
        clock: clock.clone(),
    };
    Connections::open(config).await.unwrap()
}
