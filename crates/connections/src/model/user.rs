//! The local users and what they may do.

/// Someone who works with the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// As it is shown, and as it stands in the audit.
    pub name: String,
    /// What the user may do.
    pub role: Role,
}

/// What a user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The dedicated user who alone may connect, update, reconnect and remove.
    IntegrationUser,
    /// May look, refresh and import.
    Accountant,
}

impl Role {
    /// Whether bank connections may be changed.
    #[must_use]
    pub const fn may_update(self) -> bool {
        match self {
            Self::IntegrationUser => true,
            Self::Accountant => false,
        }
    }
}
