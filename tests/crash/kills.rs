//! The whole process gone, as by a power cut: killed at moments that a seed chooses, and dead of itself in the middle of
//! asking, reading and committing; real records, a real keyring service.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    os::unix::process::ExitStatusExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use bank_connections_tests::{
    secret_service::{Keyring, SecretService},
    stage::{FIRST_PLATYPUS, Page},
};
use plaid::HostedLinkUrl;
use plaid_sandbox::{Config, Sandbox};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::random::Choices;

const SEED: u64 = 1;
const KILLS: u32 = 12;
/// How long a process lives at most, from its start or from the moment its page is there. It asks about the page four
/// times a second.
const LONGEST_LIFE_MS: u32 = 500;
/// The work in which a process dies of itself: begin and end a session, ask about its page, read at Plaid, commit.
const WORKS: [&str; 4] = ["advance", "ask", "read", "commit"];
/// The steps at which it dies: from the first one to deep among the accounts.
const STEPS: [u32; 4] = [1, 3, 7, 20];
/// No signal but this one ends a process that dies of itself.
const ABORTED: i32 = 6;
const KEYS: [&str; 4] = ["checking", "saving", "cd", "mortgage"];

/// What is on record at rest.
#[derive(Debug, Deserialize)]
struct Records {
    status: String,
    accounts: Vec<Account>,
}

#[derive(Debug, Deserialize)]
struct Account {
    number: String,
    name: String,
    /// Plaid's id of it, where it is active.
    plaid_id: Option<String>,
}

struct House {
    sandbox: Sandbox,
    keyring: SecretService,
    folder: TempDir,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_anywhere_is_put_right_by_the_next() {
    let house = House::new().await;
    let mut choices = Choices::of(SEED);
    let numbers = by_name(&house.rest().await);
    assert_eq!(numbers.len(), 12);

    let mut pages = 0;
    for round in 0..KILLS {
        let item = house.item().item_id;
        if choices.once_in(2) {
            house.sandbox.set_item_error(&item, Some("ITEM_LOGIN_REQUIRED")).unwrap();
        }
        pages += u32::from(house.die_updating(&mut choices).await);
        house.sandbox.close_abandoned_sessions();

        house.assert_true(&numbers, &format!("seed {SEED}, round {round}")).await;
    }
    assert!(pages > 0, "not every process died before its page was there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_in_the_middle_of_its_work_is_put_right_by_the_next() {
    let house = House::new().await;
    let mut choices = Choices::of(SEED);
    let numbers = by_name(&house.rest().await);

    for work in WORKS {
        let mut deaths = 0;
        for step in STEPS {
            house.sandbox.set_item_error(&house.item().item_id, Some("ITEM_LOGIN_REQUIRED")).unwrap();
            house.sandbox.churn(&house.item().item_id).unwrap();
            let died = house.die_at(work, step, &choices.some_of(&KEYS)).await;
            assert!(died || step > STEPS[0], "nothing dies at the first step of `{work}`");
            deaths += u32::from(died);
            house.sandbox.close_abandoned_sessions();
            house.assert_true(&numbers, &format!("dead at step {step} of `{work}`")).await;
        }
        assert!(deaths > 1, "the middle of `{work}` is met");
    }
}

fn by_name(records: &Records) -> BTreeMap<String, String> {
    records.accounts.iter().map(|account| (account.name.clone(), account.number.clone())).collect()
}

impl House {
    async fn new() -> Self {
        let sandbox = Sandbox::start(Config::default()).await.unwrap();
        let folder = TempDir::new().unwrap();
        let keyring = SecretService::start(folder.path(), Keyring::Unlocked).unwrap();
        Self { sandbox, keyring, folder }
    }

    fn item(&self) -> plaid_sandbox::ItemReport {
        let items = self.sandbox.items();
        let connected = |item: &plaid_sandbox::ItemReport| item.access_token.is_some();
        items.into_iter().find(|item| item.institution_id == FIRST_PLATYPUS && connected(item)).unwrap()
    }

    /// A new process settles what is left; then every account has its number of old, and the records say what is true.
    async fn assert_true(&self, numbers: &BTreeMap<String, String>, case: &str) {
        let records = self.rest().await;
        let case = format!("{case}: {records:?}");
        assert_eq!(by_name(&records), *numbers, "{case}");
        let item = self.item();
        if item.error_code.is_some() {
            assert!(records.status.starts_with("NeedsUpdate"), "{case}");
            return;
        }
        assert_eq!(records.status, "Active", "{case}");
        let granted: BTreeMap<_, _> =
            item.accounts.into_iter().map(|account| (account.name, account.account_id)).collect();
        let on_record: BTreeMap<_, _> =
            records.accounts.into_iter().map(|account| (account.name, account.plaid_id)).collect();
        assert_eq!(on_record, granted, "{case}");
    }

    /// An update that the user completes, by a process that dies at this step of this work. Tells whether it came there.
    async fn die_at(&self, work: &str, step: u32, keys: &[&str]) -> bool {
        let mut process = self.start("update", &json!({ "work": work, "step": step }));
        let output = process.stdout.take().unwrap();
        let first_line = move || BufReader::new(output).lines().next().transpose().unwrap();
        if let Some(address) = tokio::task::spawn_blocking(first_line).await.unwrap() {
            walk(HostedLinkUrl::new(address), 3, keys).await;
        }
        let ended = tokio::task::spawn_blocking(move || process.wait_with_output()).await.unwrap().unwrap();
        let died = ended.status.signal() == Some(ABORTED);
        assert!(died || ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        died
    }

    /// An update by a process that is killed in the middle of it, while the user goes on at the page as far as that goes.
    /// Tells whether there was a page.
    async fn die_updating(&self, choices: &mut Choices) -> bool {
        let keys = choices.some_of(&KEYS);
        let depth = choices.below(4);
        let life = Duration::from_millis(choices.below(LONGEST_LIFE_MS).into());
        let dies_early = choices.once_in(4);
        let mut process = self.start("update", &Value::Null);
        let output = process.stdout.take().unwrap();
        let killing = async move {
            tokio::time::sleep(life).await;
            process.kill().unwrap();
            process.wait().unwrap();
        };
        // Nothing is said by a process that dies before the page is there.
        let address = tokio::task::spawn_blocking(move || BufReader::new(output).lines().next().transpose().unwrap());
        if dies_early {
            killing.await;
            return address.await.unwrap().is_some();
        }
        let Some(address) = address.await.unwrap() else { return false };
        tokio::join!(killing, walk(HostedLinkUrl::new(address), depth, &keys));
        true
    }

    /// What is on record once a new process has settled what is left.
    async fn rest(&self) -> Records {
        let process = self.start("rest", &Value::Null);
        let output = tokio::task::spawn_blocking(move || process.wait_with_output()).await.unwrap().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn start(&self, what: &str, death: &Value) -> Child {
        let database: PathBuf = self.folder.path().join("records/bank-connections.db");
        let order = json!({
            "what": what,
            "institution_id": FIRST_PLATYPUS,
            "database": database,
            "base_url": self.sandbox.base_url(),
            "client_id": self.sandbox.client_id(),
            "secret": self.sandbox.secret(),
            "death": death,
        });
        let mut command = Command::new(env!("CARGO_BIN_EXE_life"));
        command.envs(self.keyring.environment()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        writeln!(process.stdin.take().unwrap(), "{order}").unwrap();
        process
    }
}

async fn walk(address: HostedLinkUrl, depth: u32, keys: &[&str]) {
    let page = Page::open(&address).await;
    if depth > 0 {
        page.sign_in("pass_good").await;
    }
    if depth > 1 {
        page.select(keys).await;
    }
    if depth > 2 {
        page.finish().await;
    }
}
