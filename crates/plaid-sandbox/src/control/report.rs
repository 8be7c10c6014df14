//! What control tells of Items and link sessions, over HTTP and in Rust alike.

use jiff::Timestamp;
use serde::Serialize;

use crate::world::{How, Item, ItemAccount, LinkSession, LinkToken};

/// An Item, removed ones too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemReport {
    /// The id that the client knows.
    pub item_id: String,
    /// `None` until a public token is exchanged.
    pub access_token: Option<String>,
    /// Whether its public token was exchanged, so that it is somebody's.
    pub exchanged: bool,
    /// The user under whom it is listed.
    pub user_id: Option<String>,
    /// Such as `ins_109508`.
    pub institution_id: String,
    /// The name of the bank.
    pub institution_name: String,
    /// Who signed in.
    pub username: String,
    /// The standing error.
    pub error_code: Option<String>,
    /// When the consent ends, at banks that ask for one.
    pub consent_expires_at: Option<Timestamp>,
    /// Whether it was removed.
    pub removed: bool,
    /// All accounts of the login, granted or not.
    pub accounts: Vec<AccountReport>,
}

/// An account of a login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountReport {
    /// Tells the accounts of a login apart, whatever becomes of their ids.
    pub key: String,
    /// The name at the bank.
    pub name: String,
    /// The last digits of the account number.
    pub mask: Option<String>,
    /// Whether the client may see it.
    pub selected: bool,
    /// The id under which the client sees it.
    pub account_id: Option<String>,
    /// Plaid's lasting id, at the banks that have one.
    pub persistent_account_id: Option<String>,
}

/// A link token and its sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkReport {
    /// The token that the client knows.
    pub link_token: String,
    /// The user that the client named.
    pub user_id: Option<String>,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Every opening of the page.
    pub sessions: Vec<SessionReport>,
}

/// One opening of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionReport {
    /// The id that the client knows.
    pub link_session_id: String,
    /// The page that the user sees: `consent`, `bank`, `credentials`, `oauth`, `mfa`, `accounts`, `success`.
    pub page: &'static str,
    /// The error that the page shows.
    pub problem: Option<String>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Whether it ended with success.
    pub succeeded: bool,
    /// The public token that came of it.
    pub public_token: Option<String>,
}

impl From<&Item> for ItemReport {
    fn from(item: &Item) -> Self {
        Self {
            item_id: item.id.clone(),
            access_token: item.access_token.clone(),
            exchanged: item.access_token.is_some(),
            user_id: item.user_id.clone(),
            institution_id: item.institution_id.clone(),
            institution_name: item.bank().name.to_owned(),
            username: item.username.clone(),
            error_code: item.error.as_ref().map(|error| error.code.clone()),
            consent_expires_at: item.consent_expires_at,
            removed: item.removed,
            accounts: item.accounts.iter().map(AccountReport::from).collect(),
        }
    }
}

impl From<&ItemAccount> for AccountReport {
    fn from(account: &ItemAccount) -> Self {
        Self {
            key: account.at_bank.key.clone(),
            name: account.at_bank.name.clone(),
            mask: account.at_bank.mask.clone(),
            selected: account.grant.is_some(),
            account_id: account.grant.as_ref().map(|grant| grant.account_id.clone()),
            persistent_account_id: account.persistent_account_id.clone(),
        }
    }
}

impl From<&LinkToken> for LinkReport {
    fn from(link: &LinkToken) -> Self {
        Self {
            link_token: link.token.clone(),
            user_id: link.user_id.clone(),
            expires_at: link.expires_at,
            sessions: link.sessions.iter().map(SessionReport::from).collect(),
        }
    }
}

impl From<&LinkSession> for SessionReport {
    fn from(session: &LinkSession) -> Self {
        let how = session.ending.as_ref().map(|ending| &ending.how);
        let public_token = match how {
            Some(How::Success { public_token, .. }) => public_token.clone(),
            Some(How::Exit { .. }) | None => None,
        };
        Self {
            link_session_id: session.id.clone(),
            page: session.step.page(),
            problem: session.problem.clone(),
            finished_at: session.ending.as_ref().map(|ending| ending.at),
            succeeded: matches!(how, Some(How::Success { .. })),
            public_token,
        }
    }
}
