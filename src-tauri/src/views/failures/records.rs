//! Backups, and the way back to one.

use connections::{BackUpError, RecordsError, RestoreError, store::backups};

use super::{
    super::problem::{Code, Problem},
    login_under_way,
};

impl From<RecordsError> for Problem {
    fn from(error: RecordsError) -> Self {
        match error {
            RecordsError::Denied(denied) => denied.into(),
            RecordsError::Vault(error) => error.into(),
            RecordsError::Folder(error) => error.into(),
        }
    }
}

impl From<BackUpError> for Problem {
    fn from(error: BackUpError) -> Self {
        match error {
            BackUpError::Denied(denied) => denied.into(),
            BackUpError::Failed(error) => Self::of_opening(&error),
        }
    }
}

impl From<RestoreError> for Problem {
    fn from(error: RestoreError) -> Self {
        match error {
            RestoreError::Denied(denied) => denied.into(),
            RestoreError::Vault(error) => error.into(),
            RestoreError::Store(error) => error.into(),
            RestoreError::LoginUnderWay { bank } => login_under_way(bank),
            RestoreError::Backup(backups::RestoreError::Folder(error)) => error.into(),
            RestoreError::Backup(error @ backups::RestoreError::NotFound) => {
                Self::new(Code::NotFound, error.to_string())
            }
            RestoreError::Backup(error @ backups::RestoreError::Unusable(_)) => {
                Self::new(Code::BackupUnusable, error.to_string())
            }
            RestoreError::Backup(error @ backups::RestoreError::Unowned) => {
                Self::new(Code::BackupUnusable, error.to_string())
                    .with_hint("It was taken before anybody was set up who could sign in. Choose a later one.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use connections::{Denied, VaultError, store::OpenError};

    use super::*;

    #[test]
    fn every_failure_with_backups_says_what_can_be_done() {
        let full = || OpenError::Full("13".into());
        let cases: Vec<(Problem, Code)> = vec![
            (RecordsError::Folder(OpenError::ReadOnly("8".into())).into(), Code::DatabaseReadOnly),
            (RecordsError::Vault(VaultError::Locked).into(), Code::KeyringLocked),
            (BackUpError::Denied(Denied::NotAllowed).into(), Code::NotAllowed),
            (BackUpError::Failed(Arc::new(full())).into(), Code::DiskFull),
            (RestoreError::Denied(Denied::NotAllowed).into(), Code::NotAllowed),
            (RestoreError::LoginUnderWay { bank: None }.into(), Code::SessionOpen),
            (RestoreError::Vault(VaultError::Locked).into(), Code::KeyringLocked),
            (RestoreError::Backup(backups::RestoreError::Folder(full())).into(), Code::DiskFull),
            (RestoreError::Backup(backups::RestoreError::NotFound).into(), Code::NotFound),
            (RestoreError::Backup(backups::RestoreError::Unowned).into(), Code::BackupUnusable),
            (RestoreError::Backup(backups::RestoreError::Unusable(OpenError::WrongKey)).into(), Code::BackupUnusable),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code, code, "{problem:?}");
            assert!(!problem.message.is_empty());
        }
    }
}
