//! What the table of the logins gives back, and what it refuses.

use super::{
    super::testing::{Records, at, connection_id, login, login_id, refuses, with_connection},
    *,
};
use crate::model::link_session::Setback;

fn failure() -> RemovalFailure {
    RemovalFailure {
        attempts: 2,
        failed_at: at(3),
        next_try_at: at(7),
        setback: Setback::PlaidRefused,
        error_type: Some("API_ERROR".to_owned()),
        error_code: Some("INTERNAL_SERVER_ERROR".to_owned()),
        error_message: Some("an unexpected error occurred".to_owned()),
        request_id: Some("request-1".to_owned()),
    }
}

fn removing(failure: Option<RemovalFailure>) -> LoginState {
    LoginState::Removing { by: "Integration user".to_owned(), asked_at: at(1), failure }
}

#[tokio::test]
async fn a_login_is_what_was_written_of_it_last() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let by = "Integration user".to_owned();
    let states = [
        removing(None),
        removing(Some(failure())),
        LoginState::Removed {
            by: by.clone(),
            asked_at: at(1),
            at: at(9),
            request_id: Some("request-2".to_owned()),
            token_forgotten: false,
        },
        LoginState::Removed { by, asked_at: at(1), at: at(9), request_id: None, token_forgotten: true },
    ];
    for state in states {
        let changed = Login { state, ..login(1) };
        save(&mut tx, &changed).await.unwrap();
        assert_eq!(get(&mut tx, login_id(1)).await.unwrap(), Some(changed));
    }
    assert_eq!(get(&mut tx, login_id(2)).await.unwrap(), None);
    assert!(matches!(save(&mut tx, &login(2)).await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn a_connection_has_one_current_login_and_may_have_former_ones() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let second =
        Login { id: login_id(2), connection: Some(connection_id(1)), item_id: "item-2".to_owned(), ..login(1) };
    assert!(matches!(insert(&mut tx, &second, at(1)).await, Err(StoreError::Conflict(_))), "it has another one");
    let held = Login { state: LoginState::Held, connection: None, ..second.clone() };
    insert(&mut tx, &held, at(1)).await.unwrap();
    assert_eq!(current_of(&mut tx, connection_id(1)).await.unwrap(), Some(login(1)));

    let former = Login { state: removing(None), ..login(1) };
    save(&mut tx, &former).await.unwrap();
    assert_eq!(current_of(&mut tx, connection_id(1)).await.unwrap(), None);
    save(&mut tx, &second).await.unwrap();
    assert_eq!(current_of(&mut tx, connection_id(1)).await.unwrap(), Some(second.clone()));
    assert_eq!(list(&mut tx).await.unwrap(), [former, second]);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let same_item = Login { id: login_id(2), connection: None, state: LoginState::Held, ..login(1) };
    assert!(matches!(insert(&mut tx, &same_item, at(1)).await, Err(StoreError::Conflict(_))), "one Item, one login");
    refuses(
        &mut tx,
        &[
            "update logins set connection_id = null",
            "update logins set state = 'gone'",
            "update logins set state = 'removing'",
            "update logins set removal_by = 'somebody'",
            "update logins set state = 'removed', removal_by = 'somebody', removal_asked_at_ms = 1",
            "update logins set attempts = 1, next_try_at_ms = 1, failed_at_ms = 1, setback = 'plaid_refused'",
            "update logins set token_forgotten = 1",
            "update logins set connection_id = 'con_7'",
            "delete from logins",
        ],
    )
    .await;
}

#[tokio::test]
async fn what_is_to_be_removed_and_what_is_to_be_forgotten_is_found() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    let removed = |token_forgotten, seconds| LoginState::Removed {
        by: "Integration user".to_owned(),
        asked_at: at(1),
        at: at(seconds),
        request_id: None,
        token_forgotten,
    };
    let asked_at =
        |seconds| LoginState::Removing { by: "Integration user".to_owned(), asked_at: at(seconds), failure: None };
    let states =
        [asked_at(9), removed(false, 8), LoginState::Current, asked_at(5), removed(true, 4), removed(false, 3)];
    for (number, state) in (1..).zip(states) {
        with_connection(&mut tx, number).await;
        save(&mut tx, &Login { state, ..login(number) }).await.unwrap();
    }
    let removing = super::removing(&mut tx).await.unwrap();
    assert_eq!(removing.iter().map(|login| login.id).collect::<Vec<_>>(), [login_id(4), login_id(1)]);
    assert_eq!(not_forgotten(&mut tx).await.unwrap(), [login_id(6), login_id(2)]);
}

#[tokio::test]
async fn an_item_is_known_as_long_as_its_login_is_on_record() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    assert!(knows(&mut tx, "item-1").await.unwrap());
    assert!(!knows(&mut tx, "item-2").await.unwrap());
    save(&mut tx, &Login { state: removing(Some(failure())), ..login(1) }).await.unwrap();
    assert!(knows(&mut tx, "item-1").await.unwrap());
}

#[tokio::test]
async fn a_login_has_one_token_for_ever() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let [first, other] = ["a", "b"].map(|digit| TokenFingerprint::new(digit.repeat(64)));
    assert_eq!(fingerprint(&mut tx, login_id(1)).await.unwrap(), None, "nothing is known of an earlier login");
    set_fingerprint(&mut tx, login_id(1), &first).await.unwrap();
    set_fingerprint(&mut tx, login_id(1), &first).await.unwrap();
    let refused = set_fingerprint(&mut tx, login_id(1), &other).await;
    assert!(refused.is_err(), "{refused:?}");
    save(&mut tx, &Login { state: removing(None), ..login(1) }).await.unwrap();
    assert_eq!(fingerprint(&mut tx, login_id(1)).await.unwrap(), Some(first));
    assert_eq!(fingerprint(&mut tx, login_id(2)).await.unwrap(), None);
    assert!(matches!(set_fingerprint(&mut tx, login_id(2), &other).await, Err(StoreError::NotFound)));
    let no_hash = TokenFingerprint::new("z".repeat(64));
    let unusable = set_fingerprint(&mut tx, login_id(1), &no_hash).await;
    assert!(unusable.is_err(), "{unusable:?}");
}
