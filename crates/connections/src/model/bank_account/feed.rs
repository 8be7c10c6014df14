//! The rules of feeding: which account connection may feed which bank account, and from what on.

use jiff::{ToSpan as _, civil::Date};
use rust_decimal::Decimal;

use super::{BankAccount, Feed};
use crate::model::{
    account::AccountConnection,
    ids::AccountConnectionId,
    money::{AmountError, Currency},
};

/// How far back a start may lie. What lies before is a slip of the finger.
const FARTHEST_BACK_YEARS: i32 = 10;

/// Where statements begin, as the user enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// What was in the account before that day, in units of the currency: `-12.50`, `1,234.50` or `(12.50)`.
    pub balance: String,
    /// The first day of the first statement.
    pub starts_on: Date,
}

/// Where the statements of a feed begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// What was in the account before that day, in minor units.
    pub opening_minor: i64,
    /// The first day.
    pub starts_on: Date,
}

/// A statement on record, as far as the next one depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The account connection that fed it.
    pub account: AccountConnectionId,
    /// Its first day.
    pub start: Date,
    /// Its last day.
    pub end: Date,
    /// What was in the account before it.
    pub opening_minor: i64,
    /// What was in the account after it.
    pub closing_minor: i64,
}

/// What stands on the two sides of a feed that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Side<'record> {
    /// The account at the bank.
    pub account: &'record AccountConnection,
    /// Whether its connection was removed, or is being removed.
    pub is_obsolete: bool,
    /// The account in the books.
    pub bank_account: &'record BankAccount,
    /// The feeds that there are.
    pub feeds: &'record [Feed],
}

/// Why an account connection can't feed a bank account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// The two are kept in different currencies.
    #[error("the account is in {account}, and the bank account is kept in {bank_account}")]
    OtherCurrency {
        /// That of the account connection.
        account: Currency,
        /// That of the bank account.
        bank_account: Currency,
    },
    /// What the account is in can't be in books: it has no official currency.
    #[error("the bank tells no official currency of the account")]
    NoCurrency,
    /// The account was not selected in the last update.
    #[error("the account is inactive")]
    AccountInactive,
    /// The connection of the account was removed.
    #[error("the connection of the account was removed")]
    Obsolete,
    /// The bank account is not in use.
    #[error("the bank account is inactive")]
    BankAccountInactive,
    /// The account connection feeds another bank account, or this one already.
    #[error("the account feeds a bank account already")]
    AccountFeeds,
    /// Another account connection feeds the bank account.
    #[error("the bank account is fed already")]
    BankAccountFed,
}

/// Why statements can't begin there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// It has to be said where they begin.
    #[error("there is no opening balance and no start date")]
    Missing,
    /// The balance is no number.
    #[error("the opening balance is not a number")]
    NoNumber,
    /// The balance can't be held in the currency.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// The first day has not come yet.
    #[error("the start date lies in the future")]
    InFuture,
    /// The first day lies further back than anybody means.
    #[error("the start date lies more than {FARTHEST_BACK_YEARS} years back")]
    TooFarBack,
    /// There are statements, and the next one goes on where the last one ended.
    #[error("there are statements of the bank account, and the next one goes on where the last one ended")]
    StatementsExist,
    /// There are none yet, and what they begin with can be changed itself.
    #[error("there are no statements of the bank account yet, so that nothing of them is to be corrected")]
    NoStatements,
}

impl Side<'_> {
    /// Whether the one may feed the other.
    ///
    /// # Errors
    /// Where one of the rules speaks against it.
    pub fn check(&self) -> Result<(), FeedError> {
        let currency = self.account.details.book_currency().ok_or(FeedError::NoCurrency)?;
        if self.is_obsolete {
            return Err(FeedError::Obsolete);
        }
        if !self.account.active {
            return Err(FeedError::AccountInactive);
        }
        if !self.bank_account.active {
            return Err(FeedError::BankAccountInactive);
        }
        if currency != self.bank_account.currency {
            return Err(FeedError::OtherCurrency { account: currency, bank_account: self.bank_account.currency });
        }
        if self.feeds.iter().any(|feed| feed.account == self.account.id) {
            return Err(FeedError::AccountFeeds);
        }
        if self.feeds.iter().any(|feed| feed.bank_account == self.bank_account.id) {
            return Err(FeedError::BankAccountFed);
        }
        Ok(())
    }
}

impl Opening {
    /// Where statements of a currency begin, as of a day.
    ///
    /// # Errors
    /// Where the balance or the day can't be meant.
    pub fn read(&self, currency: Currency, today: Date) -> Result<Beginning, OpeningError> {
        let opening_minor = read_balance(&self.balance, currency)?;
        if self.starts_on > today {
            return Err(OpeningError::InFuture);
        }
        if self.starts_on < today.saturating_sub(FARTHEST_BACK_YEARS.years()) {
            return Err(OpeningError::TooFarBack);
        }
        Ok(Beginning { opening_minor, starts_on: self.starts_on })
    }
}

/// A balance in units of a currency as the user enters it, in minor units.
///
/// # Errors
/// Where it can't be meant.
pub fn read_balance(balance: &str, currency: Currency) -> Result<i64, OpeningError> {
    let units = units(balance).ok_or(OpeningError::NoNumber)?;
    if units.normalize().scale() > currency.digits() {
        return Err(AmountError::TooPrecise.into());
    }
    Ok(currency.minor_units(units)?)
}

/// Where the statements of a bank account go on that has some, the oldest first: behind the last one. An account
/// connection that fed the last ones itself goes on from its own beginning, so that what its bank changes in them is
/// still seen. `None` where there are none.
#[must_use]
pub fn continuation(statements: &[Span], account: AccountConnectionId) -> Option<Beginning> {
    let last = statements.last()?;
    let own = statements.iter().rev().take_while(|statement| statement.account == account).last();
    Some(match own {
        Some(first) => Beginning { opening_minor: first.opening_minor, starts_on: first.start },
        None => Beginning { opening_minor: last.closing_minor, starts_on: last.end.saturating_add(1.day()) },
    })
}

/// The number in a text as accountants write it: thousands apart by commas, and what is negative in brackets or with a
/// sign.
fn units(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (is_negative, digits) = match bracketed {
        Some(inner) => (true, inner.trim()),
        None => match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        },
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.is_some_and(|part| !are_digits(part)) {
        return None;
    }
    let groups: Vec<_> = whole.split(',').collect();
    let is_grouped = groups.first().is_some_and(|first| groups.len() == 1 || first.len() <= 3)
        && groups.iter().skip(1).all(|group| group.len() == 3);
    if !is_grouped || !groups.iter().all(|group| are_digits(group)) {
        return None;
    }
    let number: Decimal = format!("{}.{}", groups.concat(), fraction.unwrap_or("0")).parse().ok()?;
    Some(if is_negative { -number } else { number })
}

#[cfg(test)]
mod tests;
