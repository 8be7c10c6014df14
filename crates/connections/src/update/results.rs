//! What settled sessions came to, until the user has put it away. A result is in the records before it is shown, so that
//! it survives whatever happens in between.

use jiff::Timestamp;
use serde_json::json;
use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    list::progress_of,
    model::{
        connection::{Connection, Institution, Status},
        ids::{ConnectionId, LinkSessionId},
        link_session::{Outcome, PageExit, Purpose},
        result::ResultLine,
        user::Act,
    },
    store,
};

/// What a session came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateResult {
    /// The session.
    pub session: LinkSessionId,
    /// What the session was for.
    pub purpose: Purpose,
    /// The connection that it was about. `None` where a bank was to be connected and is not.
    pub connection: Option<ConnectionId>,
    /// The bank of the connection, or the one that was to be connected as far as it is known.
    pub institution: Option<Institution>,
    /// The bank that the user picked, where it is another one than that of the connection.
    pub picked: Option<Institution>,
    /// Plaid's id of the session.
    pub plaid_session_id: Option<String>,
    /// What it came to.
    pub outcome: Outcome,
    /// Whether it was found unfinished at a start of the application.
    pub recovered: bool,
    /// The status of the connection now, where there is one.
    pub status: Option<Status>,
    /// How the page was left, where Plaid says so.
    pub exit: Option<PageExit>,
    /// Whether Plaid says that it was left before anything was sent to the bank.
    pub is_nothing_sent: bool,
    /// When it was committed.
    pub settled_at: Timestamp,
    /// What became of each account, by their number.
    pub lines: Vec<ResultLine>,
}

/// Why results can't be told or put away.
#[derive(Debug, thiserror::Error)]
pub enum ResultsError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such session, or it has no result.
    #[error("there is no such result")]
    NotFound,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// The results that the user has not put away, the oldest first.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn results(&self) -> Result<Vec<UpdateResult>, ResultsError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let unsettled = store::link_sessions::unsettled(&mut records).await?;
        let mut results = Vec::new();
        for session in store::link_sessions::unacknowledged(&mut records).await? {
            let (Some(outcome), Some(settled_at)) = (session.known_outcome(), session.settled_at) else { continue };
            self.shown().insert(session.id, settled_at);
            let connection = store::connections::get(&mut records, session.connection).await?;
            let status =
                |connection: &Connection| connection.status(progress_of(connection.id, &unsettled), self.now());
            results.push(UpdateResult {
                session: session.id,
                purpose: session.purpose,
                connection: connection.as_ref().map(|connection| connection.id),
                outcome,
                recovered: session.recovered,
                status: connection.as_ref().map(status),
                settled_at,
                lines: store::account_changes::list_of(&mut records, session.id).await?,
                is_nothing_sent: session.is_nothing_sent(),
                exit: session.exit,
                plaid_session_id: session.plaid_session_id,
                picked: session.institution.clone().filter(|picked| {
                    connection.as_ref().is_some_and(|connection| connection.institution.id != picked.id)
                }),
                institution: connection.map(|connection| connection.institution).or(session.institution),
            });
        }
        Ok(results)
    }

    /// Puts the result of a session away, as it was told the last time. One that came about since stays. Doing it twice is
    /// the same as once.
    ///
    /// # Errors
    /// Where there is no such result, or the records can't be used.
    #[instrument(skip_all, fields(session = %id))]
    pub async fn acknowledge(&self, id: LinkSessionId) -> Result<(), ResultsError> {
        let user = self.permit(Act::Look)?;
        let mut records = self.database().write().await?;
        let mut session = store::link_sessions::get(&mut records, id).await?.ok_or(ResultsError::NotFound)?;
        if session.settled_at.is_none() {
            return Err(ResultsError::NotFound);
        }
        let is_shown = self.shown().get(&id).is_none_or(|shown| Some(*shown) == session.settled_at);
        if session.acknowledged_at.is_none() && is_shown {
            session.acknowledged_at = Some(self.now());
            store::link_sessions::save(&mut records, &session).await?;
            let mut entry = self.entry(By::User(&user.name), "acknowledge", session.connection, "seen");
            entry.details.insert("session".to_owned(), json!(id.to_string()));
            store::audit::append(&mut records, &entry).await?;
            records.commit().await.map_err(StoreError::from)?;
            self.tell();
        }
        Ok(())
    }
}
