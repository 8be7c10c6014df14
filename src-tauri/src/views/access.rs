//! Who is at the application, and who may be.

use connections::{
    ChangePasswordError, DEMO_PASSWORD, Entrance, RecoveryError, SignInError, UserOverview,
    model::user::{Role, User},
    vault::{RecoveryCode, Strength},
};
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::Problem;

/// Someone who works with the application.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UserView {
    /// The id.
    pub id: String,
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
    /// May look, refresh, import and export.
    Accountant,
}

/// The door while nobody is signed in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EntranceView {
    /// Who can sign in, the integration user first.
    pub users: Vec<UserView>,
    /// The id of who signed in the last time, or who locked the application.
    pub expected: Option<String>,
    /// Whether the application was locked, and not left.
    pub is_locked: bool,
    /// The password of everybody, which only the demo tells.
    pub demo_password: Option<String>,
}

/// A user as the list of users shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UserRowView {
    /// The user.
    pub user: UserView,
    /// When the user signed in the last time.
    pub signed_in_at: Option<String>,
    /// Whether the password is still the one that the integration user set.
    pub password_is_initial: bool,
    /// Whether nobody has said that the user's recovery code is written down.
    pub code_is_unkept: bool,
    /// When the access was taken away.
    pub removed_at: Option<String>,
}

/// What came of a password that was said.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PasswordAnswerView {
    /// It is right, and what it was said for is done.
    Right,
    /// It is wrong.
    Wrong {
        /// When the next try is looked at. `null`: at once.
        retry_at: Option<String>,
    },
    /// It was not looked at.
    TooSoon {
        /// When the next try is looked at.
        retry_at: String,
    },
}

/// What came of a recovery code, or of a password, that was said for a new recovery code.
#[derive(Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RecoveryAnswerView {
    /// It is right.
    Right {
        /// The next recovery code. It is shown this once and kept nowhere.
        code: String,
    },
    /// It is wrong.
    Wrong {
        /// When the next try is looked at. `null`: at once.
        retry_at: Option<String>,
    },
    /// It was not looked at.
    TooSoon {
        /// When the next try is looked at.
        retry_at: String,
    },
}

/// The recovery code of a new integration user. It is shown this once and kept nowhere.
#[derive(Clone, Serialize, TS)]
pub struct RecoveryCodeView {
    /// The code.
    pub code: String,
}

/// How easily a password is guessed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StrengthView {
    /// From 0, which is guessed at once, to 4.
    pub score: u8,
    /// What makes it easy to guess.
    pub warning: Option<String>,
    /// What would make it better.
    pub suggestions: Vec<String>,
}

/// When the application locks.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LockSettingView {
    /// After how many minutes.
    pub minutes: u32,
    /// What can be chosen.
    pub offered: Vec<u32>,
    /// Whether it also locks when the screen of this computer is locked.
    pub with_lock: bool,
    /// Whether it also locks when this computer is put to sleep.
    pub with_sleep: bool,
}

impl From<&User> for UserView {
    fn from(user: &User) -> Self {
        let role = match user.role {
            Role::IntegrationUser => RoleView::IntegrationUser,
            Role::Accountant => RoleView::Accountant,
        };
        Self { id: user.id.to_string(), name: user.name.clone(), role }
    }
}

impl EntranceView {
    /// The door of a profile.
    pub fn new(entrance: &Entrance, is_demo: bool) -> Self {
        Self {
            users: entrance.users.iter().map(UserView::from).collect(),
            expected: entrance.expected.map(|id| id.to_string()),
            is_locked: entrance.is_locked,
            demo_password: is_demo.then(|| DEMO_PASSWORD.to_owned()),
        }
    }
}

impl From<UserOverview> for UserRowView {
    fn from(overview: UserOverview) -> Self {
        let text = |at: Timestamp| at.to_string();
        Self {
            user: UserView::from(&overview.user),
            signed_in_at: overview.signed_in_at.map(text),
            password_is_initial: overview.password_is_initial,
            code_is_unkept: overview.code_is_unkept,
            removed_at: overview.removed_at.map(text),
        }
    }
}

impl From<Strength> for StrengthView {
    fn from(Strength { score, warning, suggestions }: Strength) -> Self {
        Self { score, warning, suggestions }
    }
}

impl From<RecoveryCode> for RecoveryCodeView {
    fn from(code: RecoveryCode) -> Self {
        Self { code: code.shown_once() }
    }
}

impl PasswordAnswerView {
    /// What came of signing in.
    pub fn of_sign_in(result: Result<(), SignInError>) -> Result<Self, Problem> {
        match result {
            Ok(()) => Ok(Self::Right),
            Err(SignInError::Wrong { next_try_at }) => Ok(Self::wrong(next_try_at)),
            Err(SignInError::TooSoon { until }) => Ok(Self::TooSoon { retry_at: until.to_string() }),
            Err(error) => Err(error.into()),
        }
    }

    /// What came of changing one's password.
    pub fn of_change(result: Result<(), ChangePasswordError>) -> Result<Self, Problem> {
        match result {
            Ok(()) => Ok(Self::Right),
            Err(ChangePasswordError::Wrong { next_try_at }) => Ok(Self::wrong(next_try_at)),
            Err(ChangePasswordError::TooSoon { until }) => Ok(Self::TooSoon { retry_at: until.to_string() }),
            Err(error) => Err(error.into()),
        }
    }

    fn wrong(next_try_at: Option<Timestamp>) -> Self {
        Self::Wrong { retry_at: next_try_at.map(|at| at.to_string()) }
    }
}

impl RecoveryAnswerView {
    /// What came of it.
    pub fn of(result: Result<RecoveryCode, RecoveryError>) -> Result<Self, Problem> {
        match result {
            Ok(code) => Ok(Self::Right { code: code.shown_once() }),
            Err(RecoveryError::Wrong { next_try_at }) => {
                Ok(Self::Wrong { retry_at: next_try_at.map(|at| at.to_string()) })
            }
            Err(RecoveryError::TooSoon { until }) => Ok(Self::TooSoon { retry_at: until.to_string() }),
            Err(error) => Err(error.into()),
        }
    }
}
