//! The application as a whole.

use serde::Serialize;
use ts_rs::TS;

use super::{EntranceView, Problem, UserView};

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
        /// Whether it is a matter of this profile, so that another one can be chosen. Nobody is signed in for that: each
        /// profile asks for it itself.
        can_choose_profile: bool,
    },
    /// The records are open, and there is nobody yet who could work with them: the integration user is to be created.
    SetUp {
        /// Whose data this is.
        profile: ProfileView,
    },
    /// The records are open, and nobody is signed in.
    SignedOut {
        /// Whose data this is.
        profile: ProfileView,
        /// The door.
        entrance: EntranceView,
    },
    /// Everything can be asked for.
    Ready {
        /// Whose data this is.
        profile: ProfileView,
        /// Who works with it.
        user: UserView,
        /// The users of the demo, between whom one switches without a password. Empty elsewhere.
        demo_users: Vec<UserView>,
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
    /// Whether there is no secret to ask Plaid with. The records can be seen all the same.
    pub needs_secret: bool,
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
