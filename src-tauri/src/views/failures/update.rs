//! Updates, from their beginning to their result.

use connections::{
    CheckError, LeaveError, MappingError, PageError, ResultsError, RetryError, SessionError, UpdateError,
};

use super::{
    super::problem::{Code, Problem},
    without_token,
};

impl From<UpdateError> for Problem {
    fn from(error: UpdateError) -> Self {
        let code = match error {
            UpdateError::Plaid(error) => return error.into(),
            UpdateError::Vault(error) => return without_token(error),
            UpdateError::Store(error) => return error.into(),
            UpdateError::Unsettled(setback) => return setback.into(),
            UpdateError::Denied(denied) => return denied.into(),
            UpdateError::NotFound | UpdateError::LeftMeanwhile => Code::NotFound,
            UpdateError::OtherLogin => Code::PlaidRefused,
            UpdateError::Obsolete => Code::ConnectionObsolete,
            UpdateError::Removing => Code::Removing,
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
            PageError::Denied(denied) => denied.into(),
            PageError::NotFound | PageError::NotOpen => Self::new(Code::NotFound, error.to_string()),
        }
    }
}

impl From<LeaveError> for Problem {
    fn from(error: LeaveError) -> Self {
        match error {
            LeaveError::Store(error) => error.into(),
            LeaveError::Denied(denied) => denied.into(),
            LeaveError::NotFound => Self::new(Code::NotFound, error.to_string()),
        }
    }
}

impl From<RetryError> for Problem {
    fn from(error: RetryError) -> Self {
        match error {
            RetryError::Store(error) => error.into(),
            RetryError::Denied(denied) => denied.into(),
            RetryError::NotFound => Self::new(Code::NotFound, error.to_string()),
        }
    }
}

impl From<ResultsError> for Problem {
    fn from(error: ResultsError) -> Self {
        match error {
            ResultsError::Denied(denied) => denied.into(),
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
            MappingError::Denied(denied) => return denied.into(),
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

impl From<SessionError> for Problem {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Denied(denied) => denied.into(),
            SessionError::Store(error) => error.into(),
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
            CheckError::Removing => Self::new(Code::Removing, error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::{StoreError, VaultError, model::link_session::Setback};

    use super::*;

    #[test]
    fn every_failure_of_an_update_says_what_can_be_done() {
        let entry = || "entry".to_owned();
        let cases: Vec<(Problem, Code)> = vec![
            (UpdateError::Vault(VaultError::Missing { entry: entry() }).into(), Code::AccessTokenMissing),
            (CheckError::Vault(VaultError::Damaged { entry: entry() }).into(), Code::AccessTokenMissing),
            (UpdateError::Vault(VaultError::Locked).into(), Code::KeyringLocked),
            (CheckError::Removing.into(), Code::Removing),
            (UpdateError::Removing.into(), Code::Removing),
            (UpdateError::Unsettled(Setback::KeyringEntryMissing).into(), Code::AccessTokenMissing),
            (UpdateError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed),
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
}
