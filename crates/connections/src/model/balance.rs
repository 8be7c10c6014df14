//! Balances: what a bank told of an account at a time.

use jiff::Timestamp;

use super::money::Currency;

/// What a bank told of an account, in minor units, and as the bank counts: of a card or a loan it is what is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// When it was told.
    pub at: Timestamp,
    /// Of when it is, where the bank does not tell that of this moment.
    pub as_of: Option<Timestamp>,
    /// What its amounts are in.
    pub currency: Currency,
    /// What is in the account, or what is owed.
    pub current_minor: Option<i64>,
    /// What can be spent.
    pub available_minor: Option<i64>,
    /// The limit of credit or overdraft.
    pub limit_minor: Option<i64>,
}
