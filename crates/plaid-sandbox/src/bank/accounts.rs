//! The accounts that the test banks hold.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Amount, Balances, Books};

/// An account at a bank, whether it was granted to anyone or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BankAccount {
    /// Stands for the full account number: tells accounts of a login apart, and is never told to the client.
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) official_name: Option<String>,
    pub(crate) mask: Option<String>,
    pub(crate) kind: String,
    pub(crate) subtype: Option<String>,
    pub(crate) currency: String,
    pub(crate) balances: Balances,
    /// The transactions that a custom user wrote down. `None`: they are made from the seed.
    pub(crate) transactions: Option<Vec<WrittenTransaction>>,
}

/// A transaction that a custom user wrote down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WrittenTransaction {
    pub(crate) date: Date,
    pub(crate) amount: Amount,
    pub(crate) description: String,
}

/// A line of the tables below: key, name, official name, mask, type, subtype, and the balances (current, available,
/// limit) in ten-thousandths.
type Line =
    (&'static str, &'static str, Option<&'static str>, Option<&'static str>, &'static str, &'static str, Amounts);

type Amounts = (i64, Option<i64>, Option<i64>);

#[rustfmt::skip]
const STANDARD: [Line; 12] = [
    ("checking", "Plaid Checking", Some("Plaid Gold Standard 0% Interest Checking"), Some("0000"), "depository", "checking", (1_100_000, Some(1_000_000), None)),
    ("saving", "Plaid Saving", Some("Plaid Silver Standard 0.1% Interest Saving"), Some("1111"), "depository", "savings", (2_100_000, Some(2_000_000), None)),
    ("cd", "Plaid CD", Some("Plaid Bronze Standard 0.2% Interest CD"), Some("2222"), "depository", "cd", (10_000_000, None, None)),
    ("credit-card", "Plaid Credit Card", Some("Plaid Diamond 12.5% APR Interest Credit Card"), Some("3333"), "credit", "credit card", (4_100_000, None, Some(20_000_000))),
    ("money-market", "Plaid Money Market", Some("Plaid Platinum Standard 1.85% Interest Money Market"), Some("4444"), "depository", "money market", (432_000_000, Some(432_000_000), None)),
    ("ira", "Plaid IRA", None, Some("5555"), "investment", "ira", (3_207_600, None, None)),
    ("401k", "Plaid 401k", None, Some("6666"), "investment", "401k", (236_319_805, None, None)),
    ("student-loan", "Plaid Student Loan", None, Some("7777"), "loan", "student", (652_620_000, None, None)),
    ("mortgage", "Plaid Mortgage", None, Some("8888"), "loan", "mortgage", (563_020_600, None, None)),
    ("hsa", "Plaid HSA", Some("Plaid Cares Health Savings Account"), Some("9001"), "depository", "hsa", (60_090_000, Some(60_090_000), None)),
    ("cash-management", "Plaid Cash Management", Some("Plaid Growth Cash Management"), Some("9002"), "depository", "cash management", (120_600_000, Some(120_600_000), None)),
    ("business-card", "Plaid Business Credit Card", Some("Plaid Platinum Small Business Credit Card"), Some("9999"), "credit", "credit card", (50_200_000, None, Some(100_000_000))),
];

/// Two pairs that are alike in everything but their ids, one that differs by name only, one without a mask.
#[rustfmt::skip]
const LOOKALIKES: [Line; 8] = [
    ("operating-1", "Operating Account", None, Some("4821"), "depository", "checking", (182_340_000, Some(180_000_000), None)),
    ("operating-2", "Operating Account", None, Some("4821"), "depository", "checking", (96_110_000, Some(96_110_000), None)),
    ("escrow-1", "Client Escrow", Some("Herringbone Escrow"), Some("7700"), "depository", "savings", (5_500_000, Some(5_500_000), None)),
    ("escrow-2", "Client Escrow", Some("Herringbone Escrow"), Some("7700"), "depository", "savings", (7_250_000, Some(7_250_000), None)),
    ("payroll", "Payroll", None, Some("4821"), "depository", "checking", (31_000_000, Some(31_000_000), None)),
    ("card", "Company Card", None, Some("7700"), "credit", "credit card", (12_345_600, None, Some(250_000_000))),
    ("reserve", "Reserve", None, None, "depository", "savings", (1_000_000_000, Some(1_000_000_000), None)),
    ("canada", "Toronto Operating", None, Some("3310"), "depository", "checking", (45_670_000, Some(45_670_000), None)),
];

/// What a firm has in accounts of the standard kind, whose own balances are those of somebody without a business: what goes
/// through a firm's accounts in two months would leave them far below nothing.
#[rustfmt::skip]
const OF_A_FIRM: [(&str, Amounts); 4] = [
    ("checking", (384_127_500, Some(379_000_000), None)),
    ("saving", (250_000_000, Some(250_000_000), None)),
    ("credit-card", (64_102_000, None, Some(400_000_000))),
    ("business-card", (50_200_000, None, Some(400_000_000))),
];

/// The one account above that is not in US dollars.
const CANADIAN: &str = "canada";

/// The accounts of a bank, in the order in which it shows them.
pub(super) fn held_in(books: Books) -> Vec<BankAccount> {
    let chosen: &[&str] = match books {
        Books::Lookalikes => return LOOKALIKES.iter().map(account).collect(),
        Books::Standard => return STANDARD.iter().map(account).collect(),
        Books::Everyday => &["checking", "saving", "credit-card"],
        Books::Household => &["checking", "saving", "credit-card", "mortgage"],
        Books::Business => return OF_A_FIRM.iter().filter_map(|(key, balances)| of_a_firm(key, *balances)).collect(),
        Books::Savings => &["checking", "saving", "cd", "money-market"],
    };
    STANDARD.iter().filter(|line| chosen.contains(&line.0)).map(account).collect()
}

fn of_a_firm(key: &str, balances: Amounts) -> Option<BankAccount> {
    let line = STANDARD.iter().find(|line| line.0 == key)?;
    let (key, name, official_name, mask, kind, subtype, _) = *line;
    Some(account(&(key, name, official_name, mask, kind, subtype, balances)))
}

fn account(line: &Line) -> BankAccount {
    let (key, name, official_name, mask, kind, subtype, (current, available, limit)) = *line;
    BankAccount {
        key: key.to_owned(),
        name: name.to_owned(),
        official_name: official_name.map(str::to_owned),
        mask: mask.map(str::to_owned),
        kind: kind.to_owned(),
        subtype: Some(subtype.to_owned()),
        currency: if key == CANADIAN { "CAD" } else { "USD" }.to_owned(),
        balances: Balances {
            current: Some(Amount::from_ten_thousandths(current)),
            available: available.map(Amount::from_ten_thousandths),
            limit: limit.map(Amount::from_ten_thousandths),
        },
        transactions: None,
    }
}
