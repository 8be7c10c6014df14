//! What is suggested, and what is left to people who know.

use uuid::Uuid;

use super::*;
use crate::model::{
    account::{AccountDetails, AccountNumber},
    money::Currency,
};

const TARTAN: &str = "Tartan Bank";
const PLATYPUS: &str = "First Platypus Bank";

/// `Tartan Bank | Plaid Checking | 0000 | USD`
fn account(place: usize, text: &str) -> (AccountConnection, Institution) {
    let parts: Vec<_> = text.split('|').map(str::trim).collect();
    let [bank, name, mask, currency] = parts[..] else { unreachable!("`{text}` has four parts") };
    let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let account = AccountConnection {
        id: AccountConnectionId::new(Uuid::from_u128(place as u128)),
        number: AccountNumber(1),
        account_id: text.to_owned(),
        persistent_account_id: None,
        details: AccountDetails {
            name: name.to_owned(),
            official_name: None,
            mask: optional(mask),
            kind: "depository".to_owned(),
            subtype: None,
            currency: optional(currency),
        },
        active: true,
    };
    (account, Institution { id: "ins_1".to_owned(), name: bank.to_owned() })
}

/// `1010 | Operating account | USD`
fn bank_account(place: usize, text: &str) -> BankAccount {
    let parts: Vec<_> = text.split('|').map(str::trim).collect();
    let [code, name, currency] = parts[..] else { unreachable!("`{text}` has three parts") };
    BankAccount {
        id: BankAccountId::new(Uuid::from_u128(place as u128)),
        code: code.to_owned(),
        name: name.to_owned(),
        currency: Currency::of(currency).unwrap(),
        active: true,
    }
}

/// The pairs that are suggested, by their places.
#[track_caller]
fn check(accounts: &[&str], bank_accounts: &[&str], expected: &[(usize, usize)]) {
    check_without(&[], accounts, bank_accounts, expected);
}

/// The same where some pairs were refused.
#[track_caller]
fn check_without(refused: &[(usize, usize)], accounts: &[&str], bank_accounts: &[&str], expected: &[(usize, usize)]) {
    let id = |place: usize| Uuid::from_u128(place as u128);
    let pair =
        |(account, books): &(usize, usize)| (AccountConnectionId::new(id(*account)), BankAccountId::new(id(*books)));
    let refused: Vec<_> = refused.iter().map(pair).collect();
    let accounts: Vec<_> = accounts.iter().enumerate().map(|(place, text)| account(place, text)).collect();
    let books: Vec<_> = bank_accounts.iter().enumerate().map(|(place, text)| bank_account(place, text)).collect();
    let candidates: Vec<_> = accounts.iter().map(|(account, institution)| Candidate { account, institution }).collect();
    let suggested = suggest(&candidates, &books.iter().collect::<Vec<_>>(), &refused);
    let places: Vec<_> = suggested
        .iter()
        .map(|found| (found.account.uuid().as_u128() as usize, found.bank_account.uuid().as_u128() as usize))
        .collect();
    assert_eq!(places, expected, "{bank_accounts:?}");
}

#[test]
fn the_last_digits_in_a_name_or_a_code_are_found() {
    let accounts = ["Tartan Bank|Everyday|4821|USD"];
    for books in [
        "1010|Operating 4821|USD",
        "1010|Operating (...4821)|USD",
        "1010|Operating DE89370400440532014821|USD",
        "4821|Operating|USD",
        "BANK-4821|Operating|USD",
    ] {
        check(&accounts, &[books], &[(0, 0)]);
    }
    for books in ["1010|Operating 48210|USD", "1010|Operating 482|USD", "48211|Operating|USD"] {
        check(&accounts, &[books], &[]);
    }
    check(&["Tartan Bank|Everyday|21|USD"], &["1021|Operating 21|USD"], &[]);
}

#[test]
fn words_of_the_names_are_found() {
    check(&["Tartan Bank|Plaid Saving|1111|USD"], &["1020|Savings account|USD"], &[(0, 0)]);
    check(&["Tartan Bank|Plaid Money Market||USD"], &["1040|Money market fund|USD"], &[(0, 0)]);
    check(&["Tartan Bank|Plaid Checking|0000|USD"], &["1020|Bank account|USD"], &[]);
    check(&["Tartan Bank|Plaid Checking|0000|USD"], &["1020|Tartan Bank|USD"], &[]);
}

#[test]
fn other_last_digits_in_the_name_speak_against_it() {
    check(&["Tartan Bank|Plaid Saving|1111|USD"], &["1020|Savings 9876|USD"], &[]);
    check(&["Tartan Bank|Plaid Saving|1111|USD"], &["9876|Savings 2|USD"], &[(0, 0)]);
}

#[test]
fn another_currency_is_never_suggested() {
    check(&["Tartan Bank|Toronto Operating|3310|CAD"], &["1010|Toronto operating 3310|USD"], &[]);
    check(&["Tartan Bank|Coins|3310|BTC"], &["1010|Coins 3310|USD"], &[]);
    check(&["Tartan Bank|Coins|3310|"], &["1010|Coins 3310|USD"], &[]);
    check(&["Tartan Bank|Toronto Operating|3310|CAD"], &["1011|Toronto operating 3310|CAD"], &[(0, 0)]);
}

#[test]
fn what_fits_two_equally_well_is_left_to_people() {
    let checking = format!("{TARTAN}|Plaid Checking|0000|USD");
    let other = format!("{PLATYPUS}|Plaid Checking|0000|USD");
    check(&[&checking, &other], &["1010|Checking|USD"], &[]);
    check(&[&checking], &["1010|Checking|USD", "1011|Checking|USD"], &[]);
    check(&[&checking], &["1010|Operating 0000|USD", "1011|Payroll 0000|USD"], &[]);
}

#[test]
fn the_name_of_the_bank_tells_like_accounts_apart() {
    let checking = format!("{TARTAN}|Plaid Checking|0000|USD");
    let other = format!("{PLATYPUS}|Plaid Checking|0000|USD");
    check(&[&checking, &other], &["1010|Tartan checking|USD", "1011|Platypus checking|USD"], &[(0, 0), (1, 1)]);
    check(&[&checking, &other], &["1011|Checking Platypus 0000|USD"], &[(1, 0)]);
}

#[test]
fn the_digits_weigh_more_than_the_words() {
    let saving = "Tartan Bank|Plaid Saving|1111|USD";
    check(&[saving], &["1010|Operating 1111|USD", "1020|Tartan plaid saving|USD"], &[(0, 0)]);
}

#[test]
fn what_was_refused_is_not_suggested_and_makes_room_for_the_next_best() {
    let accounts = ["Tartan Bank|Everyday checking|4821|USD", "Tartan Bank|Checking||USD"];
    let books = ["1010|Checking 4821|USD"];
    check(&accounts, &books, &[(0, 0)]);
    check_without(&[(0, 0)], &accounts, &books, &[(1, 0)]);
    check_without(&[(0, 0), (1, 0)], &accounts, &books, &[]);
}
