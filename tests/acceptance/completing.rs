//! Updates that the user brings to their end.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, OAUTH, Stage};
use connections::{
    Stage as SessionStage,
    model::{
        connection::Status,
        link_session::{Outcome, Place},
        result::ChangeKind,
    },
};
use plaid_sandbox::{Fault, FaultRule};

/// The keys of all accounts of First Platypus Bank.
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

#[tokio::test]
async fn a_completed_update_is_in_the_records_and_is_told() {
    let stage = Stage::start().await;
    let before = stage.connection(FIRST_PLATYPUS).await;
    assert!(matches!(before.status, Status::NeedsUpdate(_)) && before.can_update);

    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.status, Status::Updating);
    page.complete(&ALL).await;
    stage.connections.tend().await;

    let result = stage.result().await;
    assert_eq!((result.session, result.outcome, result.status), (session, Outcome::Updated, Some(Status::Active)));
    assert!(!result.recovered);
    assert!(result.lines.iter().all(|line| line.kind == ChangeKind::Kept), "{:?}", result.lines);
    assert_eq!(result.lines.len(), ALL.len());

    let after = stage.connection(FIRST_PLATYPUS).await;
    assert_eq!(after.connection.updated_at, Some(stage.clock.now()));
    assert_eq!(after.accounts, before.accounts, "nothing but the login changed");
    stage.assert_true(FIRST_PLATYPUS).await;
    assert_eq!(stage.connections.session().await.unwrap(), None);
}

#[tokio::test]
async fn a_result_is_told_until_it_is_put_away() {
    let mut stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&ALL).await;
    stage.connections.tend().await;
    stage.restart().await;
    assert_eq!(stage.result().await.session, session, "also after a restart");

    stage.connections.acknowledge(session).await.unwrap();
    stage.connections.acknowledge(session).await.unwrap();
    assert!(stage.has_no_result().await);
    stage.restart().await;
    assert!(stage.has_no_result().await);
}

#[tokio::test]
async fn nothing_is_told_before_the_records_are_committed() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking"]).await;
    assert!(stage.has_no_result().await, "Plaid knows, the records don't");
    assert_eq!(stage.names(FIRST_PLATYPUS).await.1, Vec::<String>::new());

    let connections = stage.connections.clone();
    let mut changes = connections.changes();
    let tending = tokio::spawn(async move { connections.tend().await });
    // At whatever moment one looks: a result stands only over records that agree with it.
    while stage.has_no_result().await && !tending.is_finished() {
        let _ = tokio::time::timeout(Duration::from_millis(5), changes.changed()).await;
    }
    stage.assert_true(FIRST_PLATYPUS).await;
    tending.await.unwrap();
    assert_eq!(stage.result().await.outcome, Outcome::Updated);
}

#[tokio::test]
async fn each_second_factor_leads_to_the_same_result() {
    let factors: [(&str, &[&[&str]]); 3] = [
        ("mfa_device", &[&["1234"]]),
        ("mfa_questions_1_2", &[&["answer_0_0", "answer_0_1"]]),
        ("mfa_selections", &[&["Yes"]]),
    ];
    for (password, rounds) in factors {
        let stage = Stage::start().await;
        let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
        page.sign_in(password).await;
        for answers in rounds {
            page.answer(answers).await;
        }
        page.select(&ALL).await;
        page.finish().await;
        stage.connections.tend().await;
        assert_eq!(stage.result().await.outcome, Outcome::Updated, "{password}");
        stage.assert_true(FIRST_PLATYPUS).await;
    }
}

#[tokio::test]
async fn a_wrong_password_costs_nothing_but_another_try() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.sign_in("not the password").await;
    stage.connections.tend().await;
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.status, Status::Updating, "the page stays open");

    page.enter("pass_good").await;
    page.select(&ALL).await;
    page.finish().await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Updated);
}

#[tokio::test]
async fn a_bank_with_a_window_of_its_own_is_updated_alike() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(OAUTH).await;
    page.sign_in_at_the_bank().await;
    page.select(&["checking", "saving", "credit-card", "mortgage"]).await;
    page.finish().await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Updated);
    stage.assert_true(OAUTH).await;
}

#[tokio::test]
async fn whatever_plaid_adds_to_the_result_of_an_update_it_is_the_same_update() {
    let stage = Stage::start().await;
    stage.sandbox.switch(|switches| {
        switches.results_in_update_mode = true;
        switches.events_during_session = true;
    });
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.sign_in("pass_good").await;
    stage.connections.tend().await;
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.status, Status::Updating);
    page.select(&ALL).await;
    page.finish().await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Updated);
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn a_page_that_moves_to_the_browser_is_the_same_session() {
    let stage = Stage::start().await;
    let (session, in_window) = stage.begin_on_page(FIRST_PLATYPUS).await;
    let url = stage.connections.show_in(session, Place::Browser).await.unwrap();
    assert_eq!(url, stage.connections.hosted_url(session).await.unwrap());
    let overview = stage.connections.session().await.unwrap().unwrap();
    assert_eq!((overview.place, overview.stage), (Place::Browser, SessionStage::Open));

    let in_browser = bank_connections_tests::stage::Page::open(&url).await;
    stage.connections.tend().await;
    in_browser.complete(&ALL).await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Updated, "the one in the window was never finished");
    drop(in_window);
}

#[tokio::test]
async fn the_end_of_the_page_to_the_result_takes_two_round_trips() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&ALL).await;
    let before = stage.sandbox.calls();
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Updated);
    let after = stage.sandbox.calls();
    for (endpoint, expected) in [("/link/token/get", 1), ("/item/get", 1), ("/accounts/get", 1)] {
        let count = |calls: &std::collections::BTreeMap<String, u64>| calls.get(endpoint).copied().unwrap_or_default();
        assert_eq!(count(&after) - count(&before), expected, "{endpoint}");
    }
}

#[tokio::test]
async fn the_driver_settles_by_itself_once_the_completion_is_seen() {
    let stage = Stage::start().await;
    let connections = stage.connections.clone();
    let mut changes = connections.changes();
    let driver = tokio::spawn(async move { connections.run().await });
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&ALL).await;
    stage.connections.completion_seen(session);
    let settled = async {
        while stage.has_no_result().await {
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(10), settled).await.expect("the driver settles it");
    assert_eq!(stage.result().await.outcome, Outcome::Updated);
    driver.abort();
}

#[tokio::test]
async fn a_slow_bank_keeps_no_other_one_waiting() {
    let stage = Stage::start().await;
    let (slow, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&ALL).await;
    let asked = stage.sandbox.calls()["/accounts/get"];
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", Fault::LatencyMs { ms: 60_000 }).times(1));
    let connections = stage.connections.clone();
    let mut changes = connections.changes();
    let settling = tokio::spawn(async move { connections.tend().await });
    while stage.sandbox.calls()["/accounts/get"] == asked {
        tokio::task::yield_now().await;
    }
    let connections = stage.connections.clone();
    let driver = tokio::spawn(async move { connections.run().await });

    let (session, page) = stage.begin_on_page(OAUTH).await;
    page.leave().await;
    stage.connections.completion_seen(session);
    let settled = async {
        while stage.has_no_result().await {
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(20), settled).await.expect("it does not wait for the other bank");
    let result = stage.result().await;
    assert_eq!(result.session, session);
    assert_ne!(result.session, slow);
    settling.abort();
    driver.abort();
}
