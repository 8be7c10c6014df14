//! New Items: from the hosted page or from the Sandbox's own endpoint, until they are removed.

use serde_json::{Value, json};

use crate::support::{Plaid, text};

#[tokio::test]
async fn a_new_item_comes_from_consent_bank_credentials_and_accounts() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let mut browser = plaid.browse(&link).await;
    assert_eq!(browser.title(), "Connect your bank");
    browser.send("continue", &[]).await;
    assert!(browser.shows("First Platypus Bank") && browser.shows("ins_109508"));
    browser.send("choose_bank", &[("institution_id", "ins_109508")]).await;
    browser.sign_in("user_good", "pass_good").await;
    browser.select(&["checking", "credit-card"]).await;
    assert_eq!(browser.title(), "Success");
    assert_eq!(plaid.sessions(&link).await[0]["finished_at"], Value::Null);
    browser.send("finish", &[]).await;

    let session = plaid.sessions(&link).await[0].clone();
    assert!(session["finished_at"].is_string());
    assert_eq!(session["exit"], Value::Null);
    let result = &session["results"]["item_add_results"][0];
    assert_eq!(result["institution"]["institution_id"], "ins_109508");

    let item = plaid.exchange(&result["public_token"]).await;
    let masks: Vec<String> = plaid.accounts(&item).await.iter().map(|account| text(&account["mask"])).collect();
    assert_eq!(masks, ["0000", "3333"]);
}

#[tokio::test]
async fn the_result_of_a_new_item_names_the_bank_and_the_chosen_accounts_before_the_exchange() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let mut browser = plaid.browse(&link).await;
    browser.send("continue", &[]).await;
    browser.go(&format!("{}?q=ins_1095", browser.session_address())).await;
    assert!(browser.shows("Tartan Bank") && !browser.shows("Chase"));
    browser.send("choose_bank", &[("institution_id", "ins_109511")]).await;
    browser.sign_in("user_good", "mfa_device").await;
    browser.send("answer", &[("answer_0", "1234")]).await;
    browser.select(&["saving", "business-card"]).await;
    browser.send("finish", &[]).await;

    let session = plaid.sessions(&link).await[0].clone();
    assert!(session.get("on_success").is_none(), "the deprecated form is not told");
    let results = &session["results"];
    assert_eq!(results["item_add_results"].as_array().map(Vec::len), Some(1));
    let result = &results["item_add_results"][0];
    assert_eq!(result["institution"], json!({ "name": "Tartan Bank", "institution_id": "ins_109511" }));
    let told: Vec<_> = result["accounts"].as_array().unwrap().iter().map(|account| &account["mask"]).collect();
    assert_eq!(told, ["1111", "9999"]);
    assert!(!plaid.sandbox.items()[0].exchanged);
    let item = plaid.exchange(&result["public_token"]).await;
    for (told, account) in result["accounts"].as_array().unwrap().iter().zip(plaid.accounts(&item).await) {
        assert_eq!(told["id"], account["account_id"]);
        for name in ["name", "mask", "type", "subtype"] {
            assert_eq!(told[name], account[name], "{name}");
        }
    }
}

#[tokio::test]
async fn two_logins_at_one_bank_are_two_items() {
    let plaid = Plaid::start().await;
    let mut items = Vec::new();
    for username in ["user_good", "user_second", "user_good"] {
        let link = plaid.link_for_new_item().await;
        let visit = plaid.sandbox.visit(link["hosted_link_url"].as_str().unwrap()).unwrap();
        visit.agree().unwrap().choose_bank("ins_109508").unwrap().sign_in(username, "pass_good").unwrap();
        visit.select(|account| account.mask.as_deref() == Some("0000")).unwrap().finish().unwrap();
        let session = plaid.sessions(&link).await[0].clone();
        items.push(plaid.exchange(&session["results"]["item_add_results"][0]["public_token"]).await);
    }
    let mut ids: Vec<_> = items.iter().map(|item| item.id.as_str()).collect();
    ids.extend(items.iter().map(|item| item.access_token.as_str()));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 6);
    plaid.ask("/item/remove", json!({ "access_token": items[0].access_token })).await;
    assert_eq!(plaid.accounts(&items[1]).await.len(), 1, "removing one leaves the others alone");
    assert_eq!(plaid.accounts(&items[2]).await.len(), 1);
}

#[tokio::test]
async fn a_public_token_is_exchanged_once_and_not_after_half_an_hour() {
    let plaid = Plaid::start().await;
    let request = json!({ "institution_id": "ins_109511", "initial_products": ["transactions"] });
    let once = plaid.ask("/sandbox/public_token/create", request.clone()).await["public_token"].clone();
    let late = plaid.ask("/sandbox/public_token/create", request).await["public_token"].clone();
    plaid.exchange(&once).await;
    let again = json!({ "public_token": once });
    assert_eq!(plaid.refusal("/item/public_token/exchange", again).await, "INVALID_PUBLIC_TOKEN");
    plaid.advance(30 * 60).await;
    let late = json!({ "public_token": late });
    assert_eq!(plaid.refusal("/item/public_token/exchange", late).await, "INVALID_PUBLIC_TOKEN");
}

#[tokio::test]
async fn a_removed_item_is_not_found_any_more() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let token = json!({ "access_token": item.access_token });
    plaid.ask("/item/remove", token.clone()).await;
    for endpoint in ["/item/get", "/accounts/get", "/item/remove"] {
        assert_eq!(plaid.refusal(endpoint, token.clone()).await, "ITEM_NOT_FOUND", "{endpoint}");
    }
}

#[tokio::test]
async fn a_second_item_of_the_same_login_has_other_account_ids_and_the_same_persistent_ones() {
    let plaid = Plaid::start().await;
    let (one, other) = (plaid.item_at("ins_127287").await, plaid.item_at("ins_127287").await);
    let (ones, others) = (plaid.accounts(&one).await, plaid.accounts(&other).await);
    assert_eq!(ones.len(), others.len());
    for (one, other) in ones.iter().zip(&others) {
        assert_ne!(one["account_id"], other["account_id"]);
        assert!(one["persistent_account_id"].is_string());
        assert_eq!(one["persistent_account_id"], other["persistent_account_id"]);
    }
}

#[tokio::test]
async fn only_some_banks_have_persistent_account_ids() {
    let plaid = Plaid::start().await;
    for (institution_id, has_them) in
        [("ins_56", true), ("ins_13", true), ("ins_127990", true), ("ins_127287", true), ("ins_109508", false)]
    {
        let item = plaid.item_at(institution_id).await;
        let accounts = plaid.accounts(&item).await;
        let all = accounts.iter().all(|account| account.get("persistent_account_id").is_some() == has_them);
        assert!(all, "{institution_id}");
    }
}

#[tokio::test]
async fn money_is_written_with_its_own_digits() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let accounts = plaid.accounts(&item).await;
    let account = accounts.iter().find(|account| account["mask"] == "6666").unwrap();
    assert_eq!(account["balances"]["current"].to_string(), "23631.9805");
}

#[tokio::test]
async fn banks_are_found_by_id_and_by_name() {
    let plaid = Plaid::start().await;
    let by_id = json!({ "institution_id": "ins_109511", "country_codes": ["US"] });
    assert_eq!(plaid.ask("/institutions/get_by_id", by_id).await["institution"]["name"], "Tartan Bank");
    let by_name = json!({ "query": "platypus", "country_codes": ["US"], "products": null });
    let found = plaid.ask("/institutions/search", by_name).await;
    assert_eq!(found["institutions"].as_array().map(Vec::len), Some(4));
    let elsewhere = json!({ "institution_id": "ins_109511", "country_codes": ["FR"] });
    assert_eq!(plaid.refusal("/institutions/get_by_id", elsewhere).await, "INVALID_INSTITUTION");
}

#[tokio::test]
async fn a_custom_user_brings_the_accounts_along() {
    let plaid = Plaid::start().await;
    let password = json!({ "override_accounts": [
        { "type": "depository", "subtype": "checking", "starting_balance": 12.5, "meta": { "name": "Till", "mask": "0042" } },
        { "type": "credit", "subtype": "credit card", "meta": { "name": "Till", "mask": "0042" } },
    ] });
    let options = json!({ "override_username": "user_custom", "override_password": password.to_string() });
    let request = json!({ "institution_id": "ins_109508", "initial_products": ["transactions"], "options": options });
    let public_token = plaid.ask("/sandbox/public_token/create", request).await["public_token"].clone();
    let item = plaid.exchange(&public_token).await;
    let accounts = plaid.accounts(&item).await;
    assert_eq!(accounts.len(), 2);
    assert_eq!((&accounts[0]["name"], &accounts[0]["balances"]["current"]), (&json!("Till"), &json!(12.5)));
}
