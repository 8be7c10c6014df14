//! Removals: why none can begin, and why one has not come to its end.

use connections::{LogError, RemoveError, model::login::RemovalFailure};
use plaid::ApiError;

use super::super::problem::{Code, Problem};

impl From<&RemovalFailure> for Problem {
    fn from(failure: &RemovalFailure) -> Self {
        let (Some(kind), Some(code)) = (&failure.error_type, &failure.error_code) else {
            return failure.setback.into();
        };
        // Plaid's answer tells more than the setback that stands for it.
        let answer = ApiError {
            kind: kind.clone(),
            code: code.clone(),
            message: String::new(),
            display_message: None,
            request_id: failure.request_id.clone(),
            http_status: None,
        };
        let problem = Self::from(plaid::Error::Api(Box::new(answer)));
        // Who answers is within reach, whatever the answer is.
        if problem.code == Code::PlaidUnreachable {
            return Self { code: Code::PlaidRefused, ..problem };
        }
        problem
    }
}

impl From<RemoveError> for Problem {
    fn from(error: RemoveError) -> Self {
        let code = match error {
            RemoveError::Store(error) => return error.into(),
            RemoveError::Denied(denied) => return denied.into(),
            RemoveError::NotFound => Code::NotFound,
            RemoveError::Obsolete => Code::ConnectionObsolete,
            RemoveError::SessionOpen => Code::SessionOpen,
            RemoveError::AwaitingMapping => {
                return Self::new(Code::AwaitingMapping, error.to_string())
                    .with_hint("Use the new login or give it up. Then remove the connection.");
            }
        };
        Self::new(code, error.to_string())
    }
}

impl From<LogError> for Problem {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Denied(denied) => denied.into(),
            LogError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::{StoreError, model::link_session::Setback};
    use jiff::Timestamp;

    use super::*;

    fn failure(setback: Setback, error: Option<(&str, &str)>) -> RemovalFailure {
        RemovalFailure {
            attempts: 1,
            failed_at: Timestamp::UNIX_EPOCH,
            next_try_at: Timestamp::UNIX_EPOCH,
            setback,
            error_type: error.map(|(kind, _)| kind.to_owned()),
            error_code: error.map(|(_, code)| code.to_owned()),
            error_message: error.map(|_| "access-sandbox-1 is wrong".to_owned()),
            request_id: error.map(|_| "req1".to_owned()),
        }
    }

    #[test]
    fn every_refusal_to_remove_says_what_can_be_done() {
        let cases: Vec<(Problem, Code)> = vec![
            (RemoveError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed),
            (RemoveError::NotFound.into(), Code::NotFound),
            (RemoveError::Obsolete.into(), Code::ConnectionObsolete),
            (RemoveError::SessionOpen.into(), Code::SessionOpen),
            (RemoveError::AwaitingMapping.into(), Code::AwaitingMapping),
            (RemoveError::Store(StoreError::SessionUnfinished).into(), Code::SessionOpen),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code, code, "{problem:?}");
            assert!(!problem.message.is_empty());
        }
    }

    #[test]
    fn a_removal_that_failed_says_as_closely_as_plaid_does_why() {
        for (setback, error, code) in [
            (Setback::PlaidUnreachable, None, Code::PlaidUnreachable),
            (Setback::PlaidUnreachable, Some(("API_ERROR", "INTERNAL_SERVER_ERROR")), Code::PlaidRefused),
            (Setback::PlaidUnreachable, Some(("RATE_LIMIT_EXCEEDED", "RATE_LIMIT")), Code::PlaidBusy),
            (
                Setback::BankUnavailable,
                Some(("INSTITUTION_ERROR", "INSTITUTION_NO_LONGER_SUPPORTED")),
                Code::BankNotServed,
            ),
            (Setback::PlaidRefused, Some(("SOME_ERROR", "NEVER_SEEN")), Code::PlaidRefused),
            (Setback::KeyringLocked, None, Code::KeyringLocked),
            (Setback::KeyringEntryMissing, None, Code::AccessTokenMissing),
        ] {
            assert_eq!(Problem::from(&failure(setback, error)).code, code, "{setback:?} {error:?}");
        }
    }

    #[test]
    fn a_removal_that_failed_names_its_request_and_repeats_nothing_that_plaid_quotes() {
        let problem = Problem::from(&failure(Setback::PlaidRefused, Some(("INVALID_INPUT", "INVALID_FIELD"))));
        assert_eq!(problem.message, "Plaid answered `INVALID_FIELD` (`INVALID_INPUT`), request id req1");
    }
}
