//! What the table of the connections gives back, and what it refuses.

use super::*;
use crate::{
    model::connection::UpdateReason,
    store::{
        logins,
        testing::{Records, at, connection, connection_id, from_another_version, login, refuses, with_connection},
    },
};

const EVERY_HEALTH: [Health; 8] = [
    Health::Good,
    Health::NeedsUpdate(UpdateReason::CredentialsChanged),
    Health::NeedsUpdate(UpdateReason::MfaChanged),
    Health::NeedsUpdate(UpdateReason::LoginLocked),
    Health::NeedsUpdate(UpdateReason::ConsentEnds),
    Health::NeedsUpdate(UpdateReason::NewAccounts),
    Health::Gone,
    Health::BankUnavailable,
];

#[tokio::test]
async fn a_connection_is_paused_until_it_goes_on() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    for is_paused in [true, false] {
        set_paused(&mut tx, connection_id(1), is_paused).await.unwrap();
        assert_eq!(get(&mut tx, connection_id(1)).await.unwrap().unwrap().paused, is_paused);
    }
    assert!(matches!(set_paused(&mut tx, connection_id(2), true).await, Err(StoreError::NotFound)));
    refuses(&mut tx, &["update connections set paused = 2"]).await;
}

#[tokio::test]
async fn a_connection_reads_back_as_it_was_written() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    for (number, health) in (1..).zip(EVERY_HEALTH) {
        let new = Connection {
            health,
            consent_ends_at: Some(at(5)),
            updated_at: Some(at(6)),
            obsolete: number % 2 == 0,
            ..connection(number)
        };
        insert(&mut tx, &new, at(0)).await.unwrap();
        assert_eq!(get(&mut tx, new.id).await.unwrap(), Some(Connection { login: None, ..new.clone() }));
        logins::insert(&mut tx, &login(number), at(0)).await.unwrap();
        assert_eq!(get(&mut tx, new.id).await.unwrap(), Some(new));
    }
    assert_eq!(get(&mut tx, connection_id(99)).await.unwrap(), None);
}

#[tokio::test]
async fn connections_are_listed_by_the_name_of_the_bank() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    for (number, name) in [(1, "tartan"), (2, "Platypus"), (3, "Tartan")] {
        let mut new = connection(number);
        name.clone_into(&mut new.institution.name);
        insert(&mut tx, &new, at(0)).await.unwrap();
    }
    let order: Vec<_> = list(&mut tx).await.unwrap().into_iter().map(|connection| connection.id).collect();
    assert_eq!(order, [2, 1, 3].map(connection_id));
}

#[tokio::test]
async fn a_change_touches_its_connection_only() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    with_connection(&mut tx, 2).await;

    set_health(&mut tx, connection_id(1), Health::Gone, Some(at(9)), at(1)).await.unwrap();
    set_updated_at(&mut tx, connection_id(1), at(2)).await.unwrap();
    set_obsolete(&mut tx, connection_id(1)).await.unwrap();

    let changed = Connection {
        health: Health::Gone,
        consent_ends_at: Some(at(9)),
        updated_at: Some(at(2)),
        obsolete: true,
        ..connection(1)
    };
    assert_eq!(list(&mut tx).await.unwrap(), [changed, connection(2)]);
}

#[tokio::test]
async fn a_change_of_an_unknown_connection_is_an_error() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    let id = connection_id(1);
    assert!(matches!(set_health(&mut tx, id, Health::Good, None, at(0)).await, Err(StoreError::NotFound)));
    assert!(matches!(set_updated_at(&mut tx, id, at(0)).await, Err(StoreError::NotFound)));
    assert!(matches!(set_obsolete(&mut tx, id).await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn an_item_is_on_record_once() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    insert(&mut tx, &connection(1), at(0)).await.unwrap();
    let twin = Connection { id: connection_id(2), ..connection(1) };
    assert!(matches!(insert(&mut tx, &twin, at(0)).await, Err(StoreError::Conflict(_))));
    let same_id = Connection { item_id: "item-other".to_owned(), ..connection(1) };
    assert!(matches!(insert(&mut tx, &same_id, at(0)).await, Err(StoreError::Conflict(_))));
}

#[tokio::test]
async fn the_rules_of_the_table_refuse_what_makes_no_sense() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    insert(&mut tx, &connection(1), at(0)).await.unwrap();
    refuses(
        &mut tx,
        &[
            "update connections set health = 'splendid'",
            "update connections set health = 'needs_update'",
            "update connections set reason = 'mfa_changed'",
            "update connections set health = 'needs_update', reason = 'boredom'",
            "update connections set obsolete = 2",
            "update connections set item_id = ''",
            "update connections set institution_id = ''",
            "update connections set id = 'lks_1'",
            "update connections set id = null",
            "update connections set updated_at_ms = 'yesterday'",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_word_of_another_version_is_an_error_and_no_guess() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    insert(&mut tx, &connection(1), at(0)).await.unwrap();
    let cases = [
        ("update connections set health = 'splendid'", "connections.health"),
        ("update connections set health = 'needs_update', reason = 'boredom'", "connections.reason"),
        ("update connections set health = 'good', reason = null, updated_at_ms = 1 << 62", "connections.updated_at_ms"),
        ("update connections set updated_at_ms = null, id = 'con_seven'", "connections.id"),
    ];
    for (statement, expected) in cases {
        from_another_version(&mut tx, statement).await;
        match list(&mut tx).await {
            Err(StoreError::Corrupt { column, .. }) => assert_eq!(column, expected),
            other => panic!("after `{statement}`: {other:?}"),
        }
    }
}

#[tokio::test]
async fn another_login_takes_the_place_of_the_earlier_one() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    with_connection(&mut tx, 2).await;
    set_obsolete(&mut tx, connection_id(1)).await.unwrap();
    set_item(&mut tx, connection_id(1), "another").await.unwrap();
    let found = get(&mut tx, connection_id(1)).await.unwrap().unwrap();
    assert_eq!((found.item_id.as_str(), found.obsolete), ("another", false));
    let taken = set_item(&mut tx, connection_id(1), &connection(2).item_id).await;
    assert!(matches!(taken, Err(StoreError::Conflict(_))), "it is another connection's: {taken:?}");
    assert!(matches!(set_item(&mut tx, connection_id(9), "some").await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn news_of_accounts_are_what_was_written_last() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    for news in [AccountNews { appeared: 2, vanished: 1, renamed: 3 }, AccountNews::default()] {
        set_news(&mut tx, connection_id(1), news).await.unwrap();
        assert_eq!(get(&mut tx, connection_id(1)).await.unwrap().unwrap().news, news);
    }
    assert!(matches!(set_news(&mut tx, connection_id(9), AccountNews::default()).await, Err(StoreError::NotFound)));
    refuses(&mut tx, &["update connections set accounts_appeared = -1"]).await;
}
