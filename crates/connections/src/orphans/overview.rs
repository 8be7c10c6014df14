//! What nobody holds, as the window shows it: what Plaid lists, and what no list can show.

use jiff::Timestamp;
use tracing::instrument;

use super::{held::KeyringSearch, watch::Availability};
use crate::{
    Connections, StoreError,
    access::Denied,
    mail::{SupportCase, SupportReason, support_text},
    model::{
        connection::Institution,
        ids::LinkSessionId,
        link_session::LinkSession,
        orphan::{Orphan, OrphanState},
        user::Act,
    },
    store::{self, settings::Setting},
};

/// What is known of logins that nobody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphans {
    /// Whether Plaid lists the firm's logins.
    pub availability: Availability,
    /// Whether the keyring was looked through.
    pub keyring: KeyringSearch,
    /// Those that were found, the removed ones too, the newest first.
    pub found: Vec<OrphanOverview>,
    /// The sessions whose login was made and never arrived, as far as none of the removed ones explains them; the newest
    /// first.
    pub lost: Vec<LostLogin>,
}

/// A login at Plaid that no record knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrphanOverview {
    /// Plaid's id of it.
    pub item_id: String,
    /// The bank, where Plaid tells.
    pub institution: Option<Institution>,
    /// When it was found.
    pub found_at: Timestamp,
    /// Whether the keyring has its access token.
    pub in_keyring: bool,
    /// How far its removal has come.
    pub state: OrphanState,
    /// The ready text for Plaid Support, until it is removed.
    pub support_text: Option<String>,
}

/// A session whose login was made and never arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostLogin {
    /// The session.
    pub session: LinkSessionId,
    /// The bank, where it is known.
    pub institution: Option<Institution>,
    /// When it was lost.
    pub at: Timestamp,
    /// Plaid's id of the session.
    pub plaid_session_id: Option<String>,
    /// Plaid's id of the last call, where there was an answer.
    pub request_id: Option<String>,
    /// The ready text for Plaid Support.
    pub support_text: String,
}

/// Why it can't be told.
#[derive(Debug, thiserror::Error)]
pub enum OrphansError {
    /// Nobody is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The records can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// What is known of logins that nobody holds.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn orphans(&self) -> Result<Orphans, OrphansError> {
        self.permit(Act::Look)?;
        let mut records = self.database().read().await?;
        let found = store::orphans::list(&mut records).await?;
        let client_user_id = store::settings::get(&mut records, Setting::ClientUserId).await?;
        let lost = unexplained(store::link_sessions::lost(&mut records).await?, &found);
        let found = found.into_iter().map(|orphan| OrphanOverview::of(orphan, client_user_id.clone())).collect();
        let mut lost: Vec<_> = lost.into_iter().map(|session| LostLogin::of(session, client_user_id.clone())).collect();
        lost.reverse();
        let watch = self.orphans_watch();
        Ok(Orphans { availability: watch.availability(), keyring: watch.keyring(), found, lost })
    }
}

impl OrphanOverview {
    fn of(orphan: Orphan, client_user_id: Option<String>) -> Self {
        let Orphan { item_id, institution, found_at, token, state } = orphan;
        let failure = match &state {
            OrphanState::Found => Some(None),
            OrphanState::Removing { failure, .. } => Some(failure.clone()),
            OrphanState::Removed { .. } => None,
        };
        let support_text = failure.map(|failure| {
            let at = failure.as_ref().map_or(found_at, |failure| failure.at);
            let (error_code, request_id) = failure.map_or((None, None), |failure| (failure.code, failure.request_id));
            support_text(&SupportCase {
                reason: if token.is_some() { SupportReason::RemovalFails } else { SupportReason::NoAccessToken },
                institution: institution.clone(),
                item_id: Some(item_id.clone()),
                client_user_id,
                error_type: None,
                error_code,
                error_message: None,
                request_id,
                plaid_session_id: None,
                at,
            })
        });
        Self { item_id, institution, found_at, in_keyring: token.is_some(), state, support_text }
    }
}

impl LostLogin {
    fn of(session: LinkSession, client_user_id: Option<String>) -> Self {
        let at = session.settled_at.unwrap_or(session.started_at);
        let (code, request_id) = session.exit.map_or((None, None), |exit| (exit.code, exit.request_id));
        let case = SupportCase {
            reason: SupportReason::AnswerLost,
            institution: session.institution.clone(),
            item_id: None,
            client_user_id,
            error_type: None,
            error_code: code,
            error_message: None,
            request_id: request_id.clone(),
            plaid_session_id: session.plaid_session_id.clone(),
            at,
        };
        Self {
            session: session.id,
            institution: session.institution,
            at,
            plaid_session_id: session.plaid_session_id,
            request_id,
            support_text: support_text(&case),
        }
    }
}

/// The sessions for which nothing was removed that could be their login: an orphan of the same bank, found after the session
/// began. One that still stands explains nothing: it may be of another session, and its removal may be refused for good.
/// One orphan explains one session; to the earlier sessions goes what was found first, which can't be of a later one.
fn unexplained(lost: Vec<LinkSession>, found: &[Orphan]) -> Vec<LinkSession> {
    let is_removed = |orphan: &&Orphan| matches!(orphan.state, OrphanState::Removed { .. });
    let mut left: Vec<&Orphan> = found.iter().filter(is_removed).collect();
    left.sort_by_key(|orphan| orphan.found_at);
    let mut unexplained = Vec::new();
    for session in lost {
        match left.iter().position(|orphan| may_be_of(orphan, &session)) {
            Some(place) => {
                left.remove(place);
            }
            None => unexplained.push(session),
        }
    }
    unexplained
}

fn may_be_of(orphan: &Orphan, session: &LinkSession) -> bool {
    let is_same_bank = match (&orphan.institution, &session.institution) {
        (Some(orphan), Some(session)) => orphan.id == session.id,
        (None, _) | (_, None) => true,
    };
    is_same_bank && orphan.found_at >= session.started_at
}
