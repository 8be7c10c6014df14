//! The binary.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use crate::support::text;

fn start(arguments: &[&str]) -> (Child, Value) {
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_plaid-sandbox")).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    (child, serde_json::from_str(&line).unwrap())
}

async fn ask(keys: &Value, endpoint: &str, body: Value) -> Value {
    let response = reqwest::Client::new()
        .post(format!("{}{endpoint}", text(&keys["base_url"])))
        .header("PLAID-CLIENT-ID", text(&keys["client_id"]))
        .header("PLAID-SECRET", text(&keys["secret"]))
        .header("Plaid-Version", "2020-09-14")
        .header("Content-Type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn it_prints_how_to_reach_it_and_a_killed_one_is_taken_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let arguments = ["--port", "0", "--seed", "9", "--state", file.to_str().unwrap()];
    let (mut child, keys) = start(&arguments);
    let request = json!({ "institution_id": "ins_109508", "initial_products": ["transactions"] });
    let public_token = ask(&keys, "/sandbox/public_token/create", request).await["public_token"].clone();
    let item = ask(&keys, "/item/public_token/exchange", json!({ "public_token": public_token })).await;
    child.kill().unwrap();
    child.wait().unwrap();

    let (mut child, keys) = start(&arguments);
    let answer = ask(&keys, "/item/get", json!({ "access_token": item["access_token"] })).await;
    assert_eq!(answer["item"]["item_id"], item["item_id"]);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[cfg(unix)]
#[test]
fn a_termination_ends_it_gracefully() {
    let (mut child, _) = start(&[]);
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert!(child.wait().unwrap().success());
}

#[test]
fn an_argument_that_is_not_known_is_named() {
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_plaid-sandbox")).arg("--colour").stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    child.stderr.as_mut().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert!(said.starts_with("`--colour` is not known"));
}
