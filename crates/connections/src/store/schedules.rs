//! The schedules. One that is removed keeps its row, because its runs speak of it.

use jiff::{
    Timestamp,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};
use serde_json::Value;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    error::{is_duplicate, one_row},
    words::{Word as _, corrupt, count, id, time, word},
};
use crate::model::{
    ids::{AccountConnectionId, ScheduleId},
    schedule::{Chosen, MonthDay, Planned, Rhythm, Schedule, Terms, When},
};

/// Adds a schedule.
///
/// # Errors
/// [`StoreError::Conflict`] where the name is taken.
#[instrument(skip_all, fields(schedule = %new.id))]
pub async fn insert(
    connection: &mut SqliteConnection,
    new: &Schedule,
    created_at: Timestamp,
) -> Result<(), StoreError> {
    let texts = Texts::of(&new.terms);
    let (id, created_at) = (new.id.to_string(), created_at.as_millisecond());
    let (day, at) = planned_texts(new.next);
    sqlx::query!(
        "insert into schedules (id, name, work, rhythm, weekday, month_day, clock_time, time_zone, spread_minutes,
            takes_all, recipients, next_day, next_at_ms, put_off, created_at_ms)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        new.terms.name,
        texts.work,
        texts.rhythm,
        texts.weekday,
        texts.month_day,
        texts.clock_time,
        texts.time_zone,
        new.terms.spread_minutes,
        texts.takes_all,
        texts.recipients,
        day,
        at,
        new.put_off,
        created_at,
    )
    .execute(&mut *connection)
    .await?;
    add_accounts(connection, new).await
}

/// Writes a schedule that was changed.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such schedule, [`StoreError::Conflict`] where the name is taken.
#[instrument(skip_all, fields(schedule = %changed.id))]
pub async fn update(connection: &mut SqliteConnection, changed: &Schedule) -> Result<(), StoreError> {
    let texts = Texts::of(&changed.terms);
    let id = changed.id.to_string();
    let result = sqlx::query!(
        "update schedules set name = ?, work = ?, rhythm = ?, weekday = ?, month_day = ?, clock_time = ?, time_zone = ?,
            spread_minutes = ?, takes_all = ?, recipients = ?
        where id = ? and removed_at_ms is null",
        changed.terms.name,
        texts.work,
        texts.rhythm,
        texts.weekday,
        texts.month_day,
        texts.clock_time,
        texts.time_zone,
        changed.terms.spread_minutes,
        texts.takes_all,
        texts.recipients,
        id,
    )
    .execute(&mut *connection)
    .await?;
    one_row(&result)?;
    sqlx::query!("delete from schedule_accounts where schedule_id = ?", id).execute(&mut *connection).await?;
    add_accounts(&mut *connection, changed).await?;
    plan(connection, changed.id, changed.next, changed.put_off).await
}

/// Writes when a schedule is due next.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such schedule.
#[instrument(skip_all, fields(schedule = %id))]
pub async fn plan(
    connection: &mut SqliteConnection,
    id: ScheduleId,
    next: Option<Planned>,
    put_off: u32,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let (day, at) = planned_texts(next);
    let result = sqlx::query!(
        "update schedules set next_day = ?, next_at_ms = ?, put_off = ? where id = ? and removed_at_ms is null",
        day,
        at,
        put_off,
        id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Removes a schedule. What is on record of its runs stays.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such schedule.
#[instrument(skip_all, fields(schedule = %id))]
pub async fn remove(connection: &mut SqliteConnection, id: ScheduleId, at: Timestamp) -> Result<(), StoreError> {
    let (id, at) = (id.to_string(), at.as_millisecond());
    let result = sqlx::query!(
        "update schedules set removed_at_ms = ?, next_day = null, next_at_ms = null
        where id = ? and removed_at_ms is null",
        at,
        id,
    )
    .execute(connection)
    .await?;
    one_row(&result)
}

/// Whether an error says that the name is taken.
pub(crate) fn is_taken(error: &StoreError) -> bool {
    matches!(error, StoreError::Conflict(error) if is_duplicate(error))
}

/// All schedules that were not removed, by their name.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<Schedule>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, name, work, rhythm, weekday, month_day, clock_time, time_zone, spread_minutes, takes_all, recipients,
            next_day, next_at_ms, put_off
        from schedules where removed_at_ms is null order by name collate nocase",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut schedules = Vec::with_capacity(rows.len());
    for row in rows {
        let accounts = accounts_of(&mut *connection, &row.id).await?;
        schedules.push(row.into_schedule(accounts)?);
    }
    Ok(schedules)
}

/// One schedule, unless it was removed.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(schedule = %id))]
pub async fn get(connection: &mut SqliteConnection, id: ScheduleId) -> Result<Option<Schedule>, StoreError> {
    Ok(list(connection).await?.into_iter().find(|schedule| schedule.id == id))
}

async fn add_accounts(connection: &mut SqliteConnection, of: &Schedule) -> Result<(), StoreError> {
    let Chosen::Some(accounts) = &of.terms.accounts else { return Ok(()) };
    let schedule = of.id.to_string();
    for account in accounts {
        let account = account.to_string();
        sqlx::query!(
            "insert into schedule_accounts (schedule_id, account_connection_id) values (?, ?) on conflict do nothing",
            schedule,
            account,
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn accounts_of(
    connection: &mut SqliteConnection,
    schedule: &str,
) -> Result<Vec<AccountConnectionId>, StoreError> {
    sqlx::query_scalar!(
        "select account_connection_id from schedule_accounts where schedule_id = ? order by account_connection_id",
        schedule,
    )
    .fetch_all(connection)
    .await?
    .iter()
    .map(|text| id("schedule_accounts.account_connection_id", text))
    .collect()
}

/// Terms as they are stored.
struct Texts {
    work: &'static str,
    rhythm: &'static str,
    weekday: Option<i8>,
    month_day: Option<i8>,
    clock_time: String,
    time_zone: String,
    takes_all: bool,
    recipients: String,
}

impl Texts {
    fn of(terms: &Terms) -> Self {
        let (rhythm, weekday, month_day) = match terms.when.rhythm {
            Rhythm::Daily => ("daily", None, None),
            Rhythm::Weekdays => ("weekdays", None, None),
            Rhythm::Weekly(day) => ("weekly", Some(day.to_monday_one_offset()), None),
            Rhythm::Monthly(day) => ("monthly", None, Some(day.number())),
        };
        Self {
            work: terms.work.text(),
            rhythm,
            weekday,
            month_day,
            clock_time: terms.when.at.strftime("%H:%M").to_string(),
            time_zone: terms.when.zone.iana_name().unwrap_or("UTC").to_owned(),
            takes_all: terms.accounts == Chosen::All,
            recipients: Value::from(terms.recipients.clone()).to_string(),
        }
    }
}

fn planned_texts(next: Option<Planned>) -> (Option<String>, Option<i64>) {
    (next.map(|next| next.day.to_string()), next.map(|next| next.at.as_millisecond()))
}

struct Row {
    id: String,
    name: String,
    work: String,
    rhythm: String,
    weekday: Option<i64>,
    month_day: Option<i64>,
    clock_time: String,
    time_zone: String,
    spread_minutes: i64,
    takes_all: i64,
    recipients: String,
    next_day: Option<String>,
    next_at_ms: Option<i64>,
    put_off: i64,
}

impl Row {
    fn into_schedule(self, accounts: Vec<AccountConnectionId>) -> Result<Schedule, StoreError> {
        let next = match (&self.next_day, self.next_at_ms) {
            (Some(day), Some(at)) => Some(Planned {
                day: day.parse::<Date>().map_err(|_| corrupt("schedules.next_day", day))?,
                at: time("schedules.next_at_ms", at)?,
            }),
            (None, _) | (_, None) => None,
        };
        let when = When {
            rhythm: self.rhythm()?,
            at: self.clock_time.parse::<Time>().map_err(|_| corrupt("schedules.clock_time", &self.clock_time))?,
            zone: TimeZone::get(&self.time_zone).map_err(|_| corrupt("schedules.time_zone", &self.time_zone))?,
        };
        Ok(Schedule {
            id: id("schedules.id", &self.id)?,
            terms: Terms {
                name: self.name,
                work: word("schedules.work", &self.work)?,
                when,
                spread_minutes: u16::try_from(self.spread_minutes)
                    .map_err(|_| corrupt("schedules.spread_minutes", &self.spread_minutes.to_string()))?,
                accounts: if self.takes_all == 1 { Chosen::All } else { Chosen::Some(accounts) },
                recipients: serde_json::from_str(&self.recipients)
                    .map_err(|_| corrupt("schedules.recipients", &self.recipients))?,
            },
            next,
            put_off: count("schedules.put_off", self.put_off)?,
        })
    }

    fn rhythm(&self) -> Result<Rhythm, StoreError> {
        let day = |number: Option<i64>| number.and_then(|number| i8::try_from(number).ok());
        let rhythm = match self.rhythm.as_str() {
            "daily" => Some(Rhythm::Daily),
            "weekdays" => Some(Rhythm::Weekdays),
            "weekly" => day(self.weekday).and_then(|day| Weekday::from_monday_one_offset(day).ok()).map(Rhythm::Weekly),
            "monthly" => day(self.month_day).and_then(MonthDay::of).map(Rhythm::Monthly),
            _ => None,
        };
        rhythm.ok_or_else(|| corrupt("schedules.rhythm", &self.rhythm))
    }
}

#[cfg(test)]
mod tests;
