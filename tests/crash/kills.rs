//! The whole process gone, as by a power cut: killed at moments that a seed chooses, and dead of itself in the middle of
//! asking, reading and committing; real records, a real keyring service.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    time::Duration,
};

use bank_connections_tests::stage::{
    FIRST_PLATYPUS, Page,
    ledger::{AccountEntry, ConnectionEntry, Ledger},
};
use plaid::HostedLinkUrl;
use plaid_sandbox::ItemReport;
use serde_json::{Value, json};

use crate::{
    house::{House, Life, Order},
    random::Choices,
};

const SEED: u64 = 1;
const KILLS: u32 = 12;
/// How long a process lives at most, from its start or from the moment its page is there. It asks about the page four
/// times a second.
const LONGEST_LIFE_MS: u32 = 500;
/// The work in which a process dies of itself: begin and end a session, ask about its page, read at Plaid, commit.
const WORKS: [&str; 4] = ["advance", "ask", "read", "commit"];
/// The steps at which it dies: from the first one to deep among the accounts.
const STEPS: [u32; 4] = [1, 3, 7, 20];
const KEYS: [&str; 4] = ["checking", "saving", "cd", "mortgage"];

const UPDATE: Order = Order::at("update", FIRST_PLATYPUS);

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_anywhere_is_put_right_by_the_next() {
    let house = House::new().await;
    let mut choices = Choices::of(SEED);
    let numbers = by_name(&house.rest());
    assert_eq!(numbers.len(), 12);

    let mut pages = 0;
    for round in 0..KILLS {
        let item = house.item().item_id;
        if choices.once_in(2) {
            house.sandbox.set_item_error(&item, Some("ITEM_LOGIN_REQUIRED")).unwrap();
        }
        pages += u32::from(house.die_updating(&mut choices).await);
        house.sandbox.close_abandoned_sessions();

        house.assert_true(&numbers, &format!("seed {SEED}, round {round}"));
    }
    assert!(pages > 0, "not every process died before its page was there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_in_the_middle_of_its_work_is_put_right_by_the_next() {
    let house = House::new().await;
    let mut choices = Choices::of(SEED);
    let numbers = by_name(&house.rest());

    for work in WORKS {
        let mut deaths = 0;
        for step in STEPS {
            house.sandbox.set_item_error(&house.item().item_id, Some("ITEM_LOGIN_REQUIRED")).unwrap();
            house.sandbox.churn(&house.item().item_id).unwrap();
            let death = json!({ "work": work, "step": step });
            let keys = choices.some_of(&KEYS);
            let Life { died, .. } = house.die(UPDATE, &death, async |address| walk(address, 3, &keys).await).await;
            assert!(died || step > STEPS[0], "nothing dies at the first step of `{work}`");
            deaths += u32::from(died);
            house.assert_true(&numbers, &format!("dead at step {step} of `{work}`"));
        }
        assert!(deaths > 1, "the middle of `{work}` is met");
    }
}

fn connection(ledger: &Ledger) -> &ConnectionEntry {
    ledger.at(FIRST_PLATYPUS).next().unwrap()
}

fn by_name(ledger: &Ledger) -> BTreeMap<String, String> {
    let accounts = connection(ledger).accounts.iter();
    accounts.map(|AccountEntry { name, number, .. }| (name.clone(), number.clone())).collect()
}

impl House {
    fn item(&self) -> ItemReport {
        let items = self.sandbox.items();
        let connected = |item: &ItemReport| item.access_token.is_some();
        items.into_iter().find(|item| item.institution_id == FIRST_PLATYPUS && connected(item)).unwrap()
    }

    /// A new process settles what is left; then every account has its number of old, and the records say what is true.
    fn assert_true(&self, numbers: &BTreeMap<String, String>, case: &str) {
        let ledger = self.rest();
        let records = connection(&ledger);
        let case = format!("{case}: {records:?}");
        assert_eq!(by_name(&ledger), *numbers, "{case}");
        let item = self.item();
        if item.error_code.is_some() {
            assert!(records.status.starts_with("NeedsUpdate"), "{case}");
            return;
        }
        assert_eq!(records.status, "Active", "{case}");
        let granted: BTreeMap<_, _> =
            item.accounts.into_iter().map(|account| (account.name, account.account_id)).collect();
        let on_record: BTreeMap<_, _> =
            records.accounts.iter().map(|account| (account.name.clone(), account.plaid_id.clone())).collect();
        assert_eq!(on_record, granted, "{case}");
    }

    /// An update by a process that is killed in the middle of it, while the user goes on at the page as far as that goes.
    /// Tells whether there was a page.
    async fn die_updating(&self, choices: &mut Choices) -> bool {
        let keys = choices.some_of(&KEYS);
        let depth = choices.below(4);
        let life = Duration::from_millis(choices.below(LONGEST_LIFE_MS).into());
        let dies_early = choices.once_in(4);
        let mut process = self.start(UPDATE, &Value::Null);
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
