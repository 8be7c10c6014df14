//! Refreshing.

use connections::StartRefreshError;

use super::super::problem::{Code, Problem};

impl From<StartRefreshError> for Problem {
    fn from(error: StartRefreshError) -> Self {
        match error {
            StartRefreshError::Denied(denied) => denied.into(),
            StartRefreshError::NothingChosen => {
                Self::new(Code::InvalidImport, error.to_string()).with_hint("Choose at least one account.")
            }
            StartRefreshError::NotFound => Self::new(Code::NotFound, error.to_string()),
            StartRefreshError::UnderWay(_) => Self::new(Code::InvalidImport, error.to_string())
                .with_hint("Wait until the refresh that is under way has ended, or cancel it."),
            StartRefreshError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::{Denied, UnderWay};

    use super::*;

    #[test]
    fn every_failure_to_refresh_says_what_can_be_done() {
        let cases: Vec<(Problem, Code)> = vec![
            (StartRefreshError::Denied(Denied::SignedOut).into(), Code::SignedOut),
            (StartRefreshError::NothingChosen.into(), Code::InvalidImport),
            (StartRefreshError::NotFound.into(), Code::NotFound),
            (StartRefreshError::UnderWay(UnderWay).into(), Code::InvalidImport),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code, code, "{problem:?}");
            assert!(!problem.message.is_empty());
        }
    }
}
