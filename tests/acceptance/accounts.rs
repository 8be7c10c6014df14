//! What becomes of the accounts under a connection.

use bank_connections_tests::stage::{FIRST_PLATYPUS, OAUTH, Stage, TARTAN};
use connections::{
    UpdateResult,
    model::{link_session::Outcome, result::ChangeKind},
};

/// What the result says of the account with this name.
fn change(result: &UpdateResult, name: &str) -> ChangeKind {
    result.lines.iter().find(|line| line.name == name).unwrap().kind
}

async fn update(stage: &Stage, institution_id: &str, keys: &[&str]) -> UpdateResult {
    let (session, page) = stage.begin_on_page(institution_id).await;
    page.complete(keys).await;
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!(result.outcome, Outcome::Updated);
    stage.assert_true(institution_id).await;
    stage.connections.acknowledge(session).await.unwrap();
    result
}

#[tokio::test]
async fn an_account_that_is_not_chosen_becomes_inactive_and_stays_on_record() {
    let stage = Stage::start().await;
    let result = update(&stage, FIRST_PLATYPUS, &["checking", "saving"]).await;
    assert_eq!(change(&result, "Plaid Checking"), ChangeKind::Kept);
    assert_eq!(change(&result, "Plaid CD"), ChangeKind::NowInactive);
    let (active, inactive) = stage.names(FIRST_PLATYPUS).await;
    assert_eq!(active, ["Plaid Checking", "Plaid Saving"]);
    assert_eq!(inactive.len(), 10);

    let result = update(&stage, FIRST_PLATYPUS, &["checking"]).await;
    assert_eq!(change(&result, "Plaid CD"), ChangeKind::StillInactive);
    assert_eq!(change(&result, "Plaid Saving"), ChangeKind::NowInactive);
}

#[tokio::test]
async fn an_account_that_is_chosen_again_is_the_same_record_under_a_new_id() {
    let stage = Stage::start().await;
    let first = stage.account(FIRST_PLATYPUS, "Plaid Saving").await;
    update(&stage, FIRST_PLATYPUS, &["checking"]).await;
    let inactive = stage.account(FIRST_PLATYPUS, "Plaid Saving").await;
    assert!(!inactive.active);

    let result = update(&stage, FIRST_PLATYPUS, &["checking", "saving"]).await;
    assert_eq!(change(&result, "Plaid Saving"), ChangeKind::ActiveAgain);
    let again = stage.account(FIRST_PLATYPUS, "Plaid Saving").await;
    assert!(again.active);
    assert_eq!((again.id, again.number), (first.id, first.number));
    assert_ne!(again.account_id, first.account_id);
}

#[tokio::test]
async fn an_account_that_the_bank_opened_since_is_new_and_has_the_next_number() {
    let stage = Stage::start().await;
    let last = stage.connection(OAUTH).await.accounts.last().unwrap().number;
    let http = reqwest::Client::new();
    let item = stage.item(TARTAN).item_id;
    let account = serde_json::json!({ "name": "Vault", "mask": "4242", "type": "depository", "subtype": "savings" });
    let opened: serde_json::Value = http
        .post(format!("{}/control/items/{item}/accounts", stage.sandbox.base_url()))
        .header("PLAID-CLIENT-ID", stage.sandbox.client_id())
        .header("PLAID-SECRET", stage.sandbox.secret())
        .json(&account)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let key = opened["key"].as_str().unwrap();

    let result = update(&stage, TARTAN, &["checking", "saving", "credit-card", "business-card", key]).await;
    assert_eq!(change(&result, "Vault"), ChangeKind::New);
    let new = stage.account(TARTAN, "Vault").await;
    assert!(new.active && new.number > last, "{} comes after {last}", new.number);
}

#[tokio::test]
async fn ids_that_churn_lead_to_the_same_records() {
    for institution_id in [FIRST_PLATYPUS, OAUTH] {
        let stage = Stage::start().await;
        let before = stage.connection(institution_id).await.accounts;
        stage.sandbox.churn(&stage.item(institution_id).item_id).unwrap();
        let (_, page) = stage.begin_on_page(institution_id).await;
        if institution_id == OAUTH {
            page.sign_in_at_the_bank().await;
        } else {
            page.sign_in("pass_good").await;
        }
        page.leave().await;
        stage.connections.tend().await;

        let result = stage.result().await;
        assert_eq!(result.outcome, Outcome::Repaired);
        assert!(result.lines.iter().all(|line| line.kind == ChangeKind::AccountIdChanged), "{:?}", result.lines);
        stage.assert_true(institution_id).await;
        let after = stage.connection(institution_id).await.accounts;
        let numbers = |accounts: &[connections::model::account::AccountConnection]| -> Vec<_> {
            accounts.iter().map(|account| (account.id, account.number, account.details.name.clone())).collect()
        };
        assert_eq!(numbers(&after), numbers(&before));
    }
}
