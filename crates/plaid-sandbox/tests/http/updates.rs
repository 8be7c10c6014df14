//! Update mode: what it repairs, when, and what it does to the accounts.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Browser, Item, Plaid, link_request};
use plaid_sandbox::Switches;

/// Opens the page of an update of an Item that needs one, up to the credentials.
async fn open_update(plaid: &Plaid, item: &Item) -> (Value, Browser) {
    plaid.ask("/sandbox/item/reset_login", json!({ "access_token": item.access_token })).await;
    let link = plaid.link_for_update(item).await;
    let mut browser = plaid.browse(&link).await;
    assert!(browser.title().starts_with("Update"));
    browser.send("continue", &[]).await;
    (link, browser)
}

#[tokio::test]
async fn an_item_that_needs_a_login_says_so_and_gives_no_accounts() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    plaid.ask("/sandbox/item/reset_login", json!({ "access_token": item.access_token })).await;
    assert_eq!(plaid.item_error(&item).await, "ITEM_LOGIN_REQUIRED");
    let token = json!({ "access_token": item.access_token });
    assert_eq!(plaid.refusal("/accounts/get", token.clone()).await, "ITEM_LOGIN_REQUIRED");
    plaid.sandbox.switch(|switches| switches.accounts_while_login_required = true);
    assert_eq!(plaid.accounts(&item).await.len(), 12);
    assert_eq!(plaid.refusal("/accounts/balance/get", token).await, "ITEM_LOGIN_REQUIRED");
}

#[tokio::test]
async fn an_update_asks_for_no_bank_and_keeps_item_token_and_account_ids() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let before = plaid.accounts(&item).await;
    let (link, mut browser) = open_update(&plaid, &item).await;
    assert_eq!(browser.title(), "Sign in to First Platypus Bank");
    browser.sign_in("user_good", "pass_good").await;
    assert_eq!(browser.html.matches(" checked").count(), before.len(), "granted accounts are checked beforehand");
    browser.select(&["checking", "saving"]).await;
    browser.send("finish", &[]).await;

    let session = plaid.sessions(&link).await[0].clone();
    assert_eq!((&session["exit"], session["finished_at"].is_string()), (&Value::Null, true));
    assert_eq!(session["results"]["item_add_results"], json!([]));
    let after = plaid.accounts(&item).await;
    assert_eq!(after, before[..2]);
}

#[tokio::test]
async fn results_of_an_update_hold_a_public_token_where_it_is_switched_so() {
    let plaid = Plaid::start_switched(Switches { results_in_update_mode: true, ..Switches::default() }).await;
    let item = plaid.item_at("ins_109508").await;
    let (link, mut browser) = open_update(&plaid, &item).await;
    browser.sign_in("user_good", "pass_good").await;
    browser.select(&["checking"]).await;
    browser.send("finish", &[]).await;
    let session = plaid.sessions(&link).await[0].clone();
    let again = plaid.exchange(&session["results"]["item_add_results"][0]["public_token"]).await;
    assert_eq!((again.id, again.access_token), (item.id, item.access_token));
}

#[tokio::test]
async fn an_account_granted_again_has_a_new_id_and_the_old_one_is_invalid() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let first_id = plaid.account_id(&item, "1111").await.unwrap();

    let (_, mut browser) = open_update(&plaid, &item).await;
    browser.sign_in("user_good", "pass_good").await;
    browser.select(&["checking"]).await;
    assert_eq!(plaid.account_id(&item, "1111").await, None);
    let naming_it = json!({ "access_token": item.access_token, "options": { "account_ids": [first_id] } });
    assert_eq!(plaid.refusal("/accounts/get", naming_it.clone()).await, "INVALID_ACCOUNT_ID");
    assert_eq!(plaid.refusal("/accounts/balance/get", naming_it).await, "INVALID_ACCOUNT_ID");

    let (_, mut browser) = open_update(&plaid, &item).await;
    browser.sign_in("user_good", "pass_good").await;
    browser.select(&["checking", "saving"]).await;
    let second_id = plaid.account_id(&item, "1111").await.unwrap();
    assert_ne!(first_id, second_id);
}

#[tokio::test]
async fn the_right_credentials_repair_the_item_before_the_accounts_are_delivered() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let before = plaid.accounts(&item).await;
    let (link, mut browser) = open_update(&plaid, &item).await;
    assert_eq!(plaid.item_error(&item).await, "ITEM_LOGIN_REQUIRED");
    browser.sign_in("user_good", "pass_good").await;
    assert_eq!(plaid.item_error(&item).await, Value::Null);

    browser.go(&format!("{}/leave", browser.session_address())).await;
    browser.send("leave", &[]).await;
    let session = plaid.sessions(&link).await[0].clone();
    assert_eq!(session["exit"]["metadata"]["status"], "requires_account_selection");
    assert_eq!(session["exit"]["error"], Value::Null);
    assert_eq!(plaid.accounts(&item).await, before);
}

#[tokio::test]
async fn each_kind_of_mfa_repairs_the_item_only_with_its_last_right_answer() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let kinds: [(&str, &[&[&str]]); 3] = [
        ("mfa_device", &[&["1234"]]),
        ("mfa_questions_2_2", &[&["answer_0_0", "answer_0_1"], &["answer_1_0", "answer_1_1"]]),
        ("mfa_selections", &[&["Yes"]]),
    ];
    for (password, rounds) in kinds {
        let (_, mut browser) = open_update(&plaid, &item).await;
        browser.sign_in("user_good", password).await;
        browser.send("answer", &[("answer_0", "wrong")]).await;
        assert!(browser.shows("INVALID_MFA"), "{password}");
        for answers in rounds {
            assert_eq!(plaid.item_error(&item).await, "ITEM_LOGIN_REQUIRED", "{password}");
            let names = ["answer_0", "answer_1"];
            let fields: Vec<(&str, &str)> = names.into_iter().zip(answers.iter().copied()).collect();
            browser.send("answer", &fields).await;
        }
        assert_eq!(browser.title(), "Select your accounts", "{password}");
        assert_eq!(plaid.item_error(&item).await, Value::Null, "{password}");
    }
}

#[tokio::test]
async fn wrong_credentials_can_be_tried_again_and_repair_nothing() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let (_, mut browser) = open_update(&plaid, &item).await;
    for (username, password, code) in [
        ("user_good", "wrong", "INVALID_CREDENTIALS"),
        ("user_good", "error_ITEM_LOCKED", "ITEM_LOCKED"),
        ("user_good", "error_PASSWORD_RESET_REQUIRED", "PASSWORD_RESET_REQUIRED"),
        ("user_second", "pass_good", "INVALID_UPDATED_USERNAME"),
    ] {
        browser.sign_in(username, password).await;
        assert!(browser.shows(code), "{code}");
        assert_eq!(plaid.item_error(&item).await, "ITEM_LOGIN_REQUIRED");
    }
    browser.sign_in("user_good", "pass_good").await;
    assert_eq!(plaid.item_error(&item).await, Value::Null);
}

#[tokio::test]
async fn the_oauth_bank_is_worked_through_in_a_window_of_its_own() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_127287").await;
    let (link, mut page) = open_update(&plaid, &item).await;
    assert_eq!(page.title(), "Continue at Platypus OAuth Bank");
    let mut window = plaid.browse(&link).await;
    window.go(&format!("{}/bank", page.session_address())).await;
    window.send("bank", &[("decision", "deny")]).await;
    page.reload().await;
    assert!(page.shows("ACCESS_NOT_GRANTED"));
    assert_eq!(plaid.item_error(&item).await, "ITEM_LOGIN_REQUIRED");

    window.go(&format!("{}/bank", page.session_address())).await;
    window.send("bank", &[("decision", "authorize")]).await;
    assert!(window.shows("data-close") && window.shows("You can close this window"));
    page.reload().await;
    assert_eq!(page.title(), "Select your accounts");
    assert_eq!(plaid.item_error(&item).await, Value::Null);

    page.select(&["checking"]).await;
    page.send("finish", &[]).await;
    let sessions = plaid.sessions(&link).await;
    let names: Vec<&str> =
        sessions[0]["events"].as_array().unwrap().iter().filter_map(|event| event["event_name"].as_str()).collect();
    assert!(names.contains(&"OPEN_OAUTH") && names.contains(&"HANDOFF"));
    assert!(!names.contains(&"SUBMIT_CREDENTIALS"), "a bank's own window submits no credentials to Plaid");
}

#[tokio::test]
async fn at_chase_no_account_can_be_taken_back() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_56").await;
    let before = plaid.accounts(&item).await;
    let (_, mut page) = open_update(&plaid, &item).await;
    page.send_unseen("bank", &[("decision", "authorize")]).await;
    page.go(&page.session_address()).await;
    page.select(&["checking"]).await;
    assert_eq!(plaid.accounts(&item).await, before);
}

#[tokio::test]
async fn without_account_selection_an_update_ends_with_the_credentials() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let before = plaid.accounts(&item).await;
    let mut request = link_request();
    request["access_token"] = json!(item.access_token);
    let link = plaid.ask("/link/token/create", request).await;
    let mut browser = plaid.browse(&link).await;
    browser.send("continue", &[]).await;
    browser.sign_in("user_good", "pass_good").await;
    assert_eq!(browser.title(), "Success");
    assert_eq!(plaid.accounts(&item).await, before);
}

#[tokio::test]
async fn a_consent_that_has_ended_needs_a_login_and_an_update_renews_it() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_127287").await;
    let path = format!("/control/items/{}/expire_consent", item.id);
    plaid.control(Method::POST, &path, json!({ "in_s": 60 })).await;
    assert_eq!(plaid.item_error(&item).await, Value::Null);
    plaid.advance(60).await;
    let answer = plaid.ask("/item/get", json!({ "access_token": item.access_token })).await;
    assert_eq!(answer["item"]["error"]["error_code"], "ITEM_LOGIN_REQUIRED");
    assert_eq!(answer["item"]["error"]["error_code_reason"], "OAUTH_CONSENT_EXPIRED");

    let link = plaid.link_for_update(&item).await;
    let visit = plaid.sandbox.visit(link["hosted_link_url"].as_str().unwrap()).unwrap();
    visit.agree().unwrap().authorize_at_bank().unwrap();
    let renewed = plaid.ask("/item/get", json!({ "access_token": item.access_token })).await;
    assert_eq!(renewed["item"]["error"], Value::Null);
    assert_eq!(renewed["item"]["consent_expiration_time"], "2027-03-02T09:01:00Z");
}
