//! Every way out of an open page that is not its end. None of them leaves an update half-done.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Page, Stage, TARTAN};
use connections::{
    LeaveError, PageError, Stage as SessionStage,
    model::{
        connection::{Status, UpdateReason},
        ids::LinkSessionId,
        link_session::Outcome,
        result::ChangeKind,
    },
};
use plaid_sandbox::{Fault, FaultRule};

const MINUTE: Duration = Duration::from_mins(1);
const NEEDS_UPDATE: Status = Status::NeedsUpdate(UpdateReason::CredentialsChanged);

#[tokio::test]
async fn a_page_that_is_left_at_its_beginning_changes_nothing() {
    let stage = Stage::start().await;
    let before = stage.connection(FIRST_PLATYPUS).await.accounts;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.leave().await;
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.outcome, result.status), (Outcome::Unread, Some(NEEDS_UPDATE)));
    assert_eq!(result.lines, [], "the accounts of a login that does not work can't be read");
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.accounts, before, "and nothing is inferred about them");
}

#[tokio::test]
async fn a_page_that_is_left_after_the_credentials_has_repaired_the_login() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.sign_in("pass_good").await;
    page.leave().await;
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.outcome, result.status), (Outcome::Repaired, Some(Status::Active)));
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn a_window_that_is_closed_after_the_selection_has_delivered_it() {
    let stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.sign_in("pass_good").await;
    page.select(&["checking"]).await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Repaired);
    assert_eq!(stage.names(FIRST_PLATYPUS).await.0, ["Plaid Checking"]);
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn a_window_that_the_user_closes_is_read_at_once_and_once_more_when_plaid_closes_the_page() {
    let stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.sign_in("pass_good").await;
    stage.connections.leave(session).await.unwrap();
    let overview = stage.connections.session().await.unwrap().unwrap();
    assert_eq!((overview.id, overview.stage), (session, SessionStage::Settling));

    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Repaired);
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.status, Status::Active, "watched, but not shown as that");
    assert_eq!(stage.connections.session().await.unwrap(), None);
    stage.connections.acknowledge(session).await.unwrap();

    stage.sandbox.close_abandoned_sessions();
    stage.pass(MINUTE);
    stage.connections.tend().await;
    assert!(stage.has_no_result().await, "what is known is not told twice");
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn a_page_that_goes_on_after_it_was_left_is_told_a_second_time() {
    let stage = Stage::start().await;
    let (session, url) = stage.begin(FIRST_PLATYPUS).await;
    let page = Page::open(&url).await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Unread);
    stage.connections.acknowledge(session).await.unwrap();

    page.complete(&["checking"]).await;
    stage.pass(MINUTE);
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.session, result.outcome, result.status), (session, Outcome::Updated, Some(Status::Active)));
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn two_readings_that_nobody_has_seen_are_told_as_one() {
    let stage = Stage::start().await;
    let (session, url) = stage.begin(TARTAN).await;
    let page = Page::open(&url).await;
    stage.sandbox.churn(&stage.item(TARTAN).item_id).unwrap();
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    assert!(stage.result().await.lines.iter().all(|line| line.kind == ChangeKind::AccountIdChanged));

    page.complete(&["checking", "saving"]).await;
    stage.pass(MINUTE);
    stage.connections.tend().await;
    let kinds: Vec<_> = stage.result().await.lines.into_iter().map(|line| (line.name, line.kind)).collect();
    let expected = [
        ("Plaid Checking", ChangeKind::AccountIdChanged),
        ("Plaid Saving", ChangeKind::AccountIdChanged),
        ("Plaid Credit Card", ChangeKind::NowInactive),
        ("Plaid Business Credit Card", ChangeKind::NowInactive),
    ];
    assert_eq!(kinds, expected.map(|(name, kind)| (name.to_owned(), kind)));
}

#[tokio::test]
async fn whoever_closes_the_window_a_moment_after_the_end_has_updated() {
    let stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking"]).await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Updated);
}

#[tokio::test]
async fn a_window_that_vanishes_is_read_like_one_that_is_left() {
    let stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.sign_in("pass_good").await;
    stage.connections.window_lost(session).await.unwrap();
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Repaired);
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn an_application_that_dies_with_the_page_open_repairs_the_connection_at_its_next_start() {
    let mut stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.sign_in("pass_good").await;
    page.select(&["saving"]).await;
    stage.restart().await;
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.status, Status::UpdateInterrupted);
    assert!(stage.has_no_result().await);

    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.session, result.outcome, result.recovered), (session, Outcome::Repaired, true));
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn a_page_that_nobody_opens_ends_when_its_token_does() {
    let stage = Stage::start().await;
    stage.begin(TARTAN).await;
    stage.pass(29 * MINUTE);
    stage.connections.tend().await;
    assert_eq!(stage.connection(TARTAN).await.status, Status::Updating);
    stage.pass(2 * MINUTE);
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Unchanged);
    stage.assert_true(TARTAN).await;
}

#[tokio::test]
async fn a_page_that_plaid_closes_by_itself_is_over() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.sign_in("pass_good").await;
    stage.pass(20 * MINUTE);
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Repaired);
    assert_eq!(stage.connection(FIRST_PLATYPUS).await.status, Status::Active);
}

#[tokio::test]
async fn watching_ends_when_plaid_never_says_how_the_page_ended() {
    let stage = Stage::start().await;
    let (session, _page) = stage.begin_on_page(TARTAN).await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    stage.connections.acknowledge(session).await.unwrap();
    // Plaid forgets a session some hours after its end.
    stage.pass(12 * 60 * MINUTE);
    stage.connections.tend().await;
    let calls = stage.sandbox.calls();
    stage.pass(MINUTE);
    stage.connections.tend().await;
    assert_eq!(stage.sandbox.calls(), calls, "nothing is left to be asked");
    assert!(stage.has_no_result().await);
}

#[tokio::test]
async fn a_page_that_was_exited_and_is_opened_anew_is_still_the_same_update() {
    let stage = Stage::start().await;
    let (session, url) = stage.begin(FIRST_PLATYPUS).await;
    Page::open(&url).await.leave().await;
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!(result.outcome, Outcome::Unread);
    stage.connections.acknowledge(session).await.unwrap();
    for _ in 0..3 {
        stage.pass(MINUTE);
        stage.connections.tend().await;
        assert!(stage.has_no_result().await, "what is known is not told twice");
    }

    Page::open(&url).await.complete(&["checking"]).await;
    stage.pass(MINUTE);
    stage.connections.tend().await;
    let result = stage.result().await;
    assert_eq!((result.session, result.outcome), (session, Outcome::Updated));
    stage.assert_true(FIRST_PLATYPUS).await;
}

#[tokio::test]
async fn a_clock_that_is_wrong_does_not_end_a_page() {
    for ahead in [true, false] {
        let stage = Stage::start().await;
        let hour = Duration::from_hours(1);
        // The clock of the simulator goes ahead where ours is to be behind it.
        if ahead {
            stage.clock.advance(hour);
        } else {
            assert!(stage.sandbox.advance(jiff::SignedDuration::from_hours(1)));
        }
        let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
        stage.connections.tend().await;
        assert_eq!(stage.connection(FIRST_PLATYPUS).await.status, Status::Updating, "{ahead}");
        page.complete(&["checking"]).await;
        stage.connections.tend().await;
        assert_eq!(stage.result().await.outcome, Outcome::Updated, "{ahead}");
    }
}

#[tokio::test]
async fn a_page_that_is_not_opened_yet_waits_also_where_the_clock_is_ahead() {
    let stage = Stage::start().await;
    stage.clock.advance(Duration::from_hours(1));
    stage.begin(TARTAN).await;
    stage.connections.tend().await;
    assert_eq!(stage.connection(TARTAN).await.status, Status::Updating);
}

#[tokio::test]
async fn a_result_that_came_about_since_is_not_put_away_unseen() {
    let stage = Stage::start().await;
    let (session, url) = stage.begin(FIRST_PLATYPUS).await;
    let page = Page::open(&url).await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    assert_eq!(stage.result().await.outcome, Outcome::Unread);

    page.complete(&["checking"]).await;
    stage.pass(MINUTE);
    stage.connections.tend().await;
    stage.connections.acknowledge(session).await.unwrap();
    assert_eq!(stage.result().await.outcome, Outcome::Updated, "only the first one was seen");
    stage.connections.acknowledge(session).await.unwrap();
    assert!(stage.has_no_result().await);
}

#[tokio::test]
async fn a_result_is_told_also_while_the_page_is_read_once_more() {
    let stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.sign_in("pass_good").await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.tend().await;
    stage.sandbox.add_fault(FaultRule::new("/item/get", Fault::CutBefore));
    stage.sandbox.close_abandoned_sessions();
    stage.pass(MINUTE);
    stage.connections.tend().await;
    assert_eq!(stage.connections.session().await.unwrap().unwrap().stage, SessionStage::Waiting);
    assert_eq!(stage.result().await.outcome, Outcome::Repaired);
}

#[tokio::test]
async fn why_a_page_was_exited_is_kept() {
    let stage = Stage::start().await;
    let (_, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.sign_in("not the password").await;
    page.leave().await;
    stage.connections.tend().await;
    let exit = stage.result().await.exit.expect("Plaid says how it was left");
    assert!(exit.step.is_some() && exit.request_id.is_some(), "{exit:?}");
}

#[tokio::test]
async fn leaving_what_is_over_does_nothing() {
    let stage = Stage::start().await;
    let (session, page) = stage.begin_on_page(FIRST_PLATYPUS).await;
    page.complete(&["checking"]).await;
    stage.connections.tend().await;
    let result = stage.result().await;
    stage.connections.leave(session).await.unwrap();
    stage.connections.window_lost(session).await.unwrap();
    assert_eq!(stage.result().await, result);
    assert!(matches!(stage.connections.hosted_url(session).await, Err(PageError::NotOpen)));

    let nobody = "lks_00000000000000000000000000000000".parse::<LinkSessionId>().unwrap();
    assert!(matches!(stage.connections.leave(nobody).await, Err(LeaveError::NotFound)));
    assert!(matches!(stage.connections.hosted_url(nobody).await, Err(PageError::NotFound)));
}
