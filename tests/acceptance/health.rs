//! Logins that break, heal and change while no update is under way.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, OAUTH, Stage, TARTAN};
use connections::{
    CheckError, UpdateStart,
    model::{
        connection::{Health, Status, UpdateReason},
        ids::LinkSessionId,
        link_session::Setback,
    },
};
use plaid_sandbox::{Fault, FaultRule};

const CREDENTIALS: Health = Health::NeedsUpdate(UpdateReason::CredentialsChanged);

/// Completes a page whose accounts can't be read afterwards, until the session is settled without them.
async fn complete_unread(stage: &Stage, keys: &[&str]) -> LinkSessionId {
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(keys).await;
    stage.sandbox.set_item_error(&stage.item(FIRST_PLATYPUS).item_id, Some("ITEM_LOGIN_REQUIRED")).unwrap();
    for _ in 0..4 {
        stage.connections.tend().await;
        stage.pass(Duration::from_mins(1));
    }
    stage.connections.acknowledge(session).await.unwrap();
    session
}

#[tokio::test]
async fn a_login_works_again_only_together_with_its_accounts() {
    for by_update in [false, true] {
        let stage = Stage::start().await;
        let before = stage.connection(FIRST_PLATYPUS).await.accounts;
        complete_unread(&stage, &["checking"]).await;
        stage.sandbox.set_item_error(&stage.item(FIRST_PLATYPUS).item_id, None).unwrap();
        let id = stage.id(FIRST_PLATYPUS).await;
        if !by_update {
            assert_eq!(stage.connections.check(id).await.unwrap(), Health::NeedsUpdate(UpdateReason::NewAccounts));
            let found = stage.connection(FIRST_PLATYPUS).await;
            assert_eq!(found.status, Status::NeedsUpdate(UpdateReason::NewAccounts));
            assert_eq!(found.connection.news.vanished, 11);
            assert_eq!(found.accounts, before, "a check writes no account");
        }
        let UpdateStart::Opened { session, .. } = stage.connections.start_update(id, false).await.unwrap() else {
            panic!("its accounts are others than those on record");
        };
        stage.connections.leave(session).await.unwrap();
        stage.connections.tend().await;
        assert_eq!(stage.connection(FIRST_PLATYPUS).await.status, Status::Active);
        assert_eq!(stage.names(FIRST_PLATYPUS).await.0, ["Plaid Checking"]);
        stage.assert_true(FIRST_PLATYPUS).await;
    }
}

#[tokio::test]
async fn a_login_whose_accounts_can_not_be_read_does_not_work_yet() {
    let stage = Stage::start().await;
    complete_unread(&stage, &["checking"]).await;
    stage.sandbox.set_item_error(&stage.item(FIRST_PLATYPUS).item_id, None).unwrap();
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", Fault::CutBefore));
    let checked = stage.connections.check(stage.id(FIRST_PLATYPUS).await).await;
    assert!(matches!(checked, Err(CheckError::Unreadable(Setback::PlaidUnreachable))), "{checked:?}");
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.connection.health, CREDENTIALS);
}

#[tokio::test]
async fn a_working_login_that_breaks_is_noticed_by_itself() {
    let stage = Stage::start().await;
    stage.sandbox.set_item_error(&stage.item(TARTAN).item_id, Some("ITEM_LOGIN_REQUIRED")).unwrap();
    let connections = stage.connections.clone();
    let mut changes = connections.changes();
    let driver = tokio::spawn(async move { connections.run().await });
    let noticed = async {
        while stage.connection(TARTAN).await.connection.health != CREDENTIALS {
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(10), noticed).await.expect("every login is looked at");
    driver.abort();
}

#[tokio::test]
async fn a_consent_that_ends_is_noticed_without_plaid() {
    let stage = Stage::start().await;
    let overview = stage.connection(OAUTH).await;
    let ends_at = overview.connection.consent_ends_at.expect("this bank asks for a consent");
    let left = Duration::try_from(ends_at.duration_since(stage.clock.now())).unwrap();
    assert_eq!(overview.status, Status::Active);
    stage.clock.advance(left.saturating_sub(Duration::from_hours(6 * 24)));
    assert_eq!(stage.connection(OAUTH).await.status, Status::NeedsUpdate(UpdateReason::ConsentEnds));
}

#[tokio::test]
async fn an_answer_that_took_long_does_not_undo_what_was_written_meanwhile() {
    let stage = Stage::start().await;
    let id = stage.id(TARTAN).await;
    let asked = stage.sandbox.calls()["/item/get"];
    stage.sandbox.add_fault(FaultRule::new("/item/get", Fault::LatencyMs { ms: 1500 }).times(1));
    let connections = stage.connections.clone();
    let slow = tokio::spawn(async move { connections.check(id).await });
    while stage.sandbox.calls()["/item/get"] == asked {
        tokio::task::yield_now().await;
    }
    let item = stage.item(TARTAN).item_id;
    stage.sandbox.set_item_error(&item, Some("ITEM_LOGIN_REQUIRED")).unwrap();
    stage.pass(Duration::from_secs(1));
    assert_eq!(stage.connections.check(id).await.unwrap(), CREDENTIALS);
    stage.sandbox.set_item_error(&item, None).unwrap();
    slow.await.unwrap().unwrap();
    assert_eq!(stage.connection(TARTAN).await.connection.health, CREDENTIALS);
}
