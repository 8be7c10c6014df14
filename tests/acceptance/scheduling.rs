//! Schedules through the real client: what the simulator tells is imported by itself.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Stage, TARTAN};
use connections::{
    DEMO_PASSWORD,
    model::schedule::{Chosen, Outcome, Rhythm, RunState, ScheduleRun, ScheduledWork, Task, Terms, When},
    time_zone,
};
use jiff::civil::time;
use plaid_sandbox::{Fault, FaultRule};

use crate::records::{newest, restore};

fn terms(work: ScheduledWork, accounts: Chosen) -> Terms {
    Terms {
        name: "Each morning".to_owned(),
        work,
        when: When { rhythm: Rhythm::Daily, at: time(6, 0, 0, 0), zone: time_zone("Europe/Berlin").unwrap() },
        spread_minutes: 0,
        accounts,
        recipients: Vec::new(),
    }
}

/// Lets a day pass, and what is due then be done.
async fn next_day(stage: &Stage) -> ScheduleRun {
    stage.pass(Duration::from_hours(24));
    stage.connections.run_due_schedules().await;
    stage.connections.schedules().await.unwrap().remove(0).runs.remove(0)
}

async fn outcomes(stage: &Stage, run: &ScheduleRun) -> Vec<(Task, Outcome, String)> {
    let outcomes = stage.connections.schedule_run(run.id).await.unwrap();
    outcomes.into_iter().map(|one| (one.task, one.outcome, one.words)).collect()
}

#[tokio::test]
async fn accounts_are_imported_up_to_the_day_before_and_nobody_has_to_be_there() {
    let stage = Stage::start().await;
    stage.connections.add_schedule(terms(ScheduledWork::Import, Chosen::All)).await.unwrap();
    stage.connections.lock().await.unwrap();
    stage.pass(Duration::from_hours(24));
    stage.connections.run_due_schedules().await;
    assert!(stage.connections.schedules().await.is_err(), "nobody is signed in");
    let user = stage.connections.entrance().await.unwrap().users[0].id;
    stage.connections.sign_in(user, DEMO_PASSWORD.into()).await.unwrap();
    let run = stage.connections.schedules().await.unwrap().remove(0).runs.remove(0);
    assert_eq!(run.state, RunState::Done);
    let statements = stage.connections.statements().await.unwrap();
    assert!(!statements.is_empty());
    for statement in &statements {
        assert_eq!(Some(statement.statement.days.last), run.import_until);
        assert_eq!(statement.imported_by, "Bank Connections");
    }
    let outcomes = outcomes(&stage, &run).await;
    assert_eq!(outcomes.len(), statements.len());
    assert!(outcomes.iter().all(|(_, outcome, _)| *outcome == Outcome::Done), "{outcomes:?}");
}

#[tokio::test]
async fn accounts_that_were_chosen_and_can_t_be_used_say_why() {
    let stage = Stage::start().await;
    let unlinked = stage.account(FIRST_PLATYPUS, "Plaid Checking").await.id;
    stage.connections.add_schedule(terms(ScheduledWork::Import, Chosen::Some(vec![unlinked]))).await.unwrap();
    let run = next_day(&stage).await;
    let words = "Left out: it feeds no bank account.".to_owned();
    assert_eq!(outcomes(&stage, &run).await, [(Task::Import, Outcome::LeftOut, words)]);
    assert_eq!(run.state, RunState::Done);
}

#[tokio::test]
async fn a_paused_connection_is_left_out_until_it_goes_on() {
    let stage = Stage::start().await;
    let tartan = stage.id(TARTAN).await;
    stage.connections.add_schedule(terms(ScheduledWork::Import, Chosen::All)).await.unwrap();
    stage.connections.pause_connection(tartan, true).await.unwrap();
    let run = next_day(&stage).await;
    assert_eq!((run.state, outcomes(&stage, &run).await), (RunState::Done, vec![]));
    stage.connections.pause_connection(tartan, false).await.unwrap();
    let run = next_day(&stage).await;
    assert!(!outcomes(&stage, &run).await.is_empty());
}

#[tokio::test]
async fn where_nobody_can_be_reached_it_is_tried_again_soon_and_not_for_ever() {
    let stage = Stage::start().await;
    stage.connections.add_schedule(terms(ScheduledWork::Import, Chosen::All)).await.unwrap();
    stage.sandbox.add_fault(FaultRule::new("/transactions/sync", Fault::CutBefore));
    assert_eq!(next_day(&stage).await.state, RunState::PutOff);
    let next = stage.connections.schedules().await.unwrap().remove(0).schedule.next.unwrap();
    assert_eq!(next.at, stage.clock.now() + Duration::from_mins(15));
    stage.sandbox.clear_faults();
    stage.pass(Duration::from_mins(15));
    stage.connections.run_due_schedules().await;
    let overview = stage.connections.schedules().await.unwrap().remove(0);
    assert_eq!(overview.runs[0].state, RunState::Done);
}

#[tokio::test]
async fn schedules_of_a_backup_that_is_put_back_are_planned_from_now_on_and_make_up_for_nothing() {
    let mut stage = Stage::start().await;
    stage.connections.add_schedule(terms(ScheduledWork::Import, Chosen::All)).await.unwrap();
    stage.connections.back_up_now().await.unwrap();
    let backup = newest(&stage).await;
    let planned_then = stage.connections.schedules().await.unwrap().remove(0).schedule.next.unwrap();
    for _ in 0..3 {
        assert_eq!(next_day(&stage).await.state, RunState::Done);
    }
    let order = stage.connections.order_restore(&backup).await.unwrap();
    restore(&mut stage, order).await;
    stage.connections.run_due_schedules().await;
    let overview = stage.connections.schedules().await.unwrap().remove(0);
    assert_eq!(overview.runs, [], "what the backup believes to be due was done before it was put back");
    let next = overview.schedule.next.unwrap();
    assert!(next.at > stage.clock.now() && planned_then.at < stage.clock.now(), "{next:?}, {planned_then:?}");
    let run = next_day(&stage).await;
    assert_eq!(run.missed, 0);
}
