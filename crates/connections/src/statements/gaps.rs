//! The gap report: the days of an account of which no login told anything.

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use sqlx::SqliteConnection;
use tracing::instrument;

use super::usable::ImportAccountsError;
use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        bank_account::tidy_note,
        coverage::{Days, Gap, LONGEST_NOTE, Seen, gaps},
        ids::AccountConnectionId,
        user::Act,
    },
    store::{self, Transaction},
};

/// So many hours after UTC a day ends where it ends last.
const FARTHEST_WEST_HOURS: i64 = 12;

/// The days of an account of which no login told anything, from its first statement to the day before the last reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapsOf {
    /// The account connection.
    pub account: AccountConnectionId,
    /// The days, in order.
    pub gaps: Vec<Gap>,
}

/// Why a gap stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum GapError {
    /// Nobody is signed in, or somebody who may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such gap any more, or it is seen to already, or open again.
    #[error("the gap is not there any more, or somebody else was faster")]
    NotFound,
    /// Write a note of one line that is not too long.
    #[error("the note is too long, or has characters that can't be seen")]
    Note,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Every linked account of which some day is not covered.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn gap_report(&self) -> Result<Vec<GapsOf>, ImportAccountsError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        Ok(report(&mut records).await?)
    }

    /// Writes that somebody has seen to a gap, and in a few words what was done about it, where these are not empty.
    ///
    /// # Errors
    /// Where the user may not, the note can't be taken, or there is no such open gap. Nothing is changed then.
    #[instrument(skip_all, fields(%account))]
    pub async fn see_to_gap(&self, account: AccountConnectionId, days: Days, note: &str) -> Result<(), GapError> {
        let user = self.permit(Act::Import)?;
        let note = match note.trim() {
            "" => None,
            note => Some(tidy_note(note, LONGEST_NOTE).map_err(|_| GapError::Note)?),
        };
        let mut records = self.database().write().await?;
        let is_open = |gap: &Gap| gap.days == days && gap.seen.is_none();
        let report = report(&mut records).await?;
        if !report.iter().any(|one| one.account == account && one.gaps.iter().any(is_open)) {
            return Err(GapError::NotFound);
        }
        let seen = Seen { by: user.name, at: self.now(), note };
        store::seen_gaps::insert(&mut records, account, days, &seen).await?;
        self.commit_gap(records, (account, days), &seen, "seen_to").await
    }

    /// Has a gap be open again that somebody has seen to.
    ///
    /// # Errors
    /// Where the user may not, or nobody has seen to it. Nothing is changed then.
    #[instrument(skip_all, fields(%account))]
    pub async fn reopen_gap(&self, account: AccountConnectionId, days: Days) -> Result<(), GapError> {
        let user = self.permit(Act::Import)?;
        let mut records = self.database().write().await?;
        match store::seen_gaps::remove(&mut records, account, days).await {
            Err(StoreError::NotFound) => return Err(GapError::NotFound),
            removed => removed?,
        }
        let reopened = Seen { by: user.name, at: self.now(), note: None };
        self.commit_gap(records, (account, days), &reopened, "reopened").await
    }

    async fn commit_gap(
        &self,
        mut records: Transaction,
        (account, days): (AccountConnectionId, Days),
        by: &Seen,
        outcome: &str,
    ) -> Result<(), GapError> {
        let mut entry = self.entry_on(By::User(&by.by), "gap", account.to_string(), outcome);
        entry.details.insert("first".to_owned(), days.first.to_string().into());
        entry.details.insert("last".to_owned(), days.last.to_string().into());
        if let Some(note) = &by.note {
            entry.details.insert("note".to_owned(), note.as_str().into());
        }
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(())
    }
}

/// Every linked account of which some day is not covered.
async fn report(records: &mut SqliteConnection) -> Result<Vec<GapsOf>, StoreError> {
    let all_seen = store::seen_gaps::list(&mut *records).await?;
    let seen = |account, days| {
        let of = all_seen.iter().find(|(of, seen, _)| *of == account && *seen == days);
        of.map(|(.., seen)| seen.clone())
    };
    let mut report = Vec::new();
    for (account, starts_on) in store::importable::starts(&mut *records).await? {
        let covered = store::transactions::coverage(&mut *records, account).await?;
        let covered: Vec<Days> = covered.into_iter().filter_map(|(first, read_at)| told(first, read_at)).collect();
        let Some(last) = covered.iter().map(|days| days.last).max() else { continue };
        let gaps = gaps(Days { first: starts_on, last }, &covered).into_iter();
        let gaps: Vec<_> = gaps.map(|days| Gap { days, seen: seen(account, days) }).collect();
        if !gaps.is_empty() {
            report.push(GapsOf { account, gaps });
        }
    }
    Ok(report)
}

/// The days that a login told of. That of its last reading was not over, wherever the bank is, and more may have come.
fn told(first: Date, read_at: Timestamp) -> Option<Days> {
    let at_the_bank = (read_at - FARTHEST_WEST_HOURS.hours()).to_zoned(TimeZone::UTC).date();
    let last = at_the_bank.saturating_sub(1.day());
    (first <= last).then_some(Days { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_was_not_over_at_the_bank_counts_as_not_told() {
        let first = Date::constant(2026, 11, 1);
        let told_at = |text: &str| told(first, text.parse().unwrap()).map(|days| days.last);
        // In California it was the afternoon of the tenth.
        assert_eq!(told_at("2026-11-11T01:00:00Z"), Some(Date::constant(2026, 11, 9)));
        assert_eq!(told_at("2026-11-11T12:00:00Z"), Some(Date::constant(2026, 11, 10)));
        assert_eq!(told_at("2026-11-01T23:00:00Z"), None, "no day was over");
    }
}
