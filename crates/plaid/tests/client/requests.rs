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

/// A call, the path that it asks, and what it asks.
type Asked = (Call, &'static str, Value);

#[tokio::test]
async fn every_call_asks_its_own_endpoint_for_what_it_needs() {
    let mut asked = Vec::new();
    for (call, path, body) in [links(), items(), the_rest()].concat() {
        let plaid = Loopback::answering(200, "{}").await;
        let _ = call.make(&plaid.client()).await;
        let requests = plaid.requests();
        assert_eq!(requests[0].line, format!("POST {path} HTTP/1.1"), "{call:?}");
        assert_eq!(requests[0].body, body, "{call:?}");
        asked.push(call);
    }
    assert_eq!(asked, Call::ALL);
}

fn links() -> Vec<Asked> {
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
    vec![
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
    ]
}

fn items() -> Vec<Asked> {
    let of_item = json!({"access_token": ACCESS_TOKEN});
    vec![
        (Call::LinkProgress, "/link/token/get", json!({"link_token": LINK_TOKEN})),
        (Call::Exchange, "/item/public_token/exchange", json!({"public_token": PUBLIC_TOKEN})),
        (Call::Item, "/item/get", of_item.clone()),
        (Call::RemoveItem, "/item/remove", of_item.clone()),
        (Call::Accounts, "/accounts/get", of_item.clone()),
        (
            Call::Balances,
            "/accounts/balance/get",
            json!({"access_token": ACCESS_TOKEN, "options": {"min_last_updated_datetime": "1970-01-01T00:00:00Z"}}),
        ),
        (
            Call::BalancesOfSome,
            "/accounts/balance/get",
            json!({"access_token": ACCESS_TOKEN, "options": {
                "account_ids": ["account-1", "account-2"], "min_last_updated_datetime": "1970-01-01T00:00:00Z",
            }}),
        ),
        (
            Call::SyncTransactions,
            "/transactions/sync",
            json!({
                "access_token": ACCESS_TOKEN, "count": 500, "options": {"include_original_description": true},
            }),
        ),
        (
            Call::SyncTransactionsOn,
            "/transactions/sync",
            json!({
                "access_token": ACCESS_TOKEN, "cursor": "cursor-1", "count": 3,
                "options": {"include_original_description": true},
            }),
        ),
        (Call::RefreshTransactions, "/transactions/refresh", of_item),
    ]
}

fn the_rest() -> Vec<Asked> {
    vec![
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
        (Call::SandboxResetLogin, "/sandbox/item/reset_login", json!({"access_token": ACCESS_TOKEN})),
    ]
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
