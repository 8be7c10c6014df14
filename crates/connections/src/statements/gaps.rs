//! The gap report: the days of an account of which no login told anything.

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use tracing::instrument;

use super::usable::ImportAccountsError;
use crate::{
    Connections,
    model::{
        coverage::{Days, gaps},
        ids::AccountConnectionId,
        user::Act,
    },
    store,
};

/// So many hours after UTC a day ends where it ends last.
const FARTHEST_WEST_HOURS: i64 = 12;

/// The days of an account of which no login told anything, from its first statement to the day before the last reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapsOf {
    /// The account connection.
    pub account: AccountConnectionId,
    /// The days, in order.
    pub gaps: Vec<Days>,
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
        let mut report = Vec::new();
        for (account, starts_on) in store::importable::starts(&mut records).await? {
            let covered = store::transactions::coverage(&mut records, account).await?;
            let covered: Vec<Days> = covered.into_iter().filter_map(|(first, read_at)| told(first, read_at)).collect();
            let Some(last) = covered.iter().map(|days| days.last).max() else { continue };
            let gaps = gaps(Days { first: starts_on, last }, &covered);
            if !gaps.is_empty() {
                report.push(GapsOf { account, gaps });
            }
        }
        Ok(report)
    }
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
