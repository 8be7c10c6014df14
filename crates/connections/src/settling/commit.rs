//! One transaction: the accounts, the health of the login, the consent, the state of the session, its result and the
//! entry of the audit. All of it is there, or nothing.

use serde_json::{Value, json};
use sqlx::SqliteConnection;
use tracing::{info, instrument};

use super::{
    reading::Reading,
    verdict::{OnRecord, Unusable, Verdict},
};
use crate::{
    Connections, StoreError,
    connections::By,
    health::Standing,
    model::{
        connection::AccountNews,
        ids::{AccountConnectionId, ConnectionId},
        link_session::{Event, LinkSession, Outcome, State},
        reconciliation::{Change, Decision},
        result::{AccountChange, merged},
    },
    store::{self, Word},
};

/// What became of it.
pub(crate) enum Committed {
    /// It is in the records. Also where the user has to be asked: then the state says so, and no account is touched, but
    /// what is known of the login is written.
    Done(Box<LinkSession>),
    /// The reading or the decisions can't be used. Nothing is written.
    Refused(Unusable),
    /// The session is not in that state any more: somebody else was faster. Nothing is written.
    Overtaken,
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
        let Some(mut on_record) = on_record(&mut records, session).await? else { return Ok(Committed::Overtaken) };
        let request_ids = reading.request_ids.clone();
        let verdict = match on_record.judge(reading, decisions) {
            Ok(verdict) => verdict,
            Err(unusable) => return Ok(Committed::Refused(unusable)),
        };
        let session = &mut on_record.session;
        let next = session.state.after(verdict.event).expect("an ended session takes every reading");
        session.move_to(next, self.now());
        session.delay = None;
        session.note_request(request_ids.last().map(String::as_str));
        let id = on_record.connection.id;
        let mut news = on_record.connection.news;
        if matches!(verdict.event, Event::Reconciled { .. }) {
            // What differed is in the records with this.
            news = AccountNews::default();
            store::connections::set_news(&mut records, id, news).await?;
        }
        let Standing { health, consent_ends_at } = verdict.standing.with_news(news);
        store::connections::set_health(&mut records, id, health, consent_ends_at, self.now()).await?;
        if let Some(outcome) = next.outcome() {
            let written = self.write(&mut records, &mut on_record, &verdict).await?;
            let user = on_record.session.started_by.clone();
            let by = if decisions.is_some() { By::User(&user) } else { By::Itself };
            let mut entry = self.entry(by, "update", on_record.connection.id, outcome.text());
            entry.request_ids = request_ids;
            entry.details.insert("session".to_owned(), json!(on_record.session.id.to_string()));
            entry.details.insert("plaid_session".to_owned(), json!(on_record.session.plaid_session_id));
            entry.details.insert("ending".to_owned(), json!(on_record.page.ending.text()));
            entry.details.insert("accounts".to_owned(), json!(verdict.changes.len()));
            if let Some(decisions) = decisions {
                entry.details.insert("decisions".to_owned(), decided(decisions, &verdict.changes, &written));
            }
            store::audit::append(&mut records, &entry).await?;
        }
        store::link_sessions::save(&mut records, &on_record.session).await?;
        records.commit().await?;
        info!(state = ?next, event = ?verdict.event, "committed");
        self.tell();
        Ok(Committed::Done(Box::new(on_record.session)))
    }

    /// Writes what the verdict says of the accounts, and the result where it is news. Says of each change which account on
    /// record it was written to.
    async fn write(
        &self,
        records: &mut SqliteConnection,
        on_record: &mut OnRecord,
        verdict: &Verdict,
    ) -> Result<Vec<AccountConnectionId>, StoreError> {
        let OnRecord { session, page, connection, accounts } = on_record;
        let now = self.now();
        let mut changes = Vec::new();
        for change in &verdict.changes {
            let account = self.write_change(records, connection.id, change).await?;
            changes.push(AccountChange { account, kind: change.kind() });
        }
        let written = changes.iter().map(|change| change.account).collect();
        if page.earlier == session.state.outcome() && !verdict.is_news() {
            return Ok(written);
        }
        // What the user has not seen yet is told along; what was put away is over.
        let unseen = match session.acknowledged_at {
            Some(_) => Vec::new(),
            None => store::account_changes::list_of(records, session.id).await?,
        };
        store::account_changes::delete_of(records, session.id).await?;
        for change in merged(&unseen, accounts, changes) {
            store::account_changes::insert(records, session.id, change).await?;
        }
        session.settled_at = Some(now);
        session.acknowledged_at = None;
        if matches!(session.state.outcome(), Some(Outcome::Updated | Outcome::Repaired)) {
            store::connections::set_updated_at(records, connection.id, now).await?;
        }
        Ok(written)
    }

    /// Writes what becomes of one account, and says which it is on record.
    pub(crate) async fn write_change(
        &self,
        records: &mut SqliteConnection,
        of: ConnectionId,
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
                insert(records, of, account, reported, self.now()).await?;
                Ok(account)
            }
        }
    }
}

/// The user's decisions for the audit: the account on record that each reported account in question was said to be, or
/// became as a new one. Only our own ids.
pub(crate) fn decided(decisions: &[Decision], changes: &[Change], written: &[AccountConnectionId]) -> Value {
    let is_decided = |change: &Change| match change {
        Change::Kept { reported, .. }
        | Change::AccountIdChanged { reported, .. }
        | Change::ActiveAgain { reported, .. }
        | Change::New { reported } => decisions.iter().any(|decision| decision.account_id == reported.account_id),
        Change::NowInactive { .. } | Change::StillInactive { .. } => false,
    };
    let of_decisions = changes.iter().zip(written).filter(|(change, _)| is_decided(change));
    of_decisions
        .map(|(change, account)| json!({ "account": account.to_string(), "new": matches!(change, Change::New { .. }) }))
        .collect()
}

/// What is on record of an ended session at this moment; nothing where it is not in the state that was read after.
async fn on_record(records: &mut SqliteConnection, seen: &LinkSession) -> Result<Option<OnRecord>, StoreError> {
    let session = store::link_sessions::get(records, seen.id).await?.ok_or(StoreError::NotFound)?;
    let (State::Ended(page) | State::AwaitingMapping(page)) = session.state else { return Ok(None) };
    if session.state != seen.state {
        return Ok(None);
    }
    let connection = store::connections::get(records, session.connection).await?.ok_or(StoreError::NotFound)?;
    let accounts = store::account_connections::list_of(records, connection.id).await?;
    Ok(Some(OnRecord { session, page, connection, accounts }))
}
