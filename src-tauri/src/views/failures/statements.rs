//! Importing and looking at statements.

use connections::{
    DoubtfulError, GapError, ImportAccountsError, MostLinesError, StartImportError, model::coverage::LONGEST_NOTE,
};

use super::super::problem::{Code, Problem};

impl From<ImportAccountsError> for Problem {
    fn from(error: ImportAccountsError) -> Self {
        match error {
            ImportAccountsError::Denied(denied) => denied.into(),
            ImportAccountsError::Store(error) => error.into(),
        }
    }
}

impl From<StartImportError> for Problem {
    fn from(error: StartImportError) -> Self {
        match error {
            StartImportError::Denied(denied) => denied.into(),
            StartImportError::NothingChosen => {
                Self::new(Code::InvalidImport, error.to_string()).with_hint("Choose at least one account.")
            }
            StartImportError::InTheFuture => Self::new(Code::InvalidImport, error.to_string())
                .with_hint("Choose today or an earlier day as the statement date."),
            StartImportError::NotFound => Self::new(Code::NotFound, error.to_string()),
            StartImportError::UnderWay(_) => Self::new(Code::InvalidImport, error.to_string())
                .with_hint("Wait until the import that is under way has ended, or cancel it."),
            StartImportError::Store(error) => error.into(),
        }
    }
}

impl From<DoubtfulError> for Problem {
    fn from(error: DoubtfulError) -> Self {
        match error {
            DoubtfulError::Denied(denied) => denied.into(),
            DoubtfulError::NotFound => Self::new(Code::NoLongerPossible, error.to_string()),
            DoubtfulError::Store(error) => error.into(),
        }
    }
}

impl From<GapError> for Problem {
    fn from(error: GapError) -> Self {
        match error {
            GapError::Denied(denied) => denied.into(),
            GapError::NotFound => Self::new(Code::NoLongerPossible, error.to_string()),
            GapError::Note => Self::new(Code::InvalidImport, error.to_string())
                .with_hint(format!("Write a note of one line with at most {LONGEST_NOTE} characters.")),
            GapError::Store(error) => error.into(),
        }
    }
}

impl From<MostLinesError> for Problem {
    fn from(error: MostLinesError) -> Self {
        match error {
            MostLinesError::Denied(denied) => denied.into(),
            MostLinesError::OutOfRange => Self::new(Code::InvalidImport, error.to_string()),
            MostLinesError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::{Denied, UnderWay};

    use super::*;

    #[test]
    fn every_failure_with_statements_says_what_can_be_done() {
        let cases: Vec<(Problem, Code)> = vec![
            (StartImportError::Denied(Denied::SignedOut).into(), Code::SignedOut),
            (StartImportError::NothingChosen.into(), Code::InvalidImport),
            (StartImportError::InTheFuture.into(), Code::InvalidImport),
            (StartImportError::NotFound.into(), Code::NotFound),
            (StartImportError::UnderWay(UnderWay).into(), Code::InvalidImport),
            (DoubtfulError::NotFound.into(), Code::NoLongerPossible),
            (GapError::NotFound.into(), Code::NoLongerPossible),
            (GapError::Note.into(), Code::InvalidImport),
            (MostLinesError::OutOfRange.into(), Code::InvalidImport),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code, code, "{problem:?}");
            assert!(!problem.message.is_empty());
        }
    }
}
