//! What the log tells of the tables that it is read from.

use super::{
    super::{
        link_sessions, logins, orphans,
        testing::{
            Records, at, connection_id, from_another_version, login, login_id, say, session, session_id,
            with_connection, with_session,
        },
    },
    *,
};
use crate::model::{
    link_session::{Delay, Ended, Ending, LinkSession, Outcome, PageExit, Purpose, Setback, State},
    login::{Login, LoginState, RemovalFailure},
    orphan::{Orphan, OrphanState, Wish},
};

fn failure() -> RemovalFailure {
    RemovalFailure {
        attempts: 1,
        failed_at: at(31),
        next_try_at: at(33),
        setback: Setback::PlaidRefused,
        error_type: Some("ITEM_ERROR".to_owned()),
        error_code: Some("ITEM_BUSY".to_owned()),
        error_message: None,
        request_id: Some("request-failed".to_owned()),
    }
}

/// What stands in the log, in short.
fn lines(entries: &[LogEntry]) -> Vec<(LogKind, LogOutcome, Option<&str>, Option<&str>)> {
    let line = |entry: &LogEntry| (entry.kind, entry.outcome);
    entries
        .iter()
        .map(|entry| (line(entry).0, line(entry).1, entry.error_code.as_deref(), entry.request_id.as_deref()))
        .collect()
}

#[tokio::test]
async fn every_session_is_an_entry_whatever_it_came_to() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let connecting = LinkSession {
        purpose: Purpose::Connect(login_id(2)),
        connection: connection_id(2),
        institution: None,
        ..session(2, 2)
    };
    let exit =
        PageExit { step: None, code: Some("INVALID_MFA".to_owned()), request_id: Some("request-exit".to_owned()) };
    let left = LinkSession {
        state: State::Settled(Outcome::Unchanged),
        exit: Some(exit),
        plaid_session_id: Some("plaid-session".to_owned()),
        started_at: at(10),
        settled_at: Some(at(12)),
        ..session(3, 1)
    };
    let delay = Delay {
        attempts: 1,
        next_try_at: at(23),
        setback: Setback::BankUnavailable,
        code: Some("INSTITUTION_DOWN".to_owned()),
        request_id: Some("request-delay".to_owned()),
    };
    let waiting = LinkSession {
        state: State::Ended(Ended { ending: Ending::Left, earlier: None }),
        delay: Some(delay),
        started_at: at(20),
        ..session(4, 1)
    };
    for session in [&connecting, &left, &waiting] {
        with_session(&mut tx, session).await;
    }
    let entries = list(&mut tx).await.unwrap();
    assert_eq!(
        lines(&entries),
        [
            (LogKind::Update, LogOutcome::UnderWay, Some("INSTITUTION_DOWN"), Some("request-delay")),
            (LogKind::Update, LogOutcome::Session(Outcome::Unchanged), Some("INVALID_MFA"), Some("request-exit")),
            (LogKind::Connect, LogOutcome::UnderWay, None, None),
        ],
        "the newest first"
    );
    assert_eq!(entries[1].at, at(10));
    assert_eq!(entries[1].who, "Integration user");
    assert_eq!(entries[1].plaid_session_id.as_deref(), Some("plaid-session"));
    assert_eq!(entries[1].institution, left.institution);
    assert_eq!(entries[2].institution, None, "nobody has picked one");
}

#[tokio::test]
async fn where_another_bank_was_picked_the_bank_of_the_connection_is_told_too() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let expected = session(2, 1).institution;
    let picked = Institution { id: "ins_other".to_owned(), name: "Another Bank".to_owned() };
    let wrong = LinkSession { institution: Some(picked.clone()), started_at: at(20), ..session(2, 1) };
    with_session(&mut tx, &LinkSession { state: State::Settled(Outcome::Unchanged), ..wrong }).await;
    with_session(&mut tx, &LinkSession { started_at: at(10), ..session(3, 1) }).await;
    let entries = list(&mut tx).await.unwrap();
    assert_eq!((&entries[0].institution, &entries[0].expected), (&Some(picked), &expected));
    assert_eq!((&entries[1].institution, &entries[1].expected), (&expected, &None));
}

#[tokio::test]
async fn every_removal_is_an_entry_with_its_proof() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let brought = LinkSession {
        purpose: Purpose::Connect(login_id(2)),
        connection: connection_id(2),
        state: State::Settled(Outcome::Unchanged),
        plaid_session_id: Some("plaid-session".to_owned()),
        ..session(2, 2)
    };
    with_session(&mut tx, &brought).await;
    let removing = Login {
        id: login_id(2),
        connection: None,
        item_id: "item-2".to_owned(),
        state: LoginState::Removing { by: "Bank Connections".to_owned(), asked_at: at(30), failure: Some(failure()) },
        ..login(1)
    };
    logins::insert(&mut tx, &removing, at(1)).await.unwrap();
    let removed = LoginState::Removed {
        by: "Integration user".to_owned(),
        asked_at: at(40),
        at: at(41),
        request_id: Some("request-proof".to_owned()),
        token_forgotten: true,
    };
    logins::save(&mut tx, &Login { state: removed, ..login(1) }).await.unwrap();
    orphans::find(&mut tx, "item-7", None, at(2)).await.unwrap();
    orphans::find(&mut tx, "item-8", None, at(2)).await.unwrap();
    let wish = Wish { by: "Integration user".to_owned(), at: at(50) };
    let state = OrphanState::Removing { wish, failure: None };
    let orphan = Orphan { item_id: "item-7".to_owned(), institution: None, found_at: at(2), token: None, state };
    orphans::save(&mut tx, &orphan).await.unwrap();

    let entries = list(&mut tx).await.unwrap();
    assert_eq!(
        lines(&entries),
        [
            (LogKind::Removal, LogOutcome::Removing, None, None),
            (LogKind::Removal, LogOutcome::Removed, None, Some("request-proof")),
            (LogKind::Removal, LogOutcome::Removing, Some("ITEM_BUSY"), Some("request-failed")),
            (LogKind::Connect, LogOutcome::Session(Outcome::Unchanged), None, None),
        ],
        "an orphan that nobody wants removed is none"
    );
    assert_eq!((entries[2].at, entries[2].who.as_str()), (at(30), "Bank Connections"));
    assert_eq!(entries[2].plaid_session_id.as_deref(), Some("plaid-session"), "that which brought the login");
    let session = link_sessions::plaid_session_of(&mut tx, &removing).await.unwrap();
    assert_eq!(session.as_deref(), Some("plaid-session"));
}

#[tokio::test]
async fn words_of_another_version_are_not_guessed() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    with_session(&mut tx, &LinkSession { id: session_id(2), ..session(2, 1) }).await;
    from_another_version(&mut tx, "update link_sessions set kind = 'import'").await;
    assert!(matches!(list(&mut tx).await, Err(StoreError::Corrupt { column: "connection_log.kind", .. })));
    say(&mut tx, "update link_sessions set kind = 'update'").await.unwrap();
    assert_eq!(list(&mut tx).await.unwrap().len(), 1);
}
