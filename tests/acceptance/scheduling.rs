//! Schedules through the real client: what the simulator tells is imported by itself.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, Stage, TARTAN};
use connections::{
    DEMO_PASSWORD, ScheduleError,
    model::{
        ids::ScheduleId,
        schedule::{Chosen, Outcome, Rhythm, RunState, ScheduleRun, ScheduledWork, Task, Terms, When},
    },
    time_zone,
};
use jiff::civil::time;
use plaid_sandbox::{Fault, FaultRule};

use crate::records::{newest, restore};

const BALANCE: &str = "/accounts/balance/get";

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
async fn a_schedule_is_started_by_hand_while_it_is_off_and_its_own_time_stays() {
    let stage = Stage::start().await;
    let id = stage.connections.add_schedule(terms(ScheduledWork::Both, Chosen::All)).await.unwrap();
    let planned = stage.connections.schedules().await.unwrap().remove(0).schedule.next;
    let run = started(&stage, id).await;
    assert_eq!((run.state, run.started_by.as_deref(), run.missed), (RunState::Done, Some("Integration user"), 0));
    assert!(!run.is_made_up());
    let all = outcomes(&stage, &run).await;
    assert!(all.iter().any(|(task, outcome, _)| (*task, *outcome) == (Task::Import, Outcome::Done)), "{all:?}");
    assert_eq!(stage.connections.statements().await.unwrap()[0].imported_by, "Integration user");
    assert_eq!(stage.connections.schedules().await.unwrap().remove(0).schedule.next, planned);

    // As the screen counts them: each account once, by the worst of what was done with it.
    let tally = stage.connections.schedules().await.unwrap().remove(0).tallies[&run.id];
    let entry = stage.audit_of(&id.to_string()).await.remove(0);
    assert_eq!((entry.who.as_str(), entry.outcome.as_str()), ("Integration user", "done"));
    let counted = |name: &str| entry.details[name].as_u64().unwrap();
    assert_eq!(counted("done"), u64::from(tally.done()));
    assert_eq!(counted("failed"), u64::from(tally.failed));
    assert!(tally.failed > 0 && tally.done() > 0, "{tally:?}");
    assert_eq!(counted("done") + counted("failed") + counted("left_out"), u64::from(tally.accounts));

    stage.connections.switch_schedule(id, false).await.unwrap();
    assert_eq!(started(&stage, id).await.state, RunState::Done);
    assert_eq!(stage.connections.schedules().await.unwrap().remove(0).schedule.next, None, "it stays off");
}

#[tokio::test]
async fn one_schedule_runs_at_a_time_and_what_is_due_meanwhile_runs_after_it() {
    let stage = Stage::start().await;
    let id = stage.connections.add_schedule(terms(ScheduledWork::Refresh, Chosen::All)).await.unwrap();
    stage.pass(Duration::from_hours(24));
    stage.sandbox.add_fault(FaultRule::new(BALANCE, Fault::Held).times(1));
    let before = stage.calls(BALANCE);
    stage.connections.run_schedule_now(id).await.unwrap();
    stage.asked(BALANCE, before + 1).await;
    let again = stage.connections.run_schedule_now(id).await;
    assert!(matches!(again, Err(ScheduleError::UnderWay)), "{again:?}");
    let connections = stage.connections.clone();
    let due = tokio::spawn(async move { connections.run_due_schedules().await });
    stage.pass(Duration::from_secs(1));
    stage.sandbox.release();
    due.await.unwrap();
    let runs = stage.connections.schedules().await.unwrap().remove(0).runs;
    let by: Vec<_> = runs.iter().map(|run| (run.state, run.started_by.as_deref())).collect();
    assert_eq!(by, [(RunState::Done, None), (RunState::Done, Some("Integration user"))]);
}

/// The run of a schedule that is started by hand, once it is over.
async fn started(stage: &Stage, id: ScheduleId) -> ScheduleRun {
    let mut changes = stage.connections.changes();
    // The newest run is the one that began last.
    stage.pass(Duration::from_secs(1));
    stage.connections.run_schedule_now(id).await.unwrap();
    loop {
        let run = stage.connections.schedules().await.unwrap().remove(0).runs.remove(0);
        if run.ended_at.is_some() {
            return run;
        }
        changes.changed().await.unwrap();
    }
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
