//! One transaction: the accounts, the health of the login, the consent, the state of the session, its result and the
//! entry of the audit. All of it is there, or nothing.

use serde_json::json;
use sqlx::SqliteConnection;
use tracing::{info, instrument};

use super::{obstacle::Obstacle, reading::Reading};
use crate::{
    Connections, StoreError,
    model::{
        account::AccountConnection,
        connection::{Connection, Health, UpdateReason},
        ids::AccountConnectionId,
        link_session::{Ended, Ending, Event, LinkSession, Outcome, Setback, State},
        reconciliation::{Change, Decision, InvalidDecisions, Plan, reconcile},
        result::{AccountChange, merged},
    },
    store::{self, Word},
};

/// How often an answer that can't be true is asked for again, before the records are settled without its accounts.
const DOUBTS: u32 = 3;

/// What became of it.
pub(crate) enum Committed {
    /// It is in the records. Also where the user has to be asked: then the state says so, and no account is touched.
    Done(Box<LinkSession>),
    /// The reading can't be true. Nothing is written.
    Doubtful(Obstacle),
    /// The decisions don't answer what is in question now. Nothing is written.
    Invalid(InvalidDecisions),
    /// The session is not in that state any more: somebody else was faster. Nothing is written.
    Overtaken,
}

/// What the reading comes to for the records.
struct Upshot {
    reading: Reading,
    plan: Option<Plan>,
    event: Event,
}

impl Connections {
    /// Brings the records to what was read after the page of `session` ended, with what the user decided where the user
    /// was asked.
    #[instrument(skip_all, fields(session = %session.id, connection = %session.connection))]
    pub(crate) async fn commit(
        &self,
        session: &LinkSession,
        reading: Reading,
        decisions: Option<&[Decision]>,
    ) -> Result<Committed, StoreError> {
        let mut records = self.database().write().await?;
        let expected = session.state;
        let mut session = store::link_sessions::get(&mut records, session.id).await?.ok_or(StoreError::NotFound)?;
        let (State::Ended(page) | State::AwaitingMapping(page)) = session.state else {
            return Ok(Committed::Overtaken);
        };
        if session.state != expected {
            return Ok(Committed::Overtaken);
        }
        let connection =
            store::connections::get(&mut records, session.connection).await?.ok_or(StoreError::NotFound)?;
        let accounts = store::account_connections::list_of(&mut records, connection.id).await?;

        let reading = match believed(reading, page, &accounts, &session) {
            Ok(reading) => reading,
            Err(obstacle) => return Ok(Committed::Doubtful(obstacle)),
        };
        let upshot = match upshot(reading, &connection, &accounts, decisions) {
            Ok(upshot) => upshot,
            Err(invalid) => return Ok(Committed::Invalid(invalid)),
        };
        let next = session.state.after(upshot.event).expect("an ended session takes every reading");
        session.move_to(next, self.now());
        session.delay = None;
        if upshot.event != Event::FoundAmbiguous {
            self.write(&mut records, &mut session, page, &connection, &accounts, &upshot).await?;
        }
        store::link_sessions::save(&mut records, &session).await?;
        records.commit().await?;
        info!(state = ?session.state, event = ?upshot.event, "committed");
        self.tell();
        Ok(Committed::Done(Box::new(session)))
    }

    async fn write(
        &self,
        records: &mut SqliteConnection,
        session: &mut LinkSession,
        page: Ended,
        connection: &Connection,
        accounts: &[AccountConnection],
        upshot: &Upshot,
    ) -> Result<(), StoreError> {
        let now = self.now();
        let standing = upshot.reading.standing;
        store::connections::set_health(records, connection.id, standing.health, standing.consent_ends_at, now).await?;
        let mut changes = Vec::new();
        for change in upshot.plan.iter().flat_map(|plan| &plan.changes) {
            let account = self.write_change(records, connection, change).await?;
            changes.push(AccountChange { account, kind: change.kind() });
        }
        let is_news = page.earlier.is_none() || upshot.event == (Event::Reconciled { changed: true });
        if is_news {
            let earlier = store::account_changes::list_of(records, session.id).await?;
            let seen = session.acknowledged_at.is_some();
            let earlier = if seen { Vec::new() } else { earlier };
            store::account_changes::delete_of(records, session.id).await?;
            for change in merged(&earlier, accounts, changes) {
                store::account_changes::insert(records, session.id, change).await?;
            }
            session.settled_at = Some(now);
            session.acknowledged_at = None;
        }
        let outcome = outcome_of(session.state);
        if matches!(outcome, Outcome::Updated | Outcome::Repaired) && is_news {
            store::connections::set_updated_at(records, connection.id, now).await?;
        }
        let mut entry = self.entry("update", &connection.id, outcome.text());
        entry.request_ids.clone_from(&upshot.reading.request_ids);
        entry.details.insert("session".to_owned(), json!(session.id.to_string()));
        entry.details.insert("plaid_session".to_owned(), json!(session.plaid_session_id));
        entry.details.insert("ending".to_owned(), json!(page.ending.text()));
        entry.details.insert("accounts".to_owned(), json!(upshot.plan.as_ref().map(|plan| plan.changes.len())));
        store::audit::append(records, &entry).await
    }

    /// Writes what becomes of one account, and says which it is on record.
    async fn write_change(
        &self,
        records: &mut SqliteConnection,
        connection: &Connection,
        change: &Change,
    ) -> Result<AccountConnectionId, StoreError> {
        use store::account_connections::{insert, set_active, update_reported};
        match change {
            Change::Kept { account, reported }
            | Change::AccountIdChanged { account, reported }
            | Change::ActiveAgain { account, reported } => {
                update_reported(records, *account, reported).await?;
                set_active(records, *account, true).await?;
                Ok(*account)
            }
            Change::NowInactive { account } | Change::StillInactive { account } => {
                set_active(records, *account, false).await?;
                Ok(*account)
            }
            Change::New { reported } => {
                let account = AccountConnectionId::new(self.fresh_uuid());
                insert(records, connection.id, account, reported, self.now()).await?;
                Ok(account)
            }
        }
    }
}

/// The reading as far as it can be believed, or what stands in the way of believing it.
///
/// Plaid's page can't be completed without an account, and a page that was not completed delivers no selection. So an
/// empty report over active accounts is no selection of anybody's: it is asked for again, and if Plaid stays with it,
/// the accounts are left as they are and the consent is called incomplete. In the same way a page that Plaid calls
/// completed leaves a login that works; where it does not, Plaid's own news may be on the way.
fn believed(
    reading: Reading,
    page: Ended,
    accounts: &[AccountConnection],
    session: &LinkSession,
) -> Result<Reading, Obstacle> {
    let is_empty =
        reading.reported.as_ref().is_some_and(Vec::is_empty) && accounts.iter().any(|account| account.active);
    let is_broken = reading.reported.is_none()
        && matches!(reading.standing.health, Health::NeedsUpdate(_))
        && page.ending == Ending::Completed;
    let doubts = match &session.delay {
        Some(delay) if delay.setback == Setback::PlaidRefused => delay.attempts,
        Some(_) | None => 0,
    };
    if (is_empty || is_broken) && doubts < DOUBTS {
        return Err(Obstacle::implausible(reading.request_ids.last().cloned()));
    }
    Ok(if is_empty { reading.without_accounts(UpdateReason::ConsentEnds) } else { reading })
}

fn upshot(
    reading: Reading,
    connection: &Connection,
    accounts: &[AccountConnection],
    decisions: Option<&[Decision]>,
) -> Result<Upshot, InvalidDecisions> {
    let Some(reported) = &reading.reported else {
        return Ok(Upshot { reading, plan: None, event: Event::Unreadable });
    };
    let plan = reconcile(accounts, reported);
    let plan = match decisions {
        None if !plan.ambiguities.is_empty() => {
            return Ok(Upshot { reading, plan: None, event: Event::FoundAmbiguous });
        }
        None => plan,
        Some(decisions) => plan.resolve(decisions)?,
    };
    let standing = reading.standing;
    let changed = plan.is_news()
        || standing.health != connection.health
        || standing.consent_ends_at != connection.consent_ends_at;
    Ok(Upshot { reading, plan: Some(plan), event: Event::Reconciled { changed } })
}

fn outcome_of(state: State) -> Outcome {
    match state {
        State::Settled(outcome) | State::Watched(outcome) => outcome,
        State::Requested | State::Open | State::Ended(_) | State::AwaitingMapping(_) => {
            unreachable!("what was read is settled or watched")
        }
    }
}
