//! From an ended page to its result: read, and commit; or put off.

use tracing::{info, instrument};

use super::{commit::Committed, obstacle::Obstacle};
use crate::{
    Connections, StoreError,
    model::{
        ids::LinkSessionId,
        link_session::{LinkSession, State},
    },
    store::link_sessions,
};

impl Connections {
    /// Brings the records to what is true at the bank, or puts that off. The session comes back as it is now; `None` where
    /// somebody else moved it.
    #[instrument(skip_all, fields(session = %session.id, connection = %session.connection))]
    pub(crate) async fn settle(&self, session: LinkSession) -> Result<Option<LinkSession>, StoreError> {
        let committed = match self.read(session.connection).await {
            Ok(reading) => self.commit(&session, reading, None).await?,
            Err(obstacle) => Committed::Doubtful(obstacle),
        };
        match committed {
            Committed::Done(session) => Ok(Some(*session)),
            Committed::Doubtful(obstacle) => self.put_off(session.id, session.state, obstacle).await,
            // No decision was given that could be wrong.
            Committed::Overtaken | Committed::Invalid(_) => Ok(None),
        }
    }

    async fn put_off(
        &self,
        id: LinkSessionId,
        state: State,
        obstacle: Obstacle,
    ) -> Result<Option<LinkSession>, StoreError> {
        let mut records = self.database().write().await?;
        let mut session = link_sessions::get(&mut records, id).await?.ok_or(StoreError::NotFound)?;
        if session.state != state {
            return Ok(None);
        }
        let delay = obstacle.delay(session.delay.as_ref(), self.now());
        let (setback, attempts, code) = (delay.setback, delay.attempts, delay.code.clone());
        session.delay = Some(delay);
        link_sessions::save(&mut records, &session).await?;
        records.commit().await?;
        info!(?setback, attempts, code, "put off");
        self.tell();
        Ok(Some(session))
    }
}
