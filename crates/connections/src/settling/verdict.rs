//! What a reading means for the records: pure, and the one place that doubts what Plaid says.

use super::{obstacle::Obstacle, reading::Reading};
use crate::{
    health::Standing,
    model::{
        account::AccountConnection,
        connection::{Connection, Health, UpdateReason},
        link_session::{Ended, Ending, Event, LinkSession, Setback, State},
        reconciliation::{Change, Decision, InvalidDecisions, reconcile},
    },
};

/// How often an answer that can't be true is asked for again, before the records are settled without its accounts.
const DOUBTS: u32 = 3;

/// What is on record of an ended session and its connection.
pub(crate) struct OnRecord {
    pub(crate) session: LinkSession,
    pub(crate) page: Ended,
    pub(crate) connection: Connection,
    pub(crate) accounts: Vec<AccountConnection>,
}

/// What is to be written.
pub(crate) struct Verdict {
    pub(crate) event: Event,
    pub(crate) standing: Standing,
    pub(crate) changes: Vec<Change>,
}

/// Why nothing can be written.
pub(crate) enum Unusable {
    /// The reading can't be true.
    Doubtful(Obstacle),
    /// The decisions don't answer what is in question now.
    Invalid(InvalidDecisions),
}

impl Verdict {
    /// Whether the records differ from before.
    pub(crate) fn is_news(&self) -> bool {
        self.event == Event::Reconciled { changed: true }
    }
}

impl OnRecord {
    /// What the reading means, with the user's decisions where the user was asked; or why it can't be used.
    pub(crate) fn judge(&self, reading: Reading, decisions: Option<&[Decision]>) -> Result<Verdict, Unusable> {
        let Reading { standing, reported, .. } = self.believe(reading).map_err(Unusable::Doubtful)?;
        let Some(reported) = reported else {
            // A login that is gone will never answer the question.
            let event = if standing.health == Health::Gone { Event::GivenUp } else { Event::Unreadable };
            return Ok(Verdict { event, standing, changes: Vec::new() });
        };
        let plan = reconcile(&self.accounts, &reported);
        let plan = match decisions {
            None if !plan.ambiguities.is_empty() => {
                return Ok(Verdict { event: Event::FoundAmbiguous, standing, changes: Vec::new() });
            }
            None => plan,
            Some(decisions) => plan.resolve(decisions).map_err(Unusable::Invalid)?,
        };
        let changed = plan.is_news()
            || standing.health != self.connection.health
            || standing.consent_ends_at != self.connection.consent_ends_at;
        Ok(Verdict { event: Event::Reconciled { changed }, standing, changes: plan.changes })
    }

    /// The reading as far as it can be believed, or what stands in the way of believing it.
    ///
    /// Plaid's page can't be completed without an account, and a page that was not completed delivers no selection. So
    /// an empty report over active accounts is nobody's selection: it is asked for again, and if Plaid stays with it, the
    /// accounts are left as they are and the consent is called incomplete. In the same way a page that Plaid calls
    /// completed leaves a login that works; where it does not, Plaid's own news may be on the way. Once the user is asked,
    /// the accounts were read; what can't be read now has come about since, and is no reason to doubt.
    fn believe(&self, reading: Reading) -> Result<Reading, Obstacle> {
        let is_empty = reading.is_empty_over(&self.accounts);
        let is_broken = reading.reported.is_none()
            && matches!(reading.standing.health, Health::NeedsUpdate(_))
            && self.page.ending == Ending::Completed;
        let doubts = match &self.session.delay {
            Some(delay) if delay.setback == Setback::PlaidRefused => delay.attempts,
            Some(_) | None => 0,
        };
        let was_read = matches!(self.session.state, State::AwaitingMapping(_));
        if (is_empty || is_broken) && !was_read && doubts < DOUBTS {
            return Err(Obstacle::implausible(reading.request_ids.last().cloned()));
        }
        Ok(if is_empty { reading.without_accounts(UpdateReason::ConsentEnds) } else { reading })
    }
}
