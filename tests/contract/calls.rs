//! Every endpoint in use, called as the product calls it.

use libtest_mimic::Failed;
use plaid::{AccessToken, Client, Error, NewLink, Purpose};
use plaid_sandbox::{Fault, FaultRule};
use serde_json::json;

use crate::{
    Test,
    documented::Documented,
    page::{CHOOSE_BANK, CONSENT, FINISH, SELECT, SIGN_IN},
    world::{BANK, World, run},
};

pub const TESTS: &[(&str, Test)] = &[
    ("every_call_of_the_client_is_documented_and_so_is_its_answer", every_call),
    ("an_item_that_needs_its_user_is_told_as_documented", item_in_need),
    ("an_item_that_is_gone_is_told_as_documented", item_gone),
    ("an_item_without_accounts_is_told_as_documented", item_without_accounts),
    ("every_test_bank_is_told_as_documented", every_bank),
    ("a_test_of_the_keys_is_documented_and_so_is_each_answer_to_it", keys),
    ("what_only_later_parts_of_the_product_ask_is_told_as_documented", later_endpoints),
];

/// The endpoints that the client calls.
pub const ENDPOINTS: [&str; 13] = [
    "/link/token/create",
    "/link/token/get",
    "/item/public_token/exchange",
    "/item/get",
    "/item/remove",
    "/accounts/get",
    "/institutions/get_by_id",
    "/institutions/search",
    "/user/create",
    "/user/items/get",
    "/user/items/remove",
    "/sandbox/public_token/create",
    "/sandbox/item/reset_login",
];

/// Stands for the firm's installation.
pub const CLIENT_USER_ID: &str = "0193a4c2-7e5b-7cc1-9f57-2c9ee0f5b0d1";

pub const fn new_link(purpose: Purpose<'_>) -> NewLink<'_> {
    NewLink {
        client_name: "Bank Connections",
        client_user_id: CLIENT_USER_ID,
        completion_redirect_uri: "bank-connections-link://done",
        purpose,
    }
}

/// Calls `endpoint` through the client, about this Item where it is about one.
pub async fn call(client: &Client, endpoint: &str, access_token: &AccessToken) -> Result<(), Error> {
    match endpoint {
        "/link/token/create" => client.create_link(new_link(Purpose::Update { access_token })).await.map(drop),
        "/link/token/get" => client.link_progress(&plaid::LinkToken::new("link-sandbox-0".into())).await.map(drop),
        "/item/public_token/exchange" => {
            client.exchange(&plaid::PublicToken::new("public-sandbox-0".into())).await.map(drop)
        }
        "/item/get" => client.item(access_token).await.map(drop),
        "/item/remove" => client.remove_item(access_token).await.map(drop),
        "/accounts/get" => client.accounts(access_token).await.map(drop),
        "/institutions/get_by_id" => client.institution(BANK).await.map(drop),
        "/institutions/search" => client.search_institutions("platypus").await.map(drop),
        "/user/create" => client.create_user(CLIENT_USER_ID).await.map(drop),
        "/user/items/get" => client.user_items("usr_0").await.map(drop),
        "/user/items/remove" => client.remove_user_items("usr_0", &["item-0"]).await.map(drop),
        "/sandbox/public_token/create" => client.sandbox_public_token(BANK).await.map(drop),
        "/sandbox/item/reset_login" => client.sandbox_reset_login(access_token).await.map(drop),
        other => unreachable!("{other} is no endpoint of the client"),
    }
}

fn every_call(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        walk(&world).await?;
        let called = world.outcomes();
        for endpoint in ENDPOINTS {
            if !called.contains(&(endpoint.to_owned(), 200)) {
                return Err(format!("{endpoint} was never called with success").into());
            }
        }
        if called.len() != ENDPOINTS.len() {
            return Err(format!("the client calls more than is listed here: {called:?}").into());
        }
        world.check(documented)
    })
}

/// Calls every endpoint once with success.
pub async fn walk(world: &World) -> Result<(), Failed> {
    let client = &world.client;
    let found = client.search_institutions("Platypus").await?.value;
    let bank = client.institution(&found.first().ok_or("no bank was found")?.institution_id).await?.value;
    let public_token = client.sandbox_public_token(&bank.institution_id).await?.value;
    let item = client.exchange(&public_token).await?.value;

    client.item(&item.access_token).await?;
    if client.accounts(&item.access_token).await?.value.is_empty() {
        return Err("the test bank has no accounts".into());
    }
    client.sandbox_reset_login(&item.access_token).await?;
    let user_id = client.create_user(CLIENT_USER_ID).await?.value;
    let new = client.create_link(new_link(Purpose::NewItem { user_id: Some(&user_id) })).await?.value;
    let update = client.create_link(new_link(Purpose::Update { access_token: &item.access_token })).await?.value;
    for link in [&new, &update] {
        client.link_progress(&link.token).await?;
    }
    client.remove_item(&item.access_token).await?;

    world.open(&new).await?.go(&[CONSENT, CHOOSE_BANK, SIGN_IN, SELECT, FINISH]).await?;
    let session = client.link_progress(&new.token).await?.value.sessions.pop().ok_or("the page was not opened")?;
    let added = session.added.first().ok_or("a new Item without a public token")?;
    let item_id = client.exchange(&added.public_token).await?.value.item_id;
    let items = client.user_items(&user_id).await?.value;
    if items.iter().map(|item| &item.item_id).ne([&item_id]) {
        return Err(format!("the user has {items:?}").into());
    }
    client.remove_user_items(&user_id, &[&item_id]).await?;
    Ok(())
}

fn item_in_need(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let token = world.item().await?;
        world.client.sandbox_reset_login(&token).await?;
        let item = world.client.item(&token).await?.value;
        let error = item.error.ok_or("the Item has no standing error")?;
        if error.class() != plaid::ErrorClass::UserMustAct {
            return Err(format!("a reset login is {:?}", error.class()).into());
        }
        for accounts_are_readable in [false, true] {
            world.sandbox.switch(|switches| switches.accounts_while_login_required = accounts_are_readable);
            if world.client.accounts(&token).await.is_ok() != accounts_are_readable {
                return Err("the switch for the accounts of such an Item has no effect".into());
            }
        }
        world.check(documented)
    })
}

fn item_gone(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let token = world.item().await?;
        world.client.remove_item(&token).await?;
        let never_was = AccessToken::new("access-sandbox-00000000-0000-0000-0000-000000000000".into());
        for token in [token, never_was] {
            for endpoint in ["/link/token/create", "/item/get", "/item/remove", "/accounts/get"] {
                let Err(error) = call(&world.client, endpoint, &token).await else {
                    return Err(format!("{endpoint} works on an Item that is gone").into());
                };
                if error.class() != plaid::ErrorClass::ItemGone {
                    return Err(format!("{endpoint}: {error} is {:?}", error.class()).into());
                }
            }
        }
        world.check(documented)
    })
}

fn item_without_accounts(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let token = world.item().await?;
        let fault = Fault::Error { error_code: "NO_ACCOUNTS".to_owned(), error_type: None, http_status: None };
        world.sandbox.add_fault(FaultRule::new("/accounts/get", fault));
        let answer = world.client.accounts(&token).await?;
        if !answer.value.is_empty() || answer.request_id.is_empty() {
            return Err(format!("an Item without accounts has {answer:?}").into());
        }
        world.check(documented)
    })
}

fn every_bank(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        for bank in ["ins_56", "ins_109508", "ins_109509", "ins_109510", "ins_109511", "ins_109512", "ins_127287"] {
            world.client.institution(bank).await?;
            let public_token = world.client.sandbox_public_token(bank).await?.value;
            let token = world.client.exchange(&public_token).await?.value.access_token;
            let item = world.client.item(&token).await?.value;
            if item.institution_id.as_deref() != Some(bank) {
                return Err(format!("the Item of {bank} says {:?}", item.institution_id).into());
            }
            world.client.accounts(&token).await?;
        }
        for unhealthy in ["ins_132361", "ins_132363"] {
            world.client.institution(unhealthy).await?;
        }
        world.check(documented)
    })
}

/// The keys are tested with a question that Plaid documents, and wrong ones get the answer that Plaid documents.
fn keys(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        if world.client.check_keys().await?.request_id.is_empty() {
            return Err("Plaid Support could not be told of the test".into());
        }
        for wrong in [
            world.client.with_secret(Some("not-the-secret".into()))?,
            Client::new(
                world.sandbox.base_url().parse()?,
                plaid::Keys { client_id: "nobody".to_owned(), secret: world.sandbox.secret().into() },
                plaid::Limits::default(),
            )?,
        ] {
            let Err(error) = wrong.check_keys().await else { return Err("wrong keys are taken".into()) };
            if error.code() != Some("INVALID_API_KEYS") || error.request_id().is_none() {
                return Err(format!("wrong keys are told as {error}").into());
            }
        }
        world.check(documented)
    })
}

/// The client has no call for these yet; the simulator answers them all the same.
fn later_endpoints(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let public_token = world
            .post(
                "/sandbox/public_token/create",
                &json!({"institution_id": BANK, "initial_products": ["transactions"]}),
            )
            .await?;
        let exchange = json!({"public_token": public_token.response["public_token"]});
        let exchanged = world.post("/item/public_token/exchange", &exchange).await?;
        let token = &exchanged.response["access_token"];

        let balances = world.post("/accounts/balance/get", &json!({"access_token": token})).await?;
        let account = &balances.response["accounts"][0]["account_id"];
        let some = json!({"access_token": token, "options": {"account_ids": [account]}});
        let first = world.post("/transactions/sync", &json!({"access_token": token, "count": 3})).await?;
        let cursor = &first.response["next_cursor"];
        let second = json!({"access_token": token, "count": 500, "cursor": cursor});
        for answer in [
            balances.status,
            first.status,
            world.post("/accounts/balance/get", &some).await?.status,
            world.post("/accounts/get", &some).await?.status,
            world.post("/transactions/sync", &second).await?.status,
        ] {
            if answer != 200 {
                return Err(format!("an answer has status {answer}").into());
            }
        }
        if first.response["added"].as_array().is_none_or(Vec::is_empty) {
            return Err("there are no transactions to check".into());
        }
        world.check(documented)
    })
}
