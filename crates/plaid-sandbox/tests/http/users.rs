//! Users: Items are found and removed without their tokens, where the client may do that at all.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Plaid, link_request, text};

async fn user(plaid: &Plaid) -> Value {
    plaid.ask("/user/create", json!({ "client_user_id": "b7b1f1f2" })).await["user_id"].clone()
}

async fn listed(plaid: &Plaid, user_id: &Value) -> Vec<String> {
    let answer = plaid.ask("/user/items/get", json!({ "user_id": user_id })).await;
    answer["items"].as_array().unwrap().iter().map(|item| text(&item["item_id"])).collect()
}

/// Goes through the hosted page for the user. Gives the public token.
async fn new_login(plaid: &Plaid, user_id: Option<&Value>) -> Value {
    let mut request = link_request();
    request["products"] = json!(["transactions"]);
    if let Some(user_id) = user_id {
        request["user_id"] = user_id.clone();
    }
    let link = plaid.ask("/link/token/create", request).await;
    assert_eq!(link.get("user_id"), user_id);
    let visit = plaid.sandbox.visit(link["hosted_link_url"].as_str().unwrap()).unwrap();
    visit.agree().unwrap().choose_bank("ins_109511").unwrap().sign_in("user_good", "pass_good").unwrap();
    visit.select(|_| true).unwrap().finish().unwrap();
    plaid.sessions(&link).await[0]["results"]["item_add_results"][0]["public_token"].clone()
}

#[tokio::test]
async fn the_same_id_of_the_client_is_always_the_same_user() {
    let plaid = Plaid::start().await;
    let first = user(&plaid).await;
    assert!(text(&first).starts_with("usr_"));
    assert_eq!(user(&plaid).await, first);
    let other = plaid.ask("/user/create", json!({ "client_user_id": "someone-else" })).await["user_id"].clone();
    assert_ne!(other, first);
    let long = json!({ "client_user_id": "x".repeat(129) });
    assert_eq!(plaid.refusal("/user/create", long).await, "INVALID_FIELD");
}

#[tokio::test]
async fn a_user_has_the_exchanged_items_that_were_made_for_it_and_no_others() {
    let plaid = Plaid::start().await;
    let user_id = user(&plaid).await;
    let mine = plaid.exchange(&new_login(&plaid, Some(&user_id)).await).await;
    plaid.exchange(&new_login(&plaid, None).await).await;
    let unexchanged = new_login(&plaid, Some(&user_id)).await;
    assert_eq!(listed(&plaid, &user_id).await, std::slice::from_ref(&mine.id));

    let reports = plaid.sandbox.items();
    assert_eq!(reports.iter().map(|item| item.exchanged).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(reports.iter().filter(|item| item.user_id.as_deref() == user_id.as_str()).count(), 2);
    plaid.sandbox.switch(|switches| switches.unexchanged_user_items = true);
    assert_eq!(listed(&plaid, &user_id).await.len(), 2);
    plaid.sandbox.switch(|switches| switches.unexchanged_user_items = false);

    let late = plaid.exchange(&unexchanged).await;
    assert_eq!(listed(&plaid, &user_id).await, [mine.id.clone(), late.id]);
    plaid.ask("/item/remove", json!({ "access_token": mine.access_token })).await;
    assert_eq!(listed(&plaid, &user_id).await.len(), 1, "a removed Item is not listed");
}

#[tokio::test]
async fn the_sandbox_s_own_endpoint_makes_items_for_a_user_too() {
    let plaid = Plaid::start().await;
    let user_id = user(&plaid).await;
    let request =
        json!({ "institution_id": "ins_109511", "initial_products": ["transactions"], "user_id": user_id.clone() });
    let public_token = plaid.ask("/sandbox/public_token/create", request).await["public_token"].clone();
    let item = plaid.exchange(&public_token).await;
    assert_eq!(listed(&plaid, &user_id).await, [item.id]);
}

#[tokio::test]
async fn items_of_a_user_are_removed_without_their_tokens_all_or_none() {
    let plaid = Plaid::start().await;
    let user_id = user(&plaid).await;
    let one = plaid.exchange(&new_login(&plaid, Some(&user_id)).await).await;
    let two = plaid.exchange(&new_login(&plaid, Some(&user_id)).await).await;
    let foreign = plaid.item_at("ins_109511").await;
    for stranger in [foreign.id.as_str(), "never-was"] {
        let request = json!({ "user_id": user_id, "item_ids": [one.id, stranger] });
        assert_eq!(plaid.refusal("/user/items/remove", request).await, "ITEM_NOT_FOUND");
    }
    assert_eq!(listed(&plaid, &user_id).await.len(), 2, "not even the one that is the user's");
    assert_eq!(plaid.item_error(&foreign).await, Value::Null);

    let request = json!({ "user_id": user_id, "item_ids": [one.id] });
    plaid.ask("/user/items/remove", request.clone()).await;
    assert_eq!(plaid.refusal("/item/get", json!({ "access_token": one.access_token })).await, "ITEM_NOT_FOUND");
    assert_eq!(plaid.refusal("/user/items/remove", request).await, "ITEM_NOT_FOUND", "it is no longer the user's");
    assert_eq!(listed(&plaid, &user_id).await, [two.id]);
    let nothing = json!({ "user_id": user_id, "item_ids": [] });
    assert_eq!(plaid.refusal("/user/items/remove", nothing).await, "INVALID_FIELD");
}

#[tokio::test]
async fn a_user_that_nobody_made_is_not_found() {
    let plaid = Plaid::start().await;
    let mut link = link_request();
    link["products"] = json!(["transactions"]);
    link["user_id"] = json!("usr_of_nobody");
    for (endpoint, request) in [
        ("/user/items/get", json!({ "user_id": "usr_of_nobody" })),
        ("/user/items/remove", json!({ "user_id": "usr_of_nobody", "item_ids": ["x"] })),
        ("/link/token/create", link),
    ] {
        let (status, answer) = plaid.call(endpoint, request).await;
        assert_eq!((status.as_u16(), &answer["error_code"]), (400, &json!("USER_NOT_FOUND")), "{endpoint}");
        assert_eq!(answer["error_type"], "USER_ERROR");
    }
    assert!(plaid.sandbox.links().is_empty());
}

#[tokio::test]
async fn a_client_without_the_user_api_is_refused_everywhere_and_makes_link_tokens_without_a_user() {
    let plaid = Plaid::start().await;
    let user_id = user(&plaid).await;
    let off = json!({ "user_api": false });
    plaid.control(Method::POST, "/control/switches", off).await;
    for (endpoint, request) in [
        ("/user/create", json!({ "client_user_id": "b7b1f1f2" })),
        ("/user/items/get", json!({ "user_id": user_id })),
        ("/user/items/remove", json!({ "user_id": user_id, "item_ids": ["x"] })),
    ] {
        assert_eq!(plaid.refusal(endpoint, request).await, "INVALID_PRODUCT", "{endpoint}");
    }
    let mut link = link_request();
    link["products"] = json!(["transactions"]);
    link["user_id"] = user_id;
    assert_eq!(plaid.refusal("/link/token/create", link.clone()).await, "INVALID_FIELD");
    assert!(plaid.sandbox.links().is_empty());
    link.as_object_mut().unwrap().remove("user_id");
    plaid.ask("/link/token/create", link).await;
    assert_eq!(plaid.sandbox.links()[0].user_id, None);
}
