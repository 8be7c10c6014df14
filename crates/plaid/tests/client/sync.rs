//! Balances of this moment, and transactions page by page.

use std::time::Duration;

use plaid::{
    Amount, Error, ErrorClass, Limits, PAGE, PaymentChannel, RemovedTransaction, SyncPage, ToldTransactions,
    Transaction, UpdateStatus,
};
use serde_json::{Value, json};

use crate::{
    every_call::{Call, access_token},
    loopback::{Loopback, Reaction, fast},
};

/// A transaction with everything that Plaid tells of one, as text: a JSON library would take the amount through a float.
fn transaction(id: &str, amount: &str) -> String {
    let rest = json!({
        "transaction_id": id, "account_id": "account-1", "account_owner": null, "iso_currency_code": "USD",
        "unofficial_currency_code": null, "date": "2026-11-23", "datetime": "2026-11-23T11:00:00+08:00",
        "authorized_date": "2026-11-21", "authorized_datetime": null, "name": "Harbor Office Supply",
        "merchant_name": "Harbor", "original_description": "HARBOR OFFICE SPLY 0042", "pending": false,
        "pending_transaction_id": "pending-1", "check_number": "1042", "payment_channel": "in store",
        "transaction_code": null, "transaction_type": "place", "logo_url": null, "website": "harbor.example",
        "category": ["Shops", "Office"], "category_id": "19000000", "merchant_entity_id": "entity",
        "counterparties": [{"name": "Harbor", "type": "merchant", "logo_url": null, "website": null}],
        "personal_finance_category": {"primary": "GENERAL_MERCHANDISE", "detailed": "GENERAL_MERCHANDISE_OFFICE"},
        "location": {"address": "1 Quay", "city": "Harbor", "lat": 40.25, "lon": -74.5},
        "payment_meta": {"reference_number": "ref-77", "payee": null, "reason": null},
        "a_field_of_tomorrow": {"deep": [1, {"deeper": "}]\"{"}]},
    });
    let rest = rest.to_string();
    format!(r#"{{"amount": {amount}, {}"#, rest.strip_prefix('{').unwrap())
}

fn page_of(added: &[String]) -> String {
    format!(
        r#"{{"added": [{}], "modified": [], "removed": [], "next_cursor": "cursor-2", "has_more": true, "accounts": [],
            "transactions_update_status": "HISTORICAL_UPDATE_COMPLETE", "request_id": "request-1"}}"#,
        added.join(",")
    )
}

async fn read(page: &str) -> Result<(SyncPage, ToldTransactions), Error> {
    let plaid = Loopback::answering(200, page).await;
    let page = plaid.client().sync_transactions(&access_token(), None, PAGE).await?.value;
    let told = page.transactions()?;
    Ok((page, told))
}

#[tokio::test]
async fn of_a_transaction_all_is_kept_that_a_statement_line_needs() {
    let (page, told) = read(&page_of(&[transaction("transaction-1", "110.94000000000001")])).await.unwrap();
    assert_eq!(
        told.added,
        [Transaction {
            transaction_id: "transaction-1".to_owned(),
            account_id: "account-1".to_owned(),
            amount: Amount::Exact("110.94000000000001".parse().unwrap()),
            currency: Some("USD".to_owned()),
            date: "2026-11-23".parse().unwrap(),
            authorized_date: Some("2026-11-21".parse().unwrap()),
            datetime: Some("2026-11-23T03:00:00Z".parse().unwrap()),
            name: "Harbor Office Supply".to_owned(),
            merchant_name: Some("Harbor".to_owned()),
            original_description: Some("HARBOR OFFICE SPLY 0042".to_owned()),
            pending: false,
            pending_transaction_id: Some("pending-1".to_owned()),
            check_number: Some("1042".to_owned()),
            reference: Some("ref-77".to_owned()),
            payment_channel: PaymentChannel::InStore,
            category: Some("GENERAL_MERCHANDISE".to_owned()),
        }]
    );
    assert_eq!((page.next_cursor.as_str(), page.has_more), ("cursor-2", true));
    assert_eq!(page.status, UpdateStatus::HistoricalComplete);
}

#[tokio::test]
async fn a_page_tells_what_changed_and_what_went_and_of_which_accounts() {
    let mut page: Value = serde_json::from_str(&page_of(&[])).unwrap();
    page["modified"] = json!([serde_json::from_str::<Value>(&transaction("transaction-2", "-5")).unwrap()]);
    page["removed"] = json!([{"transaction_id": "gone", "account_id": "account-1"}, {"transaction_id": "gone too"}]);
    page["accounts"] = json!([{
        "account_id": "account-1", "name": "Checking", "type": "depository",
        "balances": {"current": 12.5, "last_updated_datetime": "2026-11-23T09:00:00Z"},
    }]);
    page["has_more"] = json!(false);
    let (page, told) = read(&page.to_string()).await.unwrap();
    assert_eq!(told.modified.iter().map(|line| line.amount).collect::<Vec<_>>(), [Amount::Exact((-5).into())]);
    let removed = |id: &str, account_id: Option<&str>| RemovedTransaction {
        transaction_id: id.to_owned(),
        account_id: account_id.map(str::to_owned),
    };
    assert_eq!(page.removed, [removed("gone", Some("account-1")), removed("gone too", None)]);
    assert_eq!(page.accounts[0].balances.as_of.unwrap().to_string(), "2026-11-23T09:00:00Z");
    assert!(!page.has_more);
}

#[tokio::test]
async fn what_is_absent_or_odd_beside_a_transaction_spoils_nothing() {
    let bare = r#"{"transaction_id": "bare", "account_id": "a", "amount": 1, "date": "2026-11-23", "pending": true}"#;
    let nulls = r#"{"transaction_id": "nulls", "account_id": "a", "amount": 5.551115123125783e-17, "date": "2026-11-23",
        "pending": false, "iso_currency_code": null, "unofficial_currency_code": "BTC", "name": null,
        "merchant_name": "", "payment_meta": null, "personal_finance_category": null, "payment_channel": null}"#;
    let odd = r#"{"transaction_id": "odd", "account_id": "a", "amount": 2e-2, "date": "2026-11-23", "pending": false,
        "payment_channel": "a channel of tomorrow", "authorized_date": "soon", "datetime": 7, "check_number": 1042,
        "original_description": {"text": ["of", "tomorrow"]}, "merchant_name": [true, {"x": 1.5}], "name": false,
        "payment_meta": {"reference_number": -4}, "personal_finance_category": {"primary": null}}"#;
    let page = page_of(&[bare.to_owned(), nulls.to_owned(), odd.to_owned()])
        .replace("HISTORICAL_UPDATE_COMPLETE", "A_STATUS_OF_TOMORROW");
    let (page, told) = read(&page).await.unwrap();
    let [bare, nulls, odd] = &told.added[..] else { panic!("three transactions") };
    assert_eq!((bare.pending, &bare.currency, bare.name.as_str()), (true, &None, ""));
    assert_eq!((nulls.amount, nulls.currency.as_deref()), (Amount::Unholdable, Some("BTC")));
    assert_eq!(odd.amount, Amount::Exact("0.02".parse().unwrap()));
    for line in &told.added {
        assert_eq!((&line.check_number, &line.reference, &line.category), (&None, &None, &None));
        assert_eq!((&line.merchant_name, &line.original_description), (&None, &None));
        assert_eq!((line.authorized_date, line.datetime), (None, None));
        assert_eq!(line.payment_channel, PaymentChannel::Unknown);
    }
    assert_eq!(page.status, UpdateStatus::Unknown);
}

#[tokio::test]
async fn a_transaction_without_what_makes_it_one_is_not_guessed() {
    let whole = json!({"transaction_id": "t", "account_id": "a", "amount": 1, "date": "2026-11-23", "pending": false});
    assert_eq!(read(&page_of(&[whole.to_string()])).await.unwrap().1.added.len(), 1);
    for (field, odd) in [
        ("transaction_id", Value::Null),
        ("account_id", json!(7)),
        ("amount", Value::Null),
        ("amount", json!("1.00")),
        ("date", json!("2026-02-30")),
        ("pending", json!("no")),
    ] {
        let mut bent = whole.clone();
        bent[field] = odd;
        assert!(matches!(read(&page_of(&[bent.to_string()])).await, Err(Error::Unreadable { .. })), "{bent}");
        bent.as_object_mut().unwrap().remove(field);
        assert!(matches!(read(&page_of(&[bent.to_string()])).await, Err(Error::Unreadable { .. })), "{bent}");
    }
}

#[tokio::test]
async fn an_answer_without_its_lists_or_its_cursor_is_no_empty_page() {
    let whole: Value = serde_json::from_str(&page_of(&[])).unwrap();
    for field in ["added", "modified", "removed", "next_cursor", "has_more"] {
        let mut bent = whole.clone();
        bent.as_object_mut().unwrap().remove(field);
        assert!(matches!(read(&bent.to_string()).await, Err(Error::Unreadable { .. })), "{field}");
    }
    let mut older = whole;
    for field in ["accounts", "transactions_update_status"] {
        older.as_object_mut().unwrap().remove(field);
    }
    assert_eq!(read(&older.to_string()).await.unwrap().0.status, UpdateStatus::Unknown);
}

#[tokio::test]
async fn a_full_page_of_long_transactions_is_within_the_limit() {
    let padding = "x".repeat(3_000);
    let long = transaction("transaction-1", "1.00").replace("1 Quay", &padding);
    let page = page_of(&vec![long; usize::from(PAGE)]);
    assert!(page.len() > 2_000_000);
    assert_eq!(read(&page).await.unwrap().1.added.len(), usize::from(PAGE));
}

#[tokio::test]
async fn the_reasons_why_a_reading_stops_are_told_apart() {
    for (http_status, kind, code, class) in [
        (400, "TRANSACTIONS_ERROR", "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION", ErrorClass::SyncRestart),
        (400, "ITEM_ERROR", "PRODUCT_NOT_READY", ErrorClass::NotReady),
        (429, "RATE_LIMIT_EXCEEDED", "TRANSACTIONS_SYNC_LIMIT", ErrorClass::RateLimited),
        (400, "INVALID_INPUT", "ADDITIONAL_CONSENT_REQUIRED", ErrorClass::NoProduct),
        (400, "ITEM_ERROR", "PRODUCTS_NOT_SUPPORTED", ErrorClass::NoProduct),
        (400, "ITEM_ERROR", "NO_ACCOUNTS", ErrorClass::NoProduct),
        (400, "INVALID_INPUT", "INVALID_PRODUCT", ErrorClass::Configuration),
    ] {
        let body = json!({"error_type": kind, "error_code": code, "error_message": "", "request_id": "request-1"});
        let plaid = Loopback::answering(http_status, &body.to_string()).await;
        let error = plaid.client().sync_transactions(&access_token(), None, PAGE).await.unwrap_err();
        assert_eq!(error.class(), class, "{code}");
        let is_repeated = class == ErrorClass::RateLimited;
        assert_eq!(plaid.calls(), if is_repeated { Limits::default().attempts } else { 1 }, "{code}");
    }
}

#[tokio::test]
async fn what_plaid_takes_long_for_has_the_long_time() {
    let plaid = Loopback::start([Reaction::Silence]).await;
    let limits = Limits {
        answer_timeout: Duration::from_hours(1),
        long_answer_timeout: Duration::from_millis(20),
        attempts: 1,
        ..fast()
    };
    for call in [Call::Balances, Call::RefreshTransactions] {
        let error = call.make(&plaid.client_with(limits)).await.unwrap_err();
        assert!(matches!(error, Error::TimedOut), "{call:?}: {error}");
    }
}

#[tokio::test]
async fn a_client_that_is_not_paced_reads_on_without_a_pause() {
    let plaid = Loopback::answering(200, &page_of(&[])).await;
    let client = plaid.client_with(Limits { paced: false, longest_hold: Duration::ZERO, ..fast() });
    let paced = plaid.client_with(Limits { longest_hold: Duration::ZERO, ..fast() });
    for _ in 0..60 {
        client.sync_transactions(&access_token(), None, PAGE).await.unwrap();
    }
    let mut passed = 0;
    while paced.sync_transactions(&access_token(), None, PAGE).await.is_ok() {
        passed += 1;
    }
    assert!(passed >= 50, "{passed}");
}
