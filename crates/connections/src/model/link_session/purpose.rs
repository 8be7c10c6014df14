//! What a link session is for.

use crate::model::ids::LoginId;

/// What a link session is for. All but an update bring a new login, whose id is fixed before the page is asked for, so
/// that after a crash its token is found under that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Renews the login of a connection.
    Update,
    /// Connects a bank.
    Connect(LoginId),
    /// Puts a new login in the place of one that can't be updated.
    Replace(LoginId),
    /// Gives a removed connection a new login.
    Reconnect(LoginId),
}

impl Purpose {
    /// The login that it brings.
    #[must_use]
    pub const fn login(self) -> Option<LoginId> {
        match self {
            Self::Update => None,
            Self::Connect(login) | Self::Replace(login) | Self::Reconnect(login) => Some(login),
        }
    }
}
