//! The accounts that only the user can tell apart. The question is never stored: it is asked of Plaid anew each time, so
//! that the answer is always about what is true now.

use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    model::{
        account::{AccountConnection, ReportedAccount},
        connection::Institution,
        ids::LinkSessionId,
        link_session::{LinkSession, Outcome, Purpose, Setback, State},
        reconciliation::{Ambiguity, Decision, InvalidDecisions, reconcile},
        user::Act,
    },
    settling::{commit::Committed, obstacle::Obstacle, reading::Reading, verdict::Unusable},
    store,
};

/// The question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The session that waits for the answer.
    pub session: LinkSessionId,
    /// What the session is for.
    pub purpose: Purpose,
    /// The bank.
    pub institution: Institution,
    /// Groups of accounts within which any pairing is possible. At least one.
    pub ambiguities: Vec<AmbiguityOverview>,
}

/// Accounts of which more than one pairing is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmbiguityOverview {
    /// On record.
    pub on_record: Vec<AccountConnection>,
    /// Reported by the bank.
    pub reported: Vec<ReportedAccount>,
}

/// Why the question can't be put or answered.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such session.
    #[error("there is no such link session")]
    NotFound,
    /// The session does not wait for a decision.
    #[error("the link session waits for no decision")]
    NotAwaited,
    /// What the bank reports now leaves no question: the session is settled without one.
    #[error("there is nothing left to decide")]
    NoLongerNeeded,
    /// The decisions don't answer the question as it is now. Put it anew.
    #[error(transparent)]
    InvalidDecisions(InvalidDecisions),
    /// The login broke since, so that there are no accounts to tell apart. An update asks anew.
    #[error("the login has to be updated before its accounts can be told apart")]
    LoginBroken,
    /// The accounts can't be read now.
    #[error("the accounts can't be read now")]
    Unreadable(Setback),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// The question that a session waits with.
    ///
    /// # Errors
    /// Where there is none, or the accounts can't be read now.
    #[instrument(skip_all, fields(session = %id))]
    pub async fn mapping(&self, id: LinkSessionId) -> Result<Mapping, MappingError> {
        self.permit(Act::Look)?;
        let _alone = self.alone_with(self.awaited(id).await?.connection).await;
        let session = self.awaited(id).await?;
        if session.purpose != Purpose::Update {
            return self.mapping_of_held(&session).await;
        }
        let reading = self.read_again(&session).await?;
        if let Some(mapping) = self.question(&session, &reading).await? {
            return Ok(mapping);
        }
        self.answer(&session, reading, None).await?;
        Err(MappingError::NoLongerNeeded)
    }

    /// Settles a session with the user's answer. Accounts on record that no decision names become inactive.
    ///
    /// # Errors
    /// Where the decisions don't answer the question as it is now, or the accounts can't be read now. Nothing is changed
    /// then.
    #[instrument(skip_all, fields(session = %id, decisions = decisions.len()))]
    pub async fn decide_mapping(&self, id: LinkSessionId, decisions: Vec<Decision>) -> Result<(), MappingError> {
        self.permit(Act::ChangeConnections)?;
        let _alone = self.alone_with(self.awaited(id).await?.connection).await;
        let session = self.awaited(id).await?;
        if session.purpose != Purpose::Update {
            return self.decide_of_held(&session, &decisions).await;
        }
        let reading = self.read_again(&session).await?;
        self.answer(&session, reading, Some(&decisions)).await
    }

    async fn awaited(&self, id: LinkSessionId) -> Result<LinkSession, MappingError> {
        let mut records = self.database().read().await?;
        let session = store::link_sessions::get(&mut records, id).await?.ok_or(MappingError::NotFound)?;
        match session.state {
            State::AwaitingMapping(_) => Ok(session),
            State::Requested
            | State::Open
            | State::Ended(_)
            | State::AwaitingChoice
            | State::Exchanging
            | State::Held
            | State::Watched { .. }
            | State::Settled(_) => Err(MappingError::NotAwaited),
        }
    }

    async fn read_again(&self, session: &LinkSession) -> Result<Reading, MappingError> {
        let connection = self.connection(session.connection).await?;
        Ok(self.read(&connection).await??)
    }

    async fn question(&self, session: &LinkSession, reading: &Reading) -> Result<Option<Mapping>, StoreError> {
        let Some(reported) = &reading.reported else { return Ok(None) };
        let mut records = self.database().read().await?;
        let connection =
            store::connections::get(&mut records, session.connection).await?.ok_or(StoreError::NotFound)?;
        let accounts = store::account_connections::list_of(&mut records, session.connection).await?;
        let plan = reconcile(&accounts, reported);
        let ambiguities = plan.ambiguities.into_iter().map(AmbiguityOverview::from).collect();
        let purpose = session.purpose;
        let mapping = Mapping { session: session.id, purpose, institution: connection.institution, ambiguities };
        Ok((!mapping.ambiguities.is_empty()).then_some(mapping))
    }

    async fn answer(
        &self,
        session: &LinkSession,
        reading: Reading,
        decisions: Option<&[Decision]>,
    ) -> Result<(), MappingError> {
        match self.commit(session, reading, decisions).await? {
            Committed::Done(session) if matches!(session.state, State::AwaitingMapping(_)) => {
                Err(MappingError::LoginBroken)
            }
            Committed::Done(session) if session.state.outcome() == Some(Outcome::Unread) => {
                Err(MappingError::NoLongerNeeded)
            }
            Committed::Done(_) => {
                self.wake();
                Ok(())
            }
            Committed::Refused(Unusable::Doubtful(obstacle)) => Err(obstacle.into()),
            Committed::Refused(Unusable::Invalid(invalid)) => Err(MappingError::InvalidDecisions(invalid)),
            Committed::Overtaken => Err(MappingError::NotAwaited),
        }
    }
}

impl From<Ambiguity> for AmbiguityOverview {
    fn from(Ambiguity { on_record, reported }: Ambiguity) -> Self {
        Self { on_record, reported }
    }
}

impl From<Obstacle> for MappingError {
    fn from(obstacle: Obstacle) -> Self {
        Self::Unreadable(obstacle.setback)
    }
}
