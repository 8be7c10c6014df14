//! The application as a whole, and who works with it.

use connections::model::user::{Role, User};
use serde::Serialize;
use ts_rs::TS;

use super::Problem;

/// What the application is doing.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ApplicationView {
    /// Opening the records.
    Starting,
    /// Something outside has to be put right first. `retry_start` tries again.
    Blocked {
        /// What.
        problem: Problem,
    },
    /// Everything can be asked for.
    Ready {
        /// Whose data this is.
        profile: ProfileView,
        /// Who works with it.
        user: UserView,
        /// The version of the application.
        version: String,
    },
}

/// Whose data the application works on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProfileView {
    /// Test banks or the firm's own.
    pub kind: ProfileKind,
    /// Where Plaid is: `Simulator`, `Sandbox`, `Production` or a host.
    pub environment: String,
    /// Whether there is no keyring, so that the secrets and records of this demo last until it quits.
    pub secrets_in_memory: bool,
}

/// The kinds of profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    /// Test banks of the application's own.
    Demo,
    /// The firm's own Plaid keys.
    Live,
}

/// Who works with the application.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UserView {
    /// The name to show.
    pub name: String,
    /// What the user may do.
    pub role: RoleView,
}

/// What a user may do.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoleView {
    /// May connect, update, reconnect and remove.
    IntegrationUser,
    /// May look, refresh and import.
    Accountant,
}

impl From<&User> for UserView {
    fn from(user: &User) -> Self {
        let role = match user.role {
            Role::IntegrationUser => RoleView::IntegrationUser,
            Role::Accountant => RoleView::Accountant,
        };
        Self { name: user.name.clone(), role }
    }
}
