//! The keyring as a whole, and the key of the records.

use connections::{BehindReason, EncryptionError, KeyChangeError, KeyringError, KeyringTrouble, VaultError};

use super::super::problem::{Code, Problem};

impl From<KeyringTrouble> for Problem {
    fn from(trouble: KeyringTrouble) -> Self {
        VaultError::from(trouble).into()
    }
}

impl From<KeyChangeError> for Problem {
    fn from(error: KeyChangeError) -> Self {
        let message = error.to_string();
        match error {
            KeyChangeError::Vault(error) => error.into(),
            KeyChangeError::Records(error) => error.into(),
            KeyChangeError::Denied(denied) => denied.into(),
            KeyChangeError::InMemory => Self::new(Code::KeyringMissing, message),
            KeyChangeError::Unsettled => Self::new(Code::NoLongerPossible, message)
                .with_hint("Start Bank Connections anew, then change the key."),
            KeyChangeError::BackupsBehind(behind) => {
                let are_damaged = behind.iter().all(|file| file.reason == BehindReason::Damaged);
                Self::new(Code::NoLongerPossible, message).with_hint(if are_damaged {
                    "Move the backups that are named below to another place, or delete them, start Bank Connections \
                     anew, then change the key."
                } else {
                    "The settings say for each of the backups that are named below what stands in the way. Put that \
                     right, start Bank Connections anew, then change the key."
                })
            }
        }
    }
}

impl From<EncryptionError> for Problem {
    fn from(error: EncryptionError) -> Self {
        match error {
            EncryptionError::Denied(denied) => denied.into(),
            EncryptionError::Store(error) => error.into(),
        }
    }
}

impl From<KeyringError> for Problem {
    fn from(error: KeyringError) -> Self {
        match error {
            KeyringError::Denied(denied) => denied.into(),
            KeyringError::Vault(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::{FileBehind, store};

    use super::*;

    #[test]
    fn a_change_of_the_key_that_is_refused_says_what_can_be_done() {
        let name = "backups/first.backup".to_owned();
        let behind = |reason| KeyChangeError::BackupsBehind(vec![FileBehind { name: name.clone(), reason }]);
        let cases: Vec<(Problem, Code, bool)> = vec![
            (KeyChangeError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed, false),
            (KeyChangeError::InMemory.into(), Code::KeyringMissing, false),
            (KeyChangeError::Unsettled.into(), Code::NoLongerPossible, true),
            (behind(BehindReason::Damaged).into(), Code::NoLongerPossible, true),
            (KeyChangeError::Vault(VaultError::Locked).into(), Code::KeyringLocked, false),
            (KeyChangeError::Records(store::OpenError::Full("13".into())).into(), Code::DiskFull, false),
        ];
        for (problem, code, has_hint) in cases {
            assert_eq!((problem.code, problem.hint.is_some()), (code, has_hint), "{problem:?}");
        }
        for reason in [BehindReason::Damaged, BehindReason::DiskFull, BehindReason::Other] {
            let problem = Problem::from(behind(reason));
            assert!(problem.message.contains("backups/first.backup"), "it names the backup");
            let may_be_deleted = problem.hint.unwrap().contains("delete");
            assert_eq!(may_be_deleted, reason == BehindReason::Damaged, "{reason:?}");
        }
    }

    #[test]
    fn trouble_with_the_keyring_is_told_as_its_calls_tell_it() {
        for (trouble, code) in [
            (KeyringTrouble::Missing, Code::KeyringMissing),
            (KeyringTrouble::Locked, Code::KeyringLocked),
            (KeyringTrouble::Refused, Code::KeyringRefused),
            (KeyringTrouble::Silent, Code::KeyringSilent),
        ] {
            assert_eq!(Problem::from(trouble).code, code);
        }
    }
}
