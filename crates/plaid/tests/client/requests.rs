//! What Plaid is asked: paths, headers, bodies.

use serde_json::{Value, json};

use crate::{
    every_call::{ACCESS_TOKEN, Call, LINK_TOKEN, NEW_ITEM, PUBLIC_TOKEN, new_link},
    loopback::{CLIENT_ID, Loopback, SECRET, client_at, fast},
};

#[tokio::test]
async fn the_keys_travel_in_headers_and_never_in_the_body() {
    let plaid = Loopback::answering(200, "{}").await;
    for call in Call::ALL {
        let _ = call.make(&plaid.client()).await;
    }
    for request in plaid.requests() {
        let header = |name: &str| request.headers.get(name).map(String::as_str);
        assert_eq!(header("plaid-client-id"), Some(CLIENT_ID));
        assert_eq!(header("plaid-secret"), Some(SECRET));
        assert_eq!(header("plaid-version"), Some("2020-09-14"));
        assert_eq!(header("content-type"), Some("application/json"));
        assert!(!request.body.to_string().contains(SECRET), "{}", request.line);
        assert!(!request.body.to_string().contains(CLIENT_ID), "{}", request.line);
    }
    assert_eq!(plaid.calls(), Call::ALL.len());
}

#[tokio::test]
async fn every_call_asks_its_own_endpoint_for_what_it_needs() {
    let link = json!({
        "client_name": "Bank Connections",
        "language": "en",
        "country_codes": ["US", "CA"],
        "user": {"client_user_id": "user-77"},
        "hosted_link": {"completion_redirect_uri": "bank-connections-link://done"},
    });
    let with = |more: Value| {
        let mut body = link.as_object().unwrap().clone();
        body.extend(more.as_object().unwrap().clone());
        Value::from(body)
    };
    let mut asked = Vec::new();
    let of_item = json!({"access_token": ACCESS_TOKEN});
    for (call, path, body) in [
        (
            Call::CreateLinkForNewItem,
            "/link/token/create",
            with(json!({"products": ["transactions"], "transactions": {"days_requested": 730}})),
        ),
        (
            Call::CreateLinkForUser,
            "/link/token/create",
            with(json!({"products": ["transactions"], "transactions": {"days_requested": 730}, "user_id": "usr_77"})),
        ),
        (
            Call::CreateLinkForUpdate,
            "/link/token/create",
            with(json!({"access_token": ACCESS_TOKEN, "update": {"account_selection_enabled": true}})),
        ),
        (Call::LinkProgress, "/link/token/get", json!({"link_token": LINK_TOKEN})),
        (Call::Exchange, "/item/public_token/exchange", json!({"public_token": PUBLIC_TOKEN})),
        (Call::Item, "/item/get", of_item.clone()),
        (Call::RemoveItem, "/item/remove", of_item.clone()),
        (Call::Accounts, "/accounts/get", of_item.clone()),
        (
            Call::Institution,
            "/institutions/get_by_id",
            json!({"institution_id": "ins_109508", "country_codes": ["US", "CA"]}),
        ),
        (
            Call::SearchInstitutions,
            "/institutions/search",
            json!({"query": "platypus", "products": ["transactions"], "country_codes": ["US", "CA"]}),
        ),
        (Call::CreateUser, "/user/create", json!({"client_user_id": "user-77"})),
        (Call::UserItems, "/user/items/get", json!({"user_id": "usr_77"})),
        (Call::RemoveUserItems, "/user/items/remove", json!({"user_id": "usr_77", "item_ids": ["item-1", "item-2"]})),
        (
            Call::SandboxPublicToken,
            "/sandbox/public_token/create",
            json!({"institution_id": "ins_109508", "initial_products": ["transactions"]}),
        ),
        (Call::SandboxResetLogin, "/sandbox/item/reset_login", of_item.clone()),
    ] {
        let plaid = Loopback::answering(200, "{}").await;
        let _ = call.make(&plaid.client()).await;
        let requests = plaid.requests();
        assert_eq!(requests[0].line, format!("POST {path} HTTP/1.1"), "{call:?}");
        assert_eq!(requests[0].body, body, "{call:?}");
        asked.push(call);
    }
    assert_eq!(asked, Call::ALL);
}

#[tokio::test]
async fn a_base_url_with_a_path_keeps_it() {
    let plaid = Loopback::answering(200, "{}").await;
    for path in ["/plaid", "/plaid/"] {
        let client = client_at(&format!("{}{path}", plaid.base_url()), fast());
        let _ = client.create_link(new_link(NEW_ITEM)).await;
    }
    for request in plaid.requests() {
        assert_eq!(request.line, "POST /plaid/link/token/create HTTP/1.1");
    }
}
