//! Runs of schedules in a real file.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::{
    model::schedule::{Outcome, Task},
    store::testing::{Records, account_id, at, refuses, say, with_account, with_connection},
};

const SCHEDULE: &str =
    "insert into schedules values ('sch_00000000000000000000000000000001', 'One', 'both', 'daily', null,
    null, '06:00', 'UTC', 0, 1, '[]', null, null, 0, 0, null)";

fn schedule() -> ScheduleId {
    ScheduleId::new(Uuid::from_u128(1))
}

fn run(number: u128, second: i64) -> ScheduleRun {
    ScheduleRun {
        id: ScheduleRunId::new(Uuid::from_u128(number)),
        schedule: schedule(),
        planned_at: at(second - 1),
        missed: 3,
        import_until: Some(date(2026, 11, 29)),
        started_at: at(second),
        state: RunState::Running,
        ended_at: None,
        started_by: (number == 2).then(|| "Ada".to_owned()),
    }
}

#[tokio::test]
async fn a_run_goes_on_until_it_ends_or_is_interrupted() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    say(&mut tx, SCHEDULE).await.unwrap();
    for number in 1..=4 {
        insert(&mut tx, &run(number, i64::try_from(number).unwrap())).await.unwrap();
    }
    let ends = [RunState::Done, RunState::Cancelled, RunState::PutOff];
    for (number, state) in (1..).zip(ends) {
        end(&mut tx, run(number, 0).id, state, at(9)).await.unwrap();
    }
    assert_eq!(interrupt(&mut tx, at(10)).await.unwrap(), 1);
    let ended = |number: u128, state, second| ScheduleRun {
        state,
        ended_at: Some(at(second)),
        ..run(number, i64::try_from(number).unwrap())
    };
    assert_eq!(
        list_of(&mut tx, schedule()).await.unwrap(),
        [
            ended(4, RunState::Interrupted, 10),
            ended(3, RunState::PutOff, 9),
            ended(2, RunState::Cancelled, 9),
            ended(1, RunState::Done, 9),
        ],
        "the newest first"
    );
    let again = end(&mut tx, run(1, 0).id, RunState::Cancelled, at(11)).await;
    assert!(matches!(again, Err(StoreError::NotFound)), "it has ended");
}

#[tokio::test]
async fn what_became_of_the_accounts_reads_back_in_their_order() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    say(&mut tx, SCHEDULE).await.unwrap();
    with_connection(&mut tx, 1).await;
    for number in [1, 2] {
        with_account(&mut tx, 1, number, &format!("account {number}")).await;
    }
    insert(&mut tx, &run(1, 1)).await.unwrap();
    let outcome = |number, task, outcome| AccountOutcome {
        account: account_id(number),
        task,
        outcome,
        words: "As it came.".to_owned(),
    };
    let all = [
        outcome(1, Task::Refresh, Outcome::Done),
        outcome(2, Task::Refresh, Outcome::LeftOut),
        outcome(1, Task::Import, Outcome::NothingNew),
        outcome(2, Task::Import, Outcome::Failed),
    ];
    for one in all.iter().rev() {
        add_outcome(&mut tx, run(1, 1).id, one).await.unwrap();
    }
    assert_eq!(outcomes_of(&mut tx, run(1, 1).id).await.unwrap(), all);
    insert(&mut tx, &run(2, 2)).await.unwrap();
    // The worst of what was done with the second one counts.
    let tally = RunTally { accounts: 2, failed: 1, left_out: 0 };
    let tallies = tallies_of(&mut tx, run(1, 1).schedule).await.unwrap();
    assert_eq!(tallies, HashMap::from([(run(1, 1).id, tally)]), "a run without accounts is not among them");
    assert_eq!(RunTally::of(&all), tally, "the audit counts as the list does");
    assert!(matches!(add_outcome(&mut tx, run(1, 1).id, &all[0]).await, Err(StoreError::Conflict(_))), "once each");
    refuses(
        &mut tx,
        &[
            "update schedule_runs set state = 'done'",
            "update schedule_runs set missed = -1",
            "update schedule_run_accounts set words = ''",
            "update schedule_run_accounts set outcome = 'other'",
        ],
    )
    .await;
}
