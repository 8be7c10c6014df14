//! Amounts of money at the test banks.

use std::ops::{Add, Neg, Sub};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

/// Ten-thousandths of a unit of the currency: one of Plaid's own test balances has four decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Amount(i64);

impl Amount {
    pub(crate) const fn from_cents(cents: i64) -> Self {
        Self(cents * 100)
    }

    pub(crate) const fn from_ten_thousandths(value: i64) -> Self {
        Self(value)
    }

    /// Reads a JSON number. `None` if it has more than four decimals or is out of reach.
    pub(crate) fn from_json(number: &Number) -> Option<Self> {
        let decimal = Decimal::from_str_exact(&number.to_string()).ok()?;
        let scaled = decimal.checked_mul(Decimal::from(10_000))?;
        if scaled.is_integer() { i64::try_from(scaled).ok().map(Self) } else { None }
    }

    /// The JSON number in units of the currency, with no more digits than it needs.
    pub(crate) fn to_number(self) -> Number {
        let text = Decimal::new(self.0, 4).normalize().to_string();
        text.parse().expect("a decimal is written as a JSON number")
    }

    pub(crate) fn to_json(self) -> Value {
        Value::Number(self.to_number())
    }

    /// As people write it: two decimals, thousands apart.
    pub(crate) fn in_words(self) -> String {
        let text = format!("{:.2}", Decimal::new(self.0, 4).round_dp(2));
        let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("−", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "00"));
        let groups: Vec<&str> = whole
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|group| std::str::from_utf8(group).expect("digits are text"))
            .collect();
        format!("{sign}{}.{fraction}", groups.join(","))
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Amount {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_written_with_its_own_digits() {
        let written = |value| Amount::from_ten_thousandths(value).to_json().to_string();
        assert_eq!(written(236_319_805), "23631.9805");
        assert_eq!(written(-1_000), "-0.1");
        assert_eq!(written(1_100_000), "110");
    }

    #[test]
    fn people_read_an_amount_with_thousands_apart() {
        let read = |value| Amount::from_ten_thousandths(value).in_words();
        assert_eq!(read(236_319_805), "23,631.98");
        assert_eq!(read(-10_000_000_000), "−1,000,000.00");
        assert_eq!(read(1_000), "0.10");
    }

    #[test]
    fn a_number_with_more_than_four_decimals_is_no_amount() {
        let read = |text: &str| Amount::from_json(&text.parse().expect("a number"));
        assert_eq!(read("12.34"), Some(Amount::from_cents(1234)));
        assert_eq!(read("0.00001"), None);
    }
}
