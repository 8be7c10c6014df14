//! The firm's bank accounts, what feeds them, and a list of them from a file.

use connections::{
    BankAccountImportError, BankAccountsError, FileError,
    model::{
        bank_account::{FeedError, OpeningError},
        money::AmountError,
    },
};

use super::super::problem::{Code, Problem};

impl From<BankAccountsError> for Problem {
    fn from(error: BankAccountsError) -> Self {
        match error {
            BankAccountsError::Denied(denied) => denied.into(),
            BankAccountsError::Store(error) => error.into(),
            BankAccountsError::Feed(error) => error.into(),
            BankAccountsError::Opening(error) => error.into(),
            BankAccountsError::NotFound => Self::new(Code::NotFound, error.to_string()),
            BankAccountsError::CodeTaken => Self::new(Code::BankAccountCodeTaken, error.to_string()),
            BankAccountsError::Fed => Self::new(Code::BankAccountFed, error.to_string()),
            BankAccountsError::NotFed => Self::new(Code::NoLongerPossible, error.to_string()),
            BankAccountsError::Code(_) => Self::new(Code::InvalidBankAccount, error.to_string())
                .with_hint("The code needs 1 to 40 characters that can be seen."),
            BankAccountsError::Name(_) => Self::new(Code::InvalidBankAccount, error.to_string())
                .with_hint("The name needs 1 to 120 characters that can be seen."),
            BankAccountsError::Currency => Self::new(Code::InvalidBankAccount, error.to_string())
                .with_hint("The currency is one of ISO 4217, such as USD, EUR or CAD."),
        }
    }
}

impl From<FeedError> for Problem {
    fn from(error: FeedError) -> Self {
        let message = error.to_string();
        match error {
            FeedError::OtherCurrency { account, bank_account } => Self::new(Code::CurrencyDiffers, message).with_hint(
                format!("The account is in {account}, and the bank account in the books is kept in {bank_account}."),
            ),
            FeedError::NoCurrency => Self::new(Code::CurrencyUnofficial, message),
            FeedError::AccountInactive => Self::new(Code::NotInUse, message)
                .with_hint("The account is inactive. Select it in an update of its connection first."),
            FeedError::Obsolete => Self::new(Code::NotInUse, message)
                .with_hint("The connection of the account was removed. Reconnect it first."),
            FeedError::BankAccountInactive => Self::new(Code::NotInUse, message)
                .with_hint("The bank account in the books is inactive. Make it active first."),
            FeedError::AccountFeeds => Self::new(Code::AlreadyLinked, message)
                .with_hint("The account feeds a bank account already. Unlink that one first."),
            FeedError::BankAccountFed => Self::new(Code::AlreadyLinked, message)
                .with_hint("Another account feeds this bank account already. Unlink it first."),
        }
    }
}

impl From<OpeningError> for Problem {
    fn from(error: OpeningError) -> Self {
        let hint = match error {
            OpeningError::StatementsExist => return Self::new(Code::StatementsExist, error.to_string()),
            OpeningError::NoStatements => "There are no statements yet. Change the opening balance itself.",
            OpeningError::Missing => "Enter the opening balance and the start date.",
            OpeningError::NoNumber => "Enter the opening balance as a number, such as 1,234.50 or -410.00.",
            OpeningError::Amount(AmountError::TooPrecise) => {
                "The opening balance has more decimal places than its currency."
            }
            OpeningError::Amount(AmountError::TooGreat) => "The opening balance is too great.",
            OpeningError::InFuture => "The start date lies in the future.",
            OpeningError::TooFarBack => "The start date lies more than ten years back.",
        };
        Self::new(Code::InvalidOpening, error.to_string()).with_hint(hint)
    }
}

impl From<BankAccountImportError> for Problem {
    fn from(error: BankAccountImportError) -> Self {
        match error {
            BankAccountImportError::Denied(denied) => denied.into(),
            BankAccountImportError::Store(error) => error.into(),
            BankAccountImportError::Outdated => Self::new(Code::PreviewOutdated, error.to_string()),
            BankAccountImportError::Nothing => Self::new(Code::NoLongerPossible, error.to_string()),
            BankAccountImportError::File(error) => error.into(),
        }
    }
}

impl From<FileError> for Problem {
    fn from(error: FileError) -> Self {
        let hint = match &error {
            FileError::Empty => "The file has no bank accounts in it.".to_owned(),
            FileError::TooLarge => "The file is larger than 4 MB. Is it the right one?".to_owned(),
            FileError::TooManyRows => "The file has more than 10,000 lines. Import it in parts.".to_owned(),
            FileError::NoText => {
                "The file is not a CSV text in UTF-8. In your spreadsheet, save it as “CSV UTF-8”.".to_owned()
            }
            FileError::NoHeading(missing) => format!(
                "The first line has to name the columns code, name and currency, in any order. Not found: {}.",
                missing.join(", ")
            ),
            FileError::ColumnTwice(column) => format!("The first line names the column “{column}” twice."),
        };
        Self::new(Code::FileUnusable, error.to_string()).with_hint(hint)
    }
}

#[cfg(test)]
mod tests {
    use connections::{
        Denied, MOST_BYTES, MOST_ROWS,
        model::bank_account::{LONGEST_CODE, LONGEST_NAME, NameError},
        model::money::Currency,
    };

    use super::*;

    #[test]
    fn every_refusal_says_what_can_be_done() {
        let currency = |code| Currency::of(code).unwrap();
        let other = FeedError::OtherCurrency { account: currency("CAD"), bank_account: currency("USD") };
        let cases: Vec<(Problem, Code)> = vec![
            (BankAccountsError::Denied(Denied::NotAllowed).into(), Code::NotAllowed),
            (BankAccountsError::CodeTaken.into(), Code::BankAccountCodeTaken),
            (BankAccountsError::Code(NameError::Empty).into(), Code::InvalidBankAccount),
            (BankAccountsError::Fed.into(), Code::BankAccountFed),
            (BankAccountsError::NotFed.into(), Code::NoLongerPossible),
            (BankAccountsError::Feed(other.clone()).into(), Code::CurrencyDiffers),
            (FeedError::NoCurrency.into(), Code::CurrencyUnofficial),
            (FeedError::Obsolete.into(), Code::NotInUse),
            (FeedError::AccountFeeds.into(), Code::AlreadyLinked),
            (OpeningError::InFuture.into(), Code::InvalidOpening),
            (OpeningError::StatementsExist.into(), Code::StatementsExist),
            (BankAccountImportError::Outdated.into(), Code::PreviewOutdated),
            (BankAccountImportError::File(FileError::NoText).into(), Code::FileUnusable),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code, code, "{problem:?}");
        }
        let hint = Problem::from(other).hint.unwrap();
        assert_eq!(hint, "The account is in CAD, and the bank account in the books is kept in USD.");
    }

    #[test]
    fn the_limits_that_are_told_are_those_that_are_kept() {
        assert_eq!((LONGEST_CODE, LONGEST_NAME, MOST_ROWS, MOST_BYTES), (40, 120, 10_000, 4 * 1024 * 1024));
    }
}
