//! The vocabulary of the records: the texts that stand for the model's values, and the way back.
//!
//! The CHECKs of the migrations list the same texts; a test of each table writes every one of them.

use std::str::FromStr;

use jiff::Timestamp;

use super::{StoreError, users::Tried};
use crate::model::{
    connection::{Health, UpdateReason},
    link_session::{Brought, Ended, Ending, Fruitless, Outcome, Place, Purpose, Setback, State},
    mail::{AttemptResult, Security},
    result::ChangeKind,
    schedule::{Outcome as ScheduledOutcome, RunState, ScheduledWork, Task},
    user::Role,
};

/// A value that is stored as one word.
pub(crate) trait Word: Copy {
    /// As it is stored.
    fn text(self) -> &'static str;
    /// The value of a stored text, where the text is known.
    fn of(text: &str) -> Option<Self>;
}

macro_rules! words {
    ($($kind:ty { $($value:ident$(::$rest:ident)* $(($inner:path))? => $text:literal),+ $(,)? })+) => {$(
        impl Word for $kind {
            fn text(self) -> &'static str {
                match self { $($value$(::$rest)*$(($inner))? => $text),+ }
            }

            fn of(text: &str) -> Option<Self> {
                match text { $($text => Some($value$(::$rest)*$(($inner))?),)+ _ => None }
            }
        }
    )+};
}

words! {
    UpdateReason {
        UpdateReason::CredentialsChanged => "credentials_changed",
        UpdateReason::MfaChanged => "mfa_changed",
        UpdateReason::LoginLocked => "login_locked",
        UpdateReason::ConsentEnds => "consent_ends",
        UpdateReason::NewAccounts => "new_accounts",
    }
    Ending {
        Ending::Completed => "completed",
        Ending::Exited => "exited",
        Ending::Left => "left",
        Ending::Lost => "lost",
        Ending::Expired => "expired",
    }
    Outcome {
        Outcome::Updated => "updated",
        Outcome::Repaired => "repaired",
        Outcome::Unchanged => "unchanged",
        Outcome::Unread => "unread",
        Outcome::NotOpened => "not_opened",
        Outcome::Brought(Brought::Connected) => "connected",
        Outcome::Brought(Brought::Replaced) => "replaced",
        Outcome::Brought(Brought::Reconnected) => "reconnected",
        Outcome::Fruitless(Fruitless::Stopped) => "stopped",
        Outcome::Fruitless(Fruitless::WrongBank) => "wrong_bank",
        Outcome::Fruitless(Fruitless::TooLate) => "too_late",
        Outcome::Fruitless(Fruitless::Refused) => "refused",
        Outcome::Fruitless(Fruitless::Lost) => "lost",
    }
    Place {
        Place::Window => "window",
        Place::Browser => "browser",
    }
    Setback {
        Setback::PlaidUnreachable => "plaid_unreachable",
        Setback::PlaidKeysRefused => "plaid_keys_refused",
        Setback::PlaidRefused => "plaid_refused",
        Setback::BankUnavailable => "bank_unavailable",
        Setback::KeyringMissing => "keyring_missing",
        Setback::KeyringLocked => "keyring_locked",
        Setback::KeyringRefused => "keyring_refused",
        Setback::KeyringEntryMissing => "keyring_entry_missing",
    }
    Role {
        Role::IntegrationUser => "integration_user",
        Role::Accountant => "accountant",
    }
    Tried {
        Tried::Password => "password",
        Tried::RecoveryCode => "recovery_code",
    }
    Security {
        Security::StartTls => "starttls",
        Security::Tls => "tls",
    }
    AttemptResult {
        AttemptResult::Sent => "sent",
        AttemptResult::Refused => "refused",
        AttemptResult::Uncertain => "uncertain",
        AttemptResult::Unreachable => "unreachable",
        AttemptResult::NotEncrypted => "not_encrypted",
        AttemptResult::PasswordRefused => "password_refused",
        AttemptResult::PutOff => "put_off",
        AttemptResult::Keyring => "keyring",
    }
    ChangeKind {
        ChangeKind::Kept => "kept",
        ChangeKind::AccountIdChanged => "account_id_changed",
        ChangeKind::NowInactive => "now_inactive",
        ChangeKind::ActiveAgain => "active_again",
        ChangeKind::StillInactive => "still_inactive",
        ChangeKind::New => "new",
    }
    ScheduledWork {
        ScheduledWork::Refresh => "refresh",
        ScheduledWork::Import => "import",
        ScheduledWork::Both => "both",
    }
    Task {
        Task::Refresh => "refresh",
        Task::Import => "import",
    }
    RunState {
        RunState::Running => "running",
        RunState::Done => "done",
        RunState::Cancelled => "cancelled",
        RunState::PutOff => "put_off",
        RunState::Interrupted => "interrupted",
    }
    ScheduledOutcome {
        ScheduledOutcome::Done => "done",
        ScheduledOutcome::NothingNew => "nothing_new",
        ScheduledOutcome::Differs => "differs",
        ScheduledOutcome::LeftOut => "left_out",
        ScheduledOutcome::Failed => "failed",
        ScheduledOutcome::Cancelled => "cancelled",
    }
}

/// Reads a word.
pub(super) fn word<W: Word>(column: &'static str, text: &str) -> Result<W, StoreError> {
    W::of(text).ok_or_else(|| corrupt(column, text))
}

/// Reads a word that can be absent.
pub(super) fn optional_word<W: Word>(column: &'static str, text: Option<&str>) -> Result<Option<W>, StoreError> {
    text.map(|text| word(column, text)).transpose()
}

/// Reads an id.
pub(super) fn id<I: FromStr>(column: &'static str, text: &str) -> Result<I, StoreError> {
    text.parse().map_err(|_| corrupt(column, text))
}

/// Reads a time.
pub(super) fn time(column: &'static str, milliseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(milliseconds).map_err(|_| corrupt(column, &milliseconds.to_string()))
}

/// Reads a time that can be absent.
pub(super) fn optional_time(column: &'static str, milliseconds: Option<i64>) -> Result<Option<Timestamp>, StoreError> {
    milliseconds.map(|milliseconds| time(column, milliseconds)).transpose()
}

/// Reads a count.
pub(super) fn count(column: &'static str, number: i64) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(|_| corrupt(column, &number.to_string()))
}

/// As a time is stored.
pub(super) fn milliseconds(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::as_millisecond)
}

/// The error of a text that means nothing here.
pub(super) fn corrupt(column: &'static str, text: &str) -> StoreError {
    StoreError::Corrupt { column, text: text.to_owned() }
}

/// As a health is stored: its word, and why the user has to act.
pub(crate) fn health_texts(health: Health) -> (&'static str, Option<&'static str>) {
    match health {
        Health::Good => ("good", None),
        Health::NeedsUpdate(reason) => ("needs_update", Some(reason.text())),
        Health::Gone => ("gone", None),
        Health::BankUnavailable => ("bank_unavailable", None),
    }
}

/// Reads a health.
pub(super) fn health(text: &str, reason: Option<&str>) -> Result<Health, StoreError> {
    match (text, reason) {
        ("good", None) => Ok(Health::Good),
        ("needs_update", Some(reason)) => word("connections.reason", reason).map(Health::NeedsUpdate),
        ("gone", None) => Ok(Health::Gone),
        ("bank_unavailable", None) => Ok(Health::BankUnavailable),
        _ => Err(corrupt("connections.health", text)),
    }
}

/// As a purpose is stored. The login that it brings has a column of its own.
pub(crate) const fn purpose_text(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Update => "update",
        Purpose::Connect(_) => "connect",
        Purpose::Replace(_) => "replace",
        Purpose::Reconnect(_) => "reconnect",
    }
}

/// Reads a purpose.
pub(super) fn purpose(text: &str, login: Option<&str>) -> Result<Purpose, StoreError> {
    let login = login.map(|login| id("link_sessions.login_id", login)).transpose()?;
    match (text, login) {
        ("update", None) => Ok(Purpose::Update),
        ("connect", Some(login)) => Ok(Purpose::Connect(login)),
        ("replace", Some(login)) => Ok(Purpose::Replace(login)),
        ("reconnect", Some(login)) => Ok(Purpose::Reconnect(login)),
        _ => Err(corrupt("link_sessions.kind", text)),
    }
}

/// As a state is stored.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct StateTexts<'a> {
    pub state: &'a str,
    pub ending: Option<&'a str>,
    /// The result on record. While a page is read again it is that of the earlier reading.
    pub outcome: Option<&'a str>,
}

impl From<State> for StateTexts<'static> {
    fn from(state: State) -> Self {
        let ended = |state, ended: Ended| Self {
            state,
            ending: Some(ended.ending.text()),
            outcome: ended.earlier.map(Word::text),
        };
        match state {
            State::Requested => Self { state: "requested", ..Self::default() },
            State::Open => Self { state: "open", ..Self::default() },
            State::Ended(how) => ended("ended", how),
            State::AwaitingMapping(how) => ended("awaiting_mapping", how),
            State::Watched { ending, outcome } => ended("watched", Ended { ending, earlier: Some(outcome) }),
            State::AwaitingChoice => Self { state: "awaiting_choice", ..Self::default() },
            State::Exchanging => Self { state: "exchanging", ..Self::default() },
            State::Held => Self { state: "held", ..Self::default() },
            State::Settled(outcome) => Self { state: "settled", ending: None, outcome: Some(outcome.text()) },
        }
    }
}

/// Reads a state.
pub(super) fn state(texts: StateTexts<'_>) -> Result<State, StoreError> {
    let ending = optional_word("link_sessions.ending", texts.ending)?;
    let outcome = optional_word("link_sessions.outcome", texts.outcome)?;
    match (texts.state, ending, outcome) {
        ("requested", None, None) => Ok(State::Requested),
        ("open", None, None) => Ok(State::Open),
        ("ended", Some(ending), earlier) => Ok(State::Ended(Ended { ending, earlier })),
        ("awaiting_mapping", Some(ending), earlier) => Ok(State::AwaitingMapping(Ended { ending, earlier })),
        ("watched", Some(ending), Some(outcome)) => Ok(State::Watched { ending, outcome }),
        ("awaiting_choice", None, None) => Ok(State::AwaitingChoice),
        ("exchanging", None, None) => Ok(State::Exchanging),
        ("held", None, None) => Ok(State::Held),
        ("settled", None, Some(outcome)) => Ok(State::Settled(outcome)),
        _ => Err(corrupt("link_sessions.state", texts.state)),
    }
}
