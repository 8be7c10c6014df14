//! What the table of the link sessions gives back in every state, and what it refuses.

use super::*;
use crate::{
    model::{
        ids::LoginId,
        link_session::{Brought, Ended, Ending, Fruitless, Outcome, PageExit, Place, Purpose, Setback, State},
    },
    store::{
        Transaction,
        testing::{
            Records, at, connection_id, from_another_version, login, login_id, page, refuses, session, session_id,
            with_connection, with_session,
        },
    },
};

const ENDINGS: [Ending; 5] = [Ending::Completed, Ending::Exited, Ending::Left, Ending::Lost, Ending::Expired];
const OUTCOMES: [Outcome; 5] =
    [Outcome::Updated, Outcome::Repaired, Outcome::Unchanged, Outcome::Unread, Outcome::NotOpened];
const SETBACKS: [Setback; 8] = [
    Setback::PlaidUnreachable,
    Setback::PlaidKeysRefused,
    Setback::PlaidRefused,
    Setback::BankUnavailable,
    Setback::KeyringMissing,
    Setback::KeyringLocked,
    Setback::KeyringRefused,
    Setback::KeyringEntryMissing,
];

fn every_state() -> Vec<State> {
    let earlier = || [None].into_iter().chain(OUTCOMES.map(Some));
    let ended = || ENDINGS.into_iter().flat_map(move |ending| earlier().map(move |earlier| Ended { ending, earlier }));
    [State::Requested, State::Open]
        .into_iter()
        .chain(ended().map(State::Ended))
        .chain(ended().map(State::AwaitingMapping))
        .chain(ENDINGS.into_iter().flat_map(|ending| OUTCOMES.map(|outcome| State::Watched { ending, outcome })))
        .chain(OUTCOMES.map(State::Settled))
        .collect()
}

/// A session with everything that a session in this state can have.
fn full(state: State) -> LinkSession {
    LinkSession {
        state,
        place: Place::Browser,
        page: (!state.is_settled()).then(page),
        plaid_session_id: Some("plaid-session".to_owned()),
        request_id: Some("request-of-session".to_owned()),
        exit: Some(PageExit {
            step: Some("requires_code".to_owned()),
            code: Some("INVALID_MFA".to_owned()),
            request_id: Some("request-of-exit".to_owned()),
        }),
        recovered: true,
        delay: Some(Delay {
            attempts: 3,
            next_try_at: at(7),
            setback: Setback::BankUnavailable,
            code: Some("INSTITUTION_DOWN".to_owned()),
            request_id: Some("request".to_owned()),
        }),
        ended_at: Some(at(8)),
        settled_at: Some(at(9)),
        acknowledged_at: Some(at(10)),
        ..session(1, 1)
    }
}

/// Records with one connection, and one session of it as it begins.
async fn begun() -> (Records, Transaction) {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    with_session(&mut tx, &session(1, 1)).await;
    (records, tx)
}

fn ids(sessions: Result<Vec<LinkSession>, StoreError>) -> Vec<LinkSessionId> {
    sessions.unwrap().into_iter().map(|session| session.id).collect()
}

#[tokio::test]
async fn a_session_reads_back_as_it_was_written_in_every_state() {
    let (_records, mut tx) = begun().await;
    assert_eq!(get(&mut tx, session_id(1)).await.unwrap(), Some(session(1, 1)));
    for state in every_state() {
        save(&mut tx, &full(state)).await.unwrap();
        assert_eq!(get(&mut tx, session_id(1)).await.unwrap(), Some(full(state)));
    }
    assert_eq!(get(&mut tx, session_id(2)).await.unwrap(), None);
}

#[tokio::test]
async fn a_session_that_begins_with_everything_reads_back() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let full = full(State::Open);
    insert(&mut tx, &full).await.unwrap();
    assert_eq!(get(&mut tx, full.id).await.unwrap(), Some(full));
}

#[tokio::test]
async fn every_setback_reads_back() {
    let (_records, mut tx) = begun().await;
    for setback in SETBACKS {
        let delay = Delay { attempts: 1, next_try_at: at(7), setback, code: None, request_id: None };
        let delayed = LinkSession { delay: Some(delay), ..session(1, 1) };
        save(&mut tx, &delayed).await.unwrap();
        assert_eq!(get(&mut tx, session_id(1)).await.unwrap(), Some(delayed));
    }
}

#[tokio::test]
async fn a_connection_has_one_unfinished_session_at_a_time() {
    let (_records, mut tx) = begun().await;
    with_connection(&mut tx, 2).await;
    with_session(&mut tx, &session(9, 2)).await;
    for state in every_state() {
        save(&mut tx, &full(state)).await.unwrap();
        let second = insert(&mut tx, &session(2, 1)).await;
        match state {
            State::Requested | State::Open | State::Ended(_) | State::AwaitingMapping(_) => {
                assert!(matches!(second, Err(StoreError::SessionUnfinished)), "beside {state:?}: {second:?}");
            }
            State::AwaitingChoice | State::Exchanging | State::Held => unreachable!("an update brings no login"),
            State::Watched { .. } | State::Settled(_) => {
                assert!(second.is_ok(), "beside {state:?}: {second:?}");
                let again = save(&mut tx, &full(State::Open)).await;
                assert!(matches!(again, Err(StoreError::SessionUnfinished)), "{again:?}");
                take_away(&mut tx).await;
            }
        }
    }
}

async fn take_away(tx: &mut Transaction) {
    sqlx::query("delete from link_sessions where id = ?")
        .bind(session_id(2).to_string())
        .execute(&mut **tx)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_session_needs_a_connection_on_record() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    assert!(matches!(insert(&mut tx, &session(1, 1)).await, Err(StoreError::Conflict(_))));
}

#[tokio::test]
async fn saving_an_unknown_session_is_an_error() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    assert!(matches!(save(&mut tx, &session(1, 1)).await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn what_is_not_settled_is_listed_the_oldest_first() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    let states = [
        State::Open,
        State::Watched { ending: Ending::Left, outcome: Outcome::Repaired },
        State::Settled(Outcome::Updated),
        State::Requested,
    ];
    for (number, state) in (1..).zip(states) {
        with_connection(&mut tx, number).await;
        let started_at = at(100 - i64::try_from(number).unwrap());
        let page = (!state.is_settled()).then(page);
        with_session(&mut tx, &LinkSession { state, page, started_at, ..session(number, number) }).await;
    }
    // A watched session and the next one stand beside each other.
    with_session(&mut tx, &LinkSession { started_at: at(200), ..session(5, 2) }).await;

    assert_eq!(ids(unsettled(&mut tx).await), [4, 2, 1, 5].map(session_id));
    assert_eq!(ids(unsettled_of(&mut tx, connection_id(2)).await), [2, 5].map(session_id));
    assert_eq!(ids(unsettled_of(&mut tx, connection_id(3)).await), []);
}

#[tokio::test]
async fn results_are_listed_the_oldest_first_until_they_are_acknowledged() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    let cases = [
        (1, State::Settled(Outcome::Updated), Some(at(30)), None),
        (2, State::Watched { ending: Ending::Left, outcome: Outcome::Repaired }, Some(at(20)), None),
        (3, State::Settled(Outcome::Updated), Some(at(10)), Some(at(11))),
        (4, State::Requested, None, None),
        // Read once, and about to be read again: the first result stands until then.
        (5, State::Ended(Ended { ending: Ending::Exited, earlier: Some(Outcome::Repaired) }), Some(at(5)), None),
    ];
    for (number, state, settled_at, acknowledged_at) in cases {
        with_connection(&mut tx, number).await;
        with_session(&mut tx, &LinkSession { state, settled_at, acknowledged_at, ..session(number, number) }).await;
    }
    assert_eq!(ids(unacknowledged(&mut tx).await), [5, 2, 1].map(session_id));
}

#[tokio::test]
async fn the_rules_of_the_table_refuse_what_makes_no_sense() {
    let (_records, mut tx) = begun().await;
    refuses(
        &mut tx,
        &[
            "update link_sessions set state = 'paused'",
            "update link_sessions set state = 'open'",
            "update link_sessions set state = 'ended'",
            "update link_sessions set state = 'awaiting_mapping'",
            "update link_sessions set state = 'watched'",
            "update link_sessions set state = 'settled'",
            "update link_sessions set state = 'settled', outcome = 'updated', link_token = 'token', hosted_url = 'url', \
             page_expires_at_ms = 1",
            "update link_sessions set ending = 'left'",
            "update link_sessions set outcome = 'updated'",
            "update link_sessions set state = 'ended', ending = 'bored'",
            "update link_sessions set state = 'settled', outcome = 'fine'",
            "update link_sessions set place = 'phone'",
            "update link_sessions set link_token = 'alone'",
            "update link_sessions set hosted_url = 'alone', page_expires_at_ms = 1",
            "update link_sessions set attempts = 1",
            "update link_sessions set attempts = 1, next_try_at_ms = 1",
            "update link_sessions set attempts = 0, next_try_at_ms = 1, setback = 'plaid_refused'",
            "update link_sessions set attempts = 1, next_try_at_ms = 1, setback = 'rain'",
            "update link_sessions set setback_code = 'alone'",
            "update link_sessions set setback_request_id = 'alone'",
            "update link_sessions set acknowledged_at_ms = 1",
            "update link_sessions set recovered = 2",
            "update link_sessions set kind = 'look'",
            "update link_sessions set kind = 'replace'",
            "update link_sessions set kind = 'connect'",
            "update link_sessions set login_id = 'lgn_1'",
            "update link_sessions set state = 'held'",
            "update link_sessions set state = 'exchanging'",
            "update link_sessions set state = 'awaiting_choice'",
            "update link_sessions set exchanges = -1",
            "update link_sessions set second_login = 2",
            "update link_sessions set started_by = ''",
            "update link_sessions set institution_name = null",
            "update link_sessions set connection_id = null",
            "update link_sessions set connection_id = 'con_none'",
            "update link_sessions set id = 'con_1'",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_word_of_another_version_is_an_error_and_no_guess() {
    let cases = [
        ("update link_sessions set kind = 'replace'", "link_sessions.kind"),
        ("update link_sessions set state = 'paused'", "link_sessions.state"),
        ("update link_sessions set state = 'settled'", "link_sessions.state"),
        ("update link_sessions set state = 'ended', ending = 'bored'", "link_sessions.ending"),
        ("update link_sessions set state = 'settled', outcome = 'fine'", "link_sessions.outcome"),
        ("update link_sessions set place = 'phone'", "link_sessions.place"),
        ("update link_sessions set attempts = 1, next_try_at_ms = 1, setback = 'rain'", "link_sessions.setback"),
        (
            "update link_sessions set attempts = -1, next_try_at_ms = 1, setback = 'plaid_refused'",
            "link_sessions.attempts",
        ),
        ("update link_sessions set connection_id = null", "link_sessions.connection_id"),
    ];
    for (statement, expected) in cases {
        let (_records, mut tx) = begun().await;
        from_another_version(&mut tx, statement).await;
        match get(&mut tx, session_id(1)).await {
            Err(StoreError::Corrupt { column, .. }) => assert_eq!(column, expected),
            other => panic!("after `{statement}`: {other:?}"),
        }
    }
}

/// The states that only a session which brings a login can be in.
const ARRIVING: [State; 3] = [State::AwaitingChoice, State::Exchanging, State::Held];

fn results_of_arrivals() -> impl Iterator<Item = Outcome> {
    let brought = [Brought::Connected, Brought::Replaced, Brought::Reconnected];
    let fruitless = [Fruitless::Stopped, Fruitless::WrongBank, Fruitless::TooLate, Fruitless::Refused, Fruitless::Lost];
    brought.into_iter().map(Outcome::Brought).chain(fruitless.into_iter().map(Outcome::Fruitless))
}

/// A session that brings the login of this number.
fn bringing(number: u128, purpose: fn(LoginId) -> Purpose, connection: ConnectionId) -> LinkSession {
    LinkSession { purpose: purpose(login_id(number)), connection, ..session(number, 1) }
}

#[tokio::test]
async fn a_session_that_brings_a_login_reads_back_as_it_was_written() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    with_connection(&mut tx, 4).await;
    let sessions = [
        bringing(2, Purpose::Replace, connection_id(1)),
        bringing(3, Purpose::Reconnect, connection_id(1)),
        LinkSession { institution: None, ..bringing(4, Purpose::Connect, connection_id(4)) },
    ];
    for begun in sessions {
        insert(&mut tx, &begun).await.unwrap();
        for state in ARRIVING.into_iter().chain(results_of_arrivals().map(State::Settled)) {
            let full = LinkSession { exchanges: 2, second_login: true, state, ..begun.clone() };
            save(&mut tx, &full).await.unwrap();
            assert_eq!(get(&mut tx, full.id).await.unwrap(), Some(full));
        }
    }
}

#[tokio::test]
async fn banks_that_are_connected_stand_in_nobodys_way() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let connecting =
        |number| LinkSession { state: State::Held, ..bringing(number, Purpose::Connect, connection_id(number)) };
    insert(&mut tx, &connecting(2)).await.unwrap();
    insert(&mut tx, &connecting(3)).await.unwrap();
    insert(&mut tx, &bringing(4, Purpose::Replace, connection_id(1))).await.unwrap();
    let second = insert(&mut tx, &bringing(5, Purpose::Replace, connection_id(1))).await;
    assert!(matches!(second, Err(StoreError::SessionUnfinished)), "{second:?}");
    assert_eq!(ids(unsettled_of(&mut tx, connection_id(1)).await), [session_id(4)]);
    assert_eq!(ids(unsettled_of(&mut tx, connection_id(3)).await), [session_id(3)], "although it is not on record yet");
    assert_eq!(ids(unsettled(&mut tx).await), [2, 3, 4].map(session_id));
}

#[tokio::test]
async fn sessions_that_lost_a_login_are_found() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    let over = |number, outcome, seconds| LinkSession {
        institution: None,
        state: State::Settled(outcome),
        settled_at: Some(at(seconds)),
        ..bringing(number, Purpose::Connect, connection_id(number))
    };
    let lost = Outcome::Fruitless(Fruitless::Lost);
    for session in [over(2, lost, 9), over(3, Outcome::Fruitless(Fruitless::TooLate), 5), over(4, lost, 3)] {
        insert(&mut tx, &session).await.unwrap();
    }
    assert_eq!(ids(super::lost(&mut tx).await), [session_id(4), session_id(2)]);
}

#[tokio::test]
async fn the_session_that_brought_a_login_is_told_before_every_other_one() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    let told = |session: LinkSession, id: &str, seconds| LinkSession {
        plaid_session_id: Some(id.to_owned()),
        state: State::Settled(Outcome::Unchanged),
        started_at: at(seconds),
        ..session
    };
    let of = async |tx: &mut Transaction| plaid_session_of(tx, &login(1)).await.unwrap();
    assert_eq!(of(&mut tx).await, None);
    for (number, id, seconds) in [(2, "earlier", 2), (3, "later", 3)] {
        insert(&mut tx, &told(session(number, 1), id, seconds)).await.unwrap();
    }
    assert_eq!(of(&mut tx).await.as_deref(), Some("later"));
    let replace = told(bringing(4, Purpose::Replace, connection_id(1)), "another login", 4);
    insert(&mut tx, &replace).await.unwrap();
    assert_eq!(of(&mut tx).await.as_deref(), Some("later"), "what brought another login is not its session");
    let brought = told(bringing(1, Purpose::Replace, connection_id(1)), "brought", 1);
    insert(&mut tx, &brought).await.unwrap();
    assert_eq!(of(&mut tx).await.as_deref(), Some("brought"));
    let elsewhere = Login { id: login_id(9), connection: None, ..login(1) };
    assert_eq!(plaid_session_of(&mut tx, &elsewhere).await.unwrap(), None);
}
