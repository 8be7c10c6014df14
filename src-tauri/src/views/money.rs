//! Amounts of money.

use connections::model::money::{Currency, Money};
use serde::Serialize;
use ts_rs::TS;

/// An amount, digit by digit: it never passes through a binary float.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MoneyView {
    /// In units, with all decimal places of the currency: `-12.50`.
    pub amount: String,
    /// Its code in ISO 4217.
    pub currency: String,
}

impl From<Money> for MoneyView {
    fn from(money: Money) -> Self {
        Self { amount: money.units().to_string(), currency: money.currency.code().to_owned() }
    }
}

/// An amount that is in minor units.
pub(super) fn money(minor: i64, currency: Currency) -> MoneyView {
    Money { minor, currency }.into()
}
