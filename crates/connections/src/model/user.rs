//! The local users and what they may do.

use super::ids::UserId;

/// Someone who works with the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// As it is shown, and as it stands in the audit. It never changes, and no later user gets it again.
    pub name: String,
    /// What the user may do.
    pub role: Role,
}

/// What a user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The dedicated user who alone may connect, update, reconnect and remove. There is one.
    IntegrationUser,
    /// May look, refresh, import and export.
    Accountant,
}

/// The kinds of act that are allowed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Looks at the records.
    Look,
    /// Takes records out into a file.
    Export,
    /// Asks the banks for the balances of active accounts.
    Refresh,
    /// Imports transactions into statements, and decides what that asks.
    Import,
    /// Changes one's own password, signs out, locks.
    OwnAccount,
    /// Connects, updates, replaces, reconnects, removes, and decides what that asks.
    ChangeConnections,
    /// Keeps the firm's own bank accounts, and says which account connection feeds which.
    KeepBankAccounts,
    /// Sets up mail, locking, Plaid's keys, backups and the key of the records.
    SetUp,
    /// Adds users, resets their passwords, and takes their access away.
    ManageUsers,
}

impl Role {
    /// Whether a user of this role may do it.
    #[must_use]
    pub const fn may(self, act: Act) -> bool {
        match (self, act) {
            (Self::IntegrationUser, _)
            | (Self::Accountant, Act::Look | Act::Export | Act::Refresh | Act::Import | Act::OwnAccount) => true,
            (Self::Accountant, Act::ChangeConnections | Act::KeepBankAccounts | Act::SetUp | Act::ManageUsers) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_integration_user_may_do_everything_and_an_accountant_changes_nothing() {
        for (act, accountant) in [
            (Act::Look, true),
            (Act::Export, true),
            (Act::Refresh, true),
            (Act::Import, true),
            (Act::OwnAccount, true),
            (Act::ChangeConnections, false),
            (Act::KeepBankAccounts, false),
            (Act::SetUp, false),
            (Act::ManageUsers, false),
        ] {
            assert!(Role::IntegrationUser.may(act), "{act:?}");
            assert_eq!(Role::Accountant.may(act), accountant, "{act:?}");
        }
    }
}
