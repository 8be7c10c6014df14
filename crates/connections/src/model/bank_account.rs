//! Bank accounts: those of the firm's own books. Each is fed by one account connection at most.

mod feed;
mod listed;
mod names;
mod opening_balance;
mod suggestion;

pub use self::{
    feed::{Beginning, FeedError, Opening, OpeningError, Side, Span, continuation, read_balance},
    listed::{Listed, ListedChange, ListedFault, ListedRow, compare},
    names::{LONGEST_CODE, LONGEST_NAME, NameError, code_key, tidy_code, tidy_name, tidy_note},
    opening_balance::{OPENING_CORRECTED, OpeningBalance, OpeningCorrection},
    suggestion::{Candidate, Suggestion, suggest},
};

use super::{
    account::AccountDetails,
    ids::{AccountConnectionId, BankAccountId},
    money::Currency,
};

/// A bank account in the firm's own books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAccount {
    /// Our own id.
    pub id: BankAccountId,
    /// What the books call it. Given once, however it is written.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// What it is kept in. It never changes.
    pub currency: Currency,
    /// Whether it is in use.
    pub active: bool,
}

/// What joins an account connection and a bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The account at the bank.
    pub account: AccountConnectionId,
    /// The account in the books that it feeds.
    pub bank_account: BankAccountId,
    /// What was in the account before the first statement that is fed by it, in minor units. What is owed is negative.
    pub opening_minor: i64,
    /// The first day of that statement.
    pub starts_on: jiff::civil::Date,
}

impl AccountDetails {
    /// Whether the bank tells of it what is owed, as it does of credit cards and loans: there a positive balance is what
    /// the books call a negative one.
    #[must_use]
    pub fn tells_what_is_owed(&self) -> bool {
        matches!(self.kind.as_str(), "credit" | "loan")
    }

    /// The currency of the account, where it can be in the books.
    #[must_use]
    pub fn book_currency(&self) -> Option<Currency> {
        self.currency.as_deref().and_then(Currency::of)
    }
}
