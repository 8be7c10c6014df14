//! The runs of the schedules, and what became of each account in them.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::one_row,
    words::{Word as _, corrupt, count, id, optional_time, time, word},
};
use crate::model::{
    ids::{ScheduleId, ScheduleRunId},
    schedule::{AccountOutcome, RunState, RunTally, ScheduleRun},
};

/// How many runs of a schedule are read at once. Older ones stay in the file.
pub const RUNS_AT_ONCE: i64 = 30;

/// Adds a run.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(run = %new.id))]
pub async fn insert(connection: &mut SqliteConnection, new: &ScheduleRun) -> Result<(), StoreError> {
    let (id, schedule, state) = (new.id.to_string(), new.schedule.to_string(), new.state.text());
    let (planned_at, started_at) = (new.planned_at.as_millisecond(), new.started_at.as_millisecond());
    let until = new.import_until.map(|day| day.to_string());
    let ended_at = new.ended_at.map(Timestamp::as_millisecond);
    sqlx::query!(
        "insert into schedule_runs (id, schedule_id, planned_at_ms, missed, import_until, started_at_ms, state,
            ended_at_ms, started_by)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        schedule,
        planned_at,
        new.missed,
        until,
        started_at,
        state,
        ended_at,
        new.started_by,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends a run.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such run.
#[instrument(skip_all, fields(run = %id))]
pub async fn end(
    connection: &mut SqliteConnection,
    id: ScheduleRunId,
    state: RunState,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (id, state, at) = (id.to_string(), state.text(), at.as_millisecond());
    let result = sqlx::query!(
        "update schedule_runs set state = ?, ended_at_ms = ? where id = ? and state = 'running'",
        state,
        at,
        id
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Writes that every run that goes on was interrupted. Tells how many there were.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all)]
pub async fn interrupt(connection: &mut SqliteConnection, at: Timestamp) -> Result<u64, StoreError> {
    let at = at.as_millisecond();
    let result =
        sqlx::query!("update schedule_runs set state = 'interrupted', ended_at_ms = ? where state = 'running'", at)
            .execute(connection)
            .await?;
    Ok(result.rows_affected())
}

/// The last runs of a schedule, the newest first; at most [`RUNS_AT_ONCE`].
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%schedule))]
pub async fn list_of(connection: &mut SqliteConnection, schedule: ScheduleId) -> Result<Vec<ScheduleRun>, StoreError> {
    let schedule = schedule.to_string();
    sqlx::query_as!(
        Row,
        "select id, schedule_id, planned_at_ms, missed, import_until, started_at_ms, state, ended_at_ms, started_by
        from schedule_runs where schedule_id = ? order by started_at_ms desc, id desc limit ?",
        schedule,
        RUNS_AT_ONCE,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(ScheduleRun::try_from)
    .collect()
}

/// What became of the accounts of the runs that [`list_of`] reads. A run without any is not among them.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%schedule))]
pub async fn tallies_of(
    connection: &mut SqliteConnection,
    schedule: ScheduleId,
) -> Result<HashMap<ScheduleRunId, RunTally>, StoreError> {
    let schedule = schedule.to_string();
    let rows = sqlx::query!(
        r#"select
            run_id as "run_id!",
            count(*) as "accounts!: u32",
            sum(failed) as "failed!: u32",
            sum(left_out and not failed) as "left_out!: u32"
        from (
            select
                run_id,
                max(outcome in ('failed', 'cancelled')) as failed,
                max(outcome = 'left_out') as left_out
            from schedule_run_accounts where run_id in (
                select id from schedule_runs where schedule_id = ? order by started_at_ms desc, id desc limit ?
            ) group by run_id, account_connection_id
        ) group by run_id"#,
        schedule,
        RUNS_AT_ONCE,
    )
    .fetch_all(connection)
    .await?;
    let tallies = rows.into_iter().map(|row| {
        let tally = RunTally { accounts: row.accounts, failed: row.failed, left_out: row.left_out };
        Ok((id("schedule_run_accounts.run_id", &row.run_id)?, tally))
    });
    tallies.collect()
}

/// Writes what became of an account.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(%run))]
pub async fn add_outcome(
    connection: &mut SqliteConnection,
    run: ScheduleRunId,
    outcome: &AccountOutcome,
) -> Result<(), StoreError> {
    let (run, account) = (run.to_string(), outcome.account.to_string());
    let (task, text) = (outcome.task.text(), outcome.outcome.text());
    sqlx::query!(
        "insert into schedule_run_accounts (run_id, account_connection_id, task, outcome, words) values (?, ?, ?, ?, ?)",
        run,
        account,
        task,
        text,
        outcome.words,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What became of the accounts of a run: refreshes first, each in the order of the accounts.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%run))]
pub async fn outcomes_of(
    connection: &mut SqliteConnection,
    run: ScheduleRunId,
) -> Result<Vec<AccountOutcome>, StoreError> {
    let run = run.to_string();
    let rows = sqlx::query!(
        "select account_connection_id, task, outcome, words from schedule_run_accounts
        join account_connections on account_connections.id = account_connection_id
        where run_id = ? order by task desc, number",
        run,
    )
    .fetch_all(connection)
    .await?;
    let outcomes = rows.into_iter().map(|row| {
        Ok(AccountOutcome {
            account: id("schedule_run_accounts.account_connection_id", &row.account_connection_id)?,
            task: word("schedule_run_accounts.task", &row.task)?,
            outcome: word("schedule_run_accounts.outcome", &row.outcome)?,
            words: row.words,
        })
    });
    outcomes.collect()
}

struct Row {
    id: String,
    schedule_id: String,
    planned_at_ms: i64,
    missed: i64,
    import_until: Option<String>,
    started_at_ms: i64,
    state: String,
    ended_at_ms: Option<i64>,
    started_by: Option<String>,
}

impl TryFrom<Row> for ScheduleRun {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let day = |text: String| text.parse::<Date>().map_err(|_| corrupt("schedule_runs.import_until", &text));
        Ok(Self {
            id: id("schedule_runs.id", &row.id)?,
            schedule: id("schedule_runs.schedule_id", &row.schedule_id)?,
            planned_at: time("schedule_runs.planned_at_ms", row.planned_at_ms)?,
            missed: count("schedule_runs.missed", row.missed)?,
            import_until: row.import_until.map(day).transpose()?,
            started_at: time("schedule_runs.started_at_ms", row.started_at_ms)?,
            state: word("schedule_runs.state", &row.state)?,
            ended_at: optional_time("schedule_runs.ended_at_ms", row.ended_at_ms)?,
            started_by: row.started_by,
        })
    }
}

#[cfg(test)]
mod tests;
