//! What is read of the Items that a session made, and of those that are listed for a user.

use plaid::{AddedAccount, AddedInstitution, AddedItem, LinkToken, PublicToken, UserItem};
use serde_json::{Value, json};

use crate::{every_call::USER_ID, loopback::Loopback};

/// The Items of a finished session of which Plaid says this.
async fn added(session: &Value) -> Vec<AddedItem> {
    let mut session = session.clone();
    session["link_session_id"] = json!("finished");
    let plaid = Loopback::answering(200, &json!({"link_sessions": [session]}).to_string()).await;
    let progress = plaid.client().link_progress(&LinkToken::new("l".to_owned())).await.unwrap().value;
    progress.sessions.into_iter().next().unwrap().added
}

/// What Plaid is asked to exchange when this is exchanged.
async fn exchanged(token: &PublicToken) -> Value {
    let plaid = Loopback::answering(200, r#"{"access_token": "access-1", "item_id": "item-1"}"#).await;
    plaid.client().exchange(token).await.unwrap();
    plaid.requests()[0].body["public_token"].clone()
}

fn platypus() -> Value {
    json!({"institution_id": "ins_109508", "name": "First Platypus Bank"})
}

fn checking() -> Value {
    json!({
        "id": "account-1", "name": "Plaid Checking", "mask": "0000", "type": "depository", "subtype": "checking",
        "verification_status": null, "class_type": null, "a_field_of_tomorrow": 1.5,
    })
}

#[tokio::test]
async fn bank_and_accounts_are_found_wherever_plaid_writes_them() {
    let metadata = json!({"institution": platypus(), "accounts": [checking()], "transfer_status": null});
    let result = json!({"public_token": "public-1", "institution": platypus(), "accounts": [checking()]});
    let other = json!({"public_token": "public-2", "metadata": {"institution": null, "accounts": []}});
    for session in [
        json!({"results": {"item_add_results": [result], "cra_item_add_results": []}}),
        json!({"results": {"item_add_results": [result]}, "on_success": other}),
        json!({"on_success": {"public_token": "public-1", "metadata": metadata}, "results": null}),
        json!({"on_success": {"public_token": "public-1", "metadata": metadata}, "results": {"item_add_results": []}}),
    ] {
        let added = added(&session).await;
        let [AddedItem { public_token, institution, accounts }] = &added[..] else { panic!("one Item: {added:?}") };
        assert_eq!(exchanged(public_token).await, "public-1");
        let text = |text: &str| Some(text.to_owned());
        let bank = AddedInstitution { institution_id: text("ins_109508"), name: text("First Platypus Bank") };
        assert_eq!(institution, &Some(bank));
        let account = AddedAccount {
            account_id: text("account-1"),
            name: text("Plaid Checking"),
            mask: text("0000"),
            kind: text("depository"),
            subtype: text("checking"),
        };
        assert_eq!(accounts, &[account]);
    }
}

#[tokio::test]
async fn every_item_of_a_session_is_told() {
    let session = json!({"results": {"item_add_results": [
        {"public_token": "public-1", "institution": platypus(), "accounts": [checking(), checking()]},
        {"public_token": "public-2", "institution": {"institution_id": "ins_56", "name": "Chase"}, "accounts": []},
    ]}});
    let added = added(&session).await;
    assert_eq!(added.iter().map(|item| item.accounts.len()).collect::<Vec<_>>(), [2, 0]);
    let banks: Vec<_> = added.iter().map(|item| item.institution.clone().unwrap().institution_id.unwrap()).collect();
    assert_eq!(banks, ["ins_109508", "ins_56"]);
}

#[tokio::test]
async fn nothing_that_stands_beside_a_public_token_spoils_it() {
    let odd = [
        json!({}),
        json!({"institution": null, "accounts": null}),
        json!({"institution": {}, "accounts": []}),
        json!({"institution": {"institution_id": "", "name": null}, "accounts": [null, 7, "account"]}),
        json!({"institution": {"institution_id": 7, "name": ["Bank"]}, "accounts": {"id": "account-1"}}),
        json!({"institution": "First Platypus Bank", "accounts": "none", "a_field_of_tomorrow": {"deep": [1.25]}}),
    ];
    for metadata in odd {
        let mut result = metadata.clone();
        result["public_token"] = json!("public-1");
        for session in [
            json!({"results": {"item_add_results": [result]}}),
            json!({"on_success": {"public_token": "public-1", "metadata": metadata}}),
        ] {
            let added = added(&session).await;
            let [AddedItem { institution: None, accounts, .. }] = &added[..] else { panic!("{session}: {added:?}") };
            assert_eq!(accounts, &[], "{session}");
        }
    }
    for metadata in [Value::Null, json!(7), json!([])] {
        let session = json!({"on_success": {"public_token": "public-1", "metadata": metadata}});
        assert_eq!(added(&session).await.len(), 1, "{session}");
    }
}

#[tokio::test]
async fn an_account_keeps_what_is_known_of_it() {
    let session = json!({"results": {"item_add_results": [{
        "public_token": "public-1",
        "institution": {"institution_id": "ins_109508"},
        "accounts": [{"mask": "0000", "name": null, "id": "", "type": 7}],
    }]}});
    let added = added(&session).await;
    let institution = added[0].institution.clone().unwrap();
    assert_eq!((institution.institution_id.as_deref(), institution.name), (Some("ins_109508"), None));
    let account = AddedAccount { mask: Some("0000".to_owned()), ..AddedAccount::default() };
    assert_eq!(added[0].accounts, [account]);
}

#[tokio::test]
async fn no_public_token_is_no_item() {
    for session in [
        json!({"results": {"item_add_results": [{"public_token": null, "institution": platypus()}]}}),
        json!({"on_success": {"public_token": null, "metadata": {"institution": platypus()}}}),
        json!({"results": {}, "on_success": null}),
    ] {
        assert!(added(&session).await.is_empty(), "{session}");
    }
}

#[tokio::test]
async fn a_user_has_an_id_and_the_items_that_plaid_lists() {
    let user = json!({"user_id": "usr_9nSp2KuZ2x4JDw", "user_token": "user-sandbox-1", "request_id": "request-1"});
    let plaid = Loopback::answering(200, &user.to_string()).await;
    let answer = plaid.client().create_user("user-77").await.unwrap();
    assert_eq!((&*answer.value, &*answer.request_id), ("usr_9nSp2KuZ2x4JDw", "request-1"));

    let items = json!({
        "items": [
            {
                "item_id": "item-1", "institution_id": "ins_109508", "institution_name": "First Platypus Bank",
                "webhook": null, "error": {"error_code": "ITEM_LOGIN_REQUIRED"}, "products": ["a_product_of_tomorrow"],
            },
            {"item_id": "item-2", "institution_id": null},
        ],
        "request_id": "request-2",
    });
    let plaid = Loopback::answering(200, &items.to_string()).await;
    let answer = plaid.client().user_items(USER_ID).await.unwrap();
    let [first, second] = &answer.value[..] else { panic!("two Items") };
    assert_eq!(first.institution_name.as_deref(), Some("First Platypus Bank"));
    assert_eq!(second, &UserItem { item_id: "item-2".to_owned(), institution_id: None, institution_name: None });

    let plaid = Loopback::answering(200, r#"{"request_id": "request-3"}"#).await;
    assert_eq!(plaid.client().remove_user_items(USER_ID, &["item-1"]).await.unwrap().request_id, "request-3");
}
