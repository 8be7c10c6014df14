//! What stands in the way of reading and exporting the audit.

use std::io;

use connections::{AuditError, ExportError};

use super::super::problem::{Code, Problem};

impl From<AuditError> for Problem {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Denied(denied) => denied.into(),
            AuditError::Store(error) => error.into(),
        }
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Denied(denied) => denied.into(),
            ExportError::Store(error) => error.into(),
            ExportError::Unwritable(error) if error.kind() == io::ErrorKind::StorageFull => {
                Self::new(Code::DiskFull, "there is no space left for the file")
            }
            ExportError::Unwritable(error) => Self::new(
                Code::ExportFailed,
                format!("the folder of downloads does not take the file: {}", error.kind()),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_takes_nothing_is_told_apart_from_a_full_disk() {
        let code = |kind: io::ErrorKind| Problem::from(ExportError::from(io::Error::from(kind))).code;
        assert_eq!(code(io::ErrorKind::StorageFull), Code::DiskFull);
        assert_eq!(code(io::ErrorKind::PermissionDenied), Code::ExportFailed);
    }
}
