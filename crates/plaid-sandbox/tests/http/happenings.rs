//! What happens at the bank or at Plaid behind the client's back.

use plaid_sandbox::{NoSuchAccount, NoSuchItem, OpenedAccount, Renaming};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Item, Plaid, text};

async fn masks(plaid: &Plaid, item: &Item) -> Vec<String> {
    plaid.accounts(item).await.iter().map(|account| text(&account["mask"])).collect()
}

#[tokio::test]
async fn an_item_that_somebody_else_removed_is_not_found() {
    let plaid = Plaid::start().await;
    let (one, other) = (plaid.item_at("ins_109511").await, plaid.item_at("ins_109511").await);
    plaid.sandbox.remove_item(&one.id).unwrap();
    assert_eq!(plaid.sandbox.remove_item(&one.id), Err(NoSuchItem));
    let path = format!("/control/items/{}", other.id);
    assert_eq!(plaid.control(Method::DELETE, &path, json!({})).await.0, 204);
    assert_eq!(plaid.control(Method::DELETE, &path, json!({})).await.0, 404);
    for item in [one, other] {
        for endpoint in ["/item/get", "/accounts/get", "/item/remove"] {
            let token = json!({ "access_token": item.access_token });
            assert_eq!(plaid.refusal(endpoint, token).await, "ITEM_NOT_FOUND", "{endpoint}");
        }
    }
}

#[tokio::test]
async fn a_permission_that_was_revoked_is_repaired_by_no_sign_in_and_the_item_can_be_removed() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let link = plaid.link_for_update(&item).await;
    plaid.sandbox.revoke_permission(&item.id).unwrap();
    let visit = plaid.sandbox.visit(link["hosted_link_url"].as_str().unwrap()).unwrap();
    visit.agree().unwrap().sign_in("user_good", "pass_good").unwrap();
    assert_eq!(plaid.item_error(&item).await, "USER_PERMISSION_REVOKED");
    let token = json!({ "access_token": item.access_token });
    assert_eq!(plaid.refusal("/accounts/get", token.clone()).await, "USER_PERMISSION_REVOKED");
    plaid.ask("/item/remove", token).await;
}

#[tokio::test]
async fn an_account_can_appear_without_anybody_selecting_it() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let opened = OpenedAccount { mask: Some("0101".to_owned()), ..OpenedAccount::default() };
    let key = plaid.sandbox.open_account(&item.id, opened.clone()).unwrap();
    let hidden = OpenedAccount { mask: Some("0202".to_owned()), granted: false, ..opened };
    assert_ne!(plaid.sandbox.open_account(&item.id, hidden).unwrap(), key);
    let path = format!("/control/items/{}/accounts", item.id);
    let by_control = json!({ "name": "Third", "mask": "0303", "type": "depository", "granted": true });
    plaid.control(Method::POST, &path, by_control).await;
    assert_eq!(masks(&plaid, &item).await, ["0000", "1111", "3333", "9999", "0101", "0303"]);
}

#[tokio::test]
async fn an_account_that_is_closed_or_withdrawn_vanishes_and_only_the_withdrawn_one_can_come_back() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let [closed, withdrawn] = [plaid.account_id(&item, "0000").await, plaid.account_id(&item, "1111").await];
    let [closed, withdrawn] = [closed.unwrap(), withdrawn.unwrap()];
    plaid.sandbox.close_account(&item.id, &closed).unwrap();
    plaid.sandbox.withdraw_account(&item.id, &withdrawn).unwrap();
    assert_eq!(masks(&plaid, &item).await, ["3333", "9999"]);
    assert_eq!(plaid.sandbox.close_account(&item.id, &closed), Err(NoSuchAccount));
    assert_eq!(plaid.sandbox.withdraw_account(&item.id, &withdrawn), Err(NoSuchAccount));

    let link = plaid.link_for_update(&item).await;
    let visit = plaid.sandbox.visit(link["hosted_link_url"].as_str().unwrap()).unwrap();
    visit.agree().unwrap().sign_in("user_good", "pass_good").unwrap().select(|_| true).unwrap();
    assert_eq!(masks(&plaid, &item).await, ["1111", "3333", "9999"]);
    assert_ne!(plaid.account_id(&item, "1111").await.unwrap(), withdrawn, "granted again, it has a new id");
}

#[tokio::test]
async fn an_item_whose_last_account_is_gone_says_so() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109509").await;
    for account in plaid.accounts(&item).await {
        let path = format!("/control/items/{}/accounts/{}", item.id, text(&account["account_id"]));
        assert_eq!(plaid.control(Method::DELETE, &path, json!({})).await.0, 204);
    }
    let token = json!({ "access_token": item.access_token });
    assert_eq!(plaid.refusal("/accounts/get", token).await, "NO_ACCOUNTS");
    assert_eq!(plaid.item_error(&item).await, Value::Null);
}

#[tokio::test]
async fn one_account_can_get_another_id_or_another_name_alone() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let before = plaid.accounts(&item).await;
    let id = text(&before[0]["account_id"]);
    let renaming = Renaming { mask: Some("0001".to_owned()), ..Renaming::default() };
    plaid.sandbox.rename_account(&item.id, &id, renaming).unwrap();
    plaid.sandbox.churn_account(&item.id, &id).unwrap();
    assert_eq!(plaid.sandbox.churn_account(&item.id, &id), Err(NoSuchAccount));
    let after = plaid.accounts(&item).await;
    assert_ne!(after[0]["account_id"], before[0]["account_id"]);
    assert_eq!((&after[0]["mask"], &after[0]["name"]), (&json!("0001"), &before[0]["name"]));
    assert_eq!(after[1..], before[1..]);

    let path = format!("/control/items/{}/accounts/{}/withdraw", item.id, text(&after[1]["account_id"]));
    assert_eq!(plaid.control(Method::POST, &path, json!({})).await.0, 204);
    assert_eq!(plaid.accounts(&item).await.len(), 3);
}

#[tokio::test]
async fn a_bank_can_call_its_accounts_otherwise_in_new_items_only() {
    let plaid = Plaid::start().await;
    let earlier = plaid.item_at("ins_109511").await;
    let renaming = Renaming { name: Some("Everyday".to_owned()), mask: Some("7001".to_owned()), official_name: None };
    plaid.sandbox.rename_for_new_items("ins_109511", "checking", renaming.clone()).unwrap();
    let path = "/control/institutions/ins_109511/accounts/saving";
    assert_eq!(plaid.control(Method::POST, path, json!({ "mask": "7002" })).await.0, 204);
    for (institution_id, key) in [("ins_109511", "mortgage"), ("ins_0", "checking")] {
        let refused = plaid.sandbox.rename_for_new_items(institution_id, key, renaming.clone());
        assert_eq!(refused, Err(NoSuchAccount), "{institution_id} {key}");
    }
    let later = plaid.item_at("ins_109511").await;
    assert_eq!(masks(&plaid, &earlier).await, ["0000", "1111", "3333", "9999"]);
    assert_eq!(masks(&plaid, &later).await, ["7001", "7002", "3333", "9999"]);
    assert_eq!(plaid.accounts(&later).await[0]["name"], "Everyday");
    assert_eq!(masks(&plaid, &plaid.item_at("ins_109508").await).await[0], "0000", "other banks stay as they are");

    let link = plaid.link_for_new_item().await;
    let visit = plaid.sandbox.visit(link["hosted_link_url"].as_str().unwrap()).unwrap();
    visit.agree().unwrap().choose_bank("ins_109511").unwrap().sign_in("user_second", "mfa_device").unwrap();
    visit.answer(&["1234"]).unwrap();
    assert_eq!(visit.choices()[0].name, "Everyday");
    let update = plaid.link_for_update(&earlier).await;
    let visit = plaid.sandbox.visit(update["hosted_link_url"].as_str().unwrap()).unwrap();
    visit.agree().unwrap().sign_in("user_good", "pass_good").unwrap();
    assert_eq!(visit.choices()[0].name, "Plaid Checking");
}
