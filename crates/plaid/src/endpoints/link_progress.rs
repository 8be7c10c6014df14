//! `/link/token/get`: what became of a page.
//!
//! Plaid keeps the results for six hours after a session ended. It tells nothing of what happens in a session for
//! certain before that session is finished. How one ended can stand in several places: `results` and `exit`, the
//! deprecated `on_success` and `on_exit`, and the events. All of them are read; `verdict` says what they mean together.

pub(crate) mod added;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::added::{AddedItem, Results, Success};
use crate::{
    client::{Answer, Client},
    endpoint::Endpoint,
    error::{ApiError, Error, ErrorBody},
    tokens::LinkToken,
    verdict::EXIT,
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
    /// How the user left, where Plaid tells of that in `exit`, `on_exit` or an `EXIT` event.
    pub exit: Option<Exit>,
    /// The Items that the session made, as `results` or `on_success` tell. In update mode there may be none.
    pub added: Vec<AddedItem>,
    /// The names of what happened, such as `HANDOFF`. May be empty, above all while the session runs.
    pub events: Vec<String>,
}

/// How a user left without success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// Where the user was, as far as Plaid says.
    pub status: Option<Whereabouts>,
    /// What went wrong, where something did.
    pub error: Option<Box<ApiError>>,
    /// Plaid's id of the last call inside the page.
    pub request_id: Option<String>,
}

/// Where a user was who left: at which bank, before which step. At least one of them is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// Plaid's `status`, such as `requires_credentials`. New values can appear at any time.
    pub step: Option<String>,
    /// The bank.
    pub institution_id: Option<String>,
    /// Its name.
    pub institution_name: Option<String>,
}

impl Exit {
    /// Before which step the user was, such as `requires_credentials`.
    #[must_use]
    pub fn step(&self) -> Option<&str> {
        self.status.as_ref()?.step.as_deref()
    }

    /// At which bank the user was.
    #[must_use]
    pub fn institution_id(&self) -> Option<&str> {
        self.status.as_ref()?.institution_id.as_deref()
    }

    /// What one account of an exit lacks, another may have.
    fn completed_by(self, other: Self) -> Self {
        Self {
            status: self.status.or(other.status),
            error: self.error.or(other.error),
            request_id: self.request_id.or(other.request_id),
        }
    }
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
    on_exit: Option<ExitBody>,
    on_success: Option<Success>,
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
    institution: Option<InstitutionBody>,
    request_id: Option<String>,
}

#[derive(Default, Deserialize)]
struct InstitutionBody {
    institution_id: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Event {
    event_name: String,
    /// Of any shape: it is looked at for what an exit was like, and must spoil nothing else.
    event_metadata: Option<Value>,
}

impl From<Response> for LinkProgress {
    fn from(response: Response) -> Self {
        let sessions = response.link_sessions.unwrap_or_default();
        Self { sessions: sessions.into_iter().map(LinkSession::from).collect(), expires_at: response.expiration }
    }
}

impl From<SessionBody> for LinkSession {
    fn from(body: SessionBody) -> Self {
        let events = body.events.unwrap_or_default();
        let exit_event = events.iter().rfind(|event| event.event_name == EXIT).map(Exit::from);
        let exits = [body.exit.map(Exit::from), body.on_exit.map(Exit::from), exit_event];
        Self {
            id: body.link_session_id,
            started_at: body.started_at,
            finished_at: body.finished_at,
            exit: exits.into_iter().flatten().reduce(Exit::completed_by),
            added: added::items(body.results, body.on_success),
            events: events.into_iter().map(|event| event.event_name).collect(),
        }
    }
}

impl From<ExitBody> for Exit {
    fn from(body: ExitBody) -> Self {
        let metadata = body.metadata.unwrap_or_default();
        let institution = metadata.institution.unwrap_or_default();
        Self {
            status: whereabouts(metadata.status, institution.institution_id, institution.name),
            error: body.error.and_then(|error| error.read(None)).map(Box::new),
            request_id: metadata.request_id.filter(|id| !id.is_empty()),
        }
    }
}

impl From<&Event> for Exit {
    fn from(event: &Event) -> Self {
        let metadata = event.event_metadata.as_ref().unwrap_or(&Value::Null);
        let text = |name: &str| metadata[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        Self {
            status: whereabouts(text("exit_status"), text("institution_id"), text("institution_name")),
            error: ErrorBody::deserialize(metadata).ok().and_then(|error| error.read(None)).map(Box::new),
            request_id: text("request_id"),
        }
    }
}

fn whereabouts(
    step: Option<String>,
    institution_id: Option<String>,
    institution_name: Option<String>,
) -> Option<Whereabouts> {
    let [step, institution_id, institution_name] =
        [step, institution_id, institution_name].map(|text| text.filter(|text| !text.is_empty()));
    let is_known = step.is_some() || institution_id.is_some() || institution_name.is_some();
    is_known.then_some(Whereabouts { step, institution_id, institution_name })
}
