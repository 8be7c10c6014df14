//! `/transactions/sync`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Item, Plaid, text};
use plaid_sandbox::{Config, Switches};

const TWO_DAYS_S: u32 = 48 * 60 * 60;

/// Reads all pages from a cursor on and keeps books of them. Gives the next cursor.
pub async fn read(plaid: &Plaid, item: &Item, cursor: &str, count: u32, books: &mut BTreeMap<String, Value>) -> String {
    let mut cursor = cursor.to_owned();
    loop {
        let request = json!({ "access_token": item.access_token, "cursor": cursor, "count": count });
        let page = plaid.ask("/transactions/sync", request).await;
        let lines = |name: &str| page[name].as_array().unwrap().clone();
        assert!(lines("added").len() + lines("modified").len() + lines("removed").len() <= count as usize);
        for added in lines("added") {
            assert!(books.insert(text(&added["transaction_id"]), added).is_none(), "added twice");
        }
        for modified in lines("modified") {
            assert!(books.insert(text(&modified["transaction_id"]), modified).is_some(), "modified and not there");
        }
        for removed in lines("removed") {
            assert!(books.remove(&text(&removed["transaction_id"])).is_some(), "removed and not there");
        }
        cursor = text(&page["next_cursor"]);
        if page["has_more"] == false {
            return cursor;
        }
    }
}

#[tokio::test]
async fn pages_of_any_size_add_up_to_the_same() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let (mut small, mut large) = (BTreeMap::new(), BTreeMap::new());
    let one = read(&plaid, &item, "", 40, &mut small).await;
    let other = read(&plaid, &item, "", 500, &mut large).await;
    assert!(small.len() > 100);
    assert_eq!((small, one), (large, other));
}

#[tokio::test]
async fn reading_on_with_the_cursor_comes_to_what_a_new_reading_shows() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let (mut kept, mut anew) = (BTreeMap::new(), BTreeMap::new());
    let mut cursor = read(&plaid, &item, "", 100, &mut kept).await;
    for _ in 0..4 {
        plaid.advance(TWO_DAYS_S).await;
        cursor = read(&plaid, &item, &cursor, 3, &mut kept).await;
    }
    read(&plaid, &item, "", 500, &mut anew).await;
    assert_eq!(kept, anew);
}

#[tokio::test]
async fn a_pending_transaction_goes_and_comes_back_posted_under_another_id() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109511").await;
    let mut books = BTreeMap::new();
    let cursor = read(&plaid, &item, "", 500, &mut books).await;
    let pending: Vec<String> =
        books.values().filter(|line| line["pending"] == true).map(|line| text(&line["transaction_id"])).collect();
    assert!(!pending.is_empty());
    plaid.advance(TWO_DAYS_S).await;
    read(&plaid, &item, &cursor, 500, &mut books).await;
    for id in pending {
        assert!(!books.contains_key(&id));
        assert!(books.values().any(|line| line["pending_transaction_id"] == id.as_str()));
    }
}

#[tokio::test]
async fn a_new_item_is_not_ready_where_it_is_switched_so() {
    let plaid = Plaid::start_switched(Switches { transactions_ready_after_s: 60, ..Switches::default() }).await;
    let item = plaid.item_at("ins_109511").await;
    let request = json!({ "access_token": item.access_token });
    let page = plaid.ask("/transactions/sync", request.clone()).await;
    assert_eq!((&page["transactions_update_status"], &page["next_cursor"]), (&json!("NOT_READY"), &json!("")));
    plaid.advance(60).await;
    let page = plaid.ask("/transactions/sync", request).await;
    assert_eq!(page["transactions_update_status"], "HISTORICAL_UPDATE_COMPLETE");
}

#[tokio::test]
async fn a_cursor_belongs_to_its_item() {
    let plaid = Plaid::start().await;
    let (item, other) = (plaid.item_at("ins_109511").await, plaid.item_at("ins_109511").await);
    let cursor = read(&plaid, &item, "", 500, &mut BTreeMap::new()).await;
    let request = json!({ "access_token": other.access_token, "cursor": cursor });
    assert_eq!(plaid.refusal("/transactions/sync", request).await, "INVALID_FIELD");
}

#[tokio::test]
async fn the_same_seed_gives_the_same_transactions_and_another_seed_others() {
    let mut read_with = Vec::new();
    for seed in [5, 5, 6] {
        let plaid = Plaid::start_with(Config { seed, ..Config::default() }).await;
        let item = plaid.item_at("ins_109511").await;
        let mut books = BTreeMap::new();
        read(&plaid, &item, "", 500, &mut books).await;
        read_with.push(books);
    }
    assert_eq!(read_with[0], read_with[1]);
    assert_ne!(read_with[0], read_with[2]);
}
