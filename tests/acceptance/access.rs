//! Leaving and locking while a bank's page is open.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Stage};
use connections::{DEMO_PASSWORD, LeaveApplicationError, Locked, SignInError};

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
