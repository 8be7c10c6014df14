//! The page of an open session, and where it is shown.

use plaid::HostedLinkUrl;
use serde_json::json;
use tracing::{info, instrument};

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        ids::LinkSessionId,
        link_session::{LinkSession, Place, State},
        user::Act,
    },
    store::{self, Word as _},
};

/// Why there is no page to show.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such session.
    #[error("there is no such link session")]
    NotFound,
    /// The session is over, or its page is not there yet.
    #[error("the page of the link session is not open")]
    NotOpen,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// The address of the page, for showing it again where it is.
    ///
    /// # Errors
    /// Where the user may not, or there is no page to show.
    #[instrument(skip_all, fields(session = %id))]
    pub async fn hosted_url(&self, id: LinkSessionId) -> Result<HostedLinkUrl, PageError> {
        self.permit(Act::ChangeConnections)?;
        let mut records = self.database().read().await?;
        let session = store::link_sessions::get(&mut records, id).await?.ok_or(PageError::NotFound)?;
        url_of(&session)
    }

    /// Notes that the page is shown in another place from now on, and gives its address. It is the same session with the
    /// same result.
    ///
    /// # Errors
    /// Where the user may not, or there is no page to show.
    #[instrument(skip_all, fields(session = %id, ?place))]
    pub async fn show_in(&self, id: LinkSessionId, place: Place) -> Result<HostedLinkUrl, PageError> {
        let user = self.permit(Act::ChangeConnections)?;
        let mut records = self.database().write().await?;
        let mut session = store::link_sessions::get(&mut records, id).await?.ok_or(PageError::NotFound)?;
        let url = url_of(&session)?;
        session.place = place;
        store::link_sessions::save(&mut records, &session).await?;
        let mut entry = self.entry(By::User(&user.name), "show_page", session.connection, place.text());
        entry.details.insert("session".to_owned(), json!(id.to_string()));
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        info!("the page is shown elsewhere");
        self.tell();
        Ok(url)
    }
}

fn url_of(session: &LinkSession) -> Result<HostedLinkUrl, PageError> {
    match (&session.page, session.state) {
        (Some(page), State::Open) => Ok(page.url.clone()),
        (_, _) => Err(PageError::NotOpen),
    }
}
