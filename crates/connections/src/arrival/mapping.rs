//! The accounts of a new login that only the user can tell apart from those on record.

use super::bring::Bringing;
use crate::{
    Connections,
    model::{
        connection::Connection,
        link_session::{LinkSession, State},
        reconciliation::{Decision, Identity, reconcile_as},
    },
    settling::reading::Reading,
    store,
    update::mapping::{AmbiguityOverview, Mapping, MappingError},
};

impl Connections {
    /// The question that a session which brings a login waits with.
    pub(crate) async fn mapping_of_held(&self, session: &LinkSession) -> Result<Mapping, MappingError> {
        let reading = self.read_held(session).await??;
        let connection: Connection = self.connection(session.connection).await?;
        let ambiguities: Vec<AmbiguityOverview> = match &reading.reported {
            None => return Err(MappingError::LoginBroken),
            Some(reported) => {
                let mut records = self.database().read().await?;
                let accounts = store::account_connections::list_of(&mut records, session.connection).await?;
                let plan = reconcile_as(&accounts, reported, Identity::OfNewLogin);
                plan.ambiguities.into_iter().map(AmbiguityOverview::from).collect()
            }
        };
        if ambiguities.is_empty() {
            self.answer_of_held(session, reading, None).await?;
            return Err(MappingError::NoLongerNeeded);
        }
        let purpose = session.purpose;
        Ok(Mapping { session: session.id, purpose, institution: connection.institution, ambiguities })
    }

    /// Brings the login into the records as the user decided.
    pub(crate) async fn decide_of_held(
        &self,
        session: &LinkSession,
        decisions: &[Decision],
    ) -> Result<(), MappingError> {
        let reading = self.read_held(session).await??;
        self.answer_of_held(session, reading, Some(decisions)).await
    }

    async fn answer_of_held(
        &self,
        session: &LinkSession,
        reading: Reading,
        decisions: Option<&[Decision]>,
    ) -> Result<(), MappingError> {
        match self.commit_held(session, reading, decisions).await? {
            Bringing::Done(session) if matches!(session.state, State::AwaitingMapping(_)) => {
                Err(MappingError::LoginBroken)
            }
            Bringing::Done(_) => Ok(()),
            Bringing::Obstacle(obstacle) => Err(obstacle.into()),
            Bringing::Invalid(invalid) => Err(MappingError::InvalidDecisions(invalid)),
            Bringing::Overtaken => Err(MappingError::NotAwaited),
        }
    }
}
