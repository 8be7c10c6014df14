//! Which account connection may be meant for which bank account. Only ever a suggestion: nothing is linked without a yes.
//!
//! The last digits of the account number and the words of the names are compared. Where two bank accounts fit one account
//! connection equally well, or the other way round, nothing is suggested: whoever knows the accounts chooses.

use std::collections::BTreeSet;

use super::BankAccount;
use crate::model::{account::AccountConnection, connection::Institution, ids::AccountConnectionId, ids::BankAccountId};

/// The last digits of the account number weigh more than any words do.
const DIGITS_IN_NAME: u32 = 100;
/// In a code they can be chance: the books number their accounts, too.
const DIGITS_IN_CODE: u32 = 40;
/// A word of the account's name.
const WORD: u32 = 10;
/// A word of the bank's name says which of several such accounts.
const WORD_OF_BANK: u32 = 4;
/// What a suggestion needs at least.
const LEAST: u32 = WORD;

/// Fewer last digits than these say nothing.
const FEWEST_DIGITS: usize = 3;

/// Words that every account could have.
const COMMON: [&str; 12] =
    ["account", "acct", "and", "at", "bank", "ending", "for", "in", "of", "plaid", "the", "standard"];

/// An account connection that feeds nothing yet.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'record> {
    /// The account, which is active.
    pub account: &'record AccountConnection,
    /// Its bank.
    pub institution: &'record Institution,
}

/// What may belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    /// The account at the bank.
    pub account: AccountConnectionId,
    /// The account in the books.
    pub bank_account: BankAccountId,
    /// Whether the last digits of the account number are in the code or the name.
    pub by_digits: bool,
}

/// How well two accounts fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fit {
    weight: u32,
    by_digits: bool,
}

/// What may belong together, of account connections that feed nothing and bank accounts that nothing feeds. What was refused
/// belongs together as little as what can't.
#[must_use]
pub fn suggest(
    candidates: &[Candidate<'_>],
    bank_accounts: &[&BankAccount],
    refused: &[(AccountConnectionId, BankAccountId)],
) -> Vec<Suggestion> {
    let fit = |candidate: &Candidate<'_>, bank_account: &BankAccount| {
        let is_refused = refused.contains(&(candidate.account.id, bank_account.id));
        if is_refused { None } else { fit(candidate, bank_account) }
    };
    let fits: Vec<Vec<Option<Fit>>> = candidates
        .iter()
        .map(|candidate| bank_accounts.iter().map(|bank_account| fit(candidate, bank_account)).collect())
        .collect();
    let weight = |row: usize, column: usize| {
        fits.get(row).and_then(|fits| fits.get(column).copied().flatten()).map_or(0, |fit| fit.weight)
    };
    let mut suggestions = Vec::new();
    for (row, candidate) in candidates.iter().enumerate() {
        for (column, bank_account) in bank_accounts.iter().enumerate() {
            let own = weight(row, column);
            let best_of_account = (0..bank_accounts.len()).all(|other| other == column || weight(row, other) < own);
            let best_of_books = (0..candidates.len()).all(|other| other == row || weight(other, column) < own);
            let fit = fits.get(row).and_then(|fits| fits.get(column).copied().flatten());
            if let Some(fit) = fit.filter(|fit| fit.weight >= LEAST && best_of_account && best_of_books) {
                suggestions.push(Suggestion {
                    account: candidate.account.id,
                    bank_account: bank_account.id,
                    by_digits: fit.by_digits,
                });
            }
        }
    }
    suggestions
}

/// How well the two fit. `None` where they can't belong together.
fn fit(candidate: &Candidate<'_>, bank_account: &BankAccount) -> Option<Fit> {
    let details = &candidate.account.details;
    if details.book_currency() != Some(bank_account.currency) {
        return None;
    }
    let digits = match details.mask.as_deref().filter(|mask| mask.len() >= FEWEST_DIGITS) {
        Some(mask) => by_digits(mask, bank_account)?,
        None => 0,
    };
    let names = [Some(details.name.as_str()), details.official_name.as_deref(), details.subtype.as_deref()];
    let own: BTreeSet<_> = names.into_iter().flatten().flat_map(words).collect();
    let of_bank: BTreeSet<_> = words(&candidate.institution.name).collect();
    let asked: BTreeSet<_> = words(&bank_account.name).collect();
    let weight = digits
        + WORD * number(asked.intersection(&own).count())
        + WORD_OF_BANK * number(asked.difference(&own).filter(|word| of_bank.contains(*word)).count());
    Some(Fit { weight, by_digits: digits > 0 })
}

/// What the last digits say. `None` where the name of the bank account ends in other ones.
fn by_digits(mask: &str, bank_account: &BankAccount) -> Option<u32> {
    let in_name: Vec<_> = runs(&bank_account.name).collect();
    if in_name.iter().any(|run| run.ends_with(mask)) {
        return Some(DIGITS_IN_NAME);
    }
    if in_name.iter().any(|run| run.len() >= mask.len().max(FEWEST_DIGITS + 1)) {
        return None;
    }
    let is_in_code = runs(&bank_account.code).any(|run| run.ends_with(mask));
    Some(if is_in_code { DIGITS_IN_CODE } else { 0 })
}

/// The digits of a text that stand together.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter(|run| !run.is_empty())
}

/// The words of a text that say something, in one form each: `Savings` and `saving` are one.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() > 1 && !COMMON.contains(&word.as_str())).map(|word| {
        let singular = word.strip_suffix('s').filter(|rest| rest.chars().count() > 2 && !rest.ends_with('s'));
        singular.map_or_else(|| word.clone(), str::to_owned)
    })
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX / DIGITS_IN_NAME)
}

#[cfg(test)]
mod tests;
