//! Feeds in a real file.

use jiff::civil::date;

use super::*;
use crate::store::{
    bank_accounts,
    testing::{
        Records, account_id, at, bank_account, from_another_version, refuses, say, with_account, with_connection,
    },
};

fn feed(account: u128, of: u128) -> Feed {
    let bank_account = bank_account(of, "").id;
    Feed { account: account_id(account), bank_account, opening_minor: -41_000, starts_on: date(2026, 10, 1) }
}

/// Two accounts and two bank accounts, nothing of which is linked.
async fn with_accounts(tx: &mut crate::store::Transaction) {
    with_connection(tx, 1).await;
    for number in [11, 12] {
        with_account(tx, 1, number, &number.to_string()).await;
    }
    for (number, code) in [(1, "1010"), (2, "1020")] {
        bank_accounts::insert(tx, &bank_account(number, code), at(0)).await.unwrap();
    }
}

#[tokio::test]
async fn a_feed_reads_back_as_it_was_written_and_ends() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_accounts(&mut tx).await;
    set(&mut tx, &feed(12, 1)).await.unwrap();
    set(&mut tx, &feed(11, 2)).await.unwrap();
    assert_eq!(list(&mut tx).await.unwrap(), [feed(11, 2), feed(12, 1)]);
    let elsewhere = Feed { opening_minor: 5, starts_on: date(2026, 11, 1), ..feed(12, 1) };
    set(&mut tx, &elsewhere).await.unwrap();
    assert_eq!(feeding(&mut tx, elsewhere.bank_account).await.unwrap(), Some(elsewhere.clone()));

    clear(&mut tx, elsewhere.account).await.unwrap();
    assert_eq!(feeding(&mut tx, elsewhere.bank_account).await.unwrap(), None);
    assert_eq!(list(&mut tx).await.unwrap(), [feed(11, 2)]);
}

#[tokio::test]
async fn a_bank_account_is_fed_by_one_account() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_accounts(&mut tx).await;
    set(&mut tx, &feed(11, 1)).await.unwrap();
    assert!(matches!(set(&mut tx, &feed(12, 1)).await, Err(StoreError::Conflict(_))));
    assert!(matches!(set(&mut tx, &feed(12, 9)).await, Err(StoreError::Conflict(_))), "there is no such one");
    assert!(matches!(set(&mut tx, &feed(19, 2)).await, Err(StoreError::NotFound)));
    assert!(matches!(clear(&mut tx, account_id(19)).await, Err(StoreError::NotFound)));
    refuses(&mut tx, &["update account_connections set statement_start_date = 'soon'"]).await;
}

#[tokio::test]
async fn the_statements_of_a_bank_account_are_counted_and_read_the_oldest_first() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_accounts(&mut tx).await;
    assert_eq!(statements(&mut tx, bank_account(1, "").id).await.unwrap(), []);
    assert_eq!(statement_counts(&mut tx).await.unwrap(), HashMap::new());
    for statement in [
        "insert into statements select 'stm_2', bank_accounts.id, account_connections.id, 'November', 1, '2026-11-01',
            '2026-11-30', 'USD', 20, 30, null, 1, 0, 'Somebody'
        from bank_accounts, account_connections where code = '1010' and account_id = '11'",
        "insert into statements select 'stm_1', bank_accounts.id, account_connections.id, 'October', 1, '2026-10-01',
            '2026-10-31', 'USD', 10, 20, null, 1, 0, 'Somebody'
        from bank_accounts, account_connections where code = '1010' and account_id = '12'",
    ] {
        say(&mut tx, statement).await.unwrap();
    }
    let span = |account, month, opening_minor| Span {
        account: account_id(account),
        start: date(2026, month, 1),
        end: date(2026, month, 1).last_of_month(),
        opening_minor,
        closing_minor: opening_minor + 10,
    };
    let of = bank_account(1, "").id;
    assert_eq!(statements(&mut tx, of).await.unwrap(), [span(12, 10, 10), span(11, 11, 20)]);
    assert_eq!(statement_counts(&mut tx).await.unwrap(), HashMap::from([(of, 2)]));
}

#[tokio::test]
async fn a_feed_without_a_beginning_is_an_error() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_accounts(&mut tx).await;
    set(&mut tx, &feed(11, 1)).await.unwrap();
    from_another_version(&mut tx, "update account_connections set opening_balance_minor = null").await;
    let listed = list(&mut tx).await;
    let column = "account_connections.opening_balance_minor";
    assert!(matches!(listed, Err(StoreError::Corrupt { column: found, .. }) if found == column), "{listed:?}");
}
