//! Accounts that appear, vanish or change their id at the bank while nobody updates: suggested, never merged by itself.

use bank_connections_tests::stage::{FIRST_PLATYPUS, Stage, TARTAN};
use connections::{
    UpdateStart,
    model::{
        connection::{AccountNews, Health, Status, UpdateReason},
        link_session::Outcome,
    },
};
use plaid_sandbox::OpenedAccount;

const NEW_ACCOUNTS: Health = Health::NeedsUpdate(UpdateReason::NewAccounts);

/// The id at Plaid of an account by its key at the bank.
fn account_id(stage: &Stage, key: &str) -> String {
    let accounts = stage.item(TARTAN).accounts;
    accounts.into_iter().find(|account| account.key == key).and_then(|account| account.account_id).unwrap()
}

/// Looks at the login, and asserts what is new of its accounts and that nothing of it is in the records.
async fn assert_suggested(stage: &Stage, expected: AccountNews) {
    let before = stage.connection(TARTAN).await;
    assert_eq!(stage.connections.check(before.connection.id).await.unwrap(), NEW_ACCOUNTS, "{expected:?}");
    let after = stage.connection(TARTAN).await;
    assert_eq!(after.connection.news, expected);
    assert_eq!(after.status, Status::NeedsUpdate(UpdateReason::NewAccounts));
    assert_eq!(after.accounts, before.accounts, "{expected:?}: nothing is merged");
    assert!(after.can_update);
}

#[tokio::test]
async fn what_changed_at_the_bank_is_suggested_and_not_merged() {
    let none = AccountNews::default();
    let stage = Stage::start().await;
    let item = stage.item(TARTAN).item_id;
    stage.sandbox.churn_account(&item, &account_id(&stage, "checking")).unwrap();
    assert_suggested(&stage, AccountNews { renamed: 1, ..none }).await;
    let opened = |mask: &str| OpenedAccount { mask: Some(mask.to_owned()), ..OpenedAccount::default() };
    stage.sandbox.open_account(&item, opened("5150")).unwrap();
    stage.sandbox.open_account(&item, opened("5151")).unwrap();
    assert_suggested(&stage, AccountNews { renamed: 1, appeared: 2, ..none }).await;
    stage.sandbox.close_account(&item, &account_id(&stage, "saving")).unwrap();
    assert_suggested(&stage, AccountNews { renamed: 1, appeared: 2, vanished: 1 }).await;

    let entry = &stage.audit(TARTAN).await[0];
    assert_eq!((entry.what.as_str(), entry.outcome.as_str()), ("check", "accounts_differ"));
    assert_eq!(entry.details["vanished"], 1);
    assert!(!entry.request_ids.is_empty());
}

#[tokio::test]
async fn a_suggestion_ends_with_the_update_that_takes_it_up() {
    let stage = Stage::start().await;
    let item = stage.item(TARTAN).item_id;
    let key = stage.sandbox.open_account(&item, OpenedAccount::default()).unwrap();
    let id = stage.id(TARTAN).await;
    stage.connections.check(id).await.unwrap();
    let start = stage.connections.start_update(id, false).await.unwrap();
    let UpdateStart::Opened { session, url } = start else { panic!("there is something to choose") };
    assert_eq!(stage.connection(TARTAN).await.connection.health, NEW_ACCOUNTS, "until the update is committed");

    let page = bank_connections_tests::stage::Page::open(&url).await;
    page.complete(&["checking", "saving", "credit-card", "business-card", &key]).await;
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.session, result.outcome), (session, Outcome::Updated));
    let after = stage.connection(TARTAN).await;
    assert_eq!((after.status, after.connection.news), (Status::Active, AccountNews::default()));
    stage.assert_true(TARTAN).await;
}

#[tokio::test]
async fn a_suggestion_that_the_bank_takes_back_is_none() {
    let stage = Stage::start().await;
    let item = stage.item(TARTAN).item_id;
    let key = stage.sandbox.open_account(&item, OpenedAccount::default()).unwrap();
    assert_suggested(&stage, AccountNews { appeared: 1, ..AccountNews::default() }).await;
    stage.sandbox.close_account(&item, &account_id(&stage, &key)).unwrap();
    let id = stage.id(TARTAN).await;
    assert_eq!(stage.connections.check(id).await.unwrap(), Health::Good);
    let after = stage.connection(TARTAN).await;
    assert_eq!((after.status, after.connection.news), (Status::Active, AccountNews::default()));
    let outcomes: Vec<_> = stage.audit(TARTAN).await.into_iter().map(|entry| entry.outcome).take(4).collect();
    assert_eq!(outcomes, ["good", "accounts_agree", "needs_update", "accounts_differ"]);
}

#[tokio::test]
async fn whoever_updates_without_need_is_told_of_accounts_that_nobody_has_looked_at_yet() {
    let stage = Stage::start().await;
    let item = stage.item(TARTAN).item_id;
    stage.sandbox.open_account(&item, OpenedAccount::default()).unwrap();
    let id = stage.id(TARTAN).await;
    assert_eq!(stage.connection(TARTAN).await.status, Status::Active, "nobody has looked");
    let start = stage.connections.start_update(id, false).await.unwrap();
    assert!(matches!(start, UpdateStart::Opened { .. }), "{start:?}");
    assert_eq!(stage.connection(TARTAN).await.connection.news.appeared, 1);
}

#[tokio::test]
async fn a_login_that_does_not_work_says_nothing_of_its_accounts() {
    let stage = Stage::start().await;
    let item = stage.item(TARTAN).item_id;
    stage.sandbox.open_account(&item, OpenedAccount::default()).unwrap();
    let news = AccountNews { appeared: 1, ..AccountNews::default() };
    assert_suggested(&stage, news).await;
    stage.sandbox.set_item_error(&item, Some("ITEM_LOGIN_REQUIRED")).unwrap();
    let id = stage.id(TARTAN).await;
    let health = stage.connections.check(id).await.unwrap();
    assert_eq!(health, Health::NeedsUpdate(UpdateReason::CredentialsChanged), "that is more pressing");
    assert_eq!(stage.connection(TARTAN).await.connection.news, news, "what was seen stays");
}

#[tokio::test]
async fn a_new_name_alone_is_neither_news_nor_written() {
    let stage = Stage::start().await;
    let before = stage.connection(FIRST_PLATYPUS).await.accounts;
    let item = stage.item(TARTAN).item_id;
    let renaming = plaid_sandbox::Renaming { name: Some("Everyday".to_owned()), ..Default::default() };
    stage.sandbox.rename_account(&item, &account_id(&stage, "checking"), renaming).unwrap();
    let id = stage.id(TARTAN).await;
    assert_eq!(stage.connections.check(id).await.unwrap(), Health::Good);
    assert_eq!(stage.account(TARTAN, "Plaid Checking").await.details.name, "Plaid Checking");
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.accounts, before);
}
