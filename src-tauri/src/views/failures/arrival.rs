//! Sessions that bring a new login, from their beginning to the question about a bank that looks connected already.

use connections::{DuplicateError, GiveUpError, StartError};

use super::super::problem::{Code, Problem};

impl From<StartError> for Problem {
    fn from(error: StartError) -> Self {
        let code = match error {
            StartError::Plaid(error) => return error.into(),
            StartError::Store(error) => return error.into(),
            StartError::Unsettled(setback) => return setback.into(),
            StartError::Denied(denied) => return denied.into(),
            StartError::NotFound | StartError::LeftMeanwhile => Code::NotFound,
            StartError::Obsolete => Code::ConnectionObsolete,
            StartError::NotObsolete => Code::NotObsolete,
            StartError::Removing => Code::Removing,
            StartError::AnotherSessionOpen => Code::SessionOpen,
            StartError::AwaitingMapping => Code::AwaitingMapping,
        };
        Self::new(code, error.to_string())
    }
}

impl From<DuplicateError> for Problem {
    fn from(error: DuplicateError) -> Self {
        let code = match error {
            DuplicateError::Store(error) => return error.into(),
            DuplicateError::Unreadable(setback) => return setback.into(),
            DuplicateError::Denied(denied) => return denied.into(),
            DuplicateError::NotFound => Code::NotFound,
            // Answered already, or over.
            DuplicateError::NotAwaited => Code::NoLongerPossible,
            DuplicateError::TooLate => {
                return Self::new(Code::NoLongerPossible, error.to_string())
                    .with_hint("Nothing was connected. Connect the bank again.");
            }
            DuplicateError::NotAsked => {
                return Self::new(Code::NoLongerPossible, error.to_string())
                    .with_hint("The connections have changed meanwhile. Choose again.");
            }
        };
        Self::new(code, error.to_string())
    }
}

impl From<GiveUpError> for Problem {
    fn from(error: GiveUpError) -> Self {
        match error {
            GiveUpError::Store(error) => error.into(),
            GiveUpError::Denied(denied) => denied.into(),
            GiveUpError::NotFound => Self::new(Code::NotFound, error.to_string()),
            GiveUpError::NotNow => Self::new(Code::NoLongerPossible, error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::{StoreError, model::link_session::Setback};

    use super::*;

    #[test]
    fn every_failure_of_a_new_login_says_what_can_be_done() {
        let unreachable = || Setback::PlaidUnreachable;
        let cases: Vec<(Problem, Code)> = vec![
            (StartError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed),
            (StartError::NotFound.into(), Code::NotFound),
            (StartError::Obsolete.into(), Code::ConnectionObsolete),
            (StartError::NotObsolete.into(), Code::NotObsolete),
            (StartError::Removing.into(), Code::Removing),
            (StartError::AnotherSessionOpen.into(), Code::SessionOpen),
            (StartError::AwaitingMapping.into(), Code::AwaitingMapping),
            (StartError::Unsettled(unreachable()).into(), Code::PlaidUnreachable),
            (StartError::Plaid(plaid::Error::TimedOut).into(), Code::PlaidUnreachable),
            (StartError::Store(StoreError::SessionUnfinished).into(), Code::SessionOpen),
            (DuplicateError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed),
            (DuplicateError::NotFound.into(), Code::NotFound),
            (DuplicateError::NotAwaited.into(), Code::NoLongerPossible),
            (DuplicateError::Unreadable(Setback::KeyringLocked).into(), Code::KeyringLocked),
            (GiveUpError::NotNow.into(), Code::NoLongerPossible),
            (GiveUpError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code, code, "{problem:?}");
            assert!(!problem.message.is_empty());
        }
    }

    #[test]
    fn whoever_chose_too_late_or_something_else_is_told_what_to_do() {
        for error in [DuplicateError::TooLate, DuplicateError::NotAsked] {
            let problem = Problem::from(error);
            assert_eq!(problem.code, Code::NoLongerPossible);
            assert!(problem.hint.is_some(), "{problem:?}");
        }
    }
}
