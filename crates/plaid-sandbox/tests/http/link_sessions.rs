//! Link tokens and sessions: how long they live, when they end, what `/link/token/get` tells and for how long.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Browser, Plaid, link_request};
use plaid_sandbox::Switches;

async fn browse_to_accounts(plaid: &Plaid, link: &Value) -> Browser {
    let mut browser = plaid.browse(link).await;
    browser.send("continue", &[]).await;
    browser.send("choose_bank", &[("institution_id", "ins_109511")]).await;
    browser.sign_in("user_good", "pass_good").await;
    browser
}

#[tokio::test]
async fn there_are_no_sessions_until_the_page_is_opened() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let answer = plaid.ask("/link/token/get", json!({ "link_token": link["link_token"] })).await;
    assert!(answer.get("link_sessions").is_none());
    plaid.browse(&link).await;
    assert_eq!(plaid.sessions(&link).await.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn reopening_gives_another_session_and_reloading_does_not() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let mut browser = plaid.browse(&link).await;
    browser.reload().await;
    browser.send("continue", &[]).await;
    plaid.browse(&link).await;
    let sessions = plaid.sessions(&link).await;
    assert_eq!(sessions.as_array().map(Vec::len), Some(2));
    assert_ne!(sessions[0]["link_session_id"], sessions[1]["link_session_id"]);
}

#[tokio::test]
async fn events_show_during_a_session_only_where_it_is_switched_so() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    browse_to_accounts(&plaid, &link).await;
    assert!(plaid.sessions(&link).await[0].get("events").is_none());
    plaid.sandbox.switch(|switches| switches.events_during_session = true);
    let events = plaid.sessions(&link).await[0]["events"].clone();
    let names: Vec<&str> = events.as_array().unwrap().iter().filter_map(|event| event["event_name"].as_str()).collect();
    assert_eq!(names.first(), Some(&"OPEN"));
    assert!(names.contains(&"SUBMIT_CREDENTIALS"));
}

#[tokio::test]
async fn leaving_finishes_the_session_with_an_exit_that_names_the_step() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let mut browser = plaid.browse(&link).await;
    browser.send("continue", &[]).await;
    browser.send("choose_bank", &[("institution_id", "ins_109511")]).await;
    browser.sign_in("user_good", "error_ITEM_LOCKED").await;
    browser.go(&format!("{}/leave", browser.session_address())).await;
    assert_eq!(plaid.sessions(&link).await[0]["finished_at"], Value::Null, "asking does not leave");
    browser.send("leave", &[]).await;
    let exit = plaid.sessions(&link).await[0]["exit"].clone();
    assert_eq!(exit["error"]["error_code"], "ITEM_LOCKED");
    assert_eq!(exit["metadata"]["status"], "requires_credentials");
    assert_eq!(exit["metadata"]["institution"]["institution_id"], "ins_109511");
}

#[tokio::test]
async fn an_abandoned_session_is_closed_some_minutes_after_the_last_action() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let mut browser = plaid.browse(&link).await;
    plaid.advance(9 * 60).await;
    browser.send("continue", &[]).await;
    plaid.advance(9 * 60).await;
    assert_eq!(plaid.sessions(&link).await[0]["finished_at"], Value::Null);
    plaid.advance(60).await;
    let session = plaid.sessions(&link).await[0].clone();
    assert_eq!(session["finished_at"], "2026-03-02T09:19:00Z");
    assert_eq!(session["exit"]["error"], Value::Null);
    browser.send_unseen("choose_bank", &[("institution_id", "ins_109511")]).await;
    assert_eq!(browser.title(), "You can close this window");
}

#[tokio::test]
async fn watching_a_page_does_not_keep_its_session_open() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let mut browser = plaid.browse(&link).await;
    plaid.advance(9 * 60).await;
    browser.go(&format!("{}/state", browser.session_address())).await;
    assert_eq!(browser.html, r#"{"state":"consent"}"#);
    plaid.advance(60).await;
    assert!(plaid.sessions(&link).await[0]["finished_at"].is_string());
}

#[tokio::test]
async fn what_was_delivered_stays_a_success_when_the_last_page_is_abandoned() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let mut browser = browse_to_accounts(&plaid, &link).await;
    browser.select(&["checking"]).await;
    let (_, closed) = plaid.control(Method::POST, "/control/link_sessions/close_abandoned", json!({})).await;
    assert_eq!(closed["closed"], 1);
    let session = plaid.sessions(&link).await[0].clone();
    assert_eq!(session["exit"], Value::Null);
    plaid.exchange(&session["results"]["item_add_results"][0]["public_token"]).await;
}

#[tokio::test]
async fn the_selection_of_accounts_times_out_after_five_minutes() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let mut browser = browse_to_accounts(&plaid, &link).await;
    plaid.advance(5 * 60).await;
    browser.select(&["checking"]).await;
    assert_eq!(browser.title(), "This took too long");
    let session = plaid.sessions(&link).await[0].clone();
    assert_eq!(session["exit"]["error"]["error_code"], "USER_INPUT_TIMEOUT");
    assert_eq!(session["exit"]["metadata"]["status"], "requires_account_selection");
    browser.go(&format!("{}/closed", browser.session_address())).await;
    assert!(browser.completion().is_some(), "a time-out goes back to the application like any other exit");
}

#[tokio::test]
async fn the_times_of_a_session_can_be_switched() {
    let switches = Switches { selection_timeout_s: 2, session_close_after_s: 5, ..Switches::default() };
    let plaid = Plaid::start_switched(switches).await;
    let (one, other) = (plaid.link_for_new_item().await, plaid.link_for_new_item().await);
    browse_to_accounts(&plaid, &one).await;
    plaid.browse(&other).await;
    plaid.advance(2).await;
    assert_eq!(plaid.sessions(&one).await[0]["exit"]["error"]["error_code"], "USER_INPUT_TIMEOUT");
    assert_eq!(plaid.sessions(&other).await[0]["finished_at"], Value::Null);
    plaid.advance(3).await;
    assert!(plaid.sessions(&other).await[0]["finished_at"].is_string());
}

#[tokio::test]
async fn a_result_can_be_read_for_six_hours() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let mut browser = browse_to_accounts(&plaid, &link).await;
    browser.select(&["checking"]).await;
    browser.send("finish", &[]).await;
    plaid.advance(6 * 60 * 60 - 1).await;
    assert_eq!(plaid.sessions(&link).await.as_array().map(Vec::len), Some(1));
    plaid.advance(1).await;
    let token = json!({ "link_token": link["link_token"] });
    assert_eq!(plaid.refusal("/link/token/get", token).await, "INVALID_LINK_TOKEN");
}

#[tokio::test]
async fn link_tokens_live_as_long_as_their_purpose_allows() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    assert_eq!(plaid.link_for_update(&item).await["expiration"], "2026-03-02T09:30:00Z");
    assert_eq!(plaid.link_for_new_item().await["expiration"], "2026-03-02T09:30:00Z");

    let mut request = link_request();
    request["products"] = json!(["transactions"]);
    request["hosted_link"]["url_lifetime_seconds"] = json!(86_400);
    assert_eq!(plaid.ask("/link/token/create", request.clone()).await["expiration"], "2026-03-03T09:00:00Z");
    request["hosted_link"]["url_lifetime_seconds"] = json!(22 * 86_400);
    assert_eq!(plaid.refusal("/link/token/create", request.clone()).await, "INVALID_FIELD");
    request.as_object_mut().unwrap().remove("hosted_link");
    let unhosted = plaid.ask("/link/token/create", request).await;
    assert_eq!(unhosted["expiration"], "2026-03-02T13:00:00Z");
    assert!(unhosted.get("hosted_link_url").is_none());
}

#[tokio::test]
async fn an_expired_link_opens_nothing_and_goes_on_with_nothing() {
    let plaid = Plaid::start_switched(Switches { session_close_after_s: 86_400, ..Switches::default() }).await;
    let link = plaid.link_for_new_item().await;
    let mut browser = plaid.browse(&link).await;
    plaid.advance(30 * 60).await;
    browser.send("continue", &[]).await;
    assert_eq!(browser.title(), "This link has expired");
    assert_eq!(plaid.browse(&link).await.title(), "This link has expired");
    assert_eq!(plaid.sessions(&link).await.as_array().map(Vec::len), Some(1), "an open session is still told of");
}
