//! Logins at Plaid that nobody holds, and logins that were lost on their way here.

use connections::{Availability, KeyringSearch, LostLogin, OrphanOverview, Orphans, model::orphan::OrphanState};
use serde::Serialize;
use ts_rs::TS;

use super::InstitutionView;

/// What is known of logins that nobody holds.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OrphansView {
    /// Whether Plaid lists the firm's logins.
    pub availability: AvailabilityView,
    /// Whether the keyring was looked through.
    pub keyring: KeyringSearchView,
    /// How many access tokens the keyring has that neither the records nor Plaid know.
    pub strangers: u32,
    /// Those that no record knows.
    pub found: Vec<OrphanView>,
    /// Sessions whose login was made and never arrived.
    pub lost: Vec<LostLoginView>,
}

/// Whether Plaid lists the firm's logins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AvailabilityView {
    /// Nobody has asked yet.
    Unknown,
    /// It does.
    Available,
    /// It does not for this firm.
    Refused,
}

/// Whether the keyring was looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyringSearchView {
    /// Nobody has looked yet.
    Unknown,
    /// All of it was seen.
    Done,
    /// The keyring of this system can't be searched.
    Impossible,
}

/// A login that no record knows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OrphanView {
    /// Plaid's id of it.
    pub item_id: String,
    /// The bank, where Plaid tells.
    pub institution: Option<InstitutionView>,
    /// How far its removal has come.
    pub state: OrphanStateView,
    /// When it was found.
    pub found_at: String,
    /// Whether the keyring has its access token, by which it is removed.
    pub in_keyring: bool,
    /// Plaid's code, where its removal failed.
    pub error_code: Option<String>,
    /// Plaid's id of the confirmation, or of the refusal.
    pub request_id: Option<String>,
    /// What to send to Plaid Support, until it is removed.
    pub support_text: Option<String>,
}

/// How far the removal of a login that nobody holds has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OrphanStateView {
    /// Nobody has said yet that it is to be removed.
    Found,
    /// Its removal was asked for.
    Removing,
    /// Gone at Plaid.
    Removed,
}

/// A session whose login was made and never arrived.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LostLoginView {
    /// The link session.
    pub session_id: String,
    /// The bank, where it is known.
    pub institution: Option<InstitutionView>,
    /// When it was lost.
    pub at: String,
    /// Plaid's id of the session.
    pub plaid_session_id: Option<String>,
    /// Plaid's id of the last call, where there was an answer.
    pub request_id: Option<String>,
    /// What to send to Plaid Support.
    pub support_text: String,
}

impl From<Orphans> for OrphansView {
    fn from(Orphans { availability, keyring, found, lost }: Orphans) -> Self {
        let (keyring, strangers) = match keyring {
            KeyringSearch::Unknown => (KeyringSearchView::Unknown, 0),
            KeyringSearch::Done { strangers } => (KeyringSearchView::Done, strangers),
            KeyringSearch::Impossible => (KeyringSearchView::Impossible, 0),
        };
        Self {
            availability: availability.into(),
            keyring,
            strangers: u32::try_from(strangers).unwrap_or(u32::MAX),
            found: found.into_iter().map(OrphanView::from).collect(),
            lost: lost.into_iter().map(LostLoginView::from).collect(),
        }
    }
}

impl From<Availability> for AvailabilityView {
    fn from(availability: Availability) -> Self {
        match availability {
            Availability::Unknown => Self::Unknown,
            Availability::Available => Self::Available,
            Availability::Refused => Self::Refused,
        }
    }
}

impl From<OrphanOverview> for OrphanView {
    fn from(orphan: OrphanOverview) -> Self {
        let (state, error_code, request_id) = match orphan.state {
            OrphanState::Found => (OrphanStateView::Found, None, None),
            OrphanState::Removing { failure: None, .. } => (OrphanStateView::Removing, None, None),
            OrphanState::Removing { failure: Some(failure), .. } => {
                (OrphanStateView::Removing, failure.code, failure.request_id)
            }
            OrphanState::Removed { request_id, .. } => (OrphanStateView::Removed, None, request_id),
        };
        Self {
            item_id: orphan.item_id,
            institution: orphan.institution.map(InstitutionView::from),
            state,
            found_at: orphan.found_at.to_string(),
            in_keyring: orphan.in_keyring,
            error_code,
            request_id,
            support_text: orphan.support_text,
        }
    }
}

impl From<LostLogin> for LostLoginView {
    fn from(lost: LostLogin) -> Self {
        Self {
            session_id: lost.session.to_string(),
            institution: lost.institution.map(InstitutionView::from),
            at: lost.at.to_string(),
            plaid_session_id: lost.plaid_session_id,
            request_id: lost.request_id,
            support_text: lost.support_text,
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::model::{
        link_session::Setback,
        orphan::{OrphanFailure, Wish},
    };
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn an_orphan_tells_of_the_proof_or_of_the_refusal() {
        let at = Timestamp::UNIX_EPOCH;
        let wish = || Wish { by: "Integration user".to_owned(), at };
        let id = || Some("req1".to_owned());
        let code = || Some("INTERNAL_SERVER_ERROR".to_owned());
        let failure = OrphanFailure { at, setback: Setback::PlaidUnreachable, code: code(), request_id: id() };
        for (state, expected) in [
            (OrphanState::Found, (OrphanStateView::Found, None, None)),
            (OrphanState::Removing { wish: wish(), failure: None }, (OrphanStateView::Removing, None, None)),
            (OrphanState::Removing { wish: wish(), failure: Some(failure) }, (OrphanStateView::Removing, code(), id())),
            (OrphanState::Removed { wish: Some(wish()), at, request_id: id() }, (OrphanStateView::Removed, None, id())),
        ] {
            let orphan = OrphanOverview {
                item_id: "item1".to_owned(),
                institution: None,
                found_at: at,
                in_keyring: false,
                state,
                support_text: Some("The text.".to_owned()),
            };
            let view = OrphanView::from(orphan);
            assert_eq!((view.state, view.error_code, view.request_id), expected);
            assert_eq!(view.support_text.as_deref(), Some("The text."));
        }
    }
}
