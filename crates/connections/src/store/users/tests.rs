//! Users and wrong tries in a real file.

use uuid::Uuid;

use super::*;
use crate::store::testing::{Records, at, refuses, say};

fn user(number: u128, name: &str, role: Role) -> UserRecord {
    let hash = |text: &str| PasswordHash::stored(format!("$argon2id$v=19$m=19456,t=2,p=1${text}$hash"));
    UserRecord {
        user: User { id: UserId::new(Uuid::from_u128(number)), name: name.to_owned(), role },
        password: hash("password"),
        recovery_code: (role == Role::IntegrationUser).then(|| hash("code")),
        password_is_initial: role == Role::Accountant,
        signed_in_at: None,
        removed_at: None,
    }
}

async fn with_two() -> (Records, UserRecord, UserRecord) {
    let records = Records::new().await;
    let (one, other) = (user(1, "Books", Role::IntegrationUser), user(2, "anna", Role::Accountant));
    let mut tx = records.write().await;
    insert(&mut tx, &other, at(0)).await.unwrap();
    insert(&mut tx, &one, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    (records, one, other)
}

#[tokio::test]
async fn users_read_back_as_they_were_written_the_integration_user_first() {
    let (records, one, other) = with_two().await;
    let mut tx = records.write().await;
    assert_eq!(list(&mut tx).await.unwrap(), [one.clone(), other]);
    assert_eq!(get(&mut tx, one.user.id).await.unwrap(), Some(one));
    assert_eq!(get(&mut tx, UserId::new(Uuid::from_u128(9))).await.unwrap(), None);
}

#[tokio::test]
async fn what_changes_of_a_user_is_kept() {
    let (records, one, other) = with_two().await;
    let mut tx = records.write().await;
    let hash = PasswordHash::stored("$argon2id$new".to_owned());
    set_password(&mut tx, other.user.id, &hash, false).await.unwrap();
    set_recovery_code(&mut tx, one.user.id, &hash).await.unwrap();
    signed_in(&mut tx, other.user.id, at(5)).await.unwrap();
    remove(&mut tx, other.user.id, at(6)).await.unwrap();
    assert!(matches!(remove(&mut tx, other.user.id, at(7)).await, Err(StoreError::NotFound)), "once");
    let changed = UserRecord {
        password: hash.clone(),
        password_is_initial: false,
        signed_in_at: Some(at(5)),
        removed_at: Some(at(6)),
        ..other
    };
    assert_eq!(list(&mut tx).await.unwrap(), [UserRecord { recovery_code: Some(hash), ..one }, changed]);
}

#[tokio::test]
async fn a_name_is_given_once_however_it_is_written_and_there_is_one_integration_user() {
    let (records, ..) = with_two().await;
    let mut tx = records.write().await;
    for again in [user(3, "ANNA", Role::Accountant), user(4, "Second", Role::IntegrationUser)] {
        let refused = insert(&mut tx, &again, at(0)).await.unwrap_err();
        assert!(is_taken(&refused), "{refused:?}");
    }
    refuses(
        &mut tx,
        &[
            "delete from users",
            "update users set name = ''",
            "update users set name = ' anna'",
            "update users set role = 'owner'",
            "update users set password_hash = 'opensesame'",
            "update users set recovery_code_hash = null",
            "update users set removed_at_ms = 1 where role = 'integration_user'",
        ],
    )
    .await;
}

#[tokio::test]
async fn wrong_tries_are_kept_apart_until_the_right_one() {
    let (records, one, other) = with_two().await;
    let mut tx = records.write().await;
    let failed = Tries { failures: 4, last_failed_at: Some(at(1)) };
    for tries in [failed.failed_again(at(2)), failed] {
        set_tries(&mut tx, one.user.id, Tried::Password, tries).await.unwrap();
        assert_eq!(tries_of(&mut tx, &one, Tried::Password).await, tries);
    }
    for (record, tried) in [(&one, Tried::RecoveryCode), (&other, Tried::Password)] {
        assert_eq!(tries_of(&mut tx, record, tried).await, Tries::default());
    }
    set_tries(&mut tx, one.user.id, Tried::Password, Tries::default()).await.unwrap();
    assert_eq!(tries_of(&mut tx, &one, Tried::Password).await, Tries::default());
    refuses(&mut tx, &["insert into wrong_tries values ('usr_9', 'password', 1, 0)"]).await;
    assert!(say(&mut tx, "select 1").await.is_ok());
}

async fn tries_of(tx: &mut SqliteConnection, record: &UserRecord, tried: Tried) -> Tries {
    tries(tx, record.user.id, tried).await.unwrap()
}
