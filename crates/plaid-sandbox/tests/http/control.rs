//! Control: what a test does to the simulator.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Plaid, http};

#[tokio::test]
async fn control_asks_for_the_keys_and_the_hostile_page_does_not() {
    let plaid = Plaid::start().await;
    let get = |path: &str| http().get(format!("{}{path}", plaid.sandbox.base_url())).send();
    for path in ["/control/items", "/control/switches", "/control/exchanges", "/control/link_sessions"] {
        assert_eq!(get(path).await.unwrap().status(), 401, "{path}");
    }
    for path in ["/control/hostile", "/control/hostile-download", "/control/hostile-window", "/control/hostile-flood"] {
        assert_eq!(get(path).await.unwrap().status(), 200, "{path}");
    }
    for name in ["page", "tools", "commands", "reach", "devices"] {
        let path = format!("/control/hostile-script/{name}.js");
        assert_eq!(get(&path).await.unwrap().status(), 200, "{path}");
    }
    assert_eq!(get("/control/hostile-script/other.js").await.unwrap().status(), 404);
}

#[tokio::test]
async fn churn_changes_account_ids_and_nothing_else() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_900001").await;
    let before = plaid.accounts(&item).await;
    let (_, answer) = plaid.control(Method::POST, &format!("/control/items/{}/churn", item.id), json!({})).await;
    assert_eq!(answer["churned"], 8);
    let after = plaid.accounts(&item).await;
    for (mut before, mut after) in before.into_iter().zip(after) {
        assert_ne!(before["account_id"], after["account_id"]);
        before["account_id"] = Value::Null;
        after["account_id"] = Value::Null;
        assert_eq!(before, after);
    }
}

#[tokio::test]
async fn the_lookalike_bank_has_accounts_that_nothing_tells_apart_but_their_ids() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_900001").await;
    let accounts = plaid.accounts(&item).await;
    let looks = |account: &Value| {
        (account["mask"].clone(), account["name"].clone(), account["type"].clone(), account["subtype"].clone())
    };
    let twins = accounts.iter().filter(|one| accounts.iter().filter(|other| looks(one) == looks(other)).count() == 2);
    assert_eq!(twins.count(), 4);
}

#[tokio::test]
async fn a_standing_error_stays_until_it_is_healed() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let path = format!("/control/items/{}/error", item.id);
    plaid.control(Method::POST, &path, json!({ "error_code": "INSTITUTION_DOWN" })).await;
    assert_eq!(plaid.item_error(&item).await, "INSTITUTION_DOWN");
    plaid.control(Method::POST, &path, json!({ "error_code": null })).await;
    assert_eq!(plaid.item_error(&item).await, Value::Null);
    plaid.control(Method::POST, &path, json!({ "error_code": "ITEM_NOT_FOUND" })).await;
    let token = json!({ "access_token": item.access_token });
    assert_eq!(plaid.refusal("/item/get", token).await, "ITEM_NOT_FOUND");
}

#[tokio::test]
async fn an_account_opened_at_the_bank_is_seen_once_it_is_selected() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let account =
        json!({ "name": "New Savings", "mask": "5150", "type": "depository", "subtype": "savings", "balance": 7.5 });
    let path = format!("/control/items/{}/accounts", item.id);
    let (_, opened) = plaid.control(Method::POST, &path, account).await;
    assert_eq!(plaid.account_id(&item, "5150").await, None);
    let mut browser = plaid.browse(&plaid.link_for_update(&item).await).await;
    browser.send("continue", &[]).await;
    browser.sign_in("user_good", "pass_good").await;
    browser.select(&[opened["key"].as_str().unwrap()]).await;
    assert!(plaid.account_id(&item, "5150").await.is_some());
}

#[tokio::test]
async fn an_account_can_be_renamed_at_the_bank() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let account_id = plaid.account_id(&item, "0000").await.unwrap();
    let path = format!("/control/items/{}/accounts/{account_id}", item.id);
    plaid.control(Method::POST, &path, json!({ "name": "Main Account", "mask": "0001" })).await;
    let account = &plaid.accounts(&item).await[0];
    assert_eq!((&account["name"], &account["mask"]), (&json!("Main Account"), &json!("0001")));
    assert_eq!(account["account_id"], account_id);
}

#[tokio::test]
async fn switches_are_changed_one_by_one_and_unknown_ones_are_refused() {
    let plaid = Plaid::start().await;
    let (_, switches) = plaid.control(Method::POST, "/control/switches", json!({ "session_close_after_s": 7 })).await;
    assert_eq!((&switches["session_close_after_s"], &switches["selection_timeout_s"]), (&json!(7), &json!(300)));
    let (status, _) = plaid.control(Method::POST, "/control/switches", json!({ "colour": "red" })).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn calls_are_counted_and_exchanges_recorded_where_it_is_switched_so() {
    let plaid = Plaid::start().await;
    plaid.call("/item/get", json!({})).await;
    plaid.sandbox.switch(|switches| switches.record_exchanges = true);
    plaid.call("/item/get", json!({ "access_token": "x" })).await;
    assert_eq!(plaid.sandbox.calls().get("/item/get"), Some(&2));
    let (_, exchanges) = plaid.control(Method::GET, "/control/exchanges", json!({})).await;
    assert_eq!(exchanges.as_array().map(Vec::len), Some(1));
    assert_eq!(exchanges[0]["request"], json!({ "access_token": "x" }));
    assert_eq!((&exchanges[0]["status"], &exchanges[0]["faulted"]), (&json!(400), &json!(false)));
    assert_eq!(exchanges[0]["response"]["error_code"], "INVALID_ACCESS_TOKEN");
}

#[tokio::test]
async fn control_tells_which_accounts_of_an_item_are_selected() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let (_, items) = plaid.control(Method::GET, "/control/items", json!({})).await;
    assert_eq!(items[0]["item_id"], item.id);
    assert_eq!(items[0]["access_token"], item.access_token);
    assert_eq!(items[0]["accounts"].as_array().map(Vec::len), Some(4));
    assert_eq!(items[0]["accounts"][0]["selected"], true);
    let (status, _) = plaid.control(Method::POST, "/control/items/nobody/churn", json!({})).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn what_nobody_can_use_any_more_is_forgotten_after_a_week() {
    let plaid = Plaid::start().await;
    plaid.link_for_new_item().await;
    plaid.advance(7 * 24 * 60 * 60).await;
    assert_eq!(plaid.sandbox.links().len(), 1);
    plaid.advance(30 * 60).await;
    assert_eq!(plaid.sandbox.links().len(), 0);
}

#[tokio::test]
async fn a_visit_in_rust_goes_the_way_of_the_forms() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let link = plaid.link_for_update(&item).await;
    let visit = plaid.sandbox.visit(link["hosted_link_url"].as_str().unwrap()).unwrap();
    assert_eq!(visit.select(|_| true).unwrap_err().page, "consent");
    visit.agree().unwrap().sign_in("user_good", "wrong").unwrap();
    assert_eq!(visit.problem().as_deref(), Some("INVALID_CREDENTIALS"));
    visit.sign_in("user_good", "mfa_device").unwrap().answer(&["1234"]).unwrap();
    visit.select(|account| account.mask.as_deref() == Some("0000")).unwrap().finish().unwrap();
    assert_eq!(plaid.accounts(&item).await.len(), 1);
    assert_eq!(plaid.sandbox.links()[0].sessions[0].link_session_id, visit.session_id());
    assert!(plaid.sandbox.links()[0].sessions[0].succeeded);
    assert!(plaid.sandbox.visit("http://127.0.0.1:1/hl/x").is_err());
}
