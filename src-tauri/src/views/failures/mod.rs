//! From every error of the core to the problem that the main window can show. Exhaustive: an error that is new to the
//! core does not compile here until somebody has decided what the user can do about it.

mod access;
mod arrival;
mod audit;
mod balances;
mod bank_accounts;
mod keyring;
mod mail;
mod orphans;
mod plaid_keys;
mod records;
mod removal;
mod schedules;
mod statements;
mod update;

use connections::{
    ListError, OpenError, RecoverError, StoreError, VaultError, demo::SeedError, model::link_session::Setback, store,
};
use plaid::{ApiError, ConfigurationError, ErrorClass};

use super::problem::{Code, Problem};

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Self {
        let code = match &error {
            VaultError::NoService(_) => Code::KeyringMissing,
            VaultError::Locked => Code::KeyringLocked,
            VaultError::Silent => Code::KeyringSilent,
            VaultError::Refused(_) | VaultError::Failed(_) => Code::KeyringRefused,
            VaultError::Missing { .. } => Code::KeyringEntryMissing,
            VaultError::Damaged { .. } => Code::KeyringEntryDamaged,
        };
        Self::new(code, error.to_string())
    }
}

/// A new login that waits would be lost.
fn login_under_way(bank: Option<String>) -> Problem {
    let bank = bank.map_or_else(String::new, |bank| format!(" at {bank}"));
    Problem::new(Code::SessionOpen, "a new login is not in the records yet")
        .with_hint(format!("The new login{bank} is not in the records yet. Finish it, or give it up, first."))
}

/// The keyring does not give or take the token of one connection. The records themselves are open.
fn without_token(error: VaultError) -> Problem {
    match error {
        VaultError::Missing { .. } | VaultError::Damaged { .. } => {
            Problem::new(Code::AccessTokenMissing, error.to_string())
        }
        VaultError::NoService(_)
        | VaultError::Locked
        | VaultError::Silent
        | VaultError::Refused(_)
        | VaultError::Failed(_) => error.into(),
    }
}

impl From<store::OpenError> for Problem {
    fn from(error: store::OpenError) -> Self {
        Self::of_opening(&error)
    }
}

impl Problem {
    /// Why the records can't be opened, or no copy of them be taken.
    pub(in crate::views) fn of_opening(error: &store::OpenError) -> Self {
        let code = match error {
            store::OpenError::WrongKey => Code::DatabaseWrongKey,
            store::OpenError::Missing => Code::DatabaseMissing,
            store::OpenError::Unreadable(_) => Code::DatabaseUnreadable,
            store::OpenError::Newer { .. } => Code::DatabaseNewer,
            store::OpenError::ReadOnly(_) => Code::DatabaseReadOnly,
            store::OpenError::Full(_) => Code::DiskFull,
            store::OpenError::Busy(_) => Code::RecordsBusy,
        };
        Self::new(code, error.to_string())
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::NotFound => Code::NotFound,
            StoreError::SessionUnfinished => Code::SessionOpen,
            StoreError::Full(_) => Code::DiskFull,
            StoreError::ReadOnly(_) => Code::DatabaseReadOnly,
            StoreError::Busy(_) => Code::RecordsBusy,
            StoreError::Unreadable(_) | StoreError::Corrupt { .. } => Code::DatabaseUnreadable,
            StoreError::Conflict(_) | StoreError::Unavailable(_) => Code::Internal,
        };
        Self::new(code, error.to_string())
    }
}

impl From<plaid::Error> for Problem {
    fn from(error: plaid::Error) -> Self {
        if let plaid::Error::NoSecret = error {
            return Self::new(Code::PlaidSecretMissing, error.to_string());
        }
        let code = match error.class() {
            ErrorClass::Transient => Code::PlaidUnreachable,
            ErrorClass::RateLimited => Code::PlaidBusy,
            ErrorClass::Configuration => Code::PlaidKeysRefused,
            ErrorClass::BankDown => Code::BankUnavailable,
            ErrorClass::BankNoLongerServed => Code::BankNotServed,
            ErrorClass::ItemGone => Code::ConnectionGone,
            ErrorClass::UserMustAct
            | ErrorClass::SyncRestart
            | ErrorClass::NotReady
            | ErrorClass::NoProduct
            | ErrorClass::Session
            | ErrorClass::Unknown => Code::PlaidRefused,
        };
        let message = match error.request_id() {
            Some(request_id) => format!("{error}, request id {request_id}"),
            None => error.to_string(),
        };
        Self::new(code, message)
    }
}

impl From<ConfigurationError> for Problem {
    fn from(error: ConfigurationError) -> Self {
        let code = match &error {
            ConfigurationError::NotEncrypted | ConfigurationError::NotABaseUrl | ConfigurationError::UnusableKeys => {
                Code::PlaidKeysRefused
            }
            ConfigurationError::NoTls(_) => Code::Internal,
        };
        Self::new(code, error.to_string())
    }
}

impl Problem {
    /// What stands in the way of a session that waits. Plaid's code, where there is one, tells more than the setback that
    /// stands for it.
    pub fn of_delay(setback: Setback, code: Option<String>) -> Self {
        let problem = Self::from(setback);
        let Some(code) = code else { return problem };
        let answer = ApiError {
            kind: String::new(),
            code,
            message: String::new(),
            display_message: None,
            request_id: None,
            http_status: None,
        };
        match answer.class() {
            ErrorClass::BankNoLongerServed => Self { code: Code::BankNotServed, ..problem },
            ErrorClass::RateLimited => Self { code: Code::PlaidBusy, ..problem },
            ErrorClass::UserMustAct
            | ErrorClass::ItemGone
            | ErrorClass::BankDown
            | ErrorClass::Transient
            | ErrorClass::Configuration
            | ErrorClass::SyncRestart
            | ErrorClass::NotReady
            | ErrorClass::NoProduct
            | ErrorClass::Session
            | ErrorClass::Unknown => problem,
        }
    }
}

impl From<Setback> for Problem {
    fn from(setback: Setback) -> Self {
        let (code, message) = match setback {
            Setback::PlaidUnreachable => (Code::PlaidUnreachable, "Plaid can't be reached"),
            Setback::PlaidKeysRefused => (Code::PlaidKeysRefused, "Plaid does not take the keys"),
            Setback::PlaidRefused => (Code::PlaidRefused, "Plaid refused"),
            Setback::BankUnavailable => (Code::BankUnavailable, "the bank can't be reached"),
            Setback::KeyringMissing => (Code::KeyringMissing, "no keyring service answers"),
            Setback::KeyringLocked => (Code::KeyringLocked, "the keyring is locked"),
            Setback::KeyringRefused => (Code::KeyringRefused, "the keyring refuses"),
            Setback::KeyringEntryMissing => {
                (Code::AccessTokenMissing, "the keyring no longer has the access token, or has another one")
            }
        };
        Self::new(code, message)
    }
}

impl From<ListError> for Problem {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Denied(denied) => denied.into(),
            ListError::Store(error) => error.into(),
        }
    }
}

impl From<RecoverError> for Problem {
    fn from(RecoverError::Store(error): RecoverError) -> Self {
        error.into()
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Vault(error) => error.into(),
            OpenError::RecordsElsewhere => Self::new(Code::RecordsElsewhere, error.to_string()),
            OpenError::Records(error) => error.into(),
        }
    }
}

impl From<SeedError> for Problem {
    fn from(error: SeedError) -> Self {
        match error {
            SeedError::Check(error) => error.into(),
            SeedError::Plaid(error) => error.into(),
            SeedError::Vault(error) => without_token(error),
            SeedError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
