//! What the user does to schedules: add, change, switch on and off, run at once, remove.

use tracing::instrument;

use super::{ScheduleError, spread};
use crate::{
    Connections, StoreError,
    connections::By,
    mail,
    model::{
        bank_account::tidy_name,
        ids::ScheduleId,
        schedule::{Chosen, LONGEST_SCHEDULE_NAME, MOST_RECIPIENTS, MOST_SPREAD_MINUTES, Planned, Schedule, Terms},
        user::Act,
    },
    store::{self, Transaction, Word as _, audit::Entry},
};

impl Connections {
    /// Adds a schedule. It is on.
    ///
    /// # Errors
    /// Where the user may not, or something of it can't be meant. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn add_schedule(&self, terms: Terms) -> Result<ScheduleId, ScheduleError> {
        let user = self.permit(Act::SetUp)?;
        let mut records = self.database().write().await?;
        let terms = checked(&mut records, terms).await?;
        let next = Some(self.planned(&terms)?);
        let schedule = Schedule { id: ScheduleId::new(self.fresh_uuid()), terms, next, put_off: 0 };
        store::schedules::insert(&mut records, &schedule, self.now()).await.map_err(name_taken)?;
        self.commit_with(records, self.entry_of(By::User(&user.name), &schedule, "added")).await?;
        Ok(schedule.id)
    }

    /// Changes a schedule. One that is off stays off.
    ///
    /// # Errors
    /// Where the user may not, or something of it can't be meant. Nothing is changed then.
    #[instrument(skip_all, fields(%id))]
    pub async fn change_schedule(&self, id: ScheduleId, terms: Terms) -> Result<(), ScheduleError> {
        let user = self.permit(Act::SetUp)?;
        let mut records = self.database().write().await?;
        let before = schedule(&mut records, id).await?;
        let terms = checked(&mut records, terms).await?;
        let is_same_time = terms.when == before.terms.when && terms.spread_minutes == before.terms.spread_minutes;
        let next = match before.next {
            Some(next) if is_same_time => Some(next),
            Some(_) => Some(self.planned(&terms)?),
            None => None,
        };
        let after = Schedule { terms, next, put_off: if is_same_time { before.put_off } else { 0 }, id };
        if after == before {
            return Ok(());
        }
        store::schedules::update(&mut records, &after).await.map_err(name_taken)?;
        self.commit_with(records, self.entry_of(By::User(&user.name), &after, "changed")).await
    }

    /// Switches a schedule on or off. What was missed while it was off is not made up for.
    ///
    /// # Errors
    /// Where the user may not, or the records can't be used.
    #[instrument(skip_all, fields(%id, is_on))]
    pub async fn switch_schedule(&self, id: ScheduleId, is_on: bool) -> Result<(), ScheduleError> {
        let user = self.permit(Act::SetUp)?;
        let mut records = self.database().write().await?;
        let schedule = schedule(&mut records, id).await?;
        if schedule.next.is_some() == is_on {
            return Ok(());
        }
        let next = if is_on { Some(self.planned(&schedule.terms)?) } else { None };
        store::schedules::plan(&mut records, id, next, 0).await?;
        let outcome = if is_on { "switched_on" } else { "switched_off" };
        self.commit_with(records, self.entry_of(By::User(&user.name), &schedule, outcome)).await
    }

    /// Removes a schedule. The audit keeps what it did.
    ///
    /// # Errors
    /// Where the user may not, or the records can't be used.
    #[instrument(skip_all, fields(%id))]
    pub async fn remove_schedule(&self, id: ScheduleId) -> Result<(), ScheduleError> {
        let user = self.permit(Act::SetUp)?;
        let mut records = self.database().write().await?;
        let schedule = schedule(&mut records, id).await?;
        store::schedules::remove(&mut records, id, self.now()).await?;
        self.commit_with(records, self.entry_of(By::User(&user.name), &schedule, "removed")).await
    }

    /// Plans every schedule that is on from now on, in the caller's transaction: what an older backup had planned is past.
    pub(crate) async fn plan_schedules_anew(&self, records: &mut Transaction) -> Result<(), StoreError> {
        for schedule in store::schedules::list(records).await? {
            if schedule.next.is_some() {
                let next = self.planned(&schedule.terms).ok();
                store::schedules::plan(records, schedule.id, next, 0).await?;
            }
        }
        Ok(())
    }

    /// When the terms come to pass the next time.
    fn planned(&self, terms: &Terms) -> Result<Planned, ScheduleError> {
        terms.when.first_after(self.now()).map(|planned| spread(planned, terms)).ok_or(ScheduleError::Never)
    }

    /// What the audit says of a schedule.
    fn entry_of(&self, by: By<'_>, schedule: &Schedule, outcome: &str) -> Entry {
        let mut entry = self.entry_on(by, "schedule", schedule.id.to_string(), outcome);
        let Terms { name, work, when, accounts, recipients, .. } = &schedule.terms;
        entry.details.insert("name".to_owned(), name.as_str().into());
        entry.details.insert("work".to_owned(), work.text().into());
        entry.details.insert("time".to_owned(), when.at.strftime("%H:%M").to_string().into());
        entry.details.insert("time_zone".to_owned(), when.zone.iana_name().unwrap_or_default().into());
        if let Chosen::Some(accounts) = accounts {
            entry.details.insert("accounts".to_owned(), accounts.len().into());
        }
        entry.details.insert("recipients".to_owned(), recipients.len().into());
        entry
    }

    async fn commit_with(&self, mut records: Transaction, entry: Entry) -> Result<(), ScheduleError> {
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}

/// A schedule on record.
async fn schedule(records: &mut Transaction, id: ScheduleId) -> Result<Schedule, ScheduleError> {
    store::schedules::get(records, id).await?.ok_or(ScheduleError::NotFound)
}

/// The error of a name that the records themselves refuse.
fn name_taken(error: StoreError) -> ScheduleError {
    if store::schedules::is_taken(&error) { ScheduleError::NameTaken } else { error.into() }
}

/// The terms as they are kept, unless something of them can't be meant.
async fn checked(records: &mut Transaction, terms: Terms) -> Result<Terms, ScheduleError> {
    let name = tidy_name(&terms.name).ok().filter(|name| name.chars().count() <= LONGEST_SCHEDULE_NAME);
    let name = name.ok_or(ScheduleError::Name)?;
    if terms.when.zone.iana_name().is_none() {
        return Err(ScheduleError::TimeZone(String::new()));
    }
    if terms.spread_minutes > MOST_SPREAD_MINUTES {
        return Err(ScheduleError::Spread);
    }
    if let Chosen::Some(accounts) = &terms.accounts {
        if accounts.is_empty() {
            return Err(ScheduleError::NothingChosen);
        }
        let known = store::account_connections::list(records).await?;
        if !accounts.iter().all(|id| known.iter().any(|(_, account)| account.id == *id)) {
            return Err(ScheduleError::NoSuchAccount);
        }
    }
    let recipients = recipients(&terms.recipients)?;
    Ok(Terms { name, recipients, ..terms })
}

/// Each address once, however it is written.
fn recipients(given: &[String]) -> Result<Vec<String>, ScheduleError> {
    let mut recipients: Vec<String> = Vec::new();
    for recipient in given.iter().map(|recipient| recipient.trim()).filter(|recipient| !recipient.is_empty()) {
        if !mail::is_address(recipient) {
            return Err(ScheduleError::Recipient(recipient.to_owned()));
        }
        if !recipients.iter().any(|known| known.eq_ignore_ascii_case(recipient)) {
            recipients.push(recipient.to_owned());
        }
    }
    if recipients.len() > MOST_RECIPIENTS {
        return Err(ScheduleError::TooManyRecipients);
    }
    Ok(recipients)
}
