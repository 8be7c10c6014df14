//! The state file: what outlives the process.

use std::path::Path;

use serde_json::json;

use crate::support::{Plaid, text};
use plaid_sandbox::{Config, Renaming, Sandbox, StartError};

fn config(state_file: &Path) -> Config {
    Config { state_file: Some(state_file.to_owned()), ..Config::default() }
}

#[tokio::test]
async fn items_tokens_sessions_and_time_survive_a_restart_on_another_port() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let plaid = Plaid::start_with(config(&file)).await;
    let item = plaid.item_at("ins_109508").await;
    let before = plaid.accounts(&item).await;
    let link = plaid.link_for_update(&item).await;
    let mut browser = plaid.browse(&link).await;
    browser.send("continue", &[]).await;
    plaid.advance(120).await;
    let (base_url, now, secret) =
        (plaid.sandbox.base_url().to_owned(), plaid.sandbox.now(), plaid.sandbox.secret().to_owned());
    plaid.sandbox.stop().await;

    let plaid = Plaid::start_with(config(&file)).await;
    assert_ne!(plaid.sandbox.base_url(), base_url);
    assert_eq!((plaid.sandbox.now(), plaid.sandbox.secret()), (now, secret.as_str()));
    assert_eq!(plaid.accounts(&item).await, before);
    browser.go(&browser.session_address().replace(&base_url, plaid.sandbox.base_url())).await;
    browser.sign_in("user_good", "pass_good").await;
    assert_eq!(browser.title(), "Select your accounts");
    let new_link = plaid.link_for_update(&item).await;
    assert!(text(&new_link["hosted_link_url"]).starts_with(plaid.sandbox.base_url()));
    assert_ne!(new_link["link_token"], link["link_token"], "no id is drawn twice");
}

#[tokio::test]
async fn users_and_the_names_of_accounts_to_come_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let plaid = Plaid::start_with(config(&file)).await;
    let request = json!({ "client_user_id": "b7b1f1f2" });
    let user = plaid.ask("/user/create", request.clone()).await["user_id"].clone();
    let renaming = Renaming { mask: Some("7001".to_owned()), ..Renaming::default() };
    plaid.sandbox.rename_for_new_items("ins_109511", "checking", renaming).unwrap();
    plaid.sandbox.stop().await;

    let plaid = Plaid::start_with(config(&file)).await;
    assert_eq!(plaid.ask("/user/create", request).await["user_id"], user);
    let item = plaid.item_at("ins_109511").await;
    assert!(plaid.account_id(&item, "7001").await.is_some());
}

#[tokio::test]
async fn request_ids_are_not_repeated_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let mut request_ids = Vec::new();
    for _ in 0..2 {
        let plaid = Plaid::start_with(config(&file)).await;
        request_ids.push(plaid.call("/item/get", json!({})).await.1["request_id"].clone());
        plaid.sandbox.stop().await;
    }
    assert_ne!(request_ids[0], request_ids[1]);
}

#[tokio::test]
async fn a_file_of_something_else_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    std::fs::write(&file, "precious").unwrap();
    let refusal = Sandbox::start(config(&file)).await.unwrap_err();
    assert!(matches!(refusal, StartError::State(_)), "{refusal}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_found_out_at_the_start() {
    let refusal = Sandbox::start(config(Path::new("/nowhere/at/all/state.json"))).await.unwrap_err();
    assert!(matches!(refusal, StartError::State(_)), "{refusal}");
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let plaid = Plaid::start().await;
    let port: u16 = plaid.sandbox.base_url().rsplit(':').next().unwrap().parse().unwrap();
    let refusal = Sandbox::start(Config { port, ..Config::default() }).await.unwrap_err();
    assert_eq!(refusal.to_string(), format!("port {port} of loopback can't be taken"));
}
