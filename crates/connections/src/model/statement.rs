//! Statements: what was imported of a bank account, for ever the same once it is there.

mod parts;

use jiff::{Timestamp, ToSpan as _, civil::Date};

pub use self::parts::{Part, WaitingLines};
use super::{
    bank_account::BankAccount,
    coverage::Days,
    ids::{AccountConnectionId, BankAccountId, StatementId},
    money::{Currency, Money},
};

/// How many lines a statement takes, unless the firm sets another number.
pub const MOST_LINES: u32 = 10_000;
/// The numbers that can be set.
pub const MOST_LINES_WITHIN: std::ops::RangeInclusive<u32> = 1..=100_000;
/// How many characters of a reference a line takes.
pub const LONGEST_REFERENCE: u32 = 255;

/// A statement of a bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Our own id.
    pub id: StatementId,
    /// The bank account in the books.
    pub bank_account: BankAccountId,
    /// The account connection that fed it.
    pub account: AccountConnectionId,
    /// As people read it, with the statement date of the import, such as `2026-11-30 - Plaid`.
    pub name: String,
    /// Which part of the import it is, from one.
    pub part: u32,
    /// The days that it is of. Statements follow one another day by day; only parts of an import may share one, which alone
    /// has more lines than a statement takes.
    pub days: Days,
    /// What its amounts are in.
    pub currency: Currency,
    /// What was in the account before its first line.
    pub opening_minor: i64,
    /// What was in the account after its last line: always the opening balance and its lines.
    pub closing_minor: i64,
    /// What was in the account at the end by the word of the bank. `None` where that can't be told, and for all parts of an
    /// import but the last one.
    pub bank_minor: Option<i64>,
    /// How many lines it has.
    pub lines: u32,
}

/// A statement as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementOverview {
    /// The statement.
    pub statement: Statement,
    /// The bank account in the books.
    pub bank_account: BankAccount,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// By whom.
    pub imported_by: String,
}

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// Its place, from one.
    pub position: u32,
    /// What it is.
    pub kind: LineKind,
    /// Its day.
    pub date: Date,
    /// In minor units. What comes in is positive.
    pub amount_minor: i64,
    /// What the bank calls it.
    pub description: String,
    /// A reference or the number of a check, cut where it is too long.
    pub reference: Option<String>,
    /// What tells it from every other line for ever, also outside of the application.
    pub key: String,
}

/// What the last statement closes with, beside the word of the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// What both are in.
    pub currency: Currency,
    /// What the statement closes with.
    pub closing_minor: i64,
    /// What is in the account by the word of the bank.
    pub bank_minor: i64,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A transaction.
    Transaction,
    /// What makes up for something in an earlier statement.
    Correction(CorrectionReason),
}

/// What was not right in an earlier statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrectionReason {
    /// The amount of a transaction, which the bank changed: the line is the difference.
    AmountChanged,
    /// A transaction, which the bank took back.
    Removed,
    /// The opening balance, by the word of the user: the line is the difference.
    OpeningBalance,
}

/// Where the next statement of a bank account begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// The first day.
    pub first: Date,
    /// The opening balance in minor units.
    pub opening_minor: i64,
}

impl Compared {
    /// A statement beside what the bank says of its account.
    #[must_use]
    pub const fn of(statement: &Statement, bank_minor: i64) -> Self {
        Self { currency: statement.currency, closing_minor: statement.closing_minor, bank_minor }
    }

    /// What the bank has beyond the closing balance. `None` where they agree.
    #[must_use]
    pub fn difference(&self) -> Option<Money> {
        let minor = self.bank_minor.saturating_sub(self.closing_minor);
        (minor != 0).then_some(Money { minor, currency: self.currency })
    }
}

impl Statement {
    /// What it closes with, beside the word of the bank. `None` where that can't be told.
    #[must_use]
    pub fn compared(&self) -> Option<Compared> {
        self.bank_minor.map(|bank_minor| Compared::of(self, bank_minor))
    }

    /// Whether the next statement of the bank account has lines of the same day, so that this one closes within it. Parts of
    /// an import from before they had days of their own share all of its days.
    #[must_use]
    pub fn shares_a_day_with(&self, next: &Self) -> bool {
        self.bank_account == next.bank_account && next.days.first <= self.days.last
    }
}

impl Beginning {
    /// After an earlier statement: on the day after it, with what it closed with.
    #[must_use]
    pub fn after(last: &Statement) -> Self {
        Self { first: last.days.last.saturating_add(1.day()), opening_minor: last.closing_minor }
    }
}

/// What a statement is called. Where an import has several parts each one has its number.
#[must_use]
pub fn name(until: Date, part: u32, is_only_one: bool) -> String {
    if is_only_one { format!("{until} - Plaid") } else { format!("{until} - Plaid - {part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_an_import_are_numbered() {
        let day = Date::constant(2026, 11, 30);
        assert_eq!(name(day, 1, true), "2026-11-30 - Plaid");
        assert_eq!(name(day, 2, false), "2026-11-30 - Plaid - 2");
    }
}
