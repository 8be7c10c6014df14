//! Each rule of feeding, one by one.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::model::{
    account::{AccountDetails, AccountNumber},
    ids::BankAccountId,
};

fn currency(code: &str) -> Currency {
    Currency::of(code).unwrap()
}

fn account_id(number: u128) -> AccountConnectionId {
    AccountConnectionId::new(Uuid::from_u128(number))
}

fn account(currency: Option<&str>) -> AccountConnection {
    AccountConnection {
        id: account_id(1),
        number: AccountNumber(1),
        account_id: "a".to_owned(),
        persistent_account_id: None,
        details: AccountDetails {
            name: "Checking".to_owned(),
            official_name: None,
            mask: Some("0000".to_owned()),
            kind: "depository".to_owned(),
            subtype: Some("checking".to_owned()),
            currency: currency.map(str::to_owned),
        },
        active: true,
    }
}

fn bank_account(number: u128) -> BankAccount {
    BankAccount {
        id: BankAccountId::new(Uuid::from_u128(number)),
        code: number.to_string(),
        name: "Operating account".to_owned(),
        currency: currency("USD"),
        active: true,
    }
}

fn feed(account: u128, of: u128) -> Feed {
    let bank_account = bank_account(of).id;
    Feed { account: account_id(account), bank_account, opening_minor: 0, starts_on: date(2026, 10, 1) }
}

#[test]
fn the_one_feeds_the_other_where_no_rule_speaks_against_it() {
    let (plain, books) = (account(Some("USD")), bank_account(1));
    let inactive = AccountConnection { active: false, ..plain.clone() };
    let closed = BankAccount { active: false, ..books.clone() };
    let other = FeedError::OtherCurrency { account: currency("CAD"), bank_account: currency("USD") };
    let cases = [
        (&plain, false, &books, vec![], Ok(())),
        (&plain, false, &books, vec![feed(2, 2)], Ok(())),
        (&plain, true, &books, vec![], Err(FeedError::Obsolete)),
        (&inactive, false, &books, vec![], Err(FeedError::AccountInactive)),
        (&plain, false, &closed, vec![], Err(FeedError::BankAccountInactive)),
        (&plain, false, &books, vec![feed(1, 2)], Err(FeedError::AccountFeeds)),
        (&plain, false, &books, vec![feed(1, 1)], Err(FeedError::AccountFeeds)),
        (&plain, false, &books, vec![feed(2, 1)], Err(FeedError::BankAccountFed)),
    ];
    for (account, is_obsolete, bank_account, feeds, expected) in cases {
        assert_eq!(Side { account, is_obsolete, bank_account, feeds: &feeds }.check(), expected);
    }
    for (code, expected) in [(Some("CAD"), other), (Some("BTC"), FeedError::NoCurrency), (None, FeedError::NoCurrency)]
    {
        let account = account(code);
        let side = Side { account: &account, is_obsolete: false, bank_account: &books, feeds: &[] };
        assert_eq!(side.check(), Err(expected), "{code:?}");
    }
}

#[test]
fn an_opening_balance_is_read_as_accountants_write_it() {
    let read = |code: &str, balance: &str| {
        let opening = Opening { balance: balance.to_owned(), starts_on: date(2026, 10, 1) };
        opening.read(currency(code), date(2026, 11, 30)).map(|begins| begins.opening_minor)
    };
    for (code, balance, minor) in [
        ("USD", "110", 11_000),
        ("USD", " 1,234.5 ", 123_450),
        ("USD", "1234567.89", 123_456_789),
        ("USD", "-410.00", -41_000),
        ("USD", "\u{2212}410", -41_000),
        ("USD", "(410.00)", -41_000),
        ("USD", "0.100", 10),
        ("JPY", "1200", 1200),
        ("KWD", "0.001", 1),
    ] {
        assert_eq!(read(code, balance), Ok(minor), "{code} {balance}");
    }
    for text in ["", "-", "USD 5", "1,2", "1,23.00", "1.234,50", "1e3", ".5", "5.", "--5", "(-5)", "5-", "1234,567"] {
        assert_eq!(read("USD", text), Err(OpeningError::NoNumber), "{text}");
    }
    assert_eq!(read("USD", "0.005"), Err(AmountError::TooPrecise.into()));
    assert_eq!(read("USD", "0.0000001"), Err(AmountError::TooPrecise.into()), "a person leaves no noise");
    assert_eq!(read("JPY", "0.5"), Err(AmountError::TooPrecise.into()));
    assert_eq!(read("USD", "92233720368547758.08"), Err(AmountError::TooGreat.into()));
    assert_eq!(read("USD", &"9".repeat(60)), Err(OpeningError::NoNumber), "nobody has as much");
}

#[test]
fn statements_begin_on_a_day_that_has_come() {
    let today = date(2026, 11, 30);
    let read = |starts_on| Opening { balance: "0".to_owned(), starts_on }.read(currency("USD"), today).map(drop);
    for (day, expected) in [
        (today, Ok(())),
        (date(2026, 12, 1), Err(OpeningError::InFuture)),
        (date(2023, 1, 1), Ok(())),
        (date(2016, 11, 30), Ok(())),
        (date(2016, 11, 29), Err(OpeningError::TooFarBack)),
        (date(26, 11, 1), Err(OpeningError::TooFarBack)),
    ] {
        assert_eq!(read(day), expected, "{day}");
    }
}

#[test]
fn statements_go_on_where_the_last_one_ended() {
    let span = |account, month, opening_minor, closing_minor| Span {
        account: account_id(account),
        start: date(2026, month, 1),
        end: date(2026, month, 1).last_of_month(),
        opening_minor,
        closing_minor,
    };
    let begins = |opening_minor, starts_on| Some(Beginning { opening_minor, starts_on });
    let of_two = [span(1, 7, 0, 10), span(2, 8, 10, 20), span(2, 9, 20, 30)];
    assert_eq!(continuation(&[], account_id(1)), None);
    assert_eq!(continuation(&of_two, account_id(3)), begins(30, date(2026, 10, 1)), "one that is new to it");
    assert_eq!(continuation(&of_two, account_id(2)), begins(10, date(2026, 8, 1)), "the one that fed the last ones");
    assert_eq!(continuation(&of_two, account_id(1)), begins(30, date(2026, 10, 1)), "one that fed earlier ones");
    assert_eq!(continuation(&of_two[..1], account_id(1)), begins(0, date(2026, 7, 1)));
}
