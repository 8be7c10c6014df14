//! The keys for Plaid: testing, keeping and forgetting them.

use connections::PlaidKeysError;

use super::{
    super::problem::{Code, Problem},
    login_under_way,
};

impl From<PlaidKeysError> for Problem {
    fn from(error: PlaidKeysError) -> Self {
        match error {
            PlaidKeysError::Plaid(error) => error.into(),
            PlaidKeysError::Vault(error) => error.into(),
            PlaidKeysError::Store(error) => error.into(),
            PlaidKeysError::Denied(error) => error.into(),
            PlaidKeysError::SessionUnderWay => Self::new(Code::SessionOpen, error.to_string()),
            PlaidKeysError::LoginUnderWay { bank } => login_under_way(bank),
            PlaidKeysError::Unusable(error) => Self::new(Code::InvalidPlaidKeys, error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::{Denied, VaultError};
    use plaid::ConfigurationError;

    use super::*;

    #[test]
    fn every_failure_of_keys_says_what_can_be_done() {
        let cases: Vec<(PlaidKeysError, Code)> = vec![
            (PlaidKeysError::Denied(Denied::NotAllowed), Code::NotAllowed),
            (PlaidKeysError::SessionUnderWay, Code::SessionOpen),
            (PlaidKeysError::LoginUnderWay { bank: None }, Code::SessionOpen),
            (PlaidKeysError::Unusable(ConfigurationError::UnusableKeys), Code::InvalidPlaidKeys),
            (PlaidKeysError::Vault(VaultError::Locked), Code::KeyringLocked),
            (PlaidKeysError::Plaid(plaid::Error::NoSecret), Code::PlaidSecretMissing),
            (PlaidKeysError::Plaid(plaid::Error::TimedOut), Code::PlaidUnreachable),
        ];
        for (error, code) in cases {
            assert_eq!(Problem::from(error).code, code);
        }
    }
}
