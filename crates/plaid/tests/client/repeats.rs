//! Which calls are made again, after what, and how often.

use std::time::Duration;

use plaid::{Certainty, Error, ErrorClass, Limits};

use crate::{
    every_call::{Call, access_token},
    loopback::{Loopback, Reaction, client_at, fast},
};

/// What makes an Item or is charged for its work: a second one of these could do harm that the first answer would have
/// shown.
const NEVER_REPEATED: [Call; 3] = [Call::Exchange, Call::RefreshTransactions, Call::SandboxPublicToken];

fn refusal(http_status: u16, kind: &str, code: &str) -> Reaction {
    let body = format!(
        r#"{{"error_type": "{kind}", "error_code": "{code}", "error_message": "…", "display_message": null,
            "request_id": "request-{code}"}}"#
    );
    Reaction::Answer(http_status, body)
}

#[tokio::test]
async fn a_call_is_repeated_only_where_that_is_safe() {
    let failures = [
        Reaction::HangUp,
        Reaction::Partly(r#"{"request_id": "#.to_owned()),
        Reaction::Answer(200, r#"{"request_id": "#.to_owned()),
        Reaction::Answer(502, "<html>bad gateway</html>".to_owned()),
        refusal(500, "API_ERROR", "INTERNAL_SERVER_ERROR"),
        refusal(503, "API_ERROR", "PLANNED_MAINTENANCE"),
        refusal(429, "RATE_LIMIT_EXCEEDED", "RATE_LIMIT"),
    ];
    for failure in failures {
        for call in Call::ALL {
            let plaid = Loopback::start([failure.clone()]).await;
            call.make(&plaid.client()).await.unwrap_err();
            let expected = if NEVER_REPEATED.contains(&call) { 1 } else { Limits::default().attempts };
            assert_eq!(plaid.calls(), expected, "{call:?}");
        }
    }
}

#[tokio::test]
async fn what_a_repeat_can_not_change_is_asked_once() {
    let refusals = [
        refusal(400, "ITEM_ERROR", "ITEM_LOGIN_REQUIRED"),
        refusal(400, "ITEM_ERROR", "ITEM_NOT_FOUND"),
        refusal(400, "INVALID_INPUT", "INVALID_API_KEYS"),
        refusal(400, "INSTITUTION_ERROR", "INSTITUTION_DOWN"),
        refusal(400, "INVALID_INPUT", "INVALID_LINK_TOKEN"),
        refusal(400, "ITEM_ERROR", "PRODUCT_NOT_READY"),
        refusal(400, "A_TYPE_OF_TOMORROW", "A_CODE_OF_TOMORROW"),
        Reaction::Answer(200, "[]".to_owned()),
        Reaction::Answer(302, "moved".to_owned()),
    ];
    for refusal in refusals {
        let plaid = Loopback::start([refusal]).await;
        plaid.client().item(&access_token()).await.unwrap_err();
        assert_eq!(plaid.calls(), 1);
    }
}

#[tokio::test]
async fn a_failure_of_the_moment_does_not_show() {
    let plaid = Loopback::start([
        Reaction::HangUp,
        refusal(429, "RATE_LIMIT_EXCEEDED", "ACCOUNTS_LIMIT"),
        refusal(500, "API_ERROR", "INTERNAL_SERVER_ERROR"),
        Reaction::Answer(200, r#"{"accounts": [], "request_id": "request-4"}"#.to_owned()),
    ])
    .await;
    let answer = plaid.client().accounts(&access_token()).await.unwrap();
    assert_eq!(answer.request_id, "request-4");
    assert_eq!(plaid.calls(), 4);
}

#[tokio::test]
async fn the_last_error_is_the_one_that_is_told() {
    let plaid = Loopback::start([
        refusal(500, "API_ERROR", "INTERNAL_SERVER_ERROR"),
        refusal(400, "ITEM_ERROR", "ITEM_LOGIN_REQUIRED"),
    ])
    .await;
    let error = plaid.client().accounts(&access_token()).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::UserMustAct);
    assert_eq!(error.request_id(), Some("request-ITEM_LOGIN_REQUIRED"));
    assert_eq!(plaid.calls(), 2);
}

#[tokio::test]
async fn only_a_refusal_of_plaid_is_certain_once_it_was_asked() {
    let table = [
        (Reaction::HangUp, Certainty::Unknown),
        (Reaction::Partly("{".to_owned()), Certainty::Unknown),
        (Reaction::Redirect("/elsewhere".to_owned()), Certainty::Unknown),
        (Reaction::Answer(200, "{".to_owned()), Certainty::Unknown),
        (Reaction::Answer(200, "{}".to_owned()), Certainty::Unknown),
        (Reaction::Answer(400, "{}".to_owned()), Certainty::Unknown),
        (Reaction::Answer(502, "<html>bad gateway</html>".to_owned()), Certainty::Unknown),
        (refusal(302, "INVALID_INPUT", "INVALID_PUBLIC_TOKEN"), Certainty::Unknown),
        (refusal(500, "API_ERROR", "INTERNAL_SERVER_ERROR"), Certainty::Unknown),
        (refusal(503, "API_ERROR", "PLANNED_MAINTENANCE"), Certainty::Unknown),
        (refusal(400, "INVALID_INPUT", "INVALID_PUBLIC_TOKEN"), Certainty::Answered),
        (refusal(429, "RATE_LIMIT_EXCEEDED", "RATE_LIMIT"), Certainty::Answered),
    ];
    for (reaction, expected) in table {
        let plaid = Loopback::start([reaction]).await;
        let error = Call::Exchange.make(&plaid.client()).await.unwrap_err();
        assert_eq!(error.certainty(), expected, "{error}");
    }
}

#[tokio::test]
async fn silence_after_the_question_leaves_the_exchange_unknown() {
    let plaid = Loopback::start([Reaction::Silence]).await;
    let limits = Limits { long_answer_timeout: Duration::from_millis(20), ..fast() };
    let error = Call::Exchange.make(&plaid.client_with(limits)).await.unwrap_err();
    assert!(matches!(error, Error::TimedOut), "{error}");
    assert_eq!(error.certainty(), Certainty::Unknown);
}

#[tokio::test]
async fn only_a_refusal_of_the_request_itself_says_that_users_are_not_to_be_had() {
    let table = [
        (refusal(400, "INVALID_INPUT", "INVALID_PRODUCT"), true),
        (refusal(400, "INVALID_REQUEST", "UNKNOWN_FIELDS"), true),
        (refusal(400, "INVALID_REQUEST", "INVALID_FIELD"), true),
        (refusal(404, "INVALID_REQUEST", "NOT_FOUND"), true),
        (refusal(403, "INVALID_INPUT", "A_CODE_OF_TOMORROW"), true),
        (refusal(400, "USER_ERROR", "USER_NOT_FOUND"), true),
        (refusal(400, "INVALID_INPUT", "INVALID_API_KEYS"), false),
        (refusal(400, "INVALID_INPUT", "UNAUTHORIZED_ENVIRONMENT"), false),
        (refusal(400, "ITEM_ERROR", "ITEM_NOT_FOUND"), false),
        (refusal(429, "RATE_LIMIT_EXCEEDED", "RATE_LIMIT"), false),
        (refusal(500, "API_ERROR", "INTERNAL_SERVER_ERROR"), false),
        (refusal(500, "INVALID_INPUT", "INVALID_PRODUCT"), false),
        (Reaction::Answer(404, "<html>not found</html>".to_owned()), false),
        (Reaction::HangUp, false),
    ];
    for (reaction, expected) in table {
        let plaid = Loopback::start([reaction]).await;
        let error = Call::CreateUser.make(&plaid.client()).await.unwrap_err();
        assert_eq!(error.is_refusal(), expected, "{error}");
    }
    let no_page = Loopback::answering(200, r#"{"link_token": "l", "expiration": "2026-11-23T10:00:00Z"}"#).await;
    let error = Call::CreateLinkForUser.make(&no_page.client()).await.unwrap_err();
    assert!(!error.is_refusal() && error.certainty() == Certainty::Answered, "{error}");
}

#[tokio::test]
async fn where_no_connection_comes_about_nothing_was_done() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);

    let error = Call::Exchange.make(&client_at(&nobody, fast())).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable(_)), "{error}");
    assert_eq!(error.class(), ErrorClass::Transient);
    assert_eq!(error.certainty(), Certainty::NotSent);
    assert!(!error.is_refusal());
}
