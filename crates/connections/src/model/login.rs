//! A login at Plaid, from the moment at which its access token is in the keyring until Plaid confirms its removal.
//!
//! A connection has one login at a time. Replacing brings another one, and the earlier one is removed afterwards; so a
//! login has a life of its own. Whatever happens, a login that is not removed has its token in the keyring.

use jiff::Timestamp;

use super::{
    connection::{Connection, Institution},
    ids::{ConnectionId, LoginId},
    link_session::{Delay, Setback},
};

/// A login as it is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// Our own id, under which the keyring has its access token.
    pub id: LoginId,
    /// The connection that it is or was part of. `None` where it never became part of one.
    pub connection: Option<ConnectionId>,
    /// Plaid's id of it.
    pub item_id: String,
    /// The bank.
    pub institution: Institution,
    /// How far it has come.
    pub state: LoginState,
}

/// By what an access token is known again: a hash of it, as hexadecimal text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenFingerprint(String);

impl TokenFingerprint {
    /// The fingerprint of this text.
    pub(crate) const fn new(text: String) -> Self {
        Self(text)
    }

    /// Its text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// How far a login has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoginState {
    /// Its token is in the keyring; no connection is based on it yet.
    Held,
    /// The login of its connection.
    Current,
    /// Its removal was asked for, and Plaid has not confirmed it.
    Removing {
        /// By whom: the name of a user, or that of the application.
        by: String,
        /// When.
        asked_at: Timestamp,
        /// The last try, where it failed.
        failure: Option<RemovalFailure>,
    },
    /// Gone at Plaid.
    Removed {
        /// By whom the removal was asked for.
        by: String,
        /// When.
        asked_at: Timestamp,
        /// When Plaid confirmed it.
        at: Timestamp,
        /// Plaid's id of the confirmation: the proof.
        request_id: Option<String>,
        /// Whether the keyring has forgotten its token.
        token_forgotten: bool,
    },
}

/// A try to remove a login that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovalFailure {
    /// How many tries in a row failed in this way. At least one.
    pub attempts: u32,
    /// When the last one failed.
    pub failed_at: Timestamp,
    /// When to try again.
    pub next_try_at: Timestamp,
    /// What stood in the way.
    pub setback: Setback,
    /// Plaid's type of the error.
    pub error_type: Option<String>,
    /// Plaid's code of the error.
    pub error_code: Option<String>,
    /// Plaid's words.
    pub error_message: Option<String>,
    /// Plaid's id of the refused request.
    pub request_id: Option<String>,
}

impl Login {
    /// Whether the connection is or was based on another login than this one, so that it goes on whatever becomes of it.
    #[must_use]
    pub fn is_former(&self, connection: Option<&Connection>) -> bool {
        connection.is_none_or(|connection| connection.item_id != self.item_id)
    }

    /// The last try to remove it, where that failed and it is not removed since.
    #[must_use]
    pub const fn failure(&self) -> Option<&RemovalFailure> {
        match &self.state {
            LoginState::Removing { failure, .. } => failure.as_ref(),
            LoginState::Held | LoginState::Current | LoginState::Removed { .. } => None,
        }
    }

    /// What is to be removed is due now. How often it failed is kept.
    pub const fn try_now(&mut self, now: Timestamp) {
        if let LoginState::Removing { failure: Some(failure), .. } = &mut self.state {
            failure.next_try_at = now;
        }
    }
}

impl RemovalFailure {
    /// The same as the delay of a session.
    pub(crate) fn delay(&self) -> Delay {
        Delay {
            attempts: self.attempts,
            next_try_at: self.next_try_at,
            setback: self.setback,
            code: self.error_code.clone(),
            request_id: self.request_id.clone(),
        }
    }
}
