//! What is checked before the user is asked for anything.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Stage, TARTAN};
use connections::{
    UpdateError, UpdateStart,
    model::{
        connection::{Health, Status, UpdateReason},
        ids::ConnectionId,
        link_session::Outcome,
    },
};
use plaid_sandbox::{Fault, FaultRule};

fn error(code: &str) -> Fault {
    Fault::Error { error_code: code.to_owned(), error_type: None, http_status: None }
}

#[tokio::test]
async fn a_login_that_healed_by_itself_is_noticed_and_nobody_is_asked() {
    let stage = Stage::start().await;
    stage.sandbox.set_item_error(&stage.item(FIRST_PLATYPUS).item_id, None).unwrap();
    let id = stage.id(FIRST_PLATYPUS).await;
    assert_eq!(stage.connections.start_update(id, false).await.unwrap(), UpdateStart::Healed);
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.status, Status::Active);
    assert_eq!(stage.connections.session().await.unwrap(), None);

    let again = stage.connections.start_update(id, true).await.unwrap();
    assert!(matches!(again, UpdateStart::Opened { .. }), "one may want to choose other accounts");
}

#[tokio::test]
async fn only_one_page_is_open_at_a_time() {
    let stage = Stage::start().await;
    stage.begin(FIRST_PLATYPUS).await;
    for institution_id in [FIRST_PLATYPUS, TARTAN] {
        let id = stage.id(institution_id).await;
        let refused = stage.connections.start_update(id, true).await;
        assert!(matches!(refused, Err(UpdateError::AnotherSessionOpen)), "{refused:?}");
    }
}

#[tokio::test]
async fn two_that_begin_at_the_same_moment_open_one_page() {
    let stage = Stage::start().await;
    let (first, second) = (stage.id(FIRST_PLATYPUS).await, stage.id(TARTAN).await);
    let (first, second) =
        tokio::join!(stage.connections.start_update(first, true), stage.connections.start_update(second, true));
    let opened = [first, second].into_iter().filter(|start| matches!(start, Ok(UpdateStart::Opened { .. }))).count();
    assert_eq!(opened, 1);
}

#[tokio::test]
async fn a_connection_that_there_is_not_can_not_be_updated() {
    let stage = Stage::start().await;
    let nobody = "con_ffffffffffffffffffffffffffffffff".parse::<ConnectionId>().unwrap();
    assert!(matches!(stage.connections.start_update(nobody, true).await, Err(UpdateError::NotFound)));
}

#[tokio::test]
async fn a_login_that_plaid_no_longer_knows_needs_reconnecting() {
    let stage = Stage::start().await;
    stage.sandbox.add_fault(FaultRule::new("/item/get", error("ITEM_NOT_FOUND")));
    let refused = stage.connections.start_update(stage.id(TARTAN).await, true).await;
    assert!(matches!(refused, Err(UpdateError::Gone)), "{refused:?}");
    let connection = stage.connection(TARTAN).await;
    assert_eq!(connection.status, Status::NeedsReconnecting);
    assert!(!connection.can_update);
}

#[tokio::test]
async fn a_bank_that_is_down_is_no_reason_to_ask_for_a_login() {
    let stage = Stage::start().await;
    stage.sandbox.set_item_error(&stage.item(TARTAN).item_id, Some("INSTITUTION_DOWN")).unwrap();
    let refused = stage.connections.start_update(stage.id(TARTAN).await, true).await;
    assert!(matches!(refused, Err(UpdateError::BankUnavailable)), "{refused:?}");
    assert_eq!(stage.connection(TARTAN).await.status, Status::BankUnavailable);
}

#[tokio::test]
async fn a_page_that_plaid_does_not_make_leaves_nothing_open() {
    let stage = Stage::start().await;
    for fault in [error("INVALID_API_KEYS"), error("INTERNAL_SERVER_ERROR"), Fault::CutBefore, Fault::CutAfter] {
        stage.sandbox.add_fault(FaultRule::new("/link/token/create", fault.clone()).times(1));
        let refused = stage.connections.start_update(stage.id(FIRST_PLATYPUS).await, false).await;
        assert!(matches!(refused, Err(UpdateError::Plaid(_))), "{fault:?}: {refused:?}");
        assert_eq!(stage.connections.session().await.unwrap(), None);
        assert!(stage.has_no_result().await, "the error was told already");
    }
    stage.begin(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn an_application_that_dies_before_the_page_is_there_has_opened_nothing() {
    let mut stage = Stage::start().await;
    stage.sandbox.add_fault(FaultRule::new("/link/token/create", Fault::LatencyMs { ms: 60_000 }).times(1));
    let id = stage.id(FIRST_PLATYPUS).await;
    let connections = stage.connections.clone();
    let starting = tokio::spawn(async move { connections.start_update(id, false).await });
    let mut changes = stage.connections.changes();
    while stage.connections.session().await.unwrap().is_none() {
        changes.changed().await.unwrap();
    }
    starting.abort();
    stage.restart().await;
    let result = stage.result().await;
    assert_eq!((result.outcome, result.recovered), (Outcome::NotOpened, true));
    stage.begin(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn a_page_that_nobody_waits_for_any_more_does_not_stand_in_the_way_for_ever() {
    let stage = Stage::start().await;
    stage.sandbox.add_fault(FaultRule::new("/link/token/create", Fault::LatencyMs { ms: 60_000 }).times(1));
    let id = stage.id(FIRST_PLATYPUS).await;
    let abandoned = tokio::time::timeout(Duration::from_millis(300), stage.connections.start_update(id, false)).await;
    assert!(abandoned.is_err(), "it was not answered in time");
    let refused = stage.connections.start_update(id, false).await;
    assert!(matches!(refused, Err(UpdateError::AnotherSessionOpen)), "{refused:?}");

    stage.pass(Duration::from_mins(6));
    stage.connections.tend().await;
    stage.begin(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn an_earlier_page_is_not_asked_about_while_a_later_one_is_open() {
    let stage = Stage::start().await;
    let (first, _page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    stage.connections.leave(first).await.unwrap();
    stage.connections.tend().await;
    stage.connections.acknowledge(first).await.unwrap();

    stage.begin(FIRST_PLATYPUS).await;
    stage.pass(Duration::from_mins(2));
    let asked = stage.sandbox.calls()["/link/token/get"];
    stage.connections.tend().await;
    assert_eq!(
        stage.sandbox.calls()["/link/token/get"],
        asked + 1,
        "what it came to would be taken for the later one's"
    );
}

#[tokio::test]
async fn an_earlier_page_that_goes_on_after_a_later_update_is_read_too() {
    let stage = Stage::start().await;
    let (first, in_browser) = stage.begin_on_page(FIRST_PLATYPUS).await;
    stage.connections.leave(first).await.unwrap();
    stage.connections.tend().await;
    stage.connections.acknowledge(first).await.unwrap();
    let (second, in_window) = stage.begin_on_page(FIRST_PLATYPUS).await;
    in_window.complete(&["checking", "saving"]).await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.session, second);
    stage.connections.acknowledge(second).await.unwrap();

    in_browser.complete(&["checking"]).await;
    stage.pass(Duration::from_mins(1));
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.session, result.outcome), (first, Outcome::Updated));
    assert_eq!(stage.names(FIRST_PLATYPUS).await.0, ["Plaid Checking"]);
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn a_consent_that_ends_soon_is_renewed_by_an_update() {
    let stage = Stage::start().await;
    let institution_id = bank_connections_tests::stage::OAUTH;
    let six_days = jiff::SignedDuration::from_hours(6 * 24);
    stage.sandbox.expire_consent(&stage.item(institution_id).item_id, six_days).unwrap();
    let id = stage.id(institution_id).await;
    let health = stage.connections.check(id).await.unwrap();
    assert_eq!(health, Health::NeedsUpdate(UpdateReason::ConsentEnds));
    let before = stage.connection(institution_id).await.connection.consent_ends_at.unwrap();

    let start = stage.connections.start_update(id, false).await.unwrap();
    let UpdateStart::Opened { url, .. } = start else { panic!("the consent has to be renewed: {start:?}") };
    let page = bank_connections_tests::stage::Page::open(&url).await;
    page.sign_in_at_the_bank().await;
    page.select(&["checking", "saving", "credit-card", "mortgage"]).await;
    page.finish().await;
    stage.connections.tend().await;
    let after = stage.connection(institution_id).await;
    assert_eq!(after.status, Status::Active);
    assert!(after.connection.consent_ends_at.unwrap() > before);
}

#[tokio::test]
async fn a_login_that_is_another_ones_is_not_updated() {
    let stage = Stage::start().await;
    // Otherwise the token itself gives it away.
    stage.forget_fingerprints().await;
    let id = stage.id(TARTAN).await;
    let token_of_other = stage.vault.access_token(stage.login(FIRST_PLATYPUS).await).await.unwrap();
    stage.vault.put_access_token(stage.login(TARTAN).await, &token_of_other).await.unwrap();
    let before = stage.connection(TARTAN).await;
    for even_if_healthy in [false, true] {
        let refused = stage.connections.start_update(id, even_if_healthy).await;
        assert!(matches!(refused, Err(UpdateError::OtherLogin)), "{refused:?}");
    }
    let after = stage.connection(TARTAN).await;
    assert_eq!((after.connection, after.accounts), (before.connection, before.accounts), "nothing is written");
    assert_eq!(stage.connections.session().await.unwrap(), None);
    assert_eq!(stage.sandbox.calls().get("/link/token/create"), None, "no page is asked for");
}

#[tokio::test]
async fn the_audit_names_the_request_for_the_page() {
    let stage = Stage::start().await;
    stage.sandbox.add_fault(FaultRule { times: Some(1), ..FaultRule::new("/link/token/create", error("RATE_LIMIT")) });
    let refused = stage.connections.start_update(stage.id(TARTAN).await, true).await;
    let Err(UpdateError::Plaid(refusal)) = refused else { panic!("{refused:?}") };
    stage.begin(TARTAN).await;
    let audit = stage.audit(TARTAN).await;
    let requests = |what: &str| &audit.iter().find(|entry| entry.what == what).unwrap().request_ids;
    assert_eq!(requests("page_refused"), &[refusal.request_id().unwrap()]);
    assert!(matches!(&requests("page_created")[..], [id] if !id.is_empty()), "{audit:?}");
}
