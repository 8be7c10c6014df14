//! Requests that Plaid would not take, and what it says to them.

use reqwest::Method;
use serde_json::json;

use crate::support::{Plaid, link_request};

#[tokio::test]
async fn wrong_keys_are_refused() {
    let plaid = Plaid::start().await;
    let request = plaid.request(Method::POST, "/item/get").header("PLAID-SECRET", "guessed");
    // A header that is given twice counts by its first value, so the wrong one has to be the only one.
    let mut request = request.body("{}").build().unwrap();
    request.headers_mut().insert("PLAID-SECRET", "guessed".parse().unwrap());
    let answer = reqwest::Client::new().execute(request).await.unwrap();
    assert_eq!(answer.status(), 400);
    assert!(answer.text().await.unwrap().contains("INVALID_API_KEYS"));
}

#[tokio::test]
async fn missing_headers_are_named() {
    let plaid = Plaid::start().await;
    for (header, code) in [
        ("PLAID-CLIENT-ID", "MISSING_FIELDS"),
        ("Plaid-Version", "INVALID_HEADERS"),
        ("Content-Type", "INVALID_HEADERS"),
    ] {
        let mut request = plaid.request(Method::POST, "/item/get").body("{}").build().unwrap();
        request.headers_mut().remove(header);
        let answer = reqwest::Client::new().execute(request).await.unwrap().text().await.unwrap();
        assert!(answer.contains(code), "without {header}: {answer}");
    }
}

#[tokio::test]
async fn keys_in_the_body_are_unknown_fields() {
    let plaid = Plaid::start().await;
    let body = json!({ "access_token": "access-sandbox-x", "client_id": "x", "secret": "y" });
    assert_eq!(plaid.refusal("/item/get", body).await, "UNKNOWN_FIELDS");
}

#[tokio::test]
async fn unknown_missing_and_wrong_fields_are_refused_on_every_endpoint() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let token = &item.access_token;
    for (endpoint, body) in [
        ("/item/get", json!({ "access_token": token })),
        ("/accounts/get", json!({ "access_token": token })),
        ("/accounts/balance/get", json!({ "access_token": token })),
        ("/transactions/sync", json!({ "access_token": token })),
        ("/transactions/refresh", json!({ "access_token": token })),
        ("/sandbox/item/reset_login", json!({ "access_token": token })),
        ("/item/remove", json!({ "access_token": token })),
        ("/item/public_token/exchange", json!({ "public_token": "public-sandbox-x" })),
        ("/link/token/get", json!({ "link_token": "link-sandbox-x" })),
        ("/institutions/get_by_id", json!({ "institution_id": "ins_56", "country_codes": ["US"] })),
        ("/institutions/search", json!({ "query": "bank", "country_codes": ["US"] })),
        ("/user/create", json!({ "client_user_id": "b7b1f1f2" })),
        ("/user/items/get", json!({ "user_id": "usr_1" })),
        ("/user/items/remove", json!({ "user_id": "usr_1", "item_ids": ["x"] })),
        ("/sandbox/public_token/create", json!({ "institution_id": "ins_56", "initial_products": ["transactions"] })),
    ] {
        let mut with_more = body.clone();
        with_more["surprise"] = json!(true);
        assert_eq!(plaid.refusal(endpoint, with_more).await, "UNKNOWN_FIELDS", "{endpoint}");
        for field in body.as_object().unwrap().keys() {
            let (mut without, mut with_number) = (body.clone(), body.clone());
            without.as_object_mut().unwrap().remove(field);
            assert_eq!(plaid.refusal(endpoint, without).await, "MISSING_FIELDS", "{endpoint} without {field}");
            with_number[field] = json!(7);
            assert_eq!(
                plaid.refusal(endpoint, with_number).await,
                "INVALID_FIELD",
                "{endpoint} with a number in {field}"
            );
        }
    }
    assert_eq!(plaid.item_error(&item).await, json!(null), "a refused request changed something");
}

#[tokio::test]
async fn an_unknown_field_is_refused_inside_an_object_too() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let body = json!({ "access_token": item.access_token, "options": { "account_id": "x" } });
    assert_eq!(plaid.refusal("/accounts/get", body).await, "UNKNOWN_FIELDS");
}

#[tokio::test]
async fn a_link_token_needs_either_products_or_an_access_token() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    assert_eq!(plaid.refusal("/link/token/create", link_request()).await, "MISSING_FIELDS");

    let mut both = link_request();
    both["products"] = json!(["transactions"]);
    both["access_token"] = json!(item.access_token);
    assert_eq!(plaid.refusal("/link/token/create", both).await, "INVALID_FIELD");

    let mut unknown = link_request();
    unknown["products"] = json!(["horoscopes"]);
    assert_eq!(plaid.refusal("/link/token/create", unknown).await, "INVALID_PRODUCT");
}

#[tokio::test]
async fn a_link_token_is_for_a_user_named_either_way_or_both_ways() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let mut request = link_request();
    request["access_token"] = json!(item.access_token);
    let user = request["user"].take();
    let made = plaid.ask("/user/create", json!({ "client_user_id": "b7b1f1f2" })).await;
    let user_id = made["user_id"].as_str();
    for (user, user_id) in [(Some(&user), None), (None, user_id), (Some(&user), user_id)] {
        let mut request = request.clone();
        let fields = request.as_object_mut().unwrap();
        fields.remove("user");
        fields.extend(user.map(|user| ("user".to_owned(), user.clone())));
        fields.extend(user_id.map(|id| ("user_id".to_owned(), json!(id))));
        plaid.ask("/link/token/create", request).await;
    }
    request.as_object_mut().unwrap().remove("user");
    assert_eq!(plaid.refusal("/link/token/create", request.clone()).await, "MISSING_FIELDS");
    request["user"] = user;
    request["user_id"] = json!("");
    assert_eq!(plaid.refusal("/link/token/create", request).await, "INVALID_FIELD");
}

#[tokio::test]
async fn accounts_can_be_selected_in_update_mode_in_the_us_and_canada_only() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let mut request = link_request();
    request["access_token"] = json!(item.access_token);
    request["country_codes"] = json!(["US", "GB"]);
    request["update"] = json!({ "account_selection_enabled": true });
    assert_eq!(plaid.refusal("/link/token/create", request.clone()).await, "INVALID_FIELD");
    request["update"] = json!({ "account_selection_enabled": false });
    plaid.ask("/link/token/create", request).await;
}

#[tokio::test]
async fn tokens_of_nobody_are_told_apart() {
    let plaid = Plaid::start().await;
    for (endpoint, field, code) in [
        ("/item/get", "access_token", "INVALID_ACCESS_TOKEN"),
        ("/item/public_token/exchange", "public_token", "INVALID_PUBLIC_TOKEN"),
        ("/link/token/get", "link_token", "INVALID_LINK_TOKEN"),
    ] {
        assert_eq!(plaid.refusal(endpoint, json!({ field: "x-sandbox-y" })).await, code);
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id_of_its_own() {
    let plaid = Plaid::start().await;
    let (_, first) = plaid.call("/item/get", json!({})).await;
    let (status, second) = plaid.call("/no/such/endpoint", json!({})).await;
    assert_eq!(status, 404);
    assert_eq!(second["error_code"], "NOT_FOUND");
    assert!(first["request_id"].is_string() && second["request_id"].is_string());
    assert_ne!(first["request_id"], second["request_id"]);
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let plaid = Plaid::start().await;
    let answer = plaid.request(Method::POST, "/item/get").body("{").send().await.unwrap();
    assert!(answer.text().await.unwrap().contains("INVALID_BODY"));
}
