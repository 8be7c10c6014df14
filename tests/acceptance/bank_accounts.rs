//! The firm's bank accounts beside real connections: what feeds them survives what happens to the connections.

use bank_connections_tests::stage::{FIRST_PLATYPUS, OAUTH, Stage, TARTAN};
use connections::{
    BankAccountOverview, BankAccountsError, demo,
    model::{
        bank_account::{FeedError, Opening},
        ids::BankAccountId,
    },
};
use jiff::civil::date;

async fn by_code(stage: &Stage, code: &str) -> BankAccountOverview {
    let all = stage.connections.bank_accounts().await.unwrap().accounts;
    all.into_iter().find(|overview| overview.account.code == code).unwrap()
}

fn opening() -> Opening {
    Opening { balance: "1,000.00".to_owned(), starts_on: date(2026, 1, 1) }
}

/// Each suggestion, as `1030 ins_109508 Plaid CD`.
async fn suggested(stage: &Stage) -> Vec<String> {
    let suggestions = stage.connections.bank_accounts().await.unwrap().suggestions;
    let in_words = suggestions
        .into_iter()
        .map(|one| format!("{} {} {}", one.bank_account.code, one.institution.id, one.account.details.name));
    in_words.collect()
}

#[tokio::test]
async fn the_demo_has_books_of_which_some_are_linked_and_some_are_left_to_be() {
    let stage = Stage::start().await;
    let all = stage.connections.bank_accounts().await.unwrap().accounts;
    let fed: Vec<_> = all
        .iter()
        .filter_map(|overview| Some((overview.account.code.as_str(), overview.feed.as_ref()?)))
        .map(|(code, feed)| {
            (code, feed.institution.id.as_str(), feed.account.details.name.as_str(), feed.opening.minor > 0)
        })
        .collect();
    let expected = [
        ("1010", TARTAN, "Plaid Checking", true),
        ("1020", TARTAN, "Plaid Saving", true),
        ("2100", TARTAN, "Plaid Credit Card", false),
    ];
    assert_eq!(fed, expected);
    assert_eq!(
        suggested(&stage).await,
        [
            format!("1030 {FIRST_PLATYPUS} Plaid CD"),
            format!("1040 {FIRST_PLATYPUS} Plaid Money Market"),
            format!("2300 {OAUTH} Plaid Mortgage"),
        ]
    );
    let tartan = stage.connection(TARTAN).await;
    assert_eq!(tartan.feeds.len(), 3, "{:?}", tartan.feeds);
    demo::seed(&stage.connections).await.unwrap();
    assert_eq!(stage.connections.bank_accounts().await.unwrap().accounts, all);
}

#[tokio::test]
async fn a_suggestion_that_is_taken_survives_a_restart_and_is_suggested_no_more() {
    let mut stage = Stage::start().await;
    let deposit = stage.account(FIRST_PLATYPUS, "Plaid CD").await.id;
    let id = by_code(&stage, "1030").await.account.id;
    stage.connections.link_bank_account(deposit, id, Some(opening())).await.unwrap();
    stage.restart().await;
    assert_eq!(by_code(&stage, "1030").await.feed.unwrap().account.id, deposit);
    assert_eq!(suggested(&stage).await.len(), 2);
    let acts: Vec<_> = stage.audit_of(&id.to_string()).await.into_iter().map(|entry| entry.what).collect();
    assert_eq!(acts, ["link_bank_account", "add_bank_account"]);
}

#[tokio::test]
async fn a_suggestion_that_is_refused_comes_again_only_when_it_is_wanted() {
    let mut stage = Stage::start().await;
    let deposit = stage.account(FIRST_PLATYPUS, "Plaid CD").await.id;
    let id = by_code(&stage, "1030").await.account.id;
    let all = suggested(&stage).await;
    stage.connections.refuse_suggestion(deposit, id).await.unwrap();
    stage.restart().await;
    assert_eq!(suggested(&stage).await, all[1..]);
    assert_eq!(stage.connections.bank_accounts().await.unwrap().refused.len(), 1);
    stage.connections.suggest_again().await.unwrap();
    assert_eq!(suggested(&stage).await, all);
    assert_eq!(stage.connections.bank_accounts().await.unwrap().refused.len(), 0);

    stage.connections.refuse_suggestion(deposit, id).await.unwrap();
    stage.connections.link_bank_account(deposit, id, Some(opening())).await.unwrap();
    stage.connections.unlink_bank_account(id).await.unwrap();
    assert_eq!(suggested(&stage).await, all, "whoever linked it by hand has nothing against it");
    let acts: Vec<_> = stage.audit_of(&id.to_string()).await.into_iter().map(|entry| entry.outcome).collect();
    assert_eq!(acts[..4], ["unlinked", "linked", "not_wanted", "not_wanted"]);
}

#[tokio::test]
async fn no_amount_and_no_secret_of_a_link_stands_in_the_audit() {
    let stage = Stage::start().await;
    let deposit = stage.account(FIRST_PLATYPUS, "Plaid CD").await;
    let id = by_code(&stage, "1030").await.account.id;
    stage.connections.link_bank_account(deposit.id, id, Some(opening())).await.unwrap();
    let link = stage.audit_of(&id.to_string()).await.remove(0);
    let details: Vec<_> = link.details.into_iter().map(|(name, value)| (name, value.to_string())).collect();
    let quoted = |name: &str, text: String| (name.to_owned(), format!("\"{text}\""));
    assert_eq!(details, [quoted("account", deposit.number.to_string()), quoted("starts_on", "2026-01-01".to_owned())]);
}

#[tokio::test]
async fn another_currency_is_refused() {
    let stage = Stage::start().await;
    let deposit = stage.account(FIRST_PLATYPUS, "Plaid CD").await.id;
    let euros = by_code(&stage, "1050").await.account.id;
    let refused = stage.connections.link_bank_account(deposit, euros, Some(opening())).await;
    assert!(matches!(refused, Err(BankAccountsError::Feed(FeedError::OtherCurrency { .. }))), "{refused:?}");
    assert_eq!(by_code(&stage, "1050").await.feed, None);
}

#[tokio::test]
async fn an_account_that_becomes_inactive_still_feeds_and_no_other_one_takes_its_place() {
    let stage = Stage::start().await;
    let before = by_code(&stage, "1020").await;
    let (_, page) = stage.begin_on_page(TARTAN).await;
    page.complete(&["checking", "credit-card"]).await;
    stage.connections.tend().await;
    let after = by_code(&stage, "1020").await;
    let (feed, was) = (after.feed.unwrap(), before.feed.unwrap());
    assert_eq!((feed.account.id, feed.feed.clone()), (was.account.id, was.feed));
    assert!(!feed.account.active);

    let id: BankAccountId = after.account.id;
    stage.connections.unlink_bank_account(id).await.unwrap();
    let again = stage.connections.link_bank_account(feed.account.id, id, Some(opening())).await;
    assert!(matches!(again, Err(BankAccountsError::Feed(FeedError::AccountInactive))), "{again:?}");
}

#[tokio::test]
async fn a_list_is_imported_beside_what_is_there() {
    let stage = Stage::start().await;
    let file = "code;name;currency;active\r\n1010;Main account;USD;\r\n3000;Payroll;USD;no\r\n3010;Coins;BTC;\r\n";
    let preview = stage.connections.preview_bank_accounts(file.as_bytes()).await.unwrap();
    let imported = stage.connections.import_bank_accounts(file.as_bytes(), &preview.mark).await.unwrap();
    assert_eq!((imported.added, imported.changed, imported.left_out), (1, 1, 1));
    let main = by_code(&stage, "1010").await;
    assert_eq!((main.account.name.as_str(), main.feed.is_some()), ("Main account", true), "it is fed as before");
    assert!(!by_code(&stage, "3000").await.account.active);
}
