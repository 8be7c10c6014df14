//! The firm's keys at Plaid: tested before they are kept, replaced, forgotten, and entered again.

use bank_connections_tests::stage::{FIRST_PLATYPUS, Page, Stage, TARTAN};
use connections::{
    CheckError, KeysTaken, Opened, PlaidKeysError, Proof, Stage as SessionStage, StartError, VaultError,
};
use plaid::{Client, ErrorClass, Keys, Limits};
use plaid_sandbox::{Fault, FaultRule};

const HOUNDSTOOTH: &str = "ins_109512";
/// What the audit calls the keys.
const KEYS: &str = "plaid";

fn candidate(stage: &Stage, client_id: &str, secret: &str) -> Client {
    let keys = Keys { client_id: client_id.to_owned(), secret: secret.into() };
    Client::new(stage.sandbox.base_url().parse().unwrap(), keys, Limits::default()).unwrap()
}

fn refusal(error: &PlaidKeysError) -> &plaid::Error {
    let PlaidKeysError::Plaid(error) = error else { panic!("{error}") };
    error
}

/// What was done to the keys and what came of it, the newest first.
async fn acts(stage: &Stage) -> Vec<(String, String)> {
    stage.audit_of(KEYS).await.into_iter().map(|entry| (entry.what, entry.outcome)).collect()
}

fn act(what: &str, outcome: &str) -> (String, String) {
    (what.to_owned(), outcome.to_owned())
}

#[tokio::test]
async fn keys_are_tested_without_a_change() {
    let stage = Stage::start().await;
    let before = stage.ledger().await;
    let KeysTaken { request_id } = stage.connections.test_plaid_keys(None).await.unwrap();
    assert!(!request_id.is_empty());
    let wrong = candidate(&stage, "another-client", "wrong");
    let error = stage.connections.test_plaid_keys(Some(&wrong)).await.unwrap_err();
    assert_eq!(refusal(&error).code(), Some("INVALID_API_KEYS"));
    assert!(refusal(&error).request_id().is_some());

    assert_eq!(stage.ledger().await, before);
    let [refused, taken] = stage.audit_of(KEYS).await.try_into().unwrap();
    assert_eq!((&*taken.outcome, &taken.request_ids), ("taken", &vec![request_id]));
    assert_eq!((&*refused.outcome, &refused.details["error_code"]), ("refused", &"INVALID_API_KEYS".into()));
    assert_eq!(refused.details["client_id"], "another-client");
    assert_eq!(refused.request_ids.len(), 1);
}

#[tokio::test]
async fn a_secret_that_plaid_refuses_does_not_take_the_place_of_the_one_that_works() {
    let stage = Stage::start().await;
    stage.vault.put_api_secret(&stage.sandbox.secret().into()).await.unwrap();
    let error = stage.connections.replace_plaid_secret("wrong".into(), Proof::Required).await.unwrap_err();
    assert_eq!(refusal(&error).code(), Some("INVALID_API_KEYS"));
    assert_eq!(acts(&stage).await, [act("plaid_keys", "refused")]);
    stage.connections.test_plaid_keys(None).await.expect("the earlier one is still in use");
    let kept = stage.vault.api_secret().await.unwrap();
    let kept = candidate(&stage, stage.sandbox.client_id(), "").with_secret(Some(kept)).unwrap();
    stage.connections.test_plaid_keys(Some(&kept)).await.expect("the earlier one is still kept");
}

#[tokio::test]
async fn a_secret_that_can_not_be_tested_is_kept_only_where_the_user_vouches_for_it() {
    let stage = Stage::start().await;
    for (fault, class) in [
        (Fault::CutBefore, ErrorClass::Transient),
        (error_of("RATE_LIMIT"), ErrorClass::RateLimited),
        (error_of("UNAUTHORIZED_ENVIRONMENT"), ErrorClass::Configuration),
    ] {
        stage.sandbox.add_fault(FaultRule::new("/institutions/get_by_id", fault));
        let secret = stage.sandbox.secret();
        let error = stage.connections.replace_plaid_secret(secret.into(), Proof::Required).await.unwrap_err();
        assert_eq!(refusal(&error).class(), class);
        assert!(matches!(stage.vault.api_secret().await, Err(VaultError::Missing { .. })), "nothing was kept");
        stage.sandbox.clear_faults();
    }
    let taken = stage.connections.replace_plaid_secret("untested".into(), Proof::Waived).await.unwrap();
    assert_eq!(taken, None);
    assert!(stage.vault.api_secret().await.is_ok());
    assert_eq!(acts(&stage).await[0], act("plaid_secret", "kept_untested"));
}

#[tokio::test]
async fn without_a_secret_the_connections_stay_and_plaid_is_left_alone() {
    let mut stage = Stage::start().await;
    let before = stage.ledger().await;
    stage.vault.put_api_secret(&stage.sandbox.secret().into()).await.unwrap();
    stage.connections.forget_plaid_secret().await.unwrap();
    assert!(!stage.connections.has_plaid_secret());
    assert!(matches!(stage.vault.api_secret().await, Err(VaultError::Missing { .. })));
    assert_eq!(stage.ledger().await, before, "connections and tokens stay");

    let calls = stage.sandbox.calls();
    let tartan = stage.id(TARTAN).await;
    stage.connections.tend().await;
    assert!(matches!(stage.connections.check(tartan).await, Err(CheckError::Plaid(plaid::Error::NoSecret))));
    assert!(matches!(stage.connections.start_connect().await, Err(StartError::Plaid(plaid::Error::NoSecret))));
    assert!(matches!(
        stage.connections.test_plaid_keys(None).await,
        Err(PlaidKeysError::Plaid(plaid::Error::NoSecret))
    ));
    assert_eq!(stage.sandbox.calls(), calls, "Plaid was not asked");

    let secret = stage.sandbox.secret();
    let taken = stage.connections.replace_plaid_secret(secret.into(), Proof::Required).await.unwrap().unwrap();
    stage.connections.check(tartan).await.expect("Plaid can be asked again");
    let audit = stage.audit_of(KEYS).await;
    assert_eq!((&*audit[0].outcome, &*audit[1].outcome), ("kept", "taken"));
    assert_eq!(audit[0].request_ids, [taken.request_id]);
    stage.restart().await;
}

#[tokio::test]
async fn a_secret_is_not_forgotten_while_a_page_is_open() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    let forgotten = stage.connections.forget_plaid_secret().await;
    assert!(matches!(forgotten, Err(PlaidKeysError::SessionUnderWay)), "{forgotten:?}");
    assert!(matches!(stage.connections.leave_profile().await, Err(PlaidKeysError::SessionUnderWay)));
    assert!(stage.connections.has_plaid_secret());
    page.complete(&["checking", "saving"]).await;
    stage.connections.tend().await;
    stage.connections.leave_profile().await.unwrap();
    stage.connections.profile_was_not_left().await.unwrap();
    stage.connections.forget_plaid_secret().await.unwrap();
    let expected = [act("plaid_secret", "forgotten"), act("profile", "failed"), act("profile", "left")];
    assert_eq!(acts(&stage).await, expected);
}

#[tokio::test]
async fn a_secret_that_a_new_login_waits_for_is_not_forgotten() {
    for endpoint in ["/item/public_token/exchange", "/accounts/get"] {
        let stage = Stage::start().await;
        let Opened { session, url } = stage.connections.start_connect().await.unwrap();
        Page::open(&url).await.complete_at(HOUNDSTOOTH, &["checking"]).await;
        stage.sandbox.add_fault(FaultRule::new(endpoint, error_of("INTERNAL_SERVER_ERROR")));
        stage.connections.tend().await;
        let waiting = stage.connections.session().await.unwrap().unwrap();
        assert_eq!((waiting.id, waiting.stage), (session, SessionStage::Waiting), "{endpoint}");

        for refused in [stage.connections.forget_plaid_secret().await, stage.connections.leave_profile().await] {
            let Err(PlaidKeysError::LoginUnderWay { bank: Some(bank) }) = refused else { panic!("{refused:?}") };
            assert_eq!(bank, "Houndstooth Bank", "{endpoint}");
        }
        assert!(stage.connections.has_plaid_secret());
    }
}

#[tokio::test]
async fn a_secret_that_comes_from_outside_is_written_down_where_it_arrives() {
    let stage = Stage::empty().await;
    stage.connections.plaid_secret_arrived(Some("request-1")).await.unwrap();
    stage.connections.plaid_secret_arrived(None).await.unwrap();
    let [untested, tested] = stage.audit_of(KEYS).await.try_into().unwrap();
    assert_eq!((&*tested.outcome, tested.request_ids), ("kept", vec!["request-1".to_owned()]));
    assert_eq!((&*untested.outcome, &*untested.who), ("kept_untested", "Bank Connections"));
    assert_eq!(tested.details["client_id"], stage.sandbox.client_id());
}

fn error_of(code: &str) -> Fault {
    Fault::Error { error_code: code.to_owned(), error_type: None, http_status: None }
}
