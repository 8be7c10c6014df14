//! Users, signing in and leaving.

use connections::{
    ChangePasswordError, Denied, LOCK_AFTER_MINUTES, LeaveApplicationError, LockSettingError, RecoveryError,
    SetUpError, SignInError, UsersError,
    vault::{HashError, PasswordError},
};

use super::super::problem::{Code, Problem};

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        let code = match denied {
            Denied::SignedOut => Code::SignedOut,
            Denied::NotAllowed => Code::NotAllowed,
        };
        Self::new(code, denied.to_string())
    }
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        let code = match error {
            PasswordError::TooShort | PasswordError::TooLong => Code::PasswordUnusable,
            PasswordError::Guessable => Code::PasswordGuessable,
        };
        Self::new(code, error.to_string())
    }
}

impl From<HashError> for Problem {
    fn from(error: HashError) -> Self {
        Self::new(Code::Internal, error.to_string())
    }
}

impl From<SetUpError> for Problem {
    fn from(error: SetUpError) -> Self {
        match error {
            SetUpError::Password(error) => error.into(),
            SetUpError::Hash(error) => error.into(),
            SetUpError::Store(error) => error.into(),
            SetUpError::Exists => Self::new(Code::NoLongerPossible, error.to_string()),
            SetUpError::Name => name_unusable(error.to_string()),
        }
    }
}

fn name_unusable(message: String) -> Problem {
    Problem::new(Code::NameUnusable, message)
        .with_hint("Every character has to be one that can be seen, and what the audit signs with is no name.")
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Store(error) => error.into(),
            SignInError::NotFound => Self::new(Code::NotFound, error.to_string()),
            SignInError::SessionOpen => Self::new(Code::SessionOpen, error.to_string()),
            SignInError::Wrong { .. } | SignInError::TooSoon { .. } | SignInError::PasswordNeeded => {
                Self::new(Code::SignedOut, error.to_string())
            }
        }
    }
}

impl From<RecoveryError> for Problem {
    fn from(error: RecoveryError) -> Self {
        match error {
            RecoveryError::Denied(denied) => denied.into(),
            RecoveryError::Password(error) => error.into(),
            RecoveryError::Hash(error) => error.into(),
            RecoveryError::Store(error) => error.into(),
            RecoveryError::NotFound => Self::new(Code::NotFound, error.to_string()),
            RecoveryError::SessionOpen => Self::new(Code::SessionOpen, error.to_string()),
            RecoveryError::Wrong { .. } | RecoveryError::TooSoon { .. } => {
                Self::new(Code::SignedOut, error.to_string())
            }
        }
    }
}

impl From<ChangePasswordError> for Problem {
    fn from(error: ChangePasswordError) -> Self {
        match error {
            ChangePasswordError::Denied(denied) => denied.into(),
            ChangePasswordError::Password(error) => error.into(),
            ChangePasswordError::Hash(error) => error.into(),
            ChangePasswordError::Store(error) => error.into(),
            ChangePasswordError::Wrong { .. } | ChangePasswordError::TooSoon { .. } => {
                Self::new(Code::SignedOut, error.to_string())
            }
        }
    }
}

impl From<UsersError> for Problem {
    fn from(error: UsersError) -> Self {
        match error {
            UsersError::Denied(denied) => denied.into(),
            UsersError::Password(error) => error.into(),
            UsersError::Hash(error) => error.into(),
            UsersError::Store(error) => error.into(),
            UsersError::NotFound => Self::new(Code::NotFound, error.to_string()),
            UsersError::NameTaken => Self::new(Code::NameTaken, error.to_string()),
            UsersError::Name => name_unusable(error.to_string()),
            UsersError::IntegrationUser => Self::new(Code::NoLongerPossible, error.to_string()),
        }
    }
}

impl From<LeaveApplicationError> for Problem {
    fn from(error: LeaveApplicationError) -> Self {
        match error {
            LeaveApplicationError::Store(error) => error.into(),
            LeaveApplicationError::SessionOpen => Self::new(Code::SessionOpen, error.to_string()),
        }
    }
}

impl From<LockSettingError> for Problem {
    fn from(error: LockSettingError) -> Self {
        match error {
            LockSettingError::Denied(denied) => denied.into(),
            LockSettingError::Store(error) => error.into(),
            LockSettingError::NotOffered(_) => {
                let offered = LOCK_AFTER_MINUTES.map(|minutes| minutes.to_string()).join(", ");
                Self::new(Code::LockSettingUnusable, error.to_string()).with_hint(format!("Choose one of {offered}."))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_can_be_done() {
        let cases: Vec<(Problem, Code)> = vec![
            (Denied::SignedOut.into(), Code::SignedOut),
            (Denied::NotAllowed.into(), Code::NotAllowed),
            (SetUpError::Password(PasswordError::TooShort).into(), Code::PasswordUnusable),
            (SetUpError::Password(PasswordError::Guessable).into(), Code::PasswordGuessable),
            (SetUpError::Exists.into(), Code::NoLongerPossible),
            (SetUpError::Name.into(), Code::NameUnusable),
            (UsersError::NameTaken.into(), Code::NameTaken),
            (UsersError::Denied(Denied::NotAllowed).into(), Code::NotAllowed),
            (SignInError::NotFound.into(), Code::NotFound),
            (LeaveApplicationError::SessionOpen.into(), Code::SessionOpen),
            (LockSettingError::NotOffered(7).into(), Code::LockSettingUnusable),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code, code, "{problem:?}");
        }
    }
}
