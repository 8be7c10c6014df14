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

/// The days that a login told of. That of its last reading was not over, and more may have come.
fn told(first: Date, read_at: Timestamp) -> Option<Days> {
    let last = read_at.to_zoned(TimeZone::UTC).date().saturating_sub(1.day());
    (first <= last).then_some(Days { first, last })
}
