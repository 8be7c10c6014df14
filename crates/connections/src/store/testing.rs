//! What the tests of the store share: a real encrypted file in a folder of its own, and sample records.

use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;
use plaid::{HostedLinkUrl, LinkToken};
use tempfile::TempDir;
use uuid::Uuid;

use super::{Database, StoreError, Transaction, account_connections, connections, link_sessions, logins};
use crate::{
    clock::Clock,
    model::{
        account::{AccountDetails, AccountNumber, ReportedAccount},
        bank_account::BankAccount,
        connection::{AccountNews, Connection, Health, Institution},
        ids::{AccountConnectionId, BankAccountId, ConnectionId, LinkSessionId, LoginId},
        link_session::{LinkSession, Page, Place, Purpose, State},
        login::{Login, LoginState},
        money::Currency,
    },
    vault::{DatabaseKey, Profile, Vault},
};

/// Records in a folder that is gone with this.
pub(crate) struct Records {
    pub folder: TempDir,
    pub file: PathBuf,
    pub key: DatabaseKey,
    pub clock: Clock,
    pub database: Database,
}

impl Records {
    pub(crate) async fn new() -> Self {
        FAREWELL.with(|_| {});
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("records/bank-connections.db");
        let key = Vault::in_memory(Profile::Demo).database_key(&file).await.unwrap();
        let clock = Clock::fixed(at(0));
        let database = Database::open(&file, &key, &clock).await.unwrap();
        Self { folder, file, key, clock, database }
    }

    pub(crate) async fn write(&self) -> Transaction {
        self.database.write().await.unwrap()
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
}

/// A time, so many seconds after another one.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

pub(crate) fn connection_id(number: u128) -> ConnectionId {
    ConnectionId::new(Uuid::from_u128(number))
}

pub(crate) fn login_id(number: u128) -> LoginId {
    LoginId::new(Uuid::from_u128(number))
}

pub(crate) fn account_id(number: u128) -> AccountConnectionId {
    AccountConnectionId::new(Uuid::from_u128(number))
}

/// A bank account with this code, in use and in US dollars.
pub(crate) fn bank_account(number: u128, code: &str) -> BankAccount {
    BankAccount {
        id: BankAccountId::new(Uuid::from_u128(number)),
        code: code.to_owned(),
        name: "Operating account".to_owned(),
        currency: Currency::of("USD").unwrap(),
        active: true,
    }
}

pub(crate) fn session_id(number: u128) -> LinkSessionId {
    LinkSessionId::new(Uuid::from_u128(number))
}

pub(crate) fn connection(number: u128) -> Connection {
    Connection {
        id: connection_id(number),
        login: Some(login_id(number)),
        item_id: format!("item-{number}"),
        institution: Institution { id: "ins_109508".to_owned(), name: "First Platypus Bank".to_owned() },
        health: Health::Good,
        consent_ends_at: None,
        updated_at: None,
        obsolete: false,
        paused: false,
        news: AccountNews::default(),
    }
}

/// The current login of the connection of this number.
pub(crate) fn login(number: u128) -> Login {
    let Connection { id, item_id, institution, .. } = connection(number);
    Login { id: login_id(number), connection: Some(id), item_id, institution, state: LoginState::Current }
}

pub(crate) fn reported(account_id: &str) -> ReportedAccount {
    ReportedAccount {
        account_id: account_id.to_owned(),
        persistent_account_id: None,
        details: AccountDetails {
            name: "Plaid Checking".to_owned(),
            official_name: Some("Plaid Gold Standard 0% Interest Checking".to_owned()),
            mask: Some("0000".to_owned()),
            kind: "depository".to_owned(),
            subtype: Some("checking".to_owned()),
            currency: Some("USD".to_owned()),
        },
    }
}

/// A session of a connection, as it begins.
pub(crate) fn session(number: u128, of: u128) -> LinkSession {
    LinkSession {
        id: session_id(number),
        purpose: Purpose::Update,
        connection: connection_id(of),
        institution: Some(connection(of).institution),
        started_by: "Integration user".to_owned(),
        state: State::Requested,
        place: Place::Window,
        page: None,
        plaid_session_id: None,
        request_id: None,
        exit: None,
        exchanges: 0,
        second_login: false,
        recovered: false,
        delay: None,
        started_at: at(0),
        ended_at: None,
        settled_at: None,
        acknowledged_at: None,
    }
}

pub(crate) fn page() -> Page {
    Page {
        token: LinkToken::new("link-sandbox-1".to_owned()),
        url: HostedLinkUrl::new("https://hosted.example/1".to_owned()),
        expires_at: at(1800),
    }
}

/// Puts a connection on record.
pub(crate) async fn with_connection(tx: &mut Transaction, number: u128) {
    connections::insert(tx, &connection(number), at(0)).await.unwrap();
    logins::insert(tx, &login(number), at(0)).await.unwrap();
}

/// Puts an account of a connection on record.
pub(crate) async fn with_account(tx: &mut Transaction, of: u128, number: u128, name: &str) -> AccountNumber {
    account_connections::insert(tx, connection_id(of), account_id(number), &reported(name), at(0)).await.unwrap()
}

/// Puts a session on record.
pub(crate) async fn with_session(tx: &mut Transaction, session: &LinkSession) {
    link_sessions::insert(tx, session).await.unwrap();
}

/// Says a statement that no code of the store would say.
pub(crate) async fn say(tx: &mut Transaction, statement: &'static str) -> Result<(), StoreError> {
    sqlx::query(statement).execute(&mut **tx).await?;
    Ok(())
}

/// Asserts that the records refuse each of these statements because of one of their rules.
pub(crate) async fn refuses(tx: &mut Transaction, statements: &[&'static str]) {
    for statement in statements {
        match say(tx, statement).await {
            Err(StoreError::Conflict(_)) => {}
            other => panic!("`{statement}` should be refused: {other:?}"),
        }
    }
}

/// Has the records take texts that their CHECKs would refuse: those of another version.
pub(crate) async fn from_another_version(tx: &mut Transaction, statement: &'static str) {
    say(tx, "pragma ignore_check_constraints = on").await.unwrap();
    say(tx, statement).await.unwrap();
    say(tx, "pragma ignore_check_constraints = off").await.unwrap();
}
