//! From what Plaid tells of an account to a balance in minor units.

use jiff::Timestamp;
use plaid::{Account, Amount};

use crate::model::{balance::Balance, money::Currency};

/// Why an answer has no balance in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoBalance {
    /// The bank told no amount.
    NoAmount,
    /// An amount can't be held: it has more decimal places than its currency, or no currency of ISO 4217.
    Unholdable,
}

/// The balance that was told of an account at this time.
pub(super) fn balance(of: &Account, at: Timestamp) -> Result<Balance, NoBalance> {
    let told = &of.balances;
    if told.current.is_none() && told.available.is_none() {
        return Err(NoBalance::NoAmount);
    }
    let currency = told.currency.as_deref().and_then(Currency::of).ok_or(NoBalance::Unholdable)?;
    let minor = |amount: Option<Amount>| {
        let minor = |amount: Amount| currency.minor_units(amount.exact()?).ok();
        amount.map(|amount| minor(amount).ok_or(NoBalance::Unholdable)).transpose()
    };
    Ok(Balance {
        at,
        as_of: told.as_of,
        currency,
        current_minor: minor(told.current)?,
        available_minor: minor(told.available)?,
        limit_minor: minor(told.limit)?,
    })
}

#[cfg(test)]
mod tests {
    use plaid::Balances;

    use super::*;

    fn told(current: Option<&str>, available: Option<&str>, currency: Option<&str>) -> Result<Balance, NoBalance> {
        let amount = |text: &str| Amount::Exact(text.parse().unwrap());
        let account = Account {
            account_id: "account".to_owned(),
            persistent_account_id: None,
            name: "Checking".to_owned(),
            official_name: None,
            mask: None,
            kind: "depository".to_owned(),
            subtype: None,
            balances: Balances {
                current: current.map(amount),
                available: available.map(amount),
                limit: None,
                currency: currency.map(str::to_owned),
                as_of: None,
            },
        };
        balance(&account, Timestamp::UNIX_EPOCH)
    }

    fn minor(balance: Result<Balance, NoBalance>) -> Result<(Option<i64>, Option<i64>), NoBalance> {
        balance.map(|balance| (balance.current_minor, balance.available_minor))
    }

    #[test]
    fn amounts_become_minor_units_exactly_or_not_at_all() {
        assert_eq!(minor(told(Some("110.5"), Some("100"), Some("USD"))), Ok((Some(11_050), Some(10_000))));
        assert_eq!(minor(told(Some("1200"), None, Some("JPY"))), Ok((Some(1200), None)));
        assert_eq!(minor(told(None, Some("-3.25"), Some("USD"))), Ok((None, Some(-325))));
        assert_eq!(minor(told(Some("0.005"), Some("1"), Some("USD"))), Err(NoBalance::Unholdable));
        assert_eq!(minor(told(Some("1"), Some("0.005"), Some("USD"))), Err(NoBalance::Unholdable), "nothing by halves");
    }

    #[test]
    fn what_is_no_amount_in_a_currency_is_no_balance() {
        assert_eq!(minor(told(None, None, Some("USD"))), Err(NoBalance::NoAmount));
        for currency in [None, Some("BTC"), Some("USDT")] {
            assert_eq!(minor(told(Some("1"), None, currency)), Err(NoBalance::Unholdable), "{currency:?}");
        }
    }
}
