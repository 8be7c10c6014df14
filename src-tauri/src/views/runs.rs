//! Work on several accounts in the background, as it goes on or came out, and what can stand in its way.

use connections::{NotRead, Progress, Run, Unusable, model::link_session::Setback};
use serde::Serialize;
use ts_rs::TS;

/// A run over accounts.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RunView<State> {
    /// When it began.
    pub started_at: String,
    /// When it ended.
    pub ended_at: Option<String>,
    /// Whether it was cancelled.
    pub is_cancelled: bool,
    /// Each account.
    pub accounts: Vec<ProgressView<State>>,
}

/// How far an account has come in a run.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProgressView<State> {
    /// The account connection.
    pub id: String,
    /// How far.
    pub state: State,
}

/// Why an account can't be used.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnusableView {
    /// It feeds no bank account.
    NotLinked,
    /// It was not selected in the last update.
    Inactive,
    /// Its connection was removed, or is being removed.
    Obsolete,
    /// Its connection is paused.
    Paused,
    /// Its connection is being updated.
    Updating,
    /// The login of its connection was replaced while its bank was read.
    Replaced,
    /// Its bank account is not in use.
    BankAccountInactive,
}

/// Why a bank could not be read.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotReadView {
    /// Plaid has not fetched it yet.
    NotReady,
    /// The bank or the consent does not give it.
    NotGiven,
    /// Plaid lets nobody ask that often.
    TooOften,
    /// The connection has to be updated.
    NeedsUpdate,
    /// The connection has to be reconnected.
    NeedsReconnecting,
    /// Plaid can't be reached.
    PlaidUnreachable,
    /// Plaid refuses the keys.
    PlaidKeysRefused,
    /// Plaid refuses.
    PlaidRefused,
    /// The bank can't be reached.
    BankUnavailable,
    /// The keyring does not give the access token.
    Keyring,
}

impl<Result, State: From<Progress<Result>>> From<Run<Result>> for RunView<State> {
    fn from(run: Run<Result>) -> Self {
        Self {
            started_at: run.started_at.to_string(),
            ended_at: run.ended_at.map(|at| at.to_string()),
            is_cancelled: run.is_cancelled,
            accounts: run
                .accounts
                .into_iter()
                .map(|(id, progress)| ProgressView { id: id.to_string(), state: progress.into() })
                .collect(),
        }
    }
}

impl From<Unusable> for UnusableView {
    fn from(why: Unusable) -> Self {
        match why {
            Unusable::NotLinked => Self::NotLinked,
            Unusable::Inactive => Self::Inactive,
            Unusable::Obsolete => Self::Obsolete,
            Unusable::Paused => Self::Paused,
            Unusable::Updating => Self::Updating,
            Unusable::Replaced => Self::Replaced,
            Unusable::BankAccountInactive => Self::BankAccountInactive,
        }
    }
}

impl From<&NotRead> for NotReadView {
    fn from(why: &NotRead) -> Self {
        match why {
            NotRead::NotReady => Self::NotReady,
            NotRead::NotGiven => Self::NotGiven,
            NotRead::TooOften => Self::TooOften,
            NotRead::NeedsUpdate => Self::NeedsUpdate,
            NotRead::NeedsReconnecting => Self::NeedsReconnecting,
            NotRead::Setback(Setback::PlaidUnreachable, _) => Self::PlaidUnreachable,
            NotRead::Setback(Setback::PlaidKeysRefused, _) => Self::PlaidKeysRefused,
            NotRead::Setback(Setback::PlaidRefused, _) => Self::PlaidRefused,
            NotRead::Setback(Setback::BankUnavailable, _) => Self::BankUnavailable,
            NotRead::Setback(
                Setback::KeyringMissing
                | Setback::KeyringLocked
                | Setback::KeyringRefused
                | Setback::KeyringEntryMissing,
                _,
            ) => Self::Keyring,
        }
    }
}

/// Why a bank could not be read, and Plaid's code where it gave one.
pub(super) fn not_read(why: NotRead) -> (NotReadView, Option<String>) {
    let view = NotReadView::from(&why);
    match why {
        NotRead::Setback(_, code) => (view, code),
        NotRead::NotReady
        | NotRead::NotGiven
        | NotRead::TooOften
        | NotRead::NeedsUpdate
        | NotRead::NeedsReconnecting => (view, None),
    }
}
