//! Faults: what the client sees, and whether the work was done.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::Plaid;
use plaid_sandbox::{Fault, FaultRule};

#[tokio::test]
async fn an_error_is_answered_as_often_as_it_was_told_and_nothing_is_done() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let rule = json!({
        "endpoint": "/item/remove",
        "fault": { "kind": "error", "error_type": "API_ERROR", "error_code": "INTERNAL_SERVER_ERROR", "http_status": 500 },
        "times": 2,
    });
    let (status, _) = plaid.control(Method::POST, "/control/faults", rule).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let token = json!({ "access_token": item.access_token });
    for _ in 0..2 {
        let (status, answer) = plaid.call("/item/remove", token.clone()).await;
        assert_eq!((status.as_u16(), &answer["error_type"]), (500, &json!("API_ERROR")));
    }
    plaid.ask("/item/get", token.clone()).await;
    plaid.ask("/item/remove", token).await;
}

#[tokio::test]
async fn an_error_is_known_by_its_code_alone() {
    let plaid = Plaid::start().await;
    let error = Fault::Error { error_code: "RATE_LIMIT".into(), error_type: None, http_status: None };
    plaid.sandbox.add_fault(FaultRule::new("*", error));
    let (status, answer) = plaid.call("/item/get", json!({})).await;
    assert_eq!((status.as_u16(), &answer["error_type"]), (429, &json!("RATE_LIMIT_EXCEEDED")));
    plaid.sandbox.clear_faults();
    assert_eq!(plaid.refusal("/item/get", json!({})).await, "MISSING_FIELDS");
}

#[tokio::test]
async fn a_connection_cut_before_the_work_leaves_everything_as_it_was() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    plaid.sandbox.add_fault(FaultRule::new("/item/remove", Fault::CutBefore).times(1));
    let body = json!({ "access_token": item.access_token });
    assert!(plaid.request(Method::POST, "/item/remove").body(body.to_string()).send().await.is_err());
    plaid.ask("/item/get", body).await;
}

#[tokio::test]
async fn a_connection_cut_after_the_work_loses_the_answer_only() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    plaid.sandbox.add_fault(FaultRule::new("/item/remove", Fault::CutAfter).times(1));
    let body = json!({ "access_token": item.access_token });
    assert!(plaid.request(Method::POST, "/item/remove").body(body.to_string()).send().await.is_err());
    assert_eq!(plaid.refusal("/item/get", body).await, "ITEM_NOT_FOUND");
}

#[tokio::test]
async fn an_exchange_whose_answer_is_lost_leaves_an_item_that_only_its_user_leads_to() {
    let plaid = Plaid::start().await;
    let user = plaid.ask("/user/create", json!({ "client_user_id": "b7b1f1f2" })).await;
    let request =
        json!({ "institution_id": "ins_109508", "initial_products": ["transactions"], "user_id": user["user_id"] });
    let public_token = plaid.ask("/sandbox/public_token/create", request).await["public_token"].clone();
    plaid.sandbox.add_fault(FaultRule::new("/item/public_token/exchange", Fault::CutAfter).times(1));
    let body = json!({ "public_token": public_token });
    let lost = plaid.request(Method::POST, "/item/public_token/exchange").body(body.to_string()).send().await;
    assert!(lost.is_err());
    assert_eq!(plaid.refusal("/item/public_token/exchange", body).await, "INVALID_PUBLIC_TOKEN");
    assert!(plaid.sandbox.items()[0].exchanged);

    let listed = plaid.ask("/user/items/get", json!({ "user_id": user["user_id"] })).await;
    let item_id = &listed["items"][0]["item_id"];
    assert_eq!(item_id, &plaid.sandbox.items()[0].item_id);
    plaid.ask("/user/items/remove", json!({ "user_id": user["user_id"], "item_ids": [item_id] })).await;
    assert!(plaid.sandbox.items()[0].removed);
}

#[tokio::test]
async fn a_removal_fails_with_any_code_as_often_as_it_was_told() {
    let plaid = Plaid::start().await;
    let token = json!({ "access_token": plaid.item_at("ins_109508").await.access_token });
    for code in ["INTERNAL_SERVER_ERROR", "ITEM_LOGIN_REQUIRED", "INSTITUTION_DOWN", "RATE_LIMIT", "A_NEW_CODE"] {
        let error = Fault::Error { error_code: code.into(), error_type: None, http_status: None };
        plaid.sandbox.add_fault(FaultRule::new("/item/remove", error).times(2));
        for _ in 0..2 {
            assert_eq!(plaid.refusal("/item/remove", token.clone()).await, code);
        }
    }
    assert!(!plaid.sandbox.items()[0].removed);
    plaid.ask("/item/remove", token).await;
}

#[tokio::test]
async fn truncated_and_wrong_json_come_with_an_ordinary_status() {
    let plaid = Plaid::start().await;
    plaid.sandbox.add_fault(FaultRule::new("/institutions/search", Fault::Truncated).times(1));
    plaid.sandbox.add_fault(FaultRule::new("/institutions/search", Fault::WrongJson).times(1));
    let body = json!({ "query": "tartan", "country_codes": ["US"] }).to_string();
    let mut answers = Vec::new();
    for _ in 0..2 {
        let response = plaid.request(Method::POST, "/institutions/search").body(body.clone()).send().await.unwrap();
        assert_eq!(response.status(), 200);
        answers.push(response.text().await.unwrap());
    }
    assert!(serde_json::from_str::<serde_json::Value>(&answers[0]).is_err());
    assert!(serde_json::from_str::<serde_json::Value>(&answers[1]).unwrap().is_array());
}

#[tokio::test]
async fn a_call_that_is_held_is_answered_once_it_is_released() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let calls = || plaid.sandbox.calls().get("/item/get").copied().unwrap_or_default();
    let before = calls();
    plaid.sandbox.add_fault(FaultRule::new("/item/get", Fault::Held).times(1));
    let body = json!({ "access_token": item.access_token });
    let mut held = Box::pin(plaid.ask("/item/get", body.clone()));
    tokio::select! {
        biased;
        _ = &mut held => panic!("it is held"),
        () = async {
            while calls() == before {
                tokio::task::yield_now().await;
            }
        } => {}
    }
    plaid.ask("/item/get", body).await;
    plaid.sandbox.release();
    held.await;
}

#[tokio::test]
async fn a_client_that_hangs_up_during_the_latency_has_nothing_done_for_it() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    plaid.sandbox.add_fault(FaultRule::new("/item/remove", Fault::LatencyMs { ms: 60_000 }).times(1));
    let body = json!({ "access_token": item.access_token });
    let request = plaid.request(Method::POST, "/item/remove").timeout(Duration::from_millis(100));
    assert!(request.body(body.to_string()).send().await.unwrap_err().is_timeout());
    plaid.ask("/item/get", body).await;
}
