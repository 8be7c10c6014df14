//! What banks do to transactions, as control and Rust bring it about, and what readings and balances make of it.

use std::{collections::BTreeMap, time::Instant};

use plaid_sandbox::{BankTransaction, Config, NotBooked, OpenedAccount, Switches};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    support::{Item, Plaid, text},
    transactions::read,
};

const MUTATION: &str = "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION";

/// An Item, one of its accounts that has no transactions of its own, and a cursor after everything that there is.
struct Scene {
    plaid: Plaid,
    item: Item,
    account_id: String,
    cursor: String,
    books: BTreeMap<String, Value>,
}

impl Scene {
    async fn set(kind: &str) -> Self {
        let plaid = Plaid::start().await;
        let item = plaid.item_at("ins_109511").await;
        let opened = OpenedAccount { kind: kind.to_owned(), subtype: None, cents: 100_000, ..OpenedAccount::default() };
        plaid.sandbox.open_account(&item.id, opened).unwrap();
        let account_id = plaid.account_id(&item, "5150").await.unwrap();
        let mut books = BTreeMap::new();
        let cursor = read(&plaid, &item, "", 500, &mut books).await;
        Self { plaid, item, account_id, cursor, books }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.plaid.control(Method::POST, &self.path(path), body).await;
        assert!(status.is_success(), "{path}: {status} {answer}");
        answer
    }

    fn path(&self, path: &str) -> String {
        format!("/control/items/{}{path}", self.item.id)
    }

    async fn book(&self, transaction: Value) -> String {
        let path = format!("/accounts/{}/transactions", self.account_id);
        text(&self.post(&path, json!({ "transaction": transaction })).await["transaction_id"])
    }

    /// The next page after everything that was read, which must hold all that is left. Keeps the books.
    async fn news(&mut self) -> [Vec<Value>; 3] {
        let request = json!({ "access_token": self.item.access_token, "cursor": self.cursor, "count": 500,
            "options": { "include_original_description": true } });
        let page = self.plaid.ask("/transactions/sync", request).await;
        assert_eq!(page["has_more"], false);
        self.cursor = read(&self.plaid, &self.item, &self.cursor, 500, &mut self.books).await;
        ["added", "modified", "removed"].map(|name| page[name].as_array().unwrap().clone())
    }

    async fn current(&self) -> Value {
        let request =
            json!({ "access_token": self.item.access_token, "options": { "account_ids": [self.account_id] } });
        let answer = self.plaid.ask("/accounts/balance/get", request).await;
        answer["accounts"][0]["balances"]["current"].clone()
    }
}

#[tokio::test]
async fn a_transaction_is_pending_then_posted_then_changed_then_gone() {
    let mut scene = Scene::set("depository").await;
    let pending = scene
        .book(json!({ "amount": 12.5, "name": "Quay Cafe", "date": "2026-03-01", "pending": true,
            "original_description": "QUAY CAFE 11", "reference_number": "r-1", "check_number": "9",
            "merchant_name": "Quay", "payment_channel": "in store", "category": "FOOD_AND_DRINK" }))
        .await;
    let [added, modified, removed] = scene.news().await;
    assert_eq!((added.len(), modified.len(), removed.len()), (1, 0, 0));
    let line = &added[0];
    assert_eq!((&line["transaction_id"], &line["pending"]), (&json!(pending), &json!(true)));
    assert_eq!(
        (&line["amount"], &line["name"], &line["date"]),
        (&json!(12.5), &json!("Quay Cafe"), &json!("2026-03-01"))
    );
    assert_eq!((&line["original_description"], &line["check_number"]), (&json!("QUAY CAFE 11"), &json!("9")));
    assert_eq!((&line["payment_meta"]["reference_number"], &line["merchant_name"]), (&json!("r-1"), &json!("Quay")));

    let path = format!("/transactions/{pending}");
    let posted = text(&scene.post(&path, json!({ "pending": false, "amount": 13 })).await["transaction_id"]);
    assert_ne!(posted, pending);
    let [added, modified, removed] = scene.news().await;
    assert_eq!((added.len(), modified.len(), removed.len()), (1, 0, 1));
    assert_eq!((&added[0]["transaction_id"], &added[0]["pending_transaction_id"]), (&json!(posted), &json!(pending)));
    assert_eq!((&added[0]["amount"], &removed[0]["transaction_id"]), (&json!(13), &json!(pending)));

    let same = scene.plaid.sandbox.rebook(&scene.item.id, &posted, &BankTransaction::of_cents(1_400, "Quay")).unwrap();
    assert_eq!(same, posted);
    let [added, modified, removed] = scene.news().await;
    assert_eq!((added.len(), modified.len(), removed.len()), (0, 1, 0));
    assert_eq!((&modified[0]["amount"], &modified[0]["pending_transaction_id"]), (&json!(14), &json!(pending)));

    let (status, _) =
        scene.plaid.control(Method::DELETE, &scene.path(&format!("/transactions/{posted}")), json!({})).await;
    assert_eq!(status, 204);
    let [added, modified, removed] = scene.news().await;
    assert_eq!((added.len(), modified.len(), removed.len()), (0, 0, 1));
    assert_eq!(removed[0], json!({ "transaction_id": posted, "account_id": scene.account_id }));
    assert_eq!(scene.plaid.sandbox.unbook(&scene.item.id, &posted), Err(NotBooked::NotFound));
}

#[tokio::test]
async fn what_the_bank_booked_by_itself_can_be_changed_and_taken_back_too() {
    let mut scene = Scene::set("depository").await;
    let ids: Vec<String> =
        scene.books.iter().filter(|(_, line)| line["pending"] == false).map(|(id, _)| id.clone()).collect();
    scene.plaid.sandbox.rebook(&scene.item.id, &ids[0], &BankTransaction::of_cents(1, "Corrected")).unwrap();
    scene.plaid.sandbox.unbook(&scene.item.id, &ids[1]).unwrap();
    let [added, modified, removed] = scene.news().await;
    assert_eq!(
        (added.len(), &modified[0]["name"], &removed[0]["transaction_id"]),
        (0, &json!("Corrected"), &json!(ids[1]))
    );
    let mut anew = BTreeMap::new();
    read(&scene.plaid, &scene.item, "", 500, &mut anew).await;
    assert_eq!(anew, scene.books);
}

#[tokio::test]
async fn a_balance_moves_with_what_is_posted_in_the_sense_of_its_account() {
    for (kind, after_posting) in [("depository", json!(990)), ("credit", json!(1_010)), ("loan", json!(1_010))] {
        let scene = Scene::set(kind).await;
        assert_eq!(scene.current().await, json!(1_000), "{kind}");
        let pending = scene.book(json!({ "amount": 10, "name": "Paper", "pending": true })).await;
        assert_eq!(scene.current().await, json!(1_000), "{kind}: pending ones don't count");
        let posted = scene.post(&format!("/transactions/{pending}"), json!({ "pending": false })).await;
        assert_eq!(scene.current().await, after_posting, "{kind}");
        scene.plaid.sandbox.unbook(&scene.item.id, &text(&posted["transaction_id"])).unwrap();
        assert_eq!(scene.current().await, json!(1_000), "{kind}: what is gone doesn't count");
    }
}

#[tokio::test]
async fn opening_balance_and_lines_come_to_the_closing_balance() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let mut books = BTreeMap::new();
    let cursor = read(&plaid, &item, "", 500, &mut books).await;
    let posted = |books: &BTreeMap<String, Value>, id: &Value| -> i64 {
        let lines = books.values().filter(|line| line["account_id"] == *id && line["pending"] == false);
        lines.map(|line| cents(&line["amount"])).sum()
    };
    let before = plaid.accounts(&item).await;
    let earlier = books.clone();
    plaid.advance(40 * 24 * 60 * 60).await;
    read(&plaid, &item, &cursor, 500, &mut books).await;
    let mut moved = 0;
    for (opening, closing) in before.iter().zip(plaid.accounts(&item).await) {
        let id = &opening["account_id"];
        let lines = posted(&books, id) - posted(&earlier, id);
        let change = cents(&closing["balances"]["current"]) - cents(&opening["balances"]["current"]);
        assert_eq!(change, if opening["type"] == "credit" { lines } else { -lines }, "{}", opening["name"]);
        moved += i32::from(change != 0);
    }
    assert_eq!(moved, 4, "every account of this bank has transactions in forty days");
}

fn cents(amount: &Value) -> i64 {
    let text = amount.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    format!("{whole}{fraction:0<2}").parse().unwrap()
}

#[tokio::test]
async fn a_reading_breaks_where_the_transactions_change_between_its_pages() {
    let scene = Scene::set("depository").await;
    let page = |cursor: &str| json!({ "access_token": scene.item.access_token, "cursor": cursor, "count": 20 });
    let first = scene.plaid.ask("/transactions/sync", page("")).await;
    let next = text(&first["next_cursor"]);
    scene.plaid.ask("/transactions/sync", page(&next)).await;
    let id = scene.book(json!({ "amount": 1, "name": "In between" })).await;
    assert_eq!(scene.plaid.refusal("/transactions/sync", page(&next)).await, MUTATION);
    let mut anew = BTreeMap::new();
    read(&scene.plaid, &scene.item, "", 500, &mut anew).await;
    assert!(anew.contains_key(&id));

    let first = scene.plaid.ask("/transactions/sync", page("")).await;
    scene.plaid.advance(1).await;
    let second = scene.plaid.ask("/transactions/sync", page(&text(&first["next_cursor"]))).await;
    scene.plaid.advance(48 * 60 * 60).await;
    let code = scene.plaid.refusal("/transactions/sync", page(&text(&second["next_cursor"]))).await;
    assert_eq!(code, MUTATION, "time has changed what is pending");
}

#[tokio::test]
async fn so_many_readings_break_at_the_page_that_control_names() {
    let scene = Scene::set("depository").await;
    scene.post("/break_readings", json!({ "times": 2, "at_page": 3 })).await;
    for broken in [true, true, false] {
        let mut cursor = String::new();
        for page in 1..=3 {
            let request = json!({ "access_token": scene.item.access_token, "cursor": cursor, "count": 20 });
            if broken && page == 3 {
                assert_eq!(scene.plaid.refusal("/transactions/sync", request).await, MUTATION);
            } else {
                cursor = text(&scene.plaid.ask("/transactions/sync", request).await["next_cursor"]);
            }
        }
    }
}

#[tokio::test]
async fn what_the_bank_keeps_back_comes_with_a_refresh() {
    let mut scene = Scene::set("depository").await;
    let transaction = BankTransaction::of_cents(500, "Late");
    let id = scene.plaid.sandbox.book_unseen(&scene.item.id, &scene.account_id, &transaction).unwrap();
    assert!(scene.news().await.iter().all(Vec::is_empty));
    let token = json!({ "access_token": scene.item.access_token });
    let answer = scene.plaid.ask("/transactions/refresh", token.clone()).await;
    assert_eq!(answer.as_object().unwrap().keys().collect::<Vec<_>>(), ["request_id"]);
    let [added, ..] = scene.news().await;
    assert_eq!(added.iter().map(|line| text(&line["transaction_id"])).collect::<Vec<_>>(), [id]);
    scene.plaid.sandbox.set_item_error(&scene.item.id, Some("ITEM_LOGIN_REQUIRED")).unwrap();
    assert_eq!(scene.plaid.refusal("/transactions/refresh", token).await, "ITEM_LOGIN_REQUIRED");
}

#[tokio::test]
async fn a_great_number_of_transactions_is_read_in_little_time_and_kept_in_little_space() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let plaid = Plaid::start_with(Config { state_file: Some(file.clone()), ..Config::default() }).await;
    let item = plaid.item_at("ins_109511").await;
    let account_id = plaid.account_id(&item, "1111").await.unwrap();
    let mut books = BTreeMap::new();
    let cursor = read(&plaid, &item, "", 500, &mut books).await;
    let (before, few) = (plaid.accounts(&item).await, books.len());
    plaid.sandbox.generate(&item.id, &account_id, 20_000, 365).unwrap();
    assert!(std::fs::metadata(&file).unwrap().len() < 50_000);

    let began = Instant::now();
    let cursor = read(&plaid, &item, &cursor, 500, &mut books).await;
    println!("20,000 transactions in {:?}", began.elapsed());
    assert_eq!(books.len(), few + 20_000);
    assert_eq!(plaid.accounts(&item).await, before, "an even number leaves the balances where they are");

    let generated = books.values().find(|line| text(&line["name"]).contains("Meridian Air")).unwrap().clone();
    let id = text(&generated["transaction_id"]);
    plaid.sandbox.rebook(&item.id, &id, &BankTransaction::default()).unwrap();
    plaid.sandbox.unbook(&item.id, &id).unwrap();
    read(&plaid, &item, &cursor, 500, &mut books).await;
    let mut anew = BTreeMap::new();
    read(&plaid, &item, "", 500, &mut anew).await;
    assert_eq!(books.len(), few + 19_999);
    assert_eq!(anew, books);
    let saving = |accounts: Vec<Value>| cents(&accounts[1]["balances"]["current"]);
    assert_eq!(saving(plaid.accounts(&item).await) - saving(before), cents(&generated["amount"]));
}

#[tokio::test]
async fn bookings_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let config = || Config { state_file: Some(folder.path().join("state.json")), ..Config::default() };
    let plaid = Plaid::start_with(config()).await;
    let item = plaid.item_at("ins_109511").await;
    let account_id = plaid.account_id(&item, "0000").await.unwrap();
    plaid.sandbox.book(&item.id, &account_id, &BankTransaction::of_cents(700, "Kept")).unwrap();
    plaid.sandbox.generate(&item.id, &account_id, 9, 30).unwrap();
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    let cursor = read(&plaid, &item, "", 500, &mut before).await;
    let accounts = plaid.accounts(&item).await;
    plaid.sandbox.stop().await;

    let plaid = Plaid::start_with(config()).await;
    assert_eq!(read(&plaid, &item, "", 500, &mut after).await, cursor);
    assert_eq!(before, after);
    assert_eq!(plaid.accounts(&item).await, accounts);
}

#[tokio::test]
async fn an_account_with_a_new_id_is_read_anew() {
    let mut scene = Scene::set("depository").await;
    let account_id = scene.plaid.account_id(&scene.item, "0000").await.unwrap();
    let of_it = scene.books.values().filter(|line| line["account_id"] == account_id.as_str()).count();
    scene.plaid.sandbox.churn_account(&scene.item.id, &account_id).unwrap();
    let new_id = scene.plaid.account_id(&scene.item, "0000").await.unwrap();
    let [added, ..] = scene.news().await;
    assert_eq!(added.len(), of_it);
    assert!(added.iter().all(|line| line["account_id"] == new_id.as_str()));
}

#[tokio::test]
async fn a_new_item_has_thirty_days_at_first_where_it_is_switched_so() {
    let plaid = Plaid::start_switched(Switches { history_ready_after_s: 60, ..Switches::default() }).await;
    let item = plaid.item_at("ins_109511").await;
    let request = json!({ "access_token": item.access_token });
    let mut books = BTreeMap::new();
    let page = plaid.ask("/transactions/sync", request.clone()).await;
    assert_eq!(page["transactions_update_status"], "INITIAL_UPDATE_COMPLETE");
    let cursor = read(&plaid, &item, "", 500, &mut books).await;
    let earliest = |books: &BTreeMap<String, Value>| books.values().map(|line| text(&line["date"])).min().unwrap();
    assert!(earliest(&books).as_str() >= "2026-01-31", "{}", earliest(&books));
    let current = plaid.accounts(&item).await;
    plaid.advance(60).await;
    read(&plaid, &item, &cursor, 500, &mut books).await;
    assert!(earliest(&books).as_str() < "2025-12-15", "{}", earliest(&books));
    assert_eq!(
        plaid.ask("/transactions/sync", request).await["transactions_update_status"],
        "HISTORICAL_UPDATE_COMPLETE"
    );
    assert_eq!(plaid.accounts(&item).await, current, "an older history moves no balance");
}

#[tokio::test]
async fn what_can_not_be_booked_is_refused() {
    let scene = Scene::set("depository").await;
    let path = scene.path(&format!("/accounts/{}/transactions", scene.account_id));
    let refused = async |path: &str, body: Value| scene.plaid.control(Method::POST, path, body).await.0.as_u16();
    assert_eq!(refused(&path, json!({ "transaction": { "amount": 0.00001 } })).await, 400);
    assert_eq!(refused(&path, json!({ "transaction": { "sum": 1 } })).await, 422);
    assert_eq!(refused(&scene.path("/accounts/nowhere/transactions"), json!({ "transaction": {} })).await, 404);
    assert_eq!(refused(&scene.path("/transactions/nowhere"), json!({})).await, 404);
    assert_eq!(refused(&scene.path("/accounts/nowhere/generate"), json!({ "count": 1 })).await, 404);
    assert_eq!(refused("/control/items/nowhere/break_readings", json!({ "times": 1, "at_page": 2 })).await, 404);
}
