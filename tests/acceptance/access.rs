//! Leaving and locking while a bank's page is open.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Stage, TARTAN};
use connections::{DEMO_PASSWORD, Denied, LeaveApplicationError, Locked, SignInError, StartError, UpdateError};
use plaid_sandbox::{Fault, FaultRule};

/// Longer than any setting lets pass before the application locks.
const LONG: Duration = Duration::from_mins(61);

#[tokio::test]
async fn nobody_is_taken_away_from_an_open_page() {
    let stage = Stage::start().await;
    let connections = &stage.connections;
    let users = connections.entrance().await.unwrap().users;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    assert!(matches!(connections.sign_out().await, Err(LeaveApplicationError::SessionOpen)));
    assert!(matches!(connections.lock().await, Err(LeaveApplicationError::SessionOpen)));
    assert!(matches!(connections.switch_user(users[1].id).await, Err(SignInError::SessionOpen)));
    let signed_in = connections.sign_in(users[1].id, DEMO_PASSWORD.into()).await;
    assert!(matches!(signed_in, Err(SignInError::SessionOpen)), "{signed_in:?}");
    stage.clock.advance(LONG);
    connections.lock_if_due().await.unwrap();
    assert_eq!(connections.user().unwrap().id, users[0].id);

    page.complete(&["checking", "saving"]).await;
    connections.tend().await;
    connections.switch_user(users[1].id).await.unwrap();
    assert_eq!(connections.user().unwrap().id, users[1].id);
}

#[tokio::test]
async fn a_lock_of_the_computer_waits_for_an_open_page() {
    let stage = Stage::start().await;
    let connections = &stage.connections;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    assert_eq!(connections.lock_when_possible().await.unwrap(), Locked::Later);
    connections.lock_if_due().await.unwrap();
    assert!(connections.user().is_some(), "the page is open");

    page.complete(&["checking", "saving"]).await;
    connections.tend().await;
    connections.lock_if_due().await.unwrap();
    assert_eq!(connections.user(), None);
    assert!(connections.entrance().await.unwrap().is_locked);
}

/// How long Plaid takes where somebody is to leave meanwhile.
const SLOW: Fault = Fault::LatencyMs { ms: 300 };

#[tokio::test]
async fn no_page_opens_for_somebody_who_left_while_it_was_being_begun() {
    let stage = Stage::start().await;
    let connections = &stage.connections;
    let users = connections.entrance().await.unwrap().users;
    let (id, other) = (stage.id(FIRST_PLATYPUS).await, stage.id(TARTAN).await);

    stage.sandbox.add_fault(FaultRule::new("/item/get", SLOW));
    let (started, left) = tokio::join!(connections.start_update(id, true), connections.lock());
    left.unwrap();
    assert!(matches!(started, Err(UpdateError::Denied(Denied::SignedOut))), "{started:?}");
    connections.switch_user(users[0].id).await.unwrap();
    let (started, locked) = tokio::join!(connections.start_update(id, true), connections.lock_when_possible());
    assert_eq!(locked.unwrap(), Locked::Now);
    assert!(matches!(started, Err(UpdateError::Denied(Denied::SignedOut))), "{started:?}");

    stage.sandbox.clear_faults();
    stage.sandbox.add_fault(FaultRule::new("/user/create", SLOW));
    connections.switch_user(users[0].id).await.unwrap();
    let (started, left) = tokio::join!(connections.start_replace(other), connections.sign_out());
    left.unwrap();
    assert!(matches!(started, Err(StartError::Denied(Denied::SignedOut))), "{started:?}");
    assert_eq!(connections.session().await.unwrap(), None);
}

#[tokio::test]
async fn no_page_opens_for_somebody_who_was_replaced_while_it_was_being_begun() {
    let stage = Stage::start().await;
    let connections = &stage.connections;
    let users = connections.entrance().await.unwrap().users;
    let id = stage.id(FIRST_PLATYPUS).await;
    stage.sandbox.add_fault(FaultRule::new("/item/get", SLOW));
    let (started, switched) = tokio::join!(connections.start_update(id, true), connections.switch_user(users[1].id));
    switched.unwrap();
    assert!(matches!(started, Err(UpdateError::Denied(Denied::SignedOut))), "{started:?}");
    assert_eq!(connections.session().await.unwrap(), None);
}

#[tokio::test]
async fn nobody_signs_in_at_a_page_that_opens_while_the_password_is_looked_at() {
    let stage = Stage::start().await;
    let connections = &stage.connections;
    let users = connections.entrance().await.unwrap().users;
    let id = stage.id(FIRST_PLATYPUS).await;
    let signing_in = connections.sign_in(users[1].id, DEMO_PASSWORD.into());
    let (signed_in, started) = tokio::join!(signing_in, connections.start_update(id, true));
    // Whichever was first, whoever is there has begun what is open.
    assert_eq!(started.is_ok(), signed_in.is_err(), "{started:?}, {signed_in:?}");
    let is_first = connections.user().unwrap().id == users[0].id;
    assert_eq!(connections.session().await.unwrap().is_some(), is_first);
}
