//! The product without its window: a simulator over HTTP, real records in a real file, and a clock that the test moves.

pub mod ledger;
mod page;

use std::{collections::BTreeSet, path::PathBuf, time::Duration};

use connections::{
    Clock, Config, ConnectionOverview, Connections, OpenError, UpdateResult, UpdateStart, Vault, demo,
    model::{
        account::AccountConnection,
        ids::{ConnectionId, LinkSessionId, LoginId},
    },
    store::{
        Database,
        audit::{self, Entry},
    },
    vault::Profile,
};
use jiff::{SignedDuration, Timestamp};
use plaid::{Client, HostedLinkUrl, Keys, Limits};
use plaid_sandbox::{AccountReport, ItemReport, Sandbox};
use sqlx::AssertSqlSafe;
use tempfile::TempDir;

pub use ledger::Ledger;
pub use page::Page;

/// The bank that the demo leaves in need of an update.
pub const FIRST_PLATYPUS: &str = "ins_109508";
/// A bank of the demo that works.
pub const TARTAN: &str = "ins_109511";
/// A bank of the demo where one signs in at the bank.
pub const OAUTH: &str = "ins_127287";

/// When everything begins, November 17, 2026, 15:30 UTC: what the banks booked, and when, follows from it. In the afternoon,
/// when the day before is over everywhere.
const BEGINS: Timestamp = Timestamp::constant(1_794_929_400, 0);

/// How long a call takes at most until it is at Plaid.
const ASKED_WITHIN: Duration = Duration::from_secs(30);

/// Everything that one test works on.
#[derive(Debug)]
pub struct Stage {
    /// Plaid and the banks.
    pub sandbox: Sandbox,
    /// What is tested.
    pub connections: Connections,
    /// The time of the records.
    pub clock: Clock,
    /// The secrets. They survive a reopening.
    pub vault: Vault,
    folder: TempDir,
}

impl Stage {
    /// With the three test banks of the demo.
    pub async fn start() -> Self {
        let stage = Self::empty().await;
        demo::seed(&stage.connections).await.expect("the test banks can be connected");
        stage
    }

    /// Without any bank.
    pub async fn empty() -> Self {
        FAREWELL.with(|_| {});
        let sandbox = Sandbox::start(plaid_sandbox::Config {
            clock: plaid_sandbox::Clock::Fixed(BEGINS),
            ..plaid_sandbox::Config::default()
        })
        .await;
        let sandbox = sandbox.expect("a simulator starts");
        let clock = Clock::fixed(sandbox.now());
        let vault = Vault::in_memory(Profile::Demo);
        let folder = TempDir::new().expect("there is room for a folder");
        let database = folder.path().join("records/bank-connections.db");
        let connections = open(&sandbox, database, &vault, &clock).await;
        Self { sandbox, connections, clock, vault, folder }
    }

    /// With a client that repeats what failed, as that of the product, only sooner. The other ones repeat nothing, so that
    /// each fault is met.
    pub async fn repeating(mut self) -> Self {
        self.connections.close().await;
        let limits = Limits {
            first_delay: Duration::from_millis(1),
            longest_delay: Duration::from_millis(5),
            ..Limits::default()
        };
        let config = Config {
            plaid: client(&self.sandbox, limits),
            ..config(&self.sandbox, self.database(), &self.vault, &self.clock)
        };
        self.connections = Connections::open(config).await.expect("the records open");
        demo::enter(&self.connections).await.expect("the demo has its users");
        self
    }

    /// The file of the records.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("records/bank-connections.db")
    }

    /// Forgets everything but what is on record, in the keyring and at Plaid, and starts anew: what a crash leaves.
    pub async fn restart(&mut self) {
        // Whoever crashes closes nothing; the old handle is only dropped.
        self.connections = open(&self.sandbox, self.database(), &self.vault, &self.clock).await;
        self.connections.recover().await.expect("the records can be taken up");
    }

    /// Opens the records once more, as a start does, and tells whether they open.
    ///
    /// # Errors
    /// Where they don't.
    pub async fn reopen(&self) -> Result<(), OpenError> {
        Connections::open(config(&self.sandbox, self.database(), &self.vault, &self.clock)).await.map(drop)
    }

    /// Closes the records, as an application does that quits.
    pub async fn close(&self) {
        self.connections.close().await;
    }

    /// Lets time pass here and at Plaid.
    pub fn pass(&self, time: Duration) {
        self.clock.advance(time);
        let time = SignedDuration::try_from(time).expect("a test takes no ages");
        assert!(self.sandbox.advance(time), "the simulator's time moves along");
    }

    /// The connection to a bank.
    pub async fn connection(&self, institution_id: &str) -> ConnectionOverview {
        let connections = self.connections.list().await.expect("the records can be read");
        let found = connections.into_iter().find(|found| found.connection.institution.id == institution_id);
        found.expect("the demo connects this bank")
    }

    /// The id of the connection to a bank.
    pub async fn id(&self, institution_id: &str) -> ConnectionId {
        self.connection(institution_id).await.connection.id
    }

    /// The login of the connection to a bank.
    pub async fn login(&self, institution_id: &str) -> LoginId {
        self.connection(institution_id).await.connection.login.expect("the connection has a login")
    }

    /// The account with this name under the connection to a bank.
    pub async fn account(&self, institution_id: &str, name: &str) -> AccountConnection {
        let accounts = self.connection(institution_id).await.accounts;
        accounts.into_iter().find(|account| account.details.name == name).expect("the bank has such an account")
    }

    /// Begins an update, whether the login works or not.
    pub async fn begin(&self, institution_id: &str) -> (LinkSessionId, HostedLinkUrl) {
        let id = self.id(institution_id).await;
        match self.connections.start_update(id, true).await.expect("the update can begin") {
            UpdateStart::Opened { session, url } => (session, url),
            UpdateStart::Healed => unreachable!("it was to begin also where the login works"),
        }
    }

    /// Begins an update and opens its page.
    pub async fn begin_on_page(&self, institution_id: &str) -> (LinkSessionId, Page) {
        let (session, url) = self.begin(institution_id).await;
        (session, Page::open(&url).await)
    }

    /// The audit of the connection to a bank, the newest entry first.
    pub async fn audit(&self, institution_id: &str) -> Vec<Entry> {
        self.audit_of(&self.id(institution_id).await.to_string()).await
    }

    /// The audit of any record, the newest entry first.
    pub async fn audit_of(&self, object_id: &str) -> Vec<Entry> {
        let file = self.database();
        let key = self.vault.database_key(&file).await.expect("the keyring has the key");
        let database = Database::open(&file, &key, &self.clock).await.expect("the records open");
        let mut records = database.read().await.expect("the records can be read");
        audit::list_of(&mut records, object_id).await.expect("the audit can be read")
    }

    /// Says statements to the records past the application, as somebody could who has their key.
    pub async fn say(&self, statements: &[&str]) {
        let file = self.database();
        let key = self.vault.database_key(&file).await.expect("the keyring has the key");
        let database = Database::open(&file, &key, &self.clock).await.expect("the records open");
        let mut records = database.write().await.expect("the records can be written");
        for statement in statements {
            let statement = sqlx::query(AssertSqlSafe((*statement).to_owned()));
            statement.execute(&mut *records).await.expect("the records take it");
        }
        records.commit().await.expect("the records can be written");
        database.close().await;
    }

    /// How many rows a table of the records has.
    pub async fn rows(&self, table: &str) -> i64 {
        let file = self.database();
        let key = self.vault.database_key(&file).await.expect("the keyring has the key");
        let database = Database::open(&file, &key, &self.clock).await.expect("the records open");
        let mut records = database.read().await.expect("the records can be read");
        let count = AssertSqlSafe(format!("select count(*) from {table}"));
        let rows = sqlx::query_scalar(count).fetch_one(&mut *records).await.expect("there is such a table");
        drop(records);
        database.close().await;
        rows
    }

    /// How often Plaid was asked so far. The demo asks too while it begins.
    #[must_use]
    pub fn calls(&self, endpoint: &str) -> u64 {
        self.sandbox.calls().get(endpoint).copied().unwrap_or_default()
    }

    /// Waits until Plaid was asked so many times.
    pub async fn asked(&self, endpoint: &str, times: u64) {
        let asked = async {
            while self.calls(endpoint) < times {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(ASKED_WITHIN, asked).await.expect("Plaid is asked");
    }

    /// Makes each login one from before the fingerprints of tokens were kept.
    pub async fn forget_fingerprints(&self) {
        let forget = "update logins set token_fingerprint = null";
        self.say(&["drop trigger the_fingerprint_of_a_token_stays", forget]).await;
    }

    /// All that is on record, in the keyring and at Plaid.
    pub async fn ledger(&self) -> Ledger {
        let file = self.database();
        let key = self.vault.database_key(&file).await.expect("the keyring has the key");
        let database = Database::open(&file, &key, &self.clock).await.expect("the records open");
        let records = database.read().await.expect("the records can be read");
        let ledger =
            Ledger::of(&self.connections, records, &self.vault, &client(&self.sandbox, Limits::default())).await;
        database.close().await;
        ledger
    }

    /// The one result that is not put away.
    pub async fn result(&self) -> UpdateResult {
        let mut results = self.connections.results().await.expect("the records can be read");
        assert_eq!(results.len(), 1, "one result: {results:?}");
        results.remove(0)
    }

    /// Whether there is nothing to be told.
    pub async fn has_no_result(&self) -> bool {
        self.connections.results().await.expect("the records can be read").is_empty()
    }

    /// What Plaid and the bank have of a connection.
    #[must_use]
    pub fn item(&self, institution_id: &str) -> ItemReport {
        let items = self.sandbox.items();
        items.into_iter().rev().find(|item| item.institution_id == institution_id).expect("the bank is connected")
    }

    /// The names of the accounts on record that are active, and of those that are not.
    pub async fn names(&self, institution_id: &str) -> (Vec<String>, Vec<String>) {
        let accounts = self.connection(institution_id).await.accounts;
        let (active, inactive): (Vec<_>, Vec<_>) = accounts.into_iter().partition(|account| account.active);
        let names = |accounts: Vec<AccountConnection>| accounts.into_iter().map(|it| it.details.name).collect();
        (names(active), names(inactive))
    }

    /// Asserts that the active accounts on record are those that the user granted, each under its id at Plaid, and that
    /// each record is still the same account as ever.
    pub async fn assert_true(&self, institution_id: &str) {
        let on_record: BTreeSet<_> = self
            .connection(institution_id)
            .await
            .accounts
            .into_iter()
            .filter(|account| account.active)
            .map(|account| (account.account_id, account.details.name, account.details.mask))
            .collect();
        let granted: BTreeSet<_> = self
            .item(institution_id)
            .accounts
            .into_iter()
            .filter_map(|AccountReport { account_id, name, mask, .. }| Some((account_id?, name, mask)))
            .collect();
        assert_eq!(on_record, granted, "the records of {institution_id} say what is true");
    }
}

/// Waits at the end of a test for the files that are being closed, each on a thread of its own. `SQLCipher` puts its own
/// things away when the process ends, and must not meet them.
struct Farewell;

thread_local! {
    // Gone after the runtime of the test, and before the harness takes the test for ended.
    static FAREWELL: Farewell = const { Farewell };
}

/// How long at most: other tests may have files open.
const FAREWELL_WITHIN: Duration = Duration::from_millis(50);

impl Drop for Farewell {
    fn drop(&mut self) {
        wait_for_closing();
    }
}

/// Waits for the files that are being closed, for whoever ends a process by himself.
pub fn wait_for_closing() {
    let is_closing = || {
        let Ok(threads) = std::fs::read_dir("/proc/self/task") else { return false };
        let names = threads.flatten().filter_map(|thread| std::fs::read_to_string(thread.path().join("comm")).ok());
        names.into_iter().any(|name| name.starts_with("sqlx-sqlite"))
    };
    let begun = std::time::Instant::now();
    while is_closing() && begun.elapsed() < FAREWELL_WITHIN {
        std::thread::sleep(Duration::from_millis(1));
    }
}

async fn open(sandbox: &Sandbox, database: PathBuf, vault: &Vault, clock: &Clock) -> Connections {
    let connections = Connections::open(config(sandbox, database, vault, clock)).await.expect("the records open");
    demo::enter(&connections).await.expect("the demo has its users");
    connections
}

fn config(sandbox: &Sandbox, database: PathBuf, vault: &Vault, clock: &Clock) -> Config {
    let plaid = client(sandbox, Limits { attempts: 1, ..Limits::default() });
    Config { database, vault: vault.clone(), plaid, clock: clock.clone() }
}

fn client(sandbox: &Sandbox, limits: Limits) -> Client {
    let keys = Keys { client_id: sandbox.client_id().to_owned(), secret: sandbox.secret().into() };
    Client::new(sandbox.base_url().parse().expect("the simulator has an address"), keys, limits)
        .expect("the simulator's keys can be sent")
}
