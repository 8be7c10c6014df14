//! What settled sessions came to, until the user has put it away. A result is in the records before it is shown, so that
//! it survives whatever happens in between.

use jiff::Timestamp;
use tracing::instrument;

use crate::{
    Connections, StoreError,
    list::progress_of,
    model::{
        connection::{Institution, Status},
        ids::{ConnectionId, LinkSessionId},
        link_session::{Outcome, PageExit},
        result::ResultLine,
    },
    store,
};

/// What a session came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateResult {
    /// The session.
    pub session: LinkSessionId,
    /// The connection that it updated.
    pub connection: ConnectionId,
    /// The bank.
    pub institution: Institution,
    /// What it came to.
    pub outcome: Outcome,
    /// Whether it was found unfinished at a start of the application.
    pub recovered: bool,
    /// The status of the connection now.
    pub status: Status,
    /// How the page was left, where Plaid says so.
    pub exit: Option<PageExit>,
    /// When it was committed.
    pub settled_at: Timestamp,
    /// What became of each account, by their number.
    pub lines: Vec<ResultLine>,
}

/// Why results can't be told or put away.
#[derive(Debug, thiserror::Error)]
pub enum ResultsError {
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
        let mut records = self.database().read().await?;
        let unsettled = store::link_sessions::unsettled(&mut records).await?;
        let mut results = Vec::new();
        for session in store::link_sessions::unacknowledged(&mut records).await? {
            let (Some(outcome), Some(settled_at)) = (session.known_outcome(), session.settled_at) else { continue };
            self.shown().insert(session.id, settled_at);
            let connection =
                store::connections::get(&mut records, session.connection).await?.ok_or(StoreError::NotFound)?;
            results.push(UpdateResult {
                session: session.id,
                connection: connection.id,
                outcome,
                recovered: session.recovered,
                status: connection.status(progress_of(connection.id, &unsettled), self.now()),
                settled_at,
                lines: store::account_changes::list_of(&mut records, session.id).await?,
                exit: session.exit,
                institution: connection.institution,
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
        let mut records = self.database().write().await?;
        let mut session = store::link_sessions::get(&mut records, id).await?.ok_or(ResultsError::NotFound)?;
        if session.settled_at.is_none() {
            return Err(ResultsError::NotFound);
        }
        let is_shown = self.shown().get(&id).is_none_or(|shown| Some(*shown) == session.settled_at);
        if session.acknowledged_at.is_none() && is_shown {
            session.acknowledged_at = Some(self.now());
            store::link_sessions::save(&mut records, &session).await?;
            records.commit().await.map_err(StoreError::from)?;
            self.tell();
        }
        Ok(())
    }
}
