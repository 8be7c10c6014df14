//! Every call to Plaid cut before and after its work, with the user at every point of the page, and the application
//! gone right afterwards.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Page, Stage};
use connections::{UpdateStart, model::connection::Status};
use plaid_sandbox::{Fault, FaultRule};

/// How far the user comes at the page.
const DEPTHS: u32 = 4;
/// The accounts of the bank.
const ALL: [&str; 12] = [
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
/// The calls of an update: item, link token, progress, item, accounts. The last number is a call that there is not.
const CALLS: u32 = 6;

#[tokio::test]
async fn wherever_a_call_is_cut_the_update_comes_to_its_end() {
    for fault in [Fault::CutBefore, Fault::CutAfter] {
        for call in 0..CALLS {
            let mut stage = Stage::start().await;
            for depth in 0..DEPTHS {
                let case = format!("{fault:?} at call {call}, the user at {depth}");
                stage.sandbox.set_item_error(&stage.item(FIRST_PLATYPUS).item_id, Some("ITEM_LOGIN_REQUIRED")).unwrap();
                stage.sandbox.add_fault(FaultRule::new("*", fault.clone()).after(call).times(1));
                let begun = update(&stage, depth).await;
                stage.restart().await;
                stage.sandbox.clear_faults();
                if !begun {
                    // A login that broke while nobody updated is noticed by the next look at it.
                    stage.connections.check(stage.id(FIRST_PLATYPUS).await).await.unwrap();
                }
                come_to_rest(&stage, &case).await;
                assert_settled(&stage, depth, &case).await;
                reset(&mut stage).await;
            }
        }
    }
}

/// Begins an update and goes on so far. Tells whether it could begin.
async fn update(stage: &Stage, depth: u32) -> bool {
    let Ok(UpdateStart::Opened { url, .. }) =
        stage.connections.start_update(stage.id(FIRST_PLATYPUS).await, false).await
    else {
        return false;
    };
    let page = Page::open(&url).await;
    if depth > 0 {
        page.sign_in("pass_good").await;
    }
    if depth > 1 {
        page.select(&["checking", "saving"]).await;
    }
    if depth > 2 {
        page.finish().await;
    }
    stage.connections.tend().await;
    true
}

/// Lets the driver run for as long as it takes, at most an hour of the test's time.
async fn come_to_rest(stage: &Stage, case: &str) {
    stage.sandbox.close_abandoned_sessions();
    for _ in 0..6 {
        stage.pass(Duration::from_mins(10));
        let calls = stage.sandbox.calls();
        stage.connections.tend().await;
        if stage.sandbox.calls() == calls {
            return;
        }
    }
    panic!("{case}: still asking after an hour");
}

async fn assert_settled(stage: &Stage, depth: u32, case: &str) {
    assert_eq!(stage.connections.session().await.unwrap(), None, "{case}");
    let connection = stage.connection(FIRST_PLATYPUS).await;
    assert_eq!(connection.accounts.len(), 12, "{case}: no account is lost, none is there twice");
    let item = stage.item(FIRST_PLATYPUS);
    let is_true = match connection.status {
        Status::Active => item.error_code.is_none(),
        Status::NeedsUpdate(_) => item.error_code.is_some(),
        Status::Updating
        | Status::UpdateInterrupted
        | Status::AwaitingMapping
        | Status::NeedsReconnecting
        | Status::BankUnavailable
        | Status::Removing
        | Status::Obsolete => false,
    };
    assert!(is_true, "{case}: {:?} while Plaid says {:?}", connection.status, item.error_code);
    assert!(depth > 0 || item.error_code.is_some(), "{case}: nobody signed in");
    if item.error_code.is_none() {
        stage.assert_true(FIRST_PLATYPUS).await;
    }
}

/// Grants all accounts again and puts every result away, so that the next case has all of it to lose.
async fn reset(stage: &mut Stage) {
    stage.begin_on_page(FIRST_PLATYPUS).await.1.complete(&ALL).await;
    stage.connections.tend().await;
    let accounts = stage.connection(FIRST_PLATYPUS).await.accounts;
    assert!(accounts.iter().all(|account| account.active), "everything is granted again");
    for result in stage.connections.results().await.unwrap() {
        stage.connections.acknowledge(result.session).await.unwrap();
    }
    stage.restart().await;
}
