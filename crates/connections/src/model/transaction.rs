//! Transactions as banks tell of them.

use std::fmt::Write as _;

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

/// A transaction as the bank tells of it. Amounts are those of the books: what comes in is positive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedTransaction {
    /// Plaid's id of it. The same transaction has another one once it is posted, and under another login.
    pub transaction_id: String,
    /// Plaid's id of the account.
    pub account_id: String,
    /// Plaid's id of the pending transaction that it was before.
    pub pending_transaction_id: Option<String>,
    /// The day on which it was posted, or is pending since.
    pub date: Date,
    /// In minor units. `None` where the currency can't hold what the bank tells.
    pub amount_minor: Option<i64>,
    /// ISO 4217, or the unofficial code that Plaid gives in its place.
    pub currency: Option<String>,
    /// What the bank calls it.
    pub description: String,
    /// The reference or the number of the check, where there is one.
    pub reference: Option<String>,
    /// Whether it is not posted yet.
    pub pending: bool,
}

impl ReportedTransaction {
    /// What tells it from the other transactions of its account, apart from Plaid's ids: date, amount, description and
    /// whether it is pending. Two that are alike in all of it have the same one, and are told apart by their number.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(format!("{}|{:?}|{}|", self.date, self.amount_minor, self.pending));
        for word in self.description.split_whitespace() {
            hasher.update(word.to_lowercase());
            hasher.update(" ");
        }
        // Half of it tells any two apart, and takes half the room.
        hasher.finalize()[..16].iter().fold(String::with_capacity(32), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a string takes every text");
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transaction() -> ReportedTransaction {
        ReportedTransaction {
            transaction_id: "one".to_owned(),
            account_id: "account".to_owned(),
            pending_transaction_id: None,
            date: Date::constant(2026, 11, 30),
            amount_minor: Some(-1250),
            currency: Some("USD".to_owned()),
            description: "HARBOR OFFICE  SUPPLY".to_owned(),
            reference: None,
            pending: false,
        }
    }

    #[test]
    fn what_another_login_calls_otherwise_has_the_same_fingerprint() {
        let again = ReportedTransaction {
            transaction_id: "two".to_owned(),
            account_id: "other".to_owned(),
            pending_transaction_id: Some("three".to_owned()),
            description: "Harbor Office Supply ".to_owned(),
            ..transaction()
        };
        assert_eq!(again.fingerprint(), transaction().fingerprint());
        assert_eq!(again.fingerprint().len(), 32);
    }

    #[test]
    fn what_is_another_transaction_has_another_fingerprint() {
        let others = [
            ReportedTransaction { date: Date::constant(2026, 11, 29), ..transaction() },
            ReportedTransaction { amount_minor: Some(1250), ..transaction() },
            ReportedTransaction { amount_minor: None, ..transaction() },
            ReportedTransaction { description: "HARBOR OFFICE".to_owned(), ..transaction() },
            ReportedTransaction { pending: true, ..transaction() },
        ];
        for other in others {
            assert_ne!(other.fingerprint(), transaction().fingerprint(), "{other:?}");
        }
    }
}
