//! Random lives: a seed chooses what the user does, what goes wrong and where the application is dropped; whatever it
//! was, the records are true in the end.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Page, Stage};
use connections::{
    UpdateStart,
    model::{
        account::AccountConnection,
        connection::Status,
        ids::LinkSessionId,
        link_session::Outcome,
        result::{ChangeKind, ResultLine},
    },
};
use plaid_sandbox::{Fault, FaultRule};

use crate::random::Choices;

const SEEDS: u64 = 6;
const ROUNDS: u32 = 6;
const KEYS: [&str; 6] = ["checking", "saving", "cd", "credit-card", "ira", "mortgage"];
const ENDPOINTS: [&str; 5] = ["*", "/link/token/get", "/link/token/create", "/item/get", "/accounts/get"];

#[tokio::test]
async fn a_handle_that_is_dropped_anywhere_leaves_nothing_that_the_next_one_does_not_finish() {
    for seed in 0..SEEDS {
        let mut choices = Choices::of(seed);
        let mut stage = Stage::start().await;
        for round in 0..ROUNDS {
            let case = format!("seed {seed}, round {round}");
            let before = stage.connection(FIRST_PLATYPUS).await.accounts;
            live(&mut stage, &mut choices).await;
            stage.sandbox.clear_faults();
            stage.restart().await;
            stage.sandbox.close_abandoned_sessions();
            for _ in 0..5 {
                stage.pass(Duration::from_mins(10));
                stage.connections.tend().await;
            }
            assert_true(&stage, &case).await;
            assert_told(&stage, &before, &case).await;
        }
    }
}

/// One update, with all that can happen to it.
async fn live(stage: &mut Stage, choices: &mut Choices) {
    let item = stage.item(FIRST_PLATYPUS).item_id;
    if choices.once_in(2) {
        stage.sandbox.set_item_error(&item, Some("ITEM_LOGIN_REQUIRED")).unwrap();
    }
    if choices.once_in(2) {
        stage.sandbox.add_fault(some_fault(choices));
    }
    let connections = stage.connections.clone();
    let id = stage.id(FIRST_PLATYPUS).await;
    let start = choices.dropped(connections.start_update(id, true)).await;
    let Some(Ok(UpdateStart::Opened { session, url })) = start else { return };
    if choices.once_in(3) {
        // Only now: ids that change where no update is under way are no matter of a session.
        stage.sandbox.churn(&item).unwrap();
    }
    let page = Page::open(&url).await;
    walk(&page, choices).await;
    leave(stage, session, choices).await;
    for _ in 0..choices.below(3) {
        choices.dropped(connections.tend()).await;
        if choices.once_in(3) {
            stage.restart().await;
        }
        // Whoever left may still have the page open somewhere.
        walk(&page, choices).await;
    }
}

fn some_fault(choices: &mut Choices) -> FaultRule {
    let faults = [Fault::CutBefore, Fault::CutAfter, Fault::Truncated, Fault::WrongJson];
    let fault = faults[choices.below(4) as usize].clone();
    FaultRule::new(ENDPOINTS[choices.below(5) as usize], fault).after(choices.below(4)).times(1 + choices.below(3))
}

async fn walk(page: &Page, choices: &mut Choices) {
    if choices.once_in(2) {
        page.sign_in(if choices.once_in(4) { "wrong" } else { "pass_good" }).await;
    }
    if choices.once_in(2) {
        page.select(&choices.some_of(&KEYS)).await;
    }
    match choices.below(4) {
        0 => page.finish().await,
        1 => page.leave().await,
        _ => {}
    }
}

async fn leave(stage: &mut Stage, session: LinkSessionId, choices: &mut Choices) {
    match choices.below(4) {
        0 => stage.connections.leave(session).await.unwrap(),
        1 => stage.connections.window_lost(session).await.unwrap(),
        2 => stage.restart().await,
        _ => {}
    }
}

async fn assert_true(stage: &Stage, case: &str) {
    assert_eq!(stage.connections.session().await.unwrap(), None, "{case}");
    let connection = stage.connection(FIRST_PLATYPUS).await;
    assert_eq!(connection.accounts.len(), 12, "{case}: no account is lost, none is there twice");
    match (connection.status, stage.item(FIRST_PLATYPUS).error_code) {
        (Status::Active, None) => stage.assert_true(FIRST_PLATYPUS).await,
        (Status::NeedsUpdate(_), Some(_)) => {}
        // A login that broke while nobody updated is noticed by the next look at it, which is no matter of a session.
        (Status::Active, Some(_)) => {
            stage.connections.check(connection.connection.id).await.unwrap();
            let status = stage.connection(FIRST_PLATYPUS).await.status;
            assert!(matches!(status, Status::NeedsUpdate(_)), "{case}: {status:?}");
        }
        (status, error) => panic!("{case}: {status:?} while Plaid says {error:?}"),
    }
}

/// Whatever changed in the records was told: the result is written together with them, or neither is.
async fn assert_told(stage: &Stage, before: &[AccountConnection], case: &str) {
    let results = stage.connections.results().await.unwrap();
    for account in stage.connection(FIRST_PLATYPUS).await.accounts {
        let earlier = before.iter().find(|earlier| earlier.id == account.id).unwrap();
        if (earlier.active, &earlier.account_id) == (account.active, &account.account_id) {
            continue;
        }
        let has_news = |line: &ResultLine| {
            line.number == account.number && !matches!(line.kind, ChangeKind::Kept | ChangeKind::StillInactive)
        };
        let is_told = results.iter().any(|result| {
            matches!(result.outcome, Outcome::Updated | Outcome::Repaired) && result.lines.iter().any(has_news)
        });
        assert!(is_told, "{case}: nobody was told of {}", account.number);
    }
    for result in results {
        stage.connections.acknowledge(result.session).await.unwrap();
    }
}
