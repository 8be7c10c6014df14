//! Logins that nobody holds: looking for them and removing them.

use connections::{OrphansError, RemoveOrphansError, SweepError};

use super::super::problem::{Code, Problem};

impl From<OrphansError> for Problem {
    fn from(error: OrphansError) -> Self {
        match error {
            OrphansError::Denied(denied) => denied.into(),
            OrphansError::Store(error) => error.into(),
        }
    }
}

impl From<SweepError> for Problem {
    fn from(error: SweepError) -> Self {
        match error {
            SweepError::Plaid(error) => error.into(),
            SweepError::Store(error) => error.into(),
            SweepError::Vault(error) => error.into(),
            SweepError::Denied(denied) => denied.into(),
            SweepError::SessionUnderWay => Self::new(Code::SessionOpen, error.to_string())
                .with_hint("Finish connecting your bank or give it up. Then look again."),
        }
    }
}

impl From<RemoveOrphansError> for Problem {
    fn from(error: RemoveOrphansError) -> Self {
        match error {
            RemoveOrphansError::Store(error) => error.into(),
            RemoveOrphansError::Denied(denied) => denied.into(),
            RemoveOrphansError::NotFound => Self::new(Code::NotFound, error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_with_orphans_says_what_can_be_done() {
        let cases: Vec<(Problem, Code)> = vec![
            (SweepError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed),
            (SweepError::SessionUnderWay.into(), Code::SessionOpen),
            (SweepError::Plaid(plaid::Error::TimedOut).into(), Code::PlaidUnreachable),
            (SweepError::Vault(connections::VaultError::Locked).into(), Code::KeyringLocked),
            (RemoveOrphansError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed),
            (RemoveOrphansError::NotFound.into(), Code::NotFound),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code, code, "{problem:?}");
            assert!(!problem.message.is_empty());
        }
    }
}
