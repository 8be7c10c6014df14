//! One step of a link session: an event, written together with its entry in the audit.

use serde_json::json;
use sqlx::SqliteConnection;
use tracing::{debug, info, instrument};

use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        ids::LinkSessionId,
        link_session::{Event, Fruitless, LinkSession},
    },
    store::{self, Word},
};

impl Connections {
    /// Brings a session to the state after `event`, with `edit` in the same transaction. `None` where the session does
    /// not allow the event any more: somebody else was faster, and nothing is written.
    pub(crate) async fn advance(
        &self,
        id: LinkSessionId,
        event: Event,
        edit: impl FnOnce(&mut LinkSession) + Send,
    ) -> Result<Option<LinkSession>, StoreError> {
        self.advance_upon(id, event, None, edit).await
    }

    /// The same upon an answer of Plaid, whose request id goes into the audit.
    pub(crate) async fn advance_upon(
        &self,
        id: LinkSessionId,
        event: Event,
        request_id: Option<&str>,
        edit: impl FnOnce(&mut LinkSession) + Send,
    ) -> Result<Option<LinkSession>, StoreError> {
        self.advance_with(id, event, request_id, async |_, session| {
            edit(session);
            Ok(())
        })
        .await
    }

    /// The same with an edit that writes more than the session.
    #[instrument(name = "advance", skip_all, fields(session = %id, ?event, request_id))]
    pub(crate) async fn advance_with(
        &self,
        id: LinkSessionId,
        event: Event,
        request_id: Option<&str>,
        edit: impl AsyncFnOnce(&mut SqliteConnection, &mut LinkSession) -> Result<(), StoreError>,
    ) -> Result<Option<LinkSession>, StoreError> {
        let mut records = self.database().write().await?;
        let mut session = store::link_sessions::get(&mut records, id).await?.ok_or(StoreError::NotFound)?;
        let Ok(next) = session.state.after(event) else {
            debug!(state = ?session.state, "came too late");
            return Ok(None);
        };
        session.move_to(next, self.now());
        session.note_request(request_id);
        edit(&mut records, &mut session).await?;
        match store::link_sessions::save(&mut records, &session).await {
            // A page that was watched can't end while the next one of the connection is under way. It is asked again.
            Err(StoreError::SessionUnfinished) => return Ok(None),
            saved => saved?,
        }
        let (by, word) = in_audit(event, &session.started_by);
        let mut entry = self.entry(by, word, session.connection, next.outcome().map_or("accepted", Word::text));
        entry.request_ids.extend(request_id.map(str::to_owned));
        entry.details.insert("session".to_owned(), json!(id.to_string()));
        if let (Event::Finished { success: false }, Some(exit)) = (event, &session.exit) {
            entry.request_ids.extend(exit.request_id.clone());
            entry.details.insert("exit_step".to_owned(), json!(exit.step));
            entry.details.insert("exit_code".to_owned(), json!(exit.code));
        }
        store::audit::append(&mut records, &entry).await?;
        records.commit().await?;
        info!(state = ?next, "moved on");
        self.tell();
        Ok(Some(session))
    }
}

/// On whose word an event happens, and what the audit calls it. What a session asks is decided by whoever began it: there is
/// one user who may.
const fn in_audit(event: Event, user: &str) -> (By<'_>, &'static str) {
    match event {
        Event::LinkCreated => (By::User(user), "page_created"),
        Event::LinkRefused => (By::Itself, "page_refused"),
        Event::FoundAtStart => (By::Itself, "found_at_start"),
        Event::Left => (By::User(user), "left"),
        Event::WindowLost => (By::Itself, "window_lost"),
        Event::Finished { success: true } => (By::Itself, "page_completed"),
        Event::Finished { success: false } => (By::Itself, "page_exited"),
        Event::Expired => (By::Itself, "page_expired"),
        Event::Reconciled { .. } => (By::Itself, "reconciled"),
        Event::Unreadable => (By::Itself, "unreadable"),
        Event::FoundAmbiguous => (By::Itself, "ambiguous"),
        Event::GivenUp => (By::Itself, "given_up"),
        Event::FoundDuplicate => (By::Itself, "duplicate_found"),
        Event::Accepted => (By::Itself, "accepted"),
        Event::Exchanged => (By::Itself, "exchanged"),
        Event::Brought(_) => (By::Itself, "brought"),
        Event::Fruitless(Fruitless::Stopped) => (By::User(user), "stopped"),
        Event::Fruitless(_) => (By::Itself, "fruitless"),
    }
}
