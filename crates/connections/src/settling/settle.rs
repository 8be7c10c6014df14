//! From an ended page to its result: read, and commit; or put off.

use tracing::{info, instrument};

use super::{commit::Committed, obstacle::Obstacle, verdict::Unusable};
use crate::{
    Connections, StoreError,
    model::{
        ids::LinkSessionId,
        link_session::{Event, LinkSession, Purpose, State},
    },
    store::link_sessions,
};

impl Connections {
    /// Brings the records to what is true at the bank, or puts that off. The session comes back as it is now; `None` where
    /// somebody else moved it.
    #[instrument(skip_all, fields(session = %session.id, connection = %session.connection))]
    pub(crate) async fn settle(&self, session: LinkSession) -> Result<Option<LinkSession>, StoreError> {
        if session.purpose != Purpose::Update {
            return self.arrive(session).await;
        }
        let connection = self.connection(session.connection).await?;
        if connection.login.is_none() {
            // Whatever it did to the login is over with the login.
            return self.advance(session.id, Event::GivenUp, LinkSession::put_away).await;
        }
        let obstacle = match self.read(&connection).await? {
            Err(obstacle) => obstacle,
            Ok(reading) => match self.commit(&session, reading, None).await? {
                Committed::Done(session) => return Ok(Some(*session)),
                Committed::Refused(Unusable::Doubtful(obstacle)) => obstacle,
                // Nothing was decided that could be invalid.
                Committed::Refused(Unusable::Invalid(_)) | Committed::Overtaken => return Ok(None),
            },
        };
        self.put_off(session.id, session.state, obstacle).await
    }

    pub(crate) async fn put_off(
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
