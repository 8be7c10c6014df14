//! Everything that the simulator knows and that changes: Items, tokens, link sessions. What is kept in the state file.
//!
//! The rules of Plaid live here, apart from HTTP: no request, no page, no clock. The time is always passed in.

mod act;
mod booking;
mod control;
mod item;
mod ledger;
mod link;
mod reading;
mod session;
mod user;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{seed::Ids, switches::Switches};

pub(crate) use act::Action;
pub(crate) use booking::{Booking, Breaks};
use control::NextName;
pub use control::Renaming;
pub(crate) use item::{Grant, Item, ItemAccount, NewItem, StandingError};
pub(crate) use ledger::{Face, Moment};
pub(crate) use link::{LinkToken, Place, Purpose};
pub(crate) use reading::{Change, Key, Readings, Terms};
pub(crate) use session::{Ending, How, LinkSession, Login, Step};
use user::User;

/// How long a public token can be exchanged.
const PUBLIC_TOKEN_LIFETIME: SignedDuration = SignedDuration::from_mins(30);

/// How long a link token that nobody can use any more is kept for control to tell of.
const LINK_TOKENS_KEPT_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Everything that the simulator knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct World {
    pub(crate) ids: Ids,
    /// How often the simulator was started on this state.
    pub(crate) starts: u64,
    /// How far control has moved the time ahead of the clock.
    pub(crate) ahead: SignedDuration,
    pub(crate) items: Vec<Item>,
    pub(crate) link_tokens: Vec<LinkToken>,
    public_tokens: Vec<PublicToken>,
    #[serde(default)]
    users: Vec<User>,
    /// What accounts are called by the banks in Items that are still to be made.
    #[serde(default)]
    next_names: Vec<NextName>,
    /// Not kept: they can be made again.
    #[serde(skip)]
    pub(crate) readings: Readings,
    /// Not kept: a start says which switches it wants.
    #[serde(skip)]
    pub(crate) switches: Switches,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PublicToken {
    token: String,
    item_id: String,
    expires_at: Timestamp,
    exchanged: bool,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            ids: Ids::new(seed),
            starts: 0,
            ahead: SignedDuration::ZERO,
            items: Vec::new(),
            link_tokens: Vec::new(),
            public_tokens: Vec::new(),
            users: Vec::new(),
            next_names: Vec::new(),
            readings: Readings::default(),
            switches: Switches::default(),
        }
    }

    /// Lets everything happen that time alone brings: sessions close, consents end.
    pub(crate) fn pass_time(&mut self, now: Timestamp) {
        for item in &mut self.items {
            item.pass_time(now);
        }
        for link in &mut self.link_tokens {
            link.pass_time(&mut self.ids, &self.switches, now);
        }
        self.public_tokens.retain(|token| now < token.expires_at);
        self.link_tokens
            .retain(|link| link.is_known(&self.switches, now) || now < link.expires_at + LINK_TOKENS_KEPT_FOR);
    }

    /// The Item with this id that was not removed.
    pub(crate) fn item(&mut self, item_id: &str) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.id == item_id && !item.removed)
    }

    /// A public token for the Item.
    pub(crate) fn issue_public_token(&mut self, item_id: &str, now: Timestamp) -> String {
        let token = self.ids.token("public");
        let expires_at = now + PUBLIC_TOKEN_LIFETIME;
        self.public_tokens.push(PublicToken {
            token: token.clone(),
            item_id: item_id.to_owned(),
            expires_at,
            exchanged: false,
        });
        token
    }

    /// Exchanges a public token, once. Gives the Item, which then has an access token.
    pub(crate) fn exchange(&mut self, token: &str) -> Option<&Item> {
        let usable = |known: &&mut PublicToken| known.token == token && !known.exchanged;
        let public_token = self.public_tokens.iter_mut().find(usable)?;
        let item = self.items.iter_mut().find(|item| item.id == public_token.item_id && !item.removed)?;
        public_token.exchanged = true;
        if item.access_token.is_none() {
            item.access_token = Some(self.ids.token("access"));
        }
        Some(item)
    }
}
