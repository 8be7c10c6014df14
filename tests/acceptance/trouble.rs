//! What goes wrong between the end of the page and the records. It is put off, never given up and never guessed.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Page, Stage, TARTAN};
use connections::{
    Stage as SessionStage, UpdateError,
    model::{
        connection::{Status, UpdateReason},
        link_session::{Outcome, Setback},
    },
};
use plaid_sandbox::{Fault, FaultRule};

fn error(code: &str) -> Fault {
    Fault::Error { error_code: code.to_owned(), error_type: None, http_status: None }
}

/// Lets the next try become due, and has it made.
async fn try_again(stage: &Stage) {
    stage.pass(Duration::from_mins(10));
    stage.connections.tend().await;
}

#[tokio::test]
async fn whatever_fails_while_settling_is_done_later() {
    let faults = [
        ("/link/token/get", Fault::CutBefore, SessionStage::Open, None),
        ("/item/get", Fault::CutBefore, SessionStage::Waiting, Some(Setback::PlaidUnreachable)),
        ("/item/get", Fault::CutAfter, SessionStage::Waiting, Some(Setback::PlaidUnreachable)),
        ("/accounts/get", Fault::Truncated, SessionStage::Waiting, Some(Setback::PlaidUnreachable)),
        ("/accounts/get", Fault::WrongJson, SessionStage::Waiting, Some(Setback::PlaidRefused)),
        ("/accounts/get", error("INSTITUTION_DOWN"), SessionStage::Waiting, Some(Setback::BankUnavailable)),
        ("/accounts/get", error("RATE_LIMIT"), SessionStage::Waiting, Some(Setback::PlaidUnreachable)),
        ("/item/get", error("INVALID_API_KEYS"), SessionStage::Waiting, Some(Setback::PlaidKeysRefused)),
    ];
    for (endpoint, fault, in_stage, setback) in faults {
        let stage = Stage::start().await;
        let before = stage.connection(FIRST_PLATYPUS).await.accounts;
        let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
        page.complete(&["checking"]).await;
        stage.sandbox.add_fault(FaultRule::new(endpoint, fault.clone()));
        stage.connections.tend().await;

        assert!(stage.has_no_result().await, "{endpoint} {fault:?}");
        let overview = stage.connections.session().await.unwrap().unwrap();
        assert_eq!((overview.stage, overview.setback), (in_stage, setback), "{endpoint} {fault:?}");
        let connection = stage.connection(FIRST_PLATYPUS).await;
        assert_eq!(connection.accounts, before, "{endpoint} {fault:?}: the old records stay");
        if in_stage == SessionStage::Waiting {
            assert_eq!(connection.status, Status::UpdateInterrupted);
        }

        stage.sandbox.clear_faults();
        try_again(&stage).await;
        let result = stage.result().await;
        assert_eq!((result.session, result.outcome), (session, Outcome::Updated), "{endpoint} {fault:?}");
        stage.assert_true(FIRST_PLATYPUS).await;
    }
}

#[tokio::test]
async fn tries_become_rarer_and_the_user_need_not_wait_for_the_next() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new("/item/get", Fault::CutBefore));
    let mut waits = Vec::new();
    for _ in 0..4 {
        stage.connections.tend().await;
        let retry_at = stage.connections.session().await.unwrap().unwrap().retry_at.unwrap();
        let wait = retry_at.duration_since(stage.clock.now());
        waits.push(wait.as_secs());
        stage.pass(Duration::try_from(wait).unwrap());
    }
    assert_eq!(waits, [2, 4, 8, 16]);

    stage.sandbox.clear_faults();
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Updated);
}

#[tokio::test]
async fn before_its_time_nothing_is_tried_unless_the_user_asks() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new("/item/get", Fault::CutBefore).times(1));
    stage.connections.tend().await;
    let calls = stage.sandbox.calls();
    stage.connections.tend().await;
    assert_eq!(stage.sandbox.calls(), calls);

    stage.connections.retry(stage.id(FIRST_PLATYPUS).await).await.unwrap();
    let asked = &stage.audit(FIRST_PLATYPUS).await[0];
    assert_eq!((&*asked.what, &*asked.outcome, &*asked.who), ("retry_settling", "asked_for", "Integration user"));
    assert_eq!(stage.connections.session().await.unwrap().unwrap().stage, SessionStage::Settling, "no longer waiting");
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Updated);
}

#[tokio::test]
async fn a_start_tries_at_once_what_was_put_off() {
    let mut stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking"]).await;
    stage.sandbox.add_fault(FaultRule::new("/item/get", Fault::CutBefore).times(1));
    stage.connections.tend().await;
    stage.restart().await;
    stage.connections.tend().await;
    assert_eq!(stage.result().await.session, session);
}

#[tokio::test]
async fn an_update_that_is_not_settled_is_settled_before_the_next_begins() {
    let stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking"]).await;
    let id = stage.id(FIRST_PLATYPUS).await;
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", error("INSTITUTION_DOWN")).times(1));
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", Fault::CutBefore).times(1));
    stage.connections.tend().await;

    let refused = stage.connections.start_update(id, true).await;
    assert!(matches!(refused, Err(UpdateError::Unsettled(Setback::PlaidUnreachable))), "{refused:?}");
    assert!(stage.has_no_result().await);

    stage.connections.start_update(id, true).await.unwrap();
    assert_eq!(stage.result().await.session, session, "the earlier one is settled");
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn an_update_that_plaid_refuses_to_tell_of_gives_way_to_the_next() {
    let stage = Stage::start().await;
    let (first, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking"]).await;
    let id = stage.id(FIRST_PLATYPUS).await;
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", error("NOBODY_KNOWS_THIS")));
    stage.connections.tend().await;
    assert!(!stage.connection(FIRST_PLATYPUS).await.can_update, "a single refusal may pass");
    let refused = stage.connections.start_update(id, true).await;
    assert!(matches!(refused, Err(UpdateError::Unsettled(Setback::PlaidRefused))), "{refused:?}");
    try_again(&stage).await;
    assert!(stage.connection(FIRST_PLATYPUS).await.can_update);

    let (second, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    assert!(stage.has_no_result().await, "what the first one left is read with the second");
    stage.sandbox.clear_faults();
    page.complete(&["saving"]).await;
    stage.connections.tend().await;
    assert_ne!(first, second);
    assert_eq!(stage.result().await.session, second);
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn a_login_that_is_gone_after_the_page_ends_the_session_and_leaves_the_accounts() {
    let stage = Stage::start().await;
    let before = stage.connection(TARTAN).await.accounts;
    let (_, page) = stage.begin_on_page(TARTAN).await;
    page.leave().await;
    stage.sandbox.add_fault(FaultRule::new("/accounts/get", error("USER_PERMISSION_REVOKED")));
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.outcome, result.status), (Outcome::Unread, Some(Status::NeedsReconnecting)));
    assert_eq!(stage.connection(TARTAN).await.accounts, before);
}

#[tokio::test]
async fn an_empty_report_makes_nobody_inactive() {
    // The simulator has no way to report nothing, just as Plaid's page has none to choose nothing.
    let stage = Stage::start().await;
    let before = stage.connection(TARTAN).await.accounts;
    let (_, page) = stage.begin_on_page(TARTAN).await;
    page.leave().await;
    let plaid = EmptyReports::over(&stage).await;
    let connections = plaid.connections(&stage).await;
    connections.tend().await;
    assert_eq!(connections.session().await.unwrap().unwrap().setback, Some(Setback::PlaidRefused), "it is doubted");

    for _ in 0..3 {
        stage.pass(Duration::from_mins(10));
        connections.tend().await;
    }
    let result = stage.result().await;
    assert_eq!(result.outcome, Outcome::Unread);
    assert_eq!(result.status, Some(Status::NeedsUpdate(UpdateReason::ConsentEnds)));
    assert_eq!(stage.connection(TARTAN).await.accounts, before);
}

#[tokio::test]
async fn a_completed_page_whose_login_still_fails_is_asked_about_again_and_then_called_unread() {
    let stage = Stage::start().await;
    let before = stage.connection(FIRST_PLATYPUS).await.accounts;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking"]).await;
    let item = stage.item(FIRST_PLATYPUS).item_id;
    stage.sandbox.set_item_error(&item, Some("ITEM_LOGIN_REQUIRED")).unwrap();
    for _ in 0..3 {
        stage.connections.tend().await;
        assert!(stage.has_no_result().await, "Plaid's own news may be on the way");
        stage.pass(Duration::from_mins(1));
    }
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!(result.outcome, Outcome::Unread);
    assert_eq!(result.status, Some(Status::NeedsUpdate(UpdateReason::CredentialsChanged)));
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.accounts, before);
}

#[tokio::test]
async fn an_access_token_that_the_keyring_lost_is_waited_for() {
    let stage = Stage::start().await;
    let login = stage.login(FIRST_PLATYPUS).await;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking"]).await;
    let token = stage.vault.access_token(login).await.unwrap();
    stage.vault.forget_access_token(login).await.unwrap();
    stage.connections.tend().await;
    let overview = stage.connections.session().await.unwrap().unwrap();
    assert_eq!(overview.setback, Some(Setback::KeyringEntryMissing));

    stage.vault.put_access_token(login, &token).await.unwrap();
    try_again(&stage).await;
    assert_eq!(stage.result().await.outcome, Outcome::Updated);
}

#[tokio::test]
async fn passes_at_the_same_time_commit_once() {
    let stage = Stage::start().await;
    let (session, url) = stage.begin(FIRST_PLATYPUS).await;
    let page = Page::open(&url).await;
    page.complete(&["checking"]).await;
    let other = stage.connections.clone();
    let id = stage.id(FIRST_PLATYPUS).await;
    tokio::join!(stage.connections.tend(), other.tend(), stage.connections.tend(), async {
        stage.connections.leave(session).await.unwrap();
        stage.connections.retry(id).await.unwrap();
    });
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.outcome, result.lines.len()), (Outcome::Updated, 12));
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.accounts.len(), 12);
    stage.assert_true(FIRST_PLATYPUS).await;
}

use empty_reports::EmptyReports;

/// A Plaid that reports no accounts: everything else is passed on to the simulator.
mod empty_reports {
    use std::sync::Arc;

    use axum::{Json, Router, body::Bytes, extract::State, http::HeaderMap, http::Uri, response::IntoResponse};
    use bank_connections_tests::stage::Stage;
    use connections::{Config, Connections, demo};
    use plaid::{Client, Keys, Limits};
    use serde_json::{Value, json};
    use tokio::net::TcpListener;

    pub(super) struct EmptyReports {
        base_url: String,
    }

    impl EmptyReports {
        pub(super) async fn over(stage: &Stage) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let base_url = format!("http://{}", listener.local_addr().unwrap());
            let router = Router::new().fallback(pass_on).with_state(Arc::from(stage.sandbox.base_url()));
            tokio::spawn(async move { axum::serve(listener, router).await });
            Self { base_url }
        }

        /// The same records, with this Plaid.
        pub(super) async fn connections(&self, stage: &Stage) -> Connections {
            let keys = Keys { client_id: stage.sandbox.client_id().to_owned(), secret: stage.sandbox.secret().into() };
            let plaid = Client::new(self.base_url.parse().unwrap(), keys, Limits::default()).unwrap();
            let (vault, clock) = (stage.vault.clone(), stage.clock.clone());
            let config = Config { database: stage.database(), vault, plaid, clock };
            let connections = Connections::open(config).await.unwrap();
            demo::enter(&connections).await.unwrap();
            connections
        }
    }

    async fn pass_on(
        State(base_url): State<Arc<str>>,
        uri: Uri,
        mut headers: HeaderMap,
        body: Bytes,
    ) -> impl IntoResponse {
        headers.remove("host");
        headers.remove("content-length");
        let request = reqwest::Client::new().post(format!("{base_url}{}", uri.path())).headers(headers).body(body);
        let mut answer: Value = request.send().await.unwrap().json().await.unwrap();
        if uri.path() == "/accounts/get" {
            answer["accounts"] = json!([]);
        }
        Json(answer)
    }
}
