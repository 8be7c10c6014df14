//! The custom user: a JSON password that describes the accounts and their transactions.
//!
//! What the simulator reads of it: `override_accounts[]` with `type`, `subtype`, `starting_balance`, `currency`,
//! `meta {name, official_name, mask, limit}` and `transactions[] {date_posted, amount, description}`, and
//! `force_error`. Everything else that Plaid knows there is passed over.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Number;

use super::{Amount, Balances, BankAccount, WrittenTransaction};

/// What the password describes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Custom {
    /// Whoever signs in holds these accounts.
    Accounts(Vec<BankAccount>),
    /// Whoever signs in is refused with this code.
    Error(String),
}

/// Reads the password. `None` if it describes nothing.
pub(super) fn read(password: &str) -> Option<Custom> {
    let written: Written = serde_json::from_str(password).ok()?;
    if let Some(code) = written.force_error {
        return Some(Custom::Error(code));
    }
    let accounts: Option<Vec<_>> = written.override_accounts.into_iter().enumerate().map(account).collect();
    accounts.filter(|accounts| !accounts.is_empty()).map(Custom::Accounts)
}

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    override_accounts: Vec<WrittenAccount>,
    force_error: Option<String>,
}

#[derive(Deserialize)]
struct WrittenAccount {
    #[serde(rename = "type")]
    kind: String,
    subtype: Option<String>,
    starting_balance: Option<Number>,
    currency: Option<String>,
    #[serde(default)]
    meta: Meta,
    transactions: Option<Vec<WrittenLine>>,
}

#[derive(Deserialize, Default)]
struct Meta {
    name: Option<String>,
    official_name: Option<String>,
    mask: Option<String>,
    limit: Option<Number>,
}

#[derive(Deserialize)]
struct WrittenLine {
    date_posted: Date,
    amount: Number,
    description: String,
}

fn account((index, written): (usize, WrittenAccount)) -> Option<BankAccount> {
    let balance = match &written.starting_balance {
        Some(number) => Amount::from_json(number)?,
        None => Amount::from_cents(10_000),
    };
    let limit = match &written.meta.limit {
        Some(number) => Some(Amount::from_json(number)?),
        None => None,
    };
    let transactions = match &written.transactions {
        Some(lines) => Some(lines.iter().map(transaction).collect::<Option<Vec<_>>>()?),
        None => None,
    };
    let kind = written.kind;
    let described_by = written.subtype.as_deref().unwrap_or(&kind);
    Some(BankAccount {
        key: format!("custom-{index}"),
        name: written.meta.name.unwrap_or_else(|| format!("Plaid {described_by}")),
        official_name: written.meta.official_name,
        mask: written.meta.mask,
        subtype: written.subtype,
        currency: written.currency.unwrap_or_else(|| "USD".to_owned()),
        balances: Balances { current: Some(balance), available: (kind == "depository").then_some(balance), limit },
        kind,
        transactions,
    })
}

fn transaction(line: &WrittenLine) -> Option<WrittenTransaction> {
    Some(WrittenTransaction {
        date: line.date_posted,
        amount: Amount::from_json(&line.amount)?,
        description: line.description.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_describes_accounts_and_their_transactions() {
        let password = r#"{"override_accounts": [{"type": "depository", "subtype": "checking", "starting_balance": 12.5,
            "meta": {"name": "Till", "mask": "0042"},
            "transactions": [{"date_posted": "2026-03-01", "amount": 3.2, "description": "Coffee"}]}]}"#;
        let Some(Custom::Accounts(accounts)) = read(password) else { panic!("no accounts") };
        assert_eq!(accounts.len(), 1);
        assert_eq!((accounts[0].name.as_str(), accounts[0].mask.as_deref()), ("Till", Some("0042")));
        assert_eq!(accounts[0].transactions.as_ref().map(Vec::len), Some(1));
    }

    #[test]
    fn a_password_that_describes_nothing_is_no_custom_user() {
        assert_eq!(read("pass_good"), None);
        assert_eq!(read(r#"{"override_accounts": []}"#), None);
        assert_eq!(read(r#"{"force_error": "ITEM_LOCKED"}"#), Some(Custom::Error("ITEM_LOCKED".into())));
    }
}
