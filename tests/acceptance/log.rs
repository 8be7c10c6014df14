//! The connection log: every attempt is in it, also one that failed or was abandoned.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Page, Stage, TARTAN};
use connections::{
    Opened, StartError,
    model::{
        link_session::{Brought, Outcome},
        log::{LogEntry, LogKind, LogOutcome},
    },
};
use plaid_sandbox::{Fault, FaultRule};

/// A bank that the demo does not connect.
const GINGHAM: &str = "ins_109509";

async fn last(stage: &Stage) -> LogEntry {
    stage.connections.connection_log().await.unwrap().remove(0)
}

#[tokio::test]
async fn every_attempt_is_in_the_log_whatever_came_of_it() {
    let stage = Stage::start().await;
    assert!(stage.connections.connection_log().await.unwrap().is_empty());

    let refusal = Fault::Error { error_code: "INVALID_FIELD".to_owned(), error_type: None, http_status: None };
    stage.sandbox.add_fault(FaultRule::new("/link/token/create", refusal));
    let refused = stage.connections.start_connect().await;
    assert!(matches!(refused, Err(StartError::Plaid(_))), "{refused:?}");
    stage.sandbox.clear_faults();
    let entry = last(&stage).await;
    assert_eq!((entry.kind, entry.outcome), (LogKind::Connect, LogOutcome::Session(Outcome::NotOpened)));
    assert_eq!((entry.error_code.as_deref(), entry.institution), (Some("INVALID_FIELD"), None));
    assert!(entry.request_id.is_some());

    stage.pass(Duration::from_secs(1));
    let Opened { session, url } = stage.connections.start_connect().await.unwrap();
    assert_eq!(last(&stage).await.outcome, LogOutcome::UnderWay);
    let page = Page::open(&url).await;
    page.sign_in_at(GINGHAM, "pass_good").await;
    page.leave().await;
    stage.connections.tend().await;
    let entry = last(&stage).await;
    assert_eq!((entry.kind, entry.outcome), (LogKind::Connect, LogOutcome::Session(Outcome::Unchanged)));
    assert_eq!((entry.at, entry.who.as_str()), (stage.clock.now(), "Integration user"));
    assert!(entry.plaid_session_id.is_some());
    stage.connections.acknowledge(session).await.unwrap();
}

#[tokio::test]
async fn the_newest_entry_is_the_first_and_a_removal_names_the_session_that_brought_the_login() {
    let stage = Stage::start().await;
    let Opened { session, url } = stage.connections.start_connect().await.unwrap();
    Page::open(&url).await.complete_at(GINGHAM, &["checking"]).await;
    stage.connections.tend().await;
    stage.connections.acknowledge(session).await.unwrap();
    let connected = last(&stage).await;
    assert_eq!(connected.institution.as_ref().unwrap().id, GINGHAM);

    stage.pass(Duration::from_secs(1));
    stage.begin_on_page(TARTAN).await.1.complete(&["checking"]).await;
    stage.connections.tend().await;
    stage.pass(Duration::from_secs(1));
    stage.connections.remove(stage.id(GINGHAM).await).await.unwrap();
    stage.pass(Duration::from_secs(1));
    stage.connections.remove(stage.id(FIRST_PLATYPUS).await).await.unwrap();
    let log = stage.connections.connection_log().await.unwrap();
    let told: Vec<_> = log.iter().map(|entry| (entry.kind, entry.outcome)).collect();
    assert_eq!(
        told,
        [
            (LogKind::Removal, LogOutcome::Removed),
            (LogKind::Removal, LogOutcome::Removed),
            (LogKind::Update, LogOutcome::Session(Outcome::Updated)),
            (LogKind::Connect, LogOutcome::Session(Outcome::Brought(Brought::Connected))),
        ]
    );
    assert_eq!(log[1].plaid_session_id, connected.plaid_session_id);
    assert_eq!(log[0].plaid_session_id, None, "the demo brought it without a session");
    assert!(log[0].request_id.is_some() && log[1].request_id.is_some());
}
