//! Plaid's amounts: JSON numbers in units of the currency, read digit by digit.
//!
//! They must never pass through a binary float, and nothing is rounded: an amount that can't be held exactly is told as
//! such, and spoils nothing beside it.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::value::RawValue;

/// An amount in units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Exactly what Plaid wrote.
    Exact(Decimal),
    /// Plaid wrote a number that needs more than 96 bits or 28 decimal places, such as `5.551115123125783e-17`, which is
    /// what computing in binary floats leaves of a zero. It must not be taken for zero, nor for an absent amount.
    Unholdable,
}

impl Amount {
    /// The value, where it is held.
    #[must_use]
    pub const fn exact(self) -> Option<Decimal> {
        match self {
            Self::Exact(value) => Some(value),
            Self::Unholdable => None,
        }
    }
}

/// For `#[serde(deserialize_with)]`: an amount, or nothing where Plaid says `null`. What is no number is an error.
pub(crate) fn optional_amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Amount>, D::Error> {
    let Some(json) = <Option<&RawValue>>::deserialize(deserializer)? else { return Ok(None) };
    if !json.get().starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return Err(D::Error::custom("not a number"));
    }
    Ok(Some(exact_decimal(json.get()).map_or(Amount::Unholdable, Amount::Exact)))
}

/// For `#[serde(deserialize_with)]`: an amount that must be there.
pub(crate) fn required_amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
    optional_amount(deserializer)?.ok_or_else(|| D::Error::custom("null in the place of a number"))
}

/// The value of a JSON number, or nothing where it is no number or needs more than a decimal's 96 bits or 28 places.
fn exact_decimal(text: &str) -> Option<Decimal> {
    if let Some(decimal) = usual_decimal(text) {
        return Some(decimal);
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    let dropped = i32::try_from(digits.len() - significant.len()).ok()?;
    let places = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?.checked_sub(dropped)?;
    if matches!(significant, "" | "-") {
        return digits.ends_with('0').then_some(Decimal::ZERO);
    }
    let value: i128 = significant.parse().ok()?;
    if let Ok(scale) = u32::try_from(places) {
        return Decimal::try_from_i128_with_scale(value, scale).ok();
    }
    let factor = 10_i128.checked_pow(places.unsigned_abs())?;
    Decimal::try_from_i128_with_scale(value.checked_mul(factor)?, 0).ok()
}

/// The same for a number as most are, short and without an exponent, and read in one go: a long history has many of them.
fn usual_decimal(text: &str) -> Option<Decimal> {
    const DIGITS_OF_AN_I64: usize = 18;
    let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    if !digits.starts_with(|first: char| first.is_ascii_digit()) || digits.len() > DIGITS_OF_AN_I64 {
        return None;
    }
    let (mut value, mut places) = (0_i64, None);
    for byte in digits.bytes() {
        match (byte, places) {
            (b'0'..=b'9', _) => {
                value = value * 10 + i64::from(byte - b'0');
                places = places.map(|places: u32| places + 1);
            }
            (b'.', None) => places = Some(0),
            _ => return None,
        }
    }
    let mut places = places.unwrap_or_default();
    while places > 0 && value % 10 == 0 {
        (value, places) = (value / 10, places - 1);
    }
    Some(Decimal::new(if is_negative { -value } else { value }, places))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(json: &str) -> Result<Option<Amount>, serde_json::Error> {
        #[derive(Deserialize)]
        struct Field {
            #[serde(deserialize_with = "optional_amount")]
            amount: Option<Amount>,
        }
        serde_json::from_str::<Field>(&format!(r#"{{"amount": {json}}}"#)).map(|field| field.amount)
    }

    #[test]
    fn an_amount_is_what_its_digits_say() {
        let cases = [
            ("0", "0"),
            ("-0.0", "0"),
            ("0e5", "0"),
            ("110", "110"),
            ("-110.00", "-110"),
            ("0.1", "0.1"),
            ("110.94000000000001", "110.94000000000001"),
            ("1e-7", "0.0000001"),
            ("-2.50E+3", "-2500"),
            ("1200e-2", "12"),
            ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
            ("79228162514264337593543950335", "79228162514264337593543950335"),
        ];
        for (json, expected) in cases {
            assert_eq!(read(json).unwrap(), Some(Amount::Exact(expected.parse().unwrap())), "{json}");
        }
        assert_eq!(read("null").unwrap(), None);
    }

    #[test]
    fn what_can_not_be_held_exactly_is_told_and_never_rounded() {
        for json in [
            "5.551115123125783e-17",
            "-1e-29",
            "1e400",
            "1e99999999999",
            "79228162514264337593543950336",
            "0.12345678901234567890123456789",
        ] {
            assert_eq!(read(json).unwrap(), Some(Amount::Unholdable), "{json}");
        }
        assert_eq!(Amount::Unholdable.exact(), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for json in ["\"12.50\"", "true", "[]", "{}"] {
            assert!(read(json).is_err(), "{json}");
        }
    }

    proptest! {
        #[test]
        fn every_decimal_reads_back_from_its_own_text(
            mantissa in -79_228_162_514_264_337_593_543_950_335_i128..=79_228_162_514_264_337_593_543_950_335,
            scale in 0_u32..=28,
        ) {
            let decimal = Decimal::from_i128_with_scale(mantissa, scale);
            prop_assert_eq!(read(&decimal.to_string()).unwrap(), Some(Amount::Exact(decimal)));
        }

        #[test]
        fn moving_the_point_into_the_exponent_changes_nothing(cents in any::<i64>(), shift in -9_i32..=9) {
            let plain = Decimal::from_i128_with_scale(i128::from(cents), 9);
            let written = format!("{}e{}", Decimal::from_i128_with_scale(i128::from(cents), (9 + shift).unsigned_abs()), shift);
            prop_assert_eq!(read(&written).unwrap(), Some(Amount::Exact(plain)));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "[-+0-9.eE]{0,40}") {
            let _ = exact_decimal(&text);
        }

        #[test]
        fn the_quick_way_reads_what_the_general_way_reads(whole in 0_u64..10_000_000, fraction in "[0-9]{0,6}") {
            let point = if fraction.is_empty() { "" } else { "." };
            // An exponent of nothing takes the general way.
            for sign in ["", "-"] {
                let text = format!("{sign}{whole}{point}{fraction}");
                let quick = usual_decimal(&text).unwrap();
                let general = exact_decimal(&format!("{text}e0")).unwrap();
                prop_assert_eq!((quick, quick.scale()), (general, general.scale()), "{}", text);
            }
        }
    }
}
