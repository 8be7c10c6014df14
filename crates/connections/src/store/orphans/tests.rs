//! What the table of the orphans gives back, and what it refuses.

use super::{
    super::{
        logins,
        testing::{Records, at, login, refuses, say, with_connection},
    },
    *,
};
use crate::model::{link_session::Setback, login::Login};

fn bank() -> Institution {
    Institution { id: "ins_109508".to_owned(), name: "First Platypus Bank".to_owned() }
}

fn wish() -> Wish {
    Wish { by: "Integration user".to_owned(), at: at(5) }
}

fn orphan(state: OrphanState) -> Orphan {
    Orphan { item_id: "item-7".to_owned(), institution: Some(bank()), found_at: at(1), token: None, state }
}

fn states() -> [OrphanState; 6] {
    let failure = |setback, code: Option<&str>| OrphanFailure {
        at: at(6),
        setback,
        code: code.map(str::to_owned),
        request_id: code.map(|_| "request-1".to_owned()),
    };
    [
        OrphanState::Found,
        OrphanState::Removing { wish: wish(), failure: None },
        OrphanState::Removing { wish: wish(), failure: Some(failure(Setback::PlaidUnreachable, None)) },
        OrphanState::Removing { wish: wish(), failure: Some(failure(Setback::PlaidRefused, Some("INVALID_PRODUCT"))) },
        OrphanState::Removed { wish: Some(wish()), at: at(9), request_id: Some("request-2".to_owned()) },
        OrphanState::Removed { wish: None, at: at(9), request_id: None },
    ]
}

#[tokio::test]
async fn an_orphan_is_what_was_written_of_it_last() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    assert!(find(&mut tx, "item-7", Some(&bank()), at(1)).await.unwrap());
    for state in states() {
        let changed = orphan(state);
        save(&mut tx, &changed).await.unwrap();
        assert_eq!(get(&mut tx, "item-7").await.unwrap(), Some(changed.clone()));
        assert_eq!(list(&mut tx).await.unwrap(), [changed]);
    }
    let other = Orphan { item_id: "item-8".to_owned(), ..orphan(OrphanState::Found) };
    assert!(matches!(save(&mut tx, &other).await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn what_was_found_before_is_no_news_unless_it_was_taken_for_removed() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    find(&mut tx, "item-7", Some(&bank()), at(1)).await.unwrap();
    for state in states() {
        let is_removed = matches!(state, OrphanState::Removed { .. });
        let before = orphan(state);
        save(&mut tx, &before).await.unwrap();
        assert_eq!(find(&mut tx, "item-7", None, at(20)).await.unwrap(), is_removed, "{before:?}");
        let found_anew = Orphan { found_at: at(20), ..orphan(OrphanState::Found) };
        let after = get(&mut tx, "item-7").await.unwrap().unwrap();
        assert_eq!(after, if is_removed { found_anew } else { before });
        say(&mut tx, "delete from orphans").await.unwrap();
        find(&mut tx, "item-7", Some(&bank()), at(1)).await.unwrap();
    }
}

#[tokio::test]
async fn an_item_of_a_login_on_record_is_no_orphan() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    find(&mut tx, "item-1", None, at(1)).await.unwrap();
    find(&mut tx, "item-7", None, at(2)).await.unwrap();
    find(&mut tx, "item-8", None, at(3)).await.unwrap();
    assert_eq!(get(&mut tx, "item-1").await.unwrap(), None);
    let found = |orphans: Vec<Orphan>| orphans.into_iter().map(|orphan| orphan.item_id).collect::<Vec<_>>();
    assert_eq!(found(list(&mut tx).await.unwrap()), ["item-8", "item-7"], "the newest first");
    assert!(logins::knows(&mut tx, "item-1").await.unwrap());
    assert!(!logins::knows(&mut tx, "item-7").await.unwrap());

    let Login { id, .. } = login(1);
    assert_eq!(logins::get(&mut tx, id).await.unwrap(), Some(login(1)), "and the login is as it was");
}

#[tokio::test]
async fn an_orphan_has_the_token_that_the_keyring_has_of_it_until_it_is_found_anew() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    find(&mut tx, "item-7", Some(&bank()), at(1)).await.unwrap();
    let token = OrphanToken { of: login(7).id, fingerprint: TokenFingerprint::new("0".repeat(64)) };
    set_token(&mut tx, "item-7", Some(&token)).await.unwrap();
    let held = Orphan { token: Some(token.clone()), ..orphan(OrphanState::Found) };
    assert_eq!(get(&mut tx, "item-7").await.unwrap(), Some(held.clone()));
    find(&mut tx, "item-7", None, at(2)).await.unwrap();
    assert_eq!(get(&mut tx, "item-7").await.unwrap(), Some(held), "it was found before");

    let removed = OrphanState::Removed { wish: None, at: at(9), request_id: None };
    save(&mut tx, &orphan(removed)).await.unwrap();
    find(&mut tx, "item-7", None, at(20)).await.unwrap();
    assert_eq!(get(&mut tx, "item-7").await.unwrap().unwrap().token, None);
    set_token(&mut tx, "item-7", Some(&token)).await.unwrap();
    set_token(&mut tx, "item-7", None).await.unwrap();
    assert_eq!(get(&mut tx, "item-7").await.unwrap().unwrap().token, None);
    assert!(matches!(set_token(&mut tx, "item-8", Some(&token)).await, Err(StoreError::NotFound)));

    let of_a_login = OrphanToken { of: login(1).id, ..token };
    set_token(&mut tx, "item-7", Some(&of_a_login)).await.unwrap();
    assert_eq!(get(&mut tx, "item-7").await.unwrap(), None, "a login on record has taken its place");
    assert_eq!(list(&mut tx).await.unwrap(), []);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    find(&mut tx, "item-7", Some(&bank()), at(1)).await.unwrap();
    refuses(
        &mut tx,
        &[
            "insert into orphans (item_id, state, found_at_ms) values ('', 'found', 1)",
            "insert into orphans (item_id, state, found_at_ms) values ('item-7', 'found', 1)",
            "update orphans set state = 'gone'",
            "update orphans set institution_name = null",
            "update orphans set state = 'removing'",
            "update orphans set removal_by = 'somebody', removal_asked_at_ms = 1",
            "update orphans set state = 'removing', removal_by = 'somebody'",
            "update orphans set failed_at_ms = 1, setback = 'plaid_refused'",
            "update orphans set error_code = 'INVALID_PRODUCT'",
            "update orphans set state = 'removed'",
            "update orphans set removed_request_id = 'request-1'",
            "update orphans set login_id = 'lgn_1'",
            "update orphans set token_fingerprint = 'abc'",
        ],
    )
    .await;
}
