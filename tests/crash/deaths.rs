//! Every process that connects, replaces, removes or reconnects dies once before each thing that it does for good: a
//! commit, a change in the keyring, a call that changes something at Plaid. Whatever the next process finds, no token is
//! lost, no Item unknown, no connection half-way.

use bank_connections_tests::stage::{FIRST_PLATYPUS, Ledger, Page, TARTAN};
use plaid::HostedLinkUrl;
use serde_json::json;

use crate::house::{House, Life, Order};

/// Banks that the demo does not connect.
const HOUNDSTOOTH: &str = "ins_109512";
const LOOKALIKE: &str = "ins_900001";
/// No act has that many lasting steps.
const NEVER: u32 = 1_000;
/// What it takes at least to bring a login: a session, a page, its end, a public token, an exchange, a login.
const FEWEST_STEPS: u32 = 10;
const ALIKE: [&str; 2] = ["operating-1", "operating-2"];
const KEYS: [&str; 12] = [
    "checking",
    "saving",
    "cd",
    "credit-card",
    "money-market",
    "ira",
    "401k",
    "student-loan",
    "mortgage",
    "hsa",
    "cash-management",
    "business-card",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_connects_a_bank_may_die_anywhere() {
    let mut series = Series::begin().await;
    let order = Order::at("connect", HOUNDSTOOTH);
    while series.goes_on() {
        // Another account each time, so that nothing looks like a duplicate.
        let key = KEYS[series.ledger.at(HOUNDSTOOTH).count()];
        let new = series.outlive(order, &[key], "stop").await;
        assert_eq!(new.connections, u32::from(new.is_completed && !new.is_lost), "{}", series.case);
    }
    series.assert_complete();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_connects_a_bank_twice_may_die_anywhere() {
    let mut series = Series::begin().await;
    let order = Order::at("connect", TARTAN).saying("go_on");
    while series.goes_on() {
        let answer = if series.step % 2 == 0 { "go_on" } else { "stop" };
        let new = series.outlive(order, &["checking"], answer).await;
        // Without the user's word there is no second login.
        let is_stopped = new.connections == 0 && answer == "stop";
        assert!(is_stopped || new.connections == u32::from(new.is_completed && !new.is_lost), "{}", series.case);
    }
    series.assert_complete();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_replaces_a_login_may_die_anywhere() {
    let mut series = Series::begin().await;
    let order = Order::at("replace", FIRST_PLATYPUS);
    while series.goes_on() {
        let earlier = series.item(FIRST_PLATYPUS);
        series.house.sandbox.set_item_error(&earlier, Some("ITEM_LOGIN_REQUIRED")).unwrap();
        let keys = if series.step % 2 == 0 { &KEYS[..3] } else { &KEYS[2..] };
        let new = series.outlive(order, keys, "stop").await;
        let is_replaced = series.item(FIRST_PLATYPUS) != earlier;
        assert_eq!(is_replaced, new.is_completed && !new.is_lost, "{}", series.case);
    }
    series.assert_complete();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_asks_about_the_accounts_of_a_new_login_may_die_anywhere() {
    for (answer, then) in [("go_on", "stop"), ("stop", "go_on")] {
        let mut series = Series::begin().await;
        series.live(Order::at("connect", LOOKALIKE), &ALIKE).await;
        let order = Order::at("replace", LOOKALIKE).saying(answer);
        while series.goes_on() {
            let earlier = series.item(LOOKALIKE);
            let new = series.outlive(order, &ALIKE, then).await;
            let is_replaced = series.item(LOOKALIKE) != earlier;
            assert!(!is_replaced || (new.is_completed && !new.is_lost), "{}", series.case);
            assert_eq!(series.ledger.at(LOOKALIKE).map(|it| it.accounts.len()).sum::<usize>(), ALIKE.len());
        }
        series.assert_complete();
    }
}

/// The deaths of one act, one after the other, in the same house.
struct Series {
    house: House,
    ledger: Ledger,
    /// The next lasting step before which a process dies.
    step: u32,
    has_survived: bool,
    lost: u32,
    /// What is under way, for whoever reads of a failure.
    case: String,
}

/// What came of an act whose process died, once everything was at rest.
struct New {
    connections: u32,
    /// Whether the user has completed a page.
    is_completed: bool,
    /// Whether a login fell into the hole within the exchange, and was removed at Plaid since.
    is_lost: bool,
}

impl Series {
    async fn begin() -> Self {
        let house = House::new().await;
        let ledger = house.come_to_rest("stop", "at first");
        Self { house, ledger, step: 1, has_survived: false, lost: 0, case: String::new() }
    }

    const fn goes_on(&self) -> bool {
        !self.has_survived
    }

    /// Has a process die before its next lasting step, and another one bring to its end what it left. The user completes
    /// the page with these accounts, whatever becomes of the process.
    async fn outlive(&mut self, order: Order, keys: &[&str], answer: &'static str) -> New {
        self.case = format!("{order:?}, dead before its lasting step {}, then {answer}", self.step);
        let walk = async |address: HostedLinkUrl| {
            Page::open(&address).await.complete_at(order.institution_id, keys).await;
        };
        let Life { died, there_was_a_page } = self.house.die(order, &json!({ "lasting": self.step }), walk).await;
        let after = self.house.come_to_rest(answer, &self.case);
        after.assert_continues(&self.ledger, &self.case);
        let connections = u32::try_from(after.connections.len() - self.ledger.connections.len()).unwrap();
        assert!(connections == 0 || order.what == "connect", "{}: another connection", self.case);
        let is_lost = after.orphans.len() > self.ledger.orphans.len();
        self.lost += u32::from(is_lost);
        self.step += 1;
        self.has_survived = !died;
        eprintln!("{} died {died} page {there_was_a_page} lost {is_lost} new {connections}", self.case);
        self.ledger = after;
        New { connections, is_completed: there_was_a_page, is_lost }
    }

    /// Has a process do this to its end.
    async fn live(&mut self, order: Order, keys: &[&str]) {
        let step = std::mem::replace(&mut self.step, NEVER);
        self.outlive(order, keys, "stop").await;
        assert!(self.has_survived, "{}", self.case);
        self.has_survived = false;
        self.step = step;
    }

    /// Plaid's id of the login of the connection to a bank.
    fn item(&self, institution_id: &str) -> String {
        self.ledger.at(institution_id).next().unwrap().item_id.clone()
    }

    /// An act that brings a login has exactly one hole, and a good many steps.
    fn assert_complete(&self) {
        assert_eq!(self.lost, 1, "between the exchange and the keyring");
        assert!(self.step > FEWEST_STEPS, "only {} steps were met", self.step);
    }
}
