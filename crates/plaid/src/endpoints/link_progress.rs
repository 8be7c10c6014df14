//! `/link/token/get`: what became of a page.
//!
//! Plaid keeps the results for six hours after a session ended. It tells nothing of what happens in a session for
//! certain before that session is finished.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    client::{Answer, Client},
    endpoint::Endpoint,
    error::{ApiError, Error, ErrorBody},
    tokens::{LinkToken, PublicToken},
};

/// What Plaid knows of a page.
#[derive(Debug, Clone)]
pub struct LinkProgress {
    /// Every opening of the page, in Plaid's order. None before the first.
    pub sessions: Vec<LinkSession>,
    /// Until when the page can be opened, where Plaid says.
    pub expires_at: Option<Timestamp>,
}

/// One opening of the page.
#[derive(Debug, Clone)]
pub struct LinkSession {
    /// `link_session_id`, which Plaid Support asks for.
    pub id: String,
    /// When the page was opened.
    pub started_at: Option<Timestamp>,
    /// When the session ended. Plaid ends an abandoned one some minutes after the last action.
    pub finished_at: Option<Timestamp>,
    /// How the user left, where the session did not end in success.
    pub exit: Option<Exit>,
    /// One for each Item that the session made. In update mode there may be none.
    pub public_tokens: Vec<PublicToken>,
    /// The names of what happened, such as `HANDOFF`. May be empty while the session runs.
    pub events: Vec<String>,
}

/// How a session ended without success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// Where the user was, such as `requires_credentials`.
    pub status: Option<String>,
    /// What went wrong, where something did.
    pub error: Option<ApiError>,
    /// Plaid's id of the last call inside the page.
    pub request_id: Option<String>,
}

impl Client {
    /// What became of the page that `token` names.
    ///
    /// # Errors
    /// As every call.
    pub async fn link_progress(&self, token: &LinkToken) -> Result<Answer<LinkProgress>, Error> {
        let request = Request { link_token: token.as_str() };
        let answer = self.call::<_, Response>(Endpoint::LinkTokenGet, None, &request).await?;
        Ok(answer.map(LinkProgress::from))
    }
}

#[derive(Serialize)]
struct Request<'a> {
    link_token: &'a str,
}

#[derive(Deserialize)]
struct Response {
    expiration: Option<Timestamp>,
    link_sessions: Option<Vec<SessionBody>>,
}

#[derive(Deserialize)]
struct SessionBody {
    link_session_id: String,
    started_at: Option<Timestamp>,
    finished_at: Option<Timestamp>,
    exit: Option<ExitBody>,
    events: Option<Vec<Event>>,
    results: Option<Results>,
}

#[derive(Deserialize)]
struct ExitBody {
    error: Option<ErrorBody>,
    metadata: Option<ExitMetadata>,
}

#[derive(Default, Deserialize)]
struct ExitMetadata {
    status: Option<String>,
    request_id: Option<String>,
}

#[derive(Deserialize)]
struct Event {
    event_name: String,
}

#[derive(Deserialize)]
struct Results {
    item_add_results: Option<Vec<ItemAdded>>,
}

#[derive(Deserialize)]
struct ItemAdded {
    public_token: PublicToken,
}

impl From<Response> for LinkProgress {
    fn from(response: Response) -> Self {
        let sessions = response.link_sessions.unwrap_or_default();
        Self { sessions: sessions.into_iter().map(LinkSession::from).collect(), expires_at: response.expiration }
    }
}

impl From<SessionBody> for LinkSession {
    fn from(body: SessionBody) -> Self {
        let added = body.results.and_then(|results| results.item_add_results).unwrap_or_default();
        Self {
            id: body.link_session_id,
            started_at: body.started_at,
            finished_at: body.finished_at,
            exit: body.exit.map(Exit::from),
            public_tokens: added.into_iter().map(|item| item.public_token).collect(),
            events: body.events.unwrap_or_default().into_iter().map(|event| event.event_name).collect(),
        }
    }
}

impl From<ExitBody> for Exit {
    fn from(body: ExitBody) -> Self {
        let metadata = body.metadata.unwrap_or_default();
        Self {
            status: metadata.status.filter(|status| !status.is_empty()),
            error: body.error.and_then(|error| error.read(None)),
            request_id: metadata.request_id.filter(|id| !id.is_empty()),
        }
    }
}
