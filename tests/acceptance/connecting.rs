//! A bank is connected: what comes into the records, what is asked before anything is exchanged, and what is left where
//! it breaks off.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Page, Stage, TARTAN};
use connections::{
    Decided, DuplicateChoice, DuplicateError, Opened, Stage as SessionStage, StartError,
    model::{
        connection::Status,
        ids::LinkSessionId,
        link_session::{Brought, Fruitless, Outcome, Purpose},
        result::ChangeKind,
    },
};
use plaid::AccessToken;
use plaid_sandbox::{Fault, FaultRule};

/// A bank that the demo does not connect.
const GINGHAM: &str = "ins_109509";
const EXCHANGE: &str = "/item/public_token/exchange";

fn error(code: &str) -> Fault {
    Fault::Error { error_code: code.to_owned(), error_type: None, http_status: None }
}

async fn begin(stage: &Stage) -> (LinkSessionId, Page) {
    let Opened { session, url } = stage.connections.start_connect().await.expect("a bank can be connected");
    (session, Page::open(&url).await)
}

/// How many logins Plaid has at a bank that somebody could use.
fn items_at(stage: &Stage, institution_id: &str) -> usize {
    stage.sandbox.items().iter().filter(|item| item.institution_id == institution_id && !item.removed).count()
}

#[tokio::test]
async fn a_connected_bank_is_in_the_records_with_its_accounts() {
    let stage = Stage::start().await;
    let (session, page) = begin(&stage).await;
    let under_way = stage.connections.session().await.unwrap().unwrap();
    assert_eq!((under_way.stage, under_way.connection, under_way.institution), (SessionStage::Open, None, None));
    assert!(matches!(under_way.purpose, Purpose::Connect(_)));
    page.complete_at(GINGHAM, &["checking", "saving"]).await;
    stage.connections.tend().await;

    let result = stage.result().await;
    assert_eq!((result.session, result.outcome), (session, Outcome::Brought(Brought::Connected)));
    assert_eq!(result.lines.len(), 2);
    assert!(result.lines.iter().all(|line| line.kind == ChangeKind::New));
    let connected = stage.connection(GINGHAM).await;
    assert_eq!(result.connection, Some(connected.connection.id));
    assert_eq!(connected.status, Status::Active);
    assert_eq!(connected.connection.updated_at, Some(stage.clock.now()));
    let numbers: Vec<_> = connected.accounts.iter().map(|account| account.number.0).collect();
    let before = stage.connections.list().await.unwrap().iter().map(|it| it.accounts.len()).sum::<usize>() - 2;
    assert_eq!(numbers, [u32::try_from(before).unwrap() + 1, u32::try_from(before).unwrap() + 2]);
    stage.assert_true(GINGHAM).await;
    assert_eq!(stage.audit(GINGHAM).await[0].outcome, "connected");
    assert!(stage.vault.public_token(session).await.is_err(), "the public token is forgotten");
    assert!(stage.vault.access_token(connected.connection.login.unwrap()).await.is_ok());
}

#[tokio::test]
async fn a_page_that_was_left_connects_nothing_and_may_still_be_finished() {
    let stage = Stage::start().await;
    let (session, page) = begin(&stage).await;
    page.sign_in_at(GINGHAM, "pass_good").await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Unchanged);
    assert_eq!(stage.result().await.connection, None);
    stage.connections.acknowledge(session).await.unwrap();

    page.select(&["checking"]).await;
    page.finish().await;
    stage.pass(Duration::from_mins(1));
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Connected), "finished in the browser after all");
    stage.assert_true(GINGHAM).await;
}

#[tokio::test]
async fn a_bank_that_is_connected_already_is_asked_about_before_the_exchange() {
    let mut stage = Stage::start().await;
    let (session, page) = begin(&stage).await;
    page.complete_at(TARTAN, &["checking"]).await;
    stage.connections.tend().await;
    let before = stage.sandbox.calls().get(EXCHANGE).copied();

    stage.restart().await;
    stage.connections.tend().await;
    let asked = stage.connections.session().await.unwrap().unwrap();
    assert_eq!((asked.id, asked.stage), (session, SessionStage::AwaitingChoice));
    let duplicate = stage.connections.duplicate(session).await.unwrap();
    assert_eq!(duplicate.institution.id, TARTAN);
    assert_eq!(duplicate.existing.len(), 1);
    assert_eq!(duplicate.existing[0].connection, stage.id(TARTAN).await);
    assert_eq!(duplicate.offered.len(), 1);
    assert!(duplicate.existing[0].has(&duplicate.offered[0]));
    assert!(stage.has_no_result().await);
    assert_eq!(stage.sandbox.calls().get(EXCHANGE).copied(), before, "nothing is exchanged before the answer");

    let choice = DuplicateChoice::UseExisting(stage.id(FIRST_PLATYPUS).await);
    let other = stage.connections.decide_duplicate(session, choice).await;
    assert!(matches!(other, Err(DuplicateError::NotAsked)), "{other:?}");
    let existing = stage.id(TARTAN).await;
    let decided = stage.connections.decide_duplicate(session, DuplicateChoice::UseExisting(existing)).await.unwrap();
    assert_eq!(decided, Decided::Update(existing));
    assert!(stage.has_no_result().await, "the user has just said so");
    assert_eq!(stage.sandbox.calls().get(EXCHANGE).copied(), before);
    assert_eq!(items_at(&stage, TARTAN), 2, "Plaid has it, unexchanged: nobody pays for that");
    let again = stage.connections.decide_duplicate(session, DuplicateChoice::Stop).await;
    assert!(matches!(again, Err(DuplicateError::NotAwaited)), "{again:?}");
}

#[tokio::test]
async fn a_second_login_at_the_same_bank_can_be_connected() {
    let stage = Stage::start().await;
    let (session, page) = begin(&stage).await;
    page.complete_at(TARTAN, &["checking"]).await;
    stage.connections.tend().await;
    let decided = stage.connections.decide_duplicate(session, DuplicateChoice::ConnectAnyway).await.unwrap();
    assert_eq!(decided, Decided::GoesOn);
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Connected));
    let connections = stage.connections.list().await.unwrap();
    assert_eq!(connections.iter().filter(|it| it.connection.institution.id == TARTAN).count(), 2);
}

#[tokio::test]
async fn a_question_that_nobody_answers_runs_out() {
    let stage = Stage::start().await;
    let (session, page) = begin(&stage).await;
    page.complete_at(TARTAN, &["checking"]).await;
    stage.connections.tend().await;
    stage.pass(Duration::from_mins(31));
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Fruitless(Fruitless::TooLate));
    let late = stage.connections.decide_duplicate(session, DuplicateChoice::ConnectAnyway).await;
    assert!(matches!(late, Err(DuplicateError::NotAwaited)), "{late:?}");
}

#[tokio::test]
async fn an_exchange_that_never_arrived_is_made_again() {
    let mut stage = Stage::start().await;
    let (_, page) = begin(&stage).await;
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new(EXCHANGE, Fault::CutBefore).times(1));
    stage.connections.tend().await;
    assert_eq!(stage.connections.session().await.unwrap().unwrap().stage, SessionStage::Waiting);
    stage.restart().await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Connected));
    stage.assert_true(GINGHAM).await;
    assert_eq!(items_at(&stage, GINGHAM), 1);
}

#[tokio::test]
async fn an_exchange_whose_answer_is_lost_is_called_lost() {
    let stage = Stage::start().await;
    let (session, page) = begin(&stage).await;
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new(EXCHANGE, Fault::CutAfter).times(1));
    stage.connections.tend().await;
    stage.pass(Duration::from_mins(1));
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.session, result.outcome), (session, Outcome::Fruitless(Fruitless::Lost)));
    assert_eq!(result.connection, None);
    assert!(result.exit.unwrap().request_id.is_some(), "for Plaid Support");
    assert!(result.plaid_session_id.is_some());
}

#[tokio::test]
async fn a_token_that_was_changed_in_the_keyring_before_its_login_was_on_record_is_called_lost_and_not_gone() {
    for (code, outcome, is_kept) in
        [("INVALID_ACCESS_TOKEN", Fruitless::Lost, true), ("ITEM_NOT_FOUND", Fruitless::Refused, false)]
    {
        let stage = Stage::start().await;
        let (session, page) = begin(&stage).await;
        let Purpose::Connect(login) = stage.connections.session().await.unwrap().unwrap().purpose else {
            panic!("a bank is being connected")
        };
        page.complete_at(GINGHAM, &["checking"]).await;
        // As a process leaves it that ended between the keyring and the records.
        stage.vault.put_access_token(login, &AccessToken::new("access-sandbox-of-nobody".into())).await.unwrap();
        stage.sandbox.add_fault(FaultRule::new("/item/get", error(code)));
        stage.connections.tend().await;
        let result = stage.result().await;
        assert_eq!((result.session, result.outcome), (session, Outcome::Fruitless(outcome)), "{code}");
        assert_eq!(stage.vault.access_token(login).await.is_ok(), is_kept, "{code}");
        let lost = stage.connections.orphans().await.unwrap().lost;
        assert_eq!(lost.len(), usize::from(is_kept), "{code}: Plaid Support is told what to look for");
    }
}

#[tokio::test]
async fn a_public_token_that_ran_out_before_its_first_exchange_costs_nobody_anything() {
    let mut stage = Stage::start().await;
    let (_, page) = begin(&stage).await;
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.pass(Duration::from_mins(45));
    stage.restart().await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Fruitless(Fruitless::TooLate));
    assert!(stage.sandbox.items().iter().all(|item| item.institution_id != GINGHAM || !item.exchanged));
}

#[tokio::test]
async fn a_login_whose_accounts_can_not_be_read_yet_is_held_and_read_later() {
    let mut stage = Stage::start().await;
    let (_, page) = begin(&stage).await;
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", error("INSTITUTION_DOWN")));
    stage.connections.tend().await;
    let waiting = stage.connections.session().await.unwrap().unwrap();
    assert_eq!(waiting.stage, SessionStage::Waiting);
    assert_eq!(waiting.institution.unwrap().id, GINGHAM);
    stage.sandbox.clear_faults();
    stage.restart().await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Connected));
    stage.assert_true(GINGHAM).await;
}

#[tokio::test]
async fn a_bank_that_is_being_connected_is_tried_again_as_soon_as_the_user_says_so() {
    let stage = Stage::start().await;
    let (session, page) = begin(&stage).await;
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", error("INSTITUTION_DOWN")));
    stage.connections.tend().await;
    stage.sandbox.clear_faults();
    stage.connections.tend().await;
    let waiting = stage.connections.session().await.unwrap().unwrap();
    assert_eq!((waiting.id, waiting.stage), (session, SessionStage::Waiting), "by itself only when its time has come");

    stage.connections.retry_session(session).await.unwrap();
    assert!(stage.has_no_result().await, "it waits for no answer");
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.session, result.outcome), (session, Outcome::Brought(Brought::Connected)));
    stage.assert_true(GINGHAM).await;

    stage.connections.retry_session(session).await.unwrap();
    stage.connections.tend().await;
    assert_eq!(stage.result().await, result, "nothing is left to be tried");
    assert_eq!(items_at(&stage, GINGHAM), 1);
    let audit = stage.audit(GINGHAM).await;
    let asked: Vec<_> = audit.iter().filter(|entry| entry.what == "retry_session").collect();
    let [asked] = asked.as_slice() else { panic!("it was tried again once: {audit:?}") };
    assert_eq!((&*asked.outcome, &*asked.who), ("asked_for", "Integration user"));
}

#[tokio::test]
async fn a_held_login_that_is_given_up_is_removed_at_plaid() {
    let stage = Stage::start().await;
    let (session, page) = begin(&stage).await;
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", error("INSTITUTION_DOWN")));
    stage.connections.tend().await;
    stage.connections.give_up_session(session).await.unwrap();
    stage.connections.remove_due().await;
    assert_eq!(items_at(&stage, GINGHAM), 0);
    assert!(stage.has_no_result().await);
    assert_eq!(stage.connections.session().await.unwrap(), None);
}

#[tokio::test]
async fn nothing_else_begins_while_a_page_is_open() {
    let stage = Stage::start().await;
    let (_, _page) = begin(&stage).await;
    assert!(matches!(stage.connections.start_connect().await, Err(StartError::AnotherSessionOpen)));
    let tartan = stage.id(TARTAN).await;
    assert!(matches!(stage.connections.start_replace(tartan).await, Err(StartError::AnotherSessionOpen)));
    assert!(matches!(stage.connections.start_reconnect(tartan).await, Err(StartError::AnotherSessionOpen)));
}

#[tokio::test]
async fn a_plaid_without_the_user_api_connects_all_the_same() {
    let stage = Stage::start().await;
    stage.sandbox.switch(|switches| switches.user_api = false);
    let (_, page) = begin(&stage).await;
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Brought(Brought::Connected));
}

#[tokio::test]
async fn an_exchange_that_is_refused_after_one_whose_answer_is_lost_is_called_lost() {
    let stage = Stage::start().await;
    let (_, page) = begin(&stage).await;
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new(EXCHANGE, Fault::CutAfter).times(1));
    stage.sandbox.add_fault(FaultRule::new(EXCHANGE, error("SOMETHING_NEW")));
    for _ in 0..8 {
        stage.connections.tend().await;
        stage.pass(Duration::from_mins(10));
    }
    assert_eq!(stage.result().await.outcome, Outcome::Fruitless(Fruitless::Lost), "a login may be there");
}

#[tokio::test]
async fn a_login_that_can_not_be_read_at_all_is_on_record_and_can_be_given_up() {
    for code in ["USER_PERMISSION_REVOKED", "PRODUCT_NOT_READY", "INTERNAL_SERVER_ERROR"] {
        let stage = Stage::start().await;
        let (session, page) = begin(&stage).await;
        page.complete_at(GINGHAM, &["checking"]).await;
        stage.sandbox.add_fault(FaultRule::new("/item/get", error(code)));
        stage.connections.tend().await;
        if stage.connections.session().await.unwrap().is_some() {
            stage.connections.give_up_session(session).await.unwrap();
        }
        stage.connections.remove_due().await;
        assert_eq!(items_at(&stage, GINGHAM), 0, "{code}: nobody is left with a login that nobody holds");
    }
}

#[tokio::test]
async fn whoever_closes_the_records_waits_for_an_exchange_that_is_under_way() {
    let mut stage = Stage::start().await;
    let (session, page) = begin(&stage).await;
    page.complete_at(GINGHAM, &["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new(EXCHANGE, Fault::LatencyMs { ms: 500 }));
    let before = stage.sandbox.calls().get(EXCHANGE).copied();
    let connections = stage.connections.clone();
    let driver = tokio::spawn(async move { connections.run().await });
    while stage.sandbox.calls().get(EXCHANGE).copied() == before {
        tokio::task::yield_now().await;
    }
    let no_exchange = stage.connections.end_exchanges().await;
    driver.abort();
    stage.close().await;
    drop(no_exchange);

    // What was not kept could not be had a second time.
    stage.sandbox.clear_faults();
    stage.sandbox.add_fault(FaultRule::new(EXCHANGE, Fault::CutBefore));
    stage.restart().await;
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.session, result.outcome), (session, Outcome::Brought(Brought::Connected)));
}
