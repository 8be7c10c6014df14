//! The summary of a run, as it goes out by e-mail: which accounts, and what became of each.

use sqlx::SqliteConnection;

use crate::{
    Connections, StoreError,
    mail::summary::{SummaryLetter, SummaryRow},
    model::schedule::{AccountOutcome, Outcome, RunState, Schedule, ScheduleRun, Task},
    store,
};

/// What a summary says.
pub(super) struct Summary(SummaryLetter);

impl Summary {
    pub(super) async fn of(
        records: &mut SqliteConnection,
        schedule: &Schedule,
        run: &ScheduleRun,
        state: RunState,
        outcomes: &[AccountOutcome],
    ) -> Result<Self, StoreError> {
        let accounts = store::account_connections::list(&mut *records).await?;
        let connections = store::connections::list(records).await?;
        let mut rows = Vec::new();
        for outcome in outcomes {
            let Some((connection, account)) = accounts.iter().find(|(_, account)| account.id == outcome.account) else {
                continue;
            };
            let bank = connections.iter().find(|known| known.id == *connection).map(|known| &known.institution.name);
            rows.push(SummaryRow {
                bank: bank.cloned().unwrap_or_default(),
                account: named(&account.details.name, account.details.mask.as_deref()),
                task: match outcome.task {
                    Task::Refresh => "Refresh",
                    Task::Import => "Import",
                },
                words: outcome.words.clone(),
                needs_attention: !matches!(outcome.outcome, Outcome::Done | Outcome::NothingNew),
            });
        }
        let zone = &schedule.terms.when.zone;
        let time = |at: jiff::Timestamp| at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
        Ok(Self(SummaryLetter {
            run: run.id,
            schedule: schedule.terms.name.clone(),
            zone: zone.iana_name().unwrap_or("UTC").to_owned(),
            planned_at: time(run.planned_at),
            started_at: time(run.started_at),
            is_made_up: run.is_made_up(),
            missed: run.missed,
            started_by: run.started_by.clone(),
            is_cancelled: state == RunState::Cancelled,
            rows,
        }))
    }
}

impl Connections {
    /// Writes a summary, in the caller's transaction. `true` where it goes out; the caller then wakes the outbox.
    pub(super) async fn write_summary(
        &self,
        records: &mut SqliteConnection,
        summary: &Summary,
        recipients: &[String],
    ) -> Result<bool, StoreError> {
        self.write_summary_message(records, &summary.0, recipients).await
    }
}

fn named(name: &str, mask: Option<&str>) -> String {
    mask.map_or_else(|| name.to_owned(), |mask| format!("{name} ••{mask}"))
}
