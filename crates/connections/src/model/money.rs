//! Money: whole minor units of a currency, never a binary float.

use std::fmt;

use rust_decimal::Decimal;

/// The greatest difference from whole minor units that is taken for what binary floats leave of a sum, such as
/// `110.94000000000001`. It is far below anything that a bank books.
const NOISE: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// A currency of ISO 4217 that has a minor unit. Only what is in one can be in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

/// Why something is no amount of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// It has more decimal places than the currency.
    #[error("the amount has more decimal places than its currency")]
    TooPrecise,
    /// It is greater than any amount that is held.
    #[error("the amount is too great")]
    TooGreat,
}

/// An amount in minor units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// In minor units, such as cents.
    pub minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl Currency {
    /// The currency of a code of ISO 4217, such as `USD`. `None` where there is none, and for what has no minor unit, such
    /// as gold.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let currency = iso_currency::Currency::from_code(code)?;
        currency.exponent().map(|_| Self(currency))
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimal places its minor unit has.
    #[must_use]
    pub fn digits(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }

    /// So many units of it, in minor units.
    ///
    /// # Errors
    /// Where they are no whole number of them, or too many.
    pub fn minor_units(self, units: Decimal) -> Result<i64, AmountError> {
        let factor = Decimal::from(10_u64.pow(self.digits()));
        let exact = units.checked_mul(factor).ok_or(AmountError::TooGreat)?;
        let whole = exact.round();
        if (exact - whole).abs() > NOISE {
            return Err(AmountError::TooPrecise);
        }
        i64::try_from(whole).map_err(|_| AmountError::TooGreat)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Money {
    /// In units, with all decimal places of the currency: `-12.50`.
    #[must_use]
    pub fn units(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.minor), self.currency.digits())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::of(code).unwrap()
    }

    fn minor(code: &str, units: &str) -> Result<i64, AmountError> {
        currency(code).minor_units(units.parse().unwrap())
    }

    #[test]
    fn a_currency_has_the_decimal_places_of_iso_4217() {
        for (code, digits) in [("USD", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)] {
            assert_eq!((currency(code).digits(), currency(code).code()), (digits, code));
        }
        for none in ["", "usd", "XYZ", "XAU", "BTC", "USDT"] {
            assert_eq!(Currency::of(none), None, "{none}");
        }
    }

    #[test]
    fn units_become_minor_units_exactly_or_not_at_all() {
        assert_eq!(minor("USD", "12.5"), Ok(1250));
        assert_eq!(minor("USD", "-0.01"), Ok(-1));
        assert_eq!(minor("JPY", "1200"), Ok(1200));
        assert_eq!(minor("KWD", "1.234"), Ok(1234));
        assert_eq!(minor("USD", "110.94000000000001"), Ok(11094), "what a binary float leaves of a sum");
        assert_eq!(minor("USD", "0.005"), Err(AmountError::TooPrecise));
        assert_eq!(minor("JPY", "0.5"), Err(AmountError::TooPrecise));
        assert_eq!(minor("USD", "92233720368547758.08"), Err(AmountError::TooGreat));
        assert_eq!(minor("USD", "79228162514264337593543950335"), Err(AmountError::TooGreat));
    }

    proptest! {
        #[test]
        fn minor_units_come_back_from_their_units(minor: i64, code in prop::sample::select(vec!["USD", "JPY", "KWD"])) {
            let currency = currency(code);
            prop_assert_eq!(currency.minor_units(Money { minor, currency }.units()), Ok(minor));
        }
    }
}
