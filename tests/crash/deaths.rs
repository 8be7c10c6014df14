//! Every process that connects, replaces, removes or reconnects dies once before each thing that it does for good: a
//! commit, a change in the keyring, a call that changes something at Plaid. Whatever the next process finds, no token is
//! lost, no Item unknown, no connection half-way.

use bank_connections_tests::stage::{FIRST_PLATYPUS, TARTAN};

use crate::{
    house::Order,
    town::{Act, New, Town},
};

/// Banks that the demo does not connect.
const HOUNDSTOOTH: &str = "ins_109512";
const LOOKALIKE: &str = "ins_900001";
/// What it takes at least to bring a login: a session, a page, its end, a public token, an exchange, a login.
const STEPS_OF_BRINGING: u32 = 10;
/// What it takes at least to remove one: the wish, the removal, the proof, the end of the token.
const STEPS_OF_REMOVING: u32 = 4;
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
    let mut town = Town::new().await;
    let mut connecting = Act::of(Order::at("connect", HOUNDSTOOTH));
    while connecting.goes_on() {
        // Another account each time, so that nothing looks like a duplicate.
        let key = KEYS[town.ledger.at(HOUNDSTOOTH).count()];
        let new = town.outlive(&mut connecting, &[key], "stop").await;
        assert_eq!(new.connections, usize::from(new.is_brought()), "{}", town.case);
    }
    connecting.assert_complete(STEPS_OF_BRINGING, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_connects_a_bank_twice_may_die_anywhere() {
    let mut town = Town::new().await;
    let mut connecting = Act::of(Order::at("connect", TARTAN).saying("go_on"));
    while connecting.goes_on() {
        let answer = if connecting.step.is_multiple_of(2) { "go_on" } else { "stop" };
        let new = town.outlive(&mut connecting, &["checking"], answer).await;
        let is_stopped = answer == "stop" && new.connections == 0;
        assert!(is_stopped || new.connections == usize::from(new.is_brought()), "{}", town.case);
    }
    connecting.assert_complete(STEPS_OF_BRINGING, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_asks_whether_to_connect_a_bank_twice_connects_none_without_an_answer() {
    let mut town = Town::new().await;
    let mut connecting = Act::of(Order::at("connect", TARTAN).saying("stop"));
    while connecting.goes_on() {
        let New { connections, is_lost, .. } = town.outlive(&mut connecting, &["checking"], "stop").await;
        assert!(connections == 0 && !is_lost, "{}", town.case);
    }
    connecting.assert_complete(5, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_replaces_a_login_may_die_anywhere() {
    let mut town = Town::new().await;
    let mut replacing = Act::of(Order::at("replace", FIRST_PLATYPUS));
    while replacing.goes_on() {
        let earlier = town.item(FIRST_PLATYPUS);
        town.house.sandbox.set_item_error(&earlier, Some("ITEM_LOGIN_REQUIRED")).unwrap();
        let keys = if replacing.step.is_multiple_of(2) { &KEYS[..3] } else { &KEYS[2..] };
        let new = town.outlive(&mut replacing, keys, "stop").await;
        assert_eq!(town.item(FIRST_PLATYPUS) != earlier, new.is_brought(), "{}", town.case);
    }
    replacing.assert_complete(STEPS_OF_BRINGING + STEPS_OF_REMOVING, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_asks_which_account_is_which_may_die_anywhere() {
    for (answer, then) in [("go_on", "stop"), ("stop", "go_on")] {
        let mut town = Town::new().await;
        town.live(Order::at("connect", LOOKALIKE), &ALIKE).await;
        let mut replacing = Act::of(Order::at("replace", LOOKALIKE).saying(answer));
        while replacing.goes_on() {
            let earlier = town.item(LOOKALIKE);
            let new = town.outlive(&mut replacing, &ALIKE, then).await;
            assert!(town.item(LOOKALIKE) == earlier || new.is_brought(), "{}", town.case);
            let accounts: usize = town.ledger.at(LOOKALIKE).map(|connection| connection.accounts.len()).sum();
            assert_eq!(accounts, ALIKE.len(), "{}: the same records as ever", town.case);
        }
        replacing.assert_complete(STEPS_OF_BRINGING + STEPS_OF_REMOVING, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_removes_or_reconnects_may_die_anywhere() {
    remove_and_bring_back(Order::at("reconnect", TARTAN), ["stop"; 2]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_connects_a_removed_bank_may_die_anywhere() {
    remove_and_bring_back(Order::at("connect", TARTAN).saying("use_existing"), ["use_existing", "stop"]).await;
}

/// Has processes die in turn while they remove a connection and while they bring it back like this. The user says these
/// in turn where the next process asks.
async fn remove_and_bring_back(back: Order, answers: [&'static str; 2]) {
    let mut town = Town::new().await;
    let mut removing = Act::of(Order::at("remove", TARTAN));
    let mut returning = Act::of(back);
    while removing.goes_on() || returning.goes_on() {
        let earlier = town.item(TARTAN);
        if town.is_obsolete(TARTAN) {
            let answer = answers[returning.step as usize % 2];
            let new = town.outlive(&mut returning, &["checking", "saving"], answer).await;
            assert_eq!(new.connections, 0, "{}: it comes back as what it was", town.case);
            let is_back = !town.is_obsolete(TARTAN);
            assert!(is_back == new.is_brought() || (!is_back && answers[0] != answers[1]), "{}", town.case);
            assert_eq!(town.item(TARTAN) != earlier, is_back, "{}", town.case);
        } else {
            // The wish is the first thing that is written.
            let is_wished = removing.step > 1;
            town.outlive(&mut removing, &[], "stop").await;
            assert_eq!(town.is_obsolete(TARTAN), is_wished, "{}", town.case);
            assert_eq!(town.item(TARTAN), earlier, "{}", town.case);
        }
    }
    removing.assert_complete(STEPS_OF_REMOVING, 0);
    returning.assert_complete(STEPS_OF_BRINGING, 1);
}
