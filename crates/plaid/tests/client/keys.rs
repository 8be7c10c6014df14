//! Whether Plaid takes the keys, and clients that have none.

use plaid::{Client, Error, ErrorClass, Limits};
use serde_json::json;

use crate::{
    every_call::Call,
    loopback::{CLIENT_ID, Loopback, Reaction, SECRET, fast},
};

fn refusal(code: &str, message: &str) -> String {
    json!({
        "error_type": "INVALID_INPUT", "error_code": code, "error_message": message,
        "display_message": message, "request_id": "request-77",
    })
    .to_string()
}

#[tokio::test]
async fn keys_are_taken_where_plaid_answers_the_harmless_question() {
    let body = json!({"institution": {"institution_id": "ins_56", "name": "Chase"}, "request_id": "request-77"});
    let plaid = Loopback::answering(200, &body.to_string()).await;
    assert_eq!(plaid.client().check_keys().await.unwrap().request_id, "request-77");
    let [request] = plaid.requests().try_into().ok().unwrap();
    assert_eq!(request.line, "POST /institutions/get_by_id HTTP/1.1");
    assert_eq!(request.body, json!({"institution_id": "ins_56", "country_codes": ["US", "CA"]}));
}

#[tokio::test]
async fn an_unknown_bank_is_no_fault_of_the_keys() {
    let plaid = Loopback::answering(400, &refusal("INVALID_INSTITUTION", "invalid institution_id provided")).await;
    assert_eq!(plaid.client().check_keys().await.unwrap().request_id, "request-77");
}

#[tokio::test]
async fn refused_keys_are_refused_in_plaid_s_words_and_never_with_the_secret() {
    let plaid = Loopback::answering(400, &refusal("INVALID_API_KEYS", &format!("`{SECRET}` is no secret"))).await;
    let Err(Error::Api(error)) = plaid.client().check_keys().await else { unreachable!("they are refused") };
    assert_eq!((&*error.code, error.request_id.as_deref()), ("INVALID_API_KEYS", Some("request-77")));
    assert_eq!(error.message, "`…` is no secret");
    assert_eq!(error.display_message.as_deref(), Some("`…` is no secret"));
    assert_eq!(plaid.calls(), 1);
}

#[tokio::test]
async fn whoever_waits_for_the_answer_is_told_of_the_first_failure() {
    for reaction in [Reaction::HangUp, Reaction::Answer(429, refusal("RATE_LIMIT", "too many"))] {
        let plaid = Loopback::start([reaction]).await;
        assert!(plaid.client().check_keys().await.is_err());
        assert_eq!(plaid.calls(), 1);
    }
}

#[tokio::test]
async fn without_a_secret_plaid_is_not_asked() {
    let plaid = Loopback::answering(200, "{}").await;
    let client =
        Client::without_secret(plaid.base_url().parse().unwrap(), CLIENT_ID.to_owned(), Limits::default()).unwrap();
    assert!(!client.has_secret());
    for call in Call::ALL {
        let error = call.make(&client).await.unwrap_err();
        assert!(matches!(error, Error::NoSecret), "{call:?}: {error}");
        assert_eq!(error.class(), ErrorClass::Configuration);
        assert!(!error.is_refusal(), "it says nothing about an endpoint");
    }
    assert_eq!(plaid.calls(), 0);
}

#[tokio::test]
async fn another_secret_goes_to_the_same_place_for_the_same_client() {
    let plaid = Loopback::answering(200, "{}").await;
    let without = Client::without_secret(plaid.base_url().parse().unwrap(), CLIENT_ID.to_owned(), fast()).unwrap();
    let with = without.with_secret(Some("another".into())).unwrap();
    assert!(with.has_secret() && with.client_id() == CLIENT_ID);
    let _ = with.check_keys().await;
    let [request] = plaid.requests().try_into().ok().unwrap();
    assert_eq!(request.headers["plaid-secret"], "another");
    assert_eq!(request.headers["plaid-client-id"], CLIENT_ID);
    assert!(with.with_secret(Some("line\nbreak".into())).is_err(), "it could not be sent");
}
