//! A removal that breaks off: dropped at any of its waits, or refused by the records at any of its writes. No token is lost,
//! and the next start ends what was begun.

use std::{future::poll_fn, pin::Pin, task::Poll};

use bank_connections_tests::stage::{FIRST_PLATYPUS, OAUTH, Stage, TARTAN};
use connections::{
    Removal, RemoveError,
    model::{
        connection::{Status, UpdateReason},
        ids::LoginId,
    },
    store::Database,
};
use sqlx::AssertSqlSafe;

async fn has_token(stage: &Stage, login: LoginId) -> bool {
    stage.vault.access_token(login).await.is_ok()
}

/// Lets a piece of work go on for so many steps, each to its next wait, then drops it where it stands.
async fn for_steps<T>(mut work: Pin<Box<impl Future<Output = T>>>, steps: u32) -> Option<T> {
    let mut left = steps;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

#[tokio::test]
async fn wherever_a_removal_breaks_off_no_token_is_lost_and_the_next_start_ends_it() {
    let banks = [FIRST_PLATYPUS, OAUTH, TARTAN];
    let mut stage = Stage::start().await;
    let (mut begun, mut untouched) = (0, 0);
    for step in 1.. {
        if step % 3 == 1 {
            stage = Stage::start().await;
        }
        let bank = banks[step as usize % 3];
        let before = stage.connection(bank).await;
        let login = before.connection.login.unwrap();
        let is_done = for_steps(Box::pin(stage.connections.remove(before.connection.id)), step).await.is_some();
        stage.restart().await;
        let found = stage.connection(bank).await;
        match found.status {
            Status::Removing => assert!(has_token(&stage, login).await, "step {step}: it can still be removed"),
            Status::Obsolete => assert!(stage.item(bank).removed, "step {step}"),
            Status::Active | Status::NeedsUpdate(UpdateReason::CredentialsChanged) => {
                assert_eq!((&found.connection, &found.accounts), (&before.connection, &before.accounts), "step {step}");
                assert!(has_token(&stage, login).await && !stage.item(bank).removed, "step {step}: nothing has begun");
                untouched += 1;
                continue;
            }
            Status::NeedsUpdate(_)
            | Status::Updating
            | Status::UpdateInterrupted
            | Status::AwaitingMapping
            | Status::NeedsReconnecting
            | Status::BankUnavailable => panic!("step {step}: {:?}", found.status),
        }
        begun += 1;
        stage.connections.remove_due().await;
        let after = stage.connection(bank).await;
        assert_eq!((after.status, after.removals.len()), (Status::Obsolete, 0), "step {step}");
        assert_eq!(after.accounts, before.accounts, "step {step}");
        assert!(stage.item(bank).removed, "step {step}");
        assert!(!has_token(&stage, login).await, "step {step}: the token is forgotten in the end");
        if is_done {
            break;
        }
    }
    assert!(begun > 0 && untouched > 0, "it breaks off before and after its beginning");
}

/// Says a statement to the records.
async fn say(stage: &Stage, statement: &str) {
    let file = stage.database();
    let key = stage.vault.database_key(&file).await.unwrap();
    let database = Database::open(&file, &key, &stage.clock).await.unwrap();
    let mut records = database.write().await.unwrap();
    sqlx::query(AssertSqlSafe(statement)).execute(&mut *records).await.unwrap();
    records.commit().await.unwrap();
    database.close().await;
}

async fn refuse(stage: &Stage, what: &str) {
    say(stage, &format!("create trigger refusal before {what} begin select raise(abort, 'refused'); end")).await;
}

#[tokio::test]
async fn a_removal_that_can_not_be_written_is_not_begun() {
    for refused in [
        "update on logins when new.state = 'removing'",
        "insert on audit when new.outcome = 'removing'",
        "update on connections",
    ] {
        let mut stage = Stage::start().await;
        let before = stage.connection(TARTAN).await;
        refuse(&stage, refused).await;
        let removal = stage.connections.remove(before.connection.id).await;
        assert!(matches!(removal, Err(RemoveError::Store(_))), "{refused}: {removal:?}");
        say(&stage, "drop trigger refusal").await;
        stage.restart().await;
        stage.connections.remove_due().await;
        assert_eq!(stage.connection(TARTAN).await, before, "{refused}");
        assert!(!stage.item(TARTAN).removed, "{refused}: Plaid was not asked");
    }
}

#[tokio::test]
async fn a_confirmation_that_can_not_be_written_is_asked_for_again() {
    for refused in [
        "update on logins when new.state = 'removed'",
        "insert on audit when new.outcome = 'removed'",
        "update on connections when new.obsolete = 1",
    ] {
        let mut stage = Stage::start().await;
        let before = stage.connection(TARTAN).await;
        let login = before.connection.login.unwrap();
        refuse(&stage, refused).await;
        let removal = stage.connections.remove(before.connection.id).await;
        assert!(matches!(removal, Err(RemoveError::Store(_))), "{refused}: {removal:?}");
        let between = stage.connection(TARTAN).await;
        assert_eq!((between.status, between.accounts), (Status::Removing, before.accounts), "{refused}");
        assert!(stage.item(TARTAN).removed, "{refused}: Plaid has done it");
        assert!(has_token(&stage, login).await, "{refused}: what is not proven keeps its token");

        say(&stage, "drop trigger refusal").await;
        stage.restart().await;
        stage.connections.remove_due().await;
        assert_eq!(stage.connection(TARTAN).await.status, Status::Obsolete, "{refused}");
        assert_eq!(stage.audit(TARTAN).await[0].details["was_gone"], "ITEM_NOT_FOUND", "{refused}");
        assert!(!has_token(&stage, login).await, "{refused}");
    }
}

#[tokio::test]
async fn a_token_that_is_forgotten_without_a_word_is_forgotten_again() {
    let mut stage = Stage::start().await;
    let before = stage.connection(TARTAN).await.connection;
    let login = before.login.unwrap();
    let token = stage.vault.access_token(login).await.unwrap();
    refuse(&stage, "update on logins when new.token_forgotten = 1").await;
    let removal = stage.connections.remove(before.id).await;
    assert!(matches!(removal, Err(RemoveError::Store(_))), "{removal:?}");
    assert_eq!(stage.connection(TARTAN).await.status, Status::Obsolete);

    // As if the process had ended before the keyring was asked.
    stage.vault.put_access_token(login, &token).await.unwrap();
    say(&stage, "drop trigger refusal").await;
    stage.restart().await;
    assert!(!has_token(&stage, login).await, "a start forgets what is left");
    let again = stage.connections.remove(before.id).await;
    assert!(matches!(again, Err(RemoveError::Obsolete)), "{again:?}");
}

#[tokio::test]
async fn a_failure_that_can_not_be_written_is_tried_again() {
    let stage = Stage::start().await;
    let id = stage.id(TARTAN).await;
    let fault = plaid_sandbox::FaultRule::new("/item/remove", plaid_sandbox::Fault::CutBefore).times(1);
    stage.sandbox.add_fault(fault);
    refuse(&stage, "update on logins when new.attempts = 1").await;
    let removal = stage.connections.remove(id).await;
    assert!(matches!(removal, Err(RemoveError::Store(_))), "{removal:?}");
    assert_eq!(stage.connection(TARTAN).await.status, Status::Removing);
    say(&stage, "drop trigger refusal").await;
    assert_eq!(stage.connections.remove(id).await.unwrap(), Removal::Removed);
}
