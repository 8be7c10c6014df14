//! A login that is at Plaid and that no record knows. Plaid lists it for the firm, or the keyring has its access token.

use jiff::Timestamp;

use super::{connection::Institution, ids::LoginId, link_session::Setback, login::TokenFingerprint};

/// A login that nobody holds, as it is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// Plaid's id of it.
    pub item_id: String,
    /// The bank, where Plaid tells.
    pub institution: Option<Institution>,
    /// When it was found.
    pub found_at: Timestamp,
    /// Its access token, where the keyring has it.
    pub token: Option<OrphanToken>,
    /// How far its removal has come.
    pub state: OrphanState,
}

/// The access token of a login that no record names, in the keyring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrphanToken {
    /// Under the name of which login the keyring has it.
    pub of: LoginId,
    /// By what it is known again.
    pub fingerprint: TokenFingerprint,
}

/// How far the removal of a login that nobody holds has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrphanState {
    /// Nobody has said yet that it is to be removed.
    Found,
    /// Its removal was asked for, and Plaid has not confirmed it.
    Removing {
        /// On whose word.
        wish: Wish,
        /// The last try, where it failed.
        failure: Option<OrphanFailure>,
    },
    /// Gone at Plaid.
    Removed {
        /// On whose word. `None` where it was gone before anybody said so.
        wish: Option<Wish>,
        /// When Plaid said so.
        at: Timestamp,
        /// Plaid's id of the answer that says so: the proof.
        request_id: Option<String>,
    },
}

/// The word on which something is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The name of the user.
    pub by: String,
    /// When it was said.
    pub at: Timestamp,
}

/// A try to remove it that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrphanFailure {
    /// When it failed.
    pub at: Timestamp,
    /// What stood in the way.
    pub setback: Setback,
    /// Plaid's code of the error.
    pub code: Option<String>,
    /// Plaid's id of the refused request.
    pub request_id: Option<String>,
}
