//! What the table of the account connections gives back, and what it refuses.

use super::*;
use crate::store::testing::{
    Records, account_id, at, connection_id, from_another_version, refuses, reported, with_account, with_connection,
};

#[tokio::test]
async fn an_account_reads_back_as_it_was_written() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let full = ReportedAccount { persistent_account_id: Some("lasting".to_owned()), ..reported("a") };
    let mut bare = reported("b");
    bare.details = AccountDetails { official_name: None, mask: None, subtype: None, currency: None, ..bare.details };
    for (number, account) in (1..).zip([&full, &bare]) {
        insert(&mut tx, connection_id(1), account_id(number), account, at(0)).await.unwrap();
    }
    let expected = (1..).zip([full, bare]).map(|(number, account)| AccountConnection {
        id: account_id(number.into()),
        number: AccountNumber(number),
        account_id: account.account_id,
        persistent_account_id: account.persistent_account_id,
        details: account.details,
        active: true,
    });
    assert_eq!(list_of(&mut tx, connection_id(1)).await.unwrap(), expected.collect::<Vec<_>>());
}

#[tokio::test]
async fn numbers_go_up_across_all_connections() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    with_connection(&mut tx, 2).await;
    assert_eq!(with_account(&mut tx, 1, 11, "a").await, AccountNumber(1));
    assert_eq!(with_account(&mut tx, 2, 12, "a").await, AccountNumber(2));
    assert_eq!(with_account(&mut tx, 1, 13, "b").await, AccountNumber(3));
    let listed = list(&mut tx).await.unwrap();
    let of: Vec<_> = listed.iter().map(|(of, account)| (*of, account.id)).collect();
    assert_eq!(
        of,
        [(1, 11), (2, 12), (1, 13)].map(|(connection, account)| (connection_id(connection), account_id(account)))
    );
    assert_eq!(list_of(&mut tx, connection_id(1)).await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_account_with_a_new_id_is_the_same_record() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let number = with_account(&mut tx, 1, 11, "before").await;
    with_account(&mut tx, 1, 12, "other").await;
    let mut renamed = reported("after");
    renamed.details.name = "Plaid Saving".to_owned();
    renamed.persistent_account_id = Some("lasting".to_owned());

    update_reported(&mut tx, account_id(11), &renamed).await.unwrap();
    set_active(&mut tx, account_id(11), false).await.unwrap();

    let accounts = list_of(&mut tx, connection_id(1)).await.unwrap();
    let expected = AccountConnection {
        id: account_id(11),
        number,
        account_id: "after".to_owned(),
        persistent_account_id: renamed.persistent_account_id,
        details: renamed.details,
        active: false,
    };
    assert_eq!(accounts[0], expected);
    assert!(accounts[1].active, "the other account stays as it is");
}

#[tokio::test]
async fn a_change_of_an_unknown_account_is_an_error() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    let id = account_id(1);
    assert!(matches!(update_reported(&mut tx, id, &reported("a")).await, Err(StoreError::NotFound)));
    assert!(matches!(set_active(&mut tx, id, true).await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn an_account_id_is_on_record_once_a_connection() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    with_connection(&mut tx, 2).await;
    with_account(&mut tx, 1, 11, "a").await;
    with_account(&mut tx, 1, 12, "b").await;
    with_account(&mut tx, 2, 13, "a").await;
    let twin = insert(&mut tx, connection_id(1), account_id(14), &reported("a"), at(0)).await;
    assert!(matches!(twin, Err(StoreError::Conflict(_))));
    let renamed = update_reported(&mut tx, account_id(12), &reported("a")).await;
    assert!(matches!(renamed, Err(StoreError::Conflict(_))));
    let homeless = insert(&mut tx, connection_id(9), account_id(15), &reported("a"), at(0)).await;
    assert!(matches!(homeless, Err(StoreError::Conflict(_))));
}

#[tokio::test]
async fn the_rules_of_the_table_refuse_what_makes_no_sense() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    with_account(&mut tx, 1, 11, "a").await;
    with_account(&mut tx, 1, 12, "b").await;
    refuses(
        &mut tx,
        &[
            "delete from account_connections",
            "delete from connections",
            "update account_connections set number = 7",
            "update account_connections set number = 0 where account_id = 'a'",
            "update account_connections set account_id = ''",
            "update account_connections set active = 2",
            "update account_connections set external_source = 'a file'",
            "update account_connections set statement_start_date = 'today'",
            "update account_connections set opening_balance_minor = 1.5",
            "update account_connections set connection_id = 'con_none'",
            "update account_connections set id = 'con_1' where account_id = 'a'",
        ],
    )
    .await;
}

#[tokio::test]
async fn an_id_that_is_none_is_an_error() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    with_account(&mut tx, 1, 11, "a").await;
    from_another_version(&mut tx, "update account_connections set id = 'acc_seven'").await;
    let listed = list_of(&mut tx, connection_id(1)).await;
    assert!(matches!(listed, Err(StoreError::Corrupt { column: "account_connections.id", .. })), "{listed:?}");
}
