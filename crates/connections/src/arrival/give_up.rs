//! A new login that waits is not wanted any more. Where it was exchanged it is removed at Plaid, so that nobody pays for it.

use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        ids::LinkSessionId,
        link_session::{Event, Fruitless, Purpose, State},
        user::Act,
    },
    store,
};

/// Why a session can't be given up.
#[derive(Debug, thiserror::Error)]
pub enum GiveUpError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such session.
    #[error("there is no such link session")]
    NotFound,
    /// The session is over, its page is still open, or its login is being made at this moment.
    #[error("the link session can't be given up now")]
    NotNow,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Gives up a session that brings a new login and waits: for a choice, for the user's word on accounts, or for
    /// something that can't be read. The connection stays as it was.
    ///
    /// # Errors
    /// Where the user may not, or there is nothing to give up.
    #[instrument(skip_all, fields(session = %id))]
    pub async fn give_up_session(&self, id: LinkSessionId) -> Result<(), GiveUpError> {
        let user = self.permit(Act::ChangeConnections)?;
        let connection = {
            let mut records = self.database().read().await?;
            store::link_sessions::get(&mut records, id).await?.ok_or(GiveUpError::NotFound)?.connection
        };
        let _alone = self.alone_with(connection).await;
        let mut records = self.database().write().await?;
        let mut session = store::link_sessions::get(&mut records, id).await?.ok_or(GiveUpError::NotFound)?;
        if session.purpose == Purpose::Update {
            return Err(GiveUpError::NotNow);
        }
        match session.state {
            State::Held | State::AwaitingMapping(_) => {
                let login = session.purpose.login().ok_or(GiveUpError::NotNow)?;
                let login = store::logins::get(&mut records, login).await?.ok_or(StoreError::NotFound)?;
                self.let_go(&mut records, &mut session, login, Fruitless::Stopped, By::User(&user.name)).await?;
                session.put_away();
                store::link_sessions::save(&mut records, &session).await?;
                records.commit().await.map_err(StoreError::from)?;
                self.forget_public_token(&session).await;
                self.tell();
                self.wake();
                Ok(())
            }
            State::AwaitingChoice | State::Ended(_) => {
                drop(records);
                let event = Event::Fruitless(Fruitless::Stopped);
                let given_up = self.advance(id, event, |session| {
                    session.delay = None;
                    session.put_away();
                });
                given_up.await?.map(|_| ()).ok_or(GiveUpError::NotNow)
            }
            State::Requested | State::Open | State::Exchanging | State::Watched { .. } | State::Settled(_) => {
                Err(GiveUpError::NotNow)
            }
        }
    }
}
