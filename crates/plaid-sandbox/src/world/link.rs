//! Link tokens: for what they were made, how long they live, and the sessions that were opened with them.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{LinkSession, World};
use crate::{seed::Ids, switches::Switches};

/// A link token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LinkToken {
    pub(crate) token: String,
    /// The last part of the page's address. The rest of it is where the simulator listens, so it is not kept.
    pub(crate) page_id: String,
    pub(crate) hosted: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) client_name: String,
    pub(crate) language: String,
    pub(crate) country_codes: Vec<String>,
    pub(crate) products: Vec<String>,
    pub(crate) webhook: Option<String>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) completion_redirect_uri: Option<String>,
    pub(crate) purpose: Purpose,
    /// Under whom a new Item is listed.
    #[serde(default)]
    pub(crate) user_id: Option<String>,
    pub(crate) sessions: Vec<LinkSession>,
}

/// For what a link token was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// A new Item. `institution_id` leads past the search.
    NewItem { institution_id: Option<String>, days_requested: u16 },
    /// An update of an Item.
    Update { item_id: String, select_accounts: bool },
}

/// Where a session lies in the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    link: usize,
    session: usize,
}

impl LinkToken {
    /// How long a token for an update lives, and the page of any other unless the client says otherwise.
    pub(crate) const LIFETIME: SignedDuration = SignedDuration::from_mins(30);
    /// How long a token for a new Item lives that has no hosted page.
    pub(crate) const LIFETIME_UNHOSTED: SignedDuration = SignedDuration::from_hours(4);

    /// Whether `/link/token/get` still knows the token: it lives, a session is open, or a result can be read.
    pub(crate) fn is_known(&self, switches: &Switches, now: Timestamp) -> bool {
        now < self.expires_at || self.sessions.iter().any(|session| session.is_readable(switches, now))
    }

    pub(crate) fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }

    pub(super) fn pass_time(&mut self, ids: &mut Ids, switches: &Switches, now: Timestamp) {
        for session in &mut self.sessions {
            session.pass_time(ids, switches, now);
        }
    }
}

impl World {
    /// Opens the page: a new session, even if there was one before. `None` if there is no such page.
    pub(crate) fn open_session(&mut self, page_id: &str, now: Timestamp) -> Option<&LinkSession> {
        let link = self.link_tokens.iter_mut().find(|link| link.hosted && link.page_id == page_id)?;
        if link.is_expired(now) {
            return None;
        }
        let session = LinkSession::open(&mut self.ids, now);
        link.sessions.push(session);
        link.sessions.last()
    }

    /// Closes every open session now. Gives how many there were.
    pub(crate) fn close_abandoned(&mut self, now: Timestamp) -> usize {
        let sessions = self.link_tokens.iter_mut().flat_map(|link| &mut link.sessions);
        sessions.map(|session| session.abandon(&mut self.ids, now)).filter(|closed| *closed).count()
    }

    /// Finds a session by the page's address.
    pub(crate) fn place(&self, page_id: &str, session_id: &str) -> Option<Place> {
        let link = self.link_tokens.iter().position(|link| link.page_id == page_id)?;
        let session = self.link_tokens[link].sessions.iter().position(|session| session.id == session_id)?;
        Some(Place { link, session })
    }

    pub(crate) fn link_at(&self, place: Place) -> &LinkToken {
        &self.link_tokens[place.link]
    }

    pub(crate) fn session_at(&self, place: Place) -> &LinkSession {
        &self.link_tokens[place.link].sessions[place.session]
    }

    /// The session, and the ids that what happens in it draws from.
    pub(super) fn session_and_ids(&mut self, place: Place) -> (&mut LinkSession, &mut Ids) {
        (&mut self.link_tokens[place.link].sessions[place.session], &mut self.ids)
    }
}
