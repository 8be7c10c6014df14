//! From every error of the core to the problem that the main window can show. Exhaustive: an error that is new to the
//! core does not compile here until somebody has decided what the user can do about it.

use connections::{
    AdoptError, CheckError, LeaveError, ListError, MappingError, OpenError, PageError, RecoverError, ResultsError,
    RetryError, SessionError, StoreError, UpdateError, VaultError, demo::SeedError, model::link_session::Setback,
    store,
};
use plaid::{ConfigurationError, ErrorClass};

use super::problem::{Code, Problem};

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Self {
        let code = match &error {
            VaultError::NoService(_) => Code::KeyringMissing,
            VaultError::Locked => Code::KeyringLocked,
            VaultError::Refused(_) | VaultError::Failed(_) => Code::KeyringRefused,
            VaultError::Missing { .. } | VaultError::Damaged { .. } => Code::KeyringEntryMissing,
        };
        Self::new(code, error.to_string())
    }
}

/// The keyring does not give or take the token of one connection. The records themselves are open.
fn without_token(error: VaultError) -> Problem {
    match error {
        VaultError::Missing { .. } | VaultError::Damaged { .. } => {
            Problem::new(Code::AccessTokenMissing, error.to_string())
        }
        VaultError::NoService(_) | VaultError::Locked | VaultError::Refused(_) | VaultError::Failed(_) => error.into(),
    }
}

impl From<store::OpenError> for Problem {
    fn from(error: store::OpenError) -> Self {
        let code = match &error {
            store::OpenError::WrongKey | store::OpenError::Unreadable(_) => Code::DatabaseUnreadable,
            store::OpenError::Newer { .. } => Code::DatabaseNewer,
            store::OpenError::ReadOnly(_) => Code::DatabaseReadOnly,
            store::OpenError::Full(_) => Code::DiskFull,
            store::OpenError::Busy(_) => Code::AlreadyRunning,
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
            StoreError::Busy(_) => Code::AlreadyRunning,
            StoreError::Unreadable(_) | StoreError::Corrupt { .. } => Code::DatabaseUnreadable,
            StoreError::Conflict(_) | StoreError::Unavailable(_) => Code::Internal,
        };
        Self::new(code, error.to_string())
    }
}

impl From<plaid::Error> for Problem {
    fn from(error: plaid::Error) -> Self {
        let code = match error.class() {
            ErrorClass::Transient => Code::PlaidUnreachable,
            ErrorClass::RateLimited => Code::PlaidBusy,
            ErrorClass::Configuration => Code::PlaidKeysRefused,
            ErrorClass::BankDown => Code::BankUnavailable,
            ErrorClass::BankNoLongerServed => Code::BankNotServed,
            ErrorClass::ItemGone => Code::ConnectionGone,
            ErrorClass::UserMustAct | ErrorClass::Sync | ErrorClass::Session | ErrorClass::Unknown => {
                Code::PlaidRefused
            }
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
            Setback::KeyringEntryMissing => (Code::AccessTokenMissing, "the keyring no longer has the access token"),
        };
        Self::new(code, message)
    }
}

impl From<UpdateError> for Problem {
    fn from(error: UpdateError) -> Self {
        let code = match error {
            UpdateError::Plaid(error) => return error.into(),
            UpdateError::Vault(error) => return without_token(error),
            UpdateError::Store(error) => return error.into(),
            UpdateError::Unsettled(setback) => return setback.into(),
            UpdateError::NotAllowed => Code::NotAllowed,
            UpdateError::NotFound | UpdateError::LeftMeanwhile => Code::NotFound,
            UpdateError::OtherLogin => Code::PlaidRefused,
            UpdateError::Obsolete => Code::ConnectionObsolete,
            UpdateError::Gone => Code::ConnectionGone,
            UpdateError::AnotherSessionOpen => Code::SessionOpen,
            UpdateError::AwaitingMapping => Code::AwaitingMapping,
            UpdateError::BankUnavailable => Code::BankUnavailable,
        };
        Self::new(code, error.to_string())
    }
}

impl From<PageError> for Problem {
    fn from(error: PageError) -> Self {
        match error {
            PageError::Store(error) => error.into(),
            PageError::NotAllowed => Self::new(Code::NotAllowed, error.to_string()),
            PageError::NotFound | PageError::NotOpen => Self::new(Code::NotFound, error.to_string()),
        }
    }
}

impl From<LeaveError> for Problem {
    fn from(error: LeaveError) -> Self {
        match error {
            LeaveError::Store(error) => error.into(),
            LeaveError::NotAllowed => Self::new(Code::NotAllowed, error.to_string()),
            LeaveError::NotFound => Self::new(Code::NotFound, error.to_string()),
        }
    }
}

impl From<RetryError> for Problem {
    fn from(error: RetryError) -> Self {
        match error {
            RetryError::Store(error) => error.into(),
            RetryError::NotAllowed => Self::new(Code::NotAllowed, error.to_string()),
            RetryError::NotFound => Self::new(Code::NotFound, error.to_string()),
        }
    }
}

impl From<ResultsError> for Problem {
    fn from(error: ResultsError) -> Self {
        match error {
            ResultsError::Store(error) => error.into(),
            ResultsError::NotFound => Self::new(Code::NotFound, error.to_string()),
        }
    }
}

impl From<MappingError> for Problem {
    fn from(error: MappingError) -> Self {
        let code = match error {
            MappingError::Store(error) => return error.into(),
            MappingError::Unreadable(setback) => return setback.into(),
            MappingError::NotAllowed => Code::NotAllowed,
            MappingError::LoginBroken => {
                return Self::new(Code::PlaidRefused, error.to_string())
                    .with_hint("Update the connection. You are asked again afterwards.");
            }
            MappingError::NotFound | MappingError::NotAwaited | MappingError::NoLongerNeeded => Code::NotFound,
            // The question has changed; it is asked anew.
            MappingError::InvalidDecisions(_) => Code::AwaitingMapping,
        };
        Self::new(code, error.to_string())
    }
}

impl From<ListError> for Problem {
    fn from(ListError::Store(error): ListError) -> Self {
        error.into()
    }
}

impl From<SessionError> for Problem {
    fn from(SessionError::Store(error): SessionError) -> Self {
        error.into()
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
            OpenError::Records(error) => error.into(),
        }
    }
}

impl From<AdoptError> for Problem {
    fn from(error: AdoptError) -> Self {
        match error {
            AdoptError::Plaid(error) => error.into(),
            AdoptError::Vault(error) => without_token(error),
            AdoptError::Store(error) => error.into(),
        }
    }
}

impl From<CheckError> for Problem {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Plaid(error) => error.into(),
            CheckError::Vault(error) => without_token(error),
            CheckError::Store(error) => error.into(),
            CheckError::Unreadable(setback) => setback.into(),
            CheckError::NotFound => Self::new(Code::NotFound, error.to_string()),
            CheckError::Obsolete => Self::new(Code::ConnectionObsolete, error.to_string()),
        }
    }
}

impl From<SeedError> for Problem {
    fn from(error: SeedError) -> Self {
        match error {
            SeedError::Adopt(error) => error.into(),
            SeedError::Check(error) => error.into(),
            SeedError::Plaid(error) => error.into(),
            SeedError::Vault(error) => without_token(error),
            SeedError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::model::link_session::Setback;
    use plaid::{ApiError, Flaw};

    use super::*;

    fn refused(kind: &str, code: &str) -> plaid::Error {
        plaid::Error::Api(Box::new(ApiError {
            kind: kind.to_owned(),
            code: code.to_owned(),
            message: "access-sandbox-1 is wrong".to_owned(),
            display_message: None,
            request_id: Some("req1".to_owned()),
            http_status: Some(400),
        }))
    }

    #[test]
    fn every_failure_says_what_can_be_done() {
        let entry = || "entry".to_owned();
        let cases: Vec<(Problem, Code)> = vec![
            (VaultError::NoService("none".into()).into(), Code::KeyringMissing),
            (VaultError::Locked.into(), Code::KeyringLocked),
            (VaultError::Refused("dismissed".into()).into(), Code::KeyringRefused),
            (VaultError::Failed("odd".into()).into(), Code::KeyringRefused),
            (VaultError::Missing { entry: entry() }.into(), Code::KeyringEntryMissing),
            (VaultError::Damaged { entry: entry() }.into(), Code::KeyringEntryMissing),
            (store::OpenError::WrongKey.into(), Code::DatabaseUnreadable),
            (store::OpenError::Newer { found: 9, known: 1 }.into(), Code::DatabaseNewer),
            (store::OpenError::Full("13".into()).into(), Code::DiskFull),
            (store::OpenError::ReadOnly("8".into()).into(), Code::DatabaseReadOnly),
            (store::OpenError::Busy("5".into()).into(), Code::AlreadyRunning),
            (store::OpenError::Unreadable("11".into()).into(), Code::DatabaseUnreadable),
            (OpenError::from(VaultError::Locked).into(), Code::KeyringLocked),
            (OpenError::from(VaultError::Missing { entry: entry() }).into(), Code::KeyringEntryMissing),
            (UpdateError::Vault(VaultError::Missing { entry: entry() }).into(), Code::AccessTokenMissing),
            (CheckError::Vault(VaultError::Damaged { entry: entry() }).into(), Code::AccessTokenMissing),
            (UpdateError::Vault(VaultError::Locked).into(), Code::KeyringLocked),
            (UpdateError::Unsettled(Setback::KeyringEntryMissing).into(), Code::AccessTokenMissing),
            (refused("RATE_LIMIT_EXCEEDED", "RATE_LIMIT").into(), Code::PlaidBusy),
            (refused("INSTITUTION_ERROR", "INSTITUTION_NO_LONGER_SUPPORTED").into(), Code::BankNotServed),
            (refused("API_ERROR", "INTERNAL_SERVER_ERROR").into(), Code::PlaidUnreachable),
            (refused("INVALID_INPUT", "INVALID_API_KEYS").into(), Code::PlaidKeysRefused),
            (refused("INSTITUTION_ERROR", "INSTITUTION_DOWN").into(), Code::BankUnavailable),
            (refused("ITEM_ERROR", "ITEM_NOT_FOUND").into(), Code::ConnectionGone),
            (refused("SOME_ERROR", "NEVER_SEEN").into(), Code::PlaidRefused),
            (plaid::Error::TimedOut.into(), Code::PlaidUnreachable),
            (UpdateError::NotAllowed.into(), Code::NotAllowed),
            (UpdateError::NotFound.into(), Code::NotFound),
            (UpdateError::Obsolete.into(), Code::ConnectionObsolete),
            (UpdateError::Gone.into(), Code::ConnectionGone),
            (UpdateError::AnotherSessionOpen.into(), Code::SessionOpen),
            (UpdateError::AwaitingMapping.into(), Code::AwaitingMapping),
            (UpdateError::Unsettled(Setback::PlaidUnreachable).into(), Code::PlaidUnreachable),
            (UpdateError::BankUnavailable.into(), Code::BankUnavailable),
            (UpdateError::Store(StoreError::SessionUnfinished).into(), Code::SessionOpen),
            (PageError::NotOpen.into(), Code::NotFound),
            (MappingError::NoLongerNeeded.into(), Code::NotFound),
            (MappingError::Unreadable(Setback::KeyringLocked).into(), Code::KeyringLocked),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code, code, "{problem:?}");
            assert!(!problem.message.is_empty());
        }
    }

    #[test]
    fn a_refusal_names_its_request_and_repeats_nothing_that_plaid_quotes() {
        let problem = Problem::from(refused("INVALID_INPUT", "INVALID_FIELD"));
        assert_eq!(problem.message, "Plaid answered `INVALID_FIELD` (`INVALID_INPUT`), request id req1");
    }

    #[test]
    fn an_answer_that_can_not_be_read_is_no_fault_of_the_keys() {
        let flaw = Flaw::NotUnderstood { line: 1, column: 2 };
        let error = plaid::Error::Unreadable { http_status: 200, flaw, request_id: None };
        assert_eq!(Problem::from(error).code, Code::PlaidRefused);
    }
}
