//! Bank accounts in a real file.

use super::*;
use crate::store::testing::{Records, at, bank_account, from_another_version, refuses};

#[tokio::test]
async fn a_bank_account_reads_back_as_it_was_written() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    let (one, other) = (bank_account(1, "2100"), BankAccount { active: false, ..bank_account(2, "a 1010") });
    for new in [&other, &one] {
        insert(&mut tx, new, at(0)).await.unwrap();
    }
    assert_eq!(list(&mut tx).await.unwrap(), [one.clone(), other.clone()], "by their code");
    assert_eq!(get(&mut tx, other.id).await.unwrap(), Some(other));
    assert_eq!(get(&mut tx, bank_account(3, "").id).await.unwrap(), None);

    let changed = BankAccount { code: "2101".to_owned(), name: "Card".to_owned(), active: false, ..one };
    update(&mut tx, &changed).await.unwrap();
    assert_eq!(get(&mut tx, changed.id).await.unwrap(), Some(changed));
    assert!(matches!(update(&mut tx, &bank_account(3, "x")).await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn a_code_is_given_once_however_it_is_written() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    insert(&mut tx, &bank_account(1, "Bank 1"), at(0)).await.unwrap();
    insert(&mut tx, &bank_account(2, "Bank 2"), at(0)).await.unwrap();
    let refused = insert(&mut tx, &bank_account(3, "BANK 1"), at(0)).await.unwrap_err();
    assert!(is_taken(&refused), "{refused:?}");
    let refused = update(&mut tx, &bank_account(2, "bank 1")).await.unwrap_err();
    assert!(is_taken(&refused), "{refused:?}");
}

#[tokio::test]
async fn the_rules_of_the_table_refuse_what_makes_no_sense() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    insert(&mut tx, &bank_account(1, "1010"), at(0)).await.unwrap();
    refuses(
        &mut tx,
        &[
            "delete from bank_accounts",
            "update bank_accounts set id = 'acc_1'",
            "update bank_accounts set code = ''",
            "update bank_accounts set code = ' 1010'",
            "update bank_accounts set name = 'Operating '",
            "update bank_accounts set currency = 'usd'",
            "update bank_accounts set active = 2",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_currency_that_is_none_is_an_error() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    insert(&mut tx, &bank_account(1, "1010"), at(0)).await.unwrap();
    from_another_version(&mut tx, "update bank_accounts set currency = 'XYZ'").await;
    let listed = list(&mut tx).await;
    assert!(matches!(listed, Err(StoreError::Corrupt { column: "bank_accounts.currency", .. })), "{listed:?}");
}
