//! The firm's own bank accounts, and which account connection feeds which.
//!
//! Nothing is linked without somebody's yes, and nothing that statements stand on is changed under them. The integration
//! user keeps the accounts; everybody looks.

pub(crate) mod add;
pub(crate) mod change;
pub(crate) mod import;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod opening;
pub(crate) mod suggested;
pub(crate) mod unlink;

#[cfg(test)]
mod tests;

use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, offset},
};

use crate::{
    StoreError,
    access::Denied,
    model::{
        bank_account::{BankAccount, FeedError, NameError, OpeningError, code_key},
        ids::BankAccountId,
    },
    store::{self, Transaction},
};

/// Where a day begins first.
const EARLIEST: Offset = offset(14);

/// Why the bank accounts stay what they were.
#[derive(Debug, thiserror::Error)]
pub enum BankAccountsError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such bank account, or no such account connection.
    #[error("there is no such account")]
    NotFound,
    /// Give another code.
    #[error("the code can't be taken: {0}")]
    Code(#[source] NameError),
    /// Give another name.
    #[error("the name can't be taken: {0}")]
    Name(#[source] NameError),
    /// Give the code of an official currency.
    #[error("there is no such official currency")]
    Currency,
    /// Another bank account has the code, however it is written.
    #[error("the code is taken")]
    CodeTaken,
    /// Unlink the bank account first: only what is in use is fed.
    #[error("the bank account is fed")]
    Fed,
    /// Nothing feeds the bank account.
    #[error("nothing feeds the bank account")]
    NotFed,
    /// The account connection can't feed the bank account.
    #[error(transparent)]
    Feed(#[from] FeedError),
    /// Statements can't begin there.
    #[error(transparent)]
    Opening(#[from] OpeningError),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The latest day that has begun anywhere. A day that has begun for the user is never in the future.
fn today(now: Timestamp) -> Date {
    EARLIEST.to_datetime(now).date()
}

/// One bank account.
async fn bank_account(records: &mut Transaction, id: BankAccountId) -> Result<BankAccount, BankAccountsError> {
    store::bank_accounts::get(records, id).await?.ok_or(BankAccountsError::NotFound)
}

/// The error of a code that the records themselves refuse.
fn code_taken(error: StoreError) -> BankAccountsError {
    if store::bank_accounts::is_taken(&error) { BankAccountsError::CodeTaken } else { error.into() }
}

/// Asserts that no other bank account has the code.
async fn is_free(records: &mut Transaction, code: &str, of: BankAccountId) -> Result<(), BankAccountsError> {
    let key = code_key(code);
    let is_taken = |other: &BankAccount| other.id != of && code_key(&other.code) == key;
    if store::bank_accounts::list(records).await?.iter().any(is_taken) {
        return Err(BankAccountsError::CodeTaken);
    }
    Ok(())
}
