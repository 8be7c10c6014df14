//! What the tests of the formats write.

use jiff::civil::Date;
use uuid::Uuid;

use super::{AccountKind, Sheet};
use crate::model::{
    account::AccountNumber,
    bank_account::{BankAccount, OPENING_CORRECTED},
    connection::Institution,
    coverage::Days,
    ids::{AccountConnectionId, BankAccountId, StatementId},
    money::Currency,
    statement::{CorrectionReason, LineKind, Statement, StatementLine},
};

/// Three lines: one that XML has to escape, one that a spreadsheet would carry out, and a correction.
pub(super) fn checking() -> Sheet {
    let currency = Currency::of("USD").unwrap();
    let bank_account = BankAccount {
        id: BankAccountId::new(Uuid::from_u128(1)),
        code: "1010".to_owned(),
        name: "Operating".to_owned(),
        currency,
        active: true,
    };
    let day = |day| Date::constant(2026, 11, day);
    let line = |position, day, amount_minor, description: &str| StatementLine {
        position,
        kind: LineKind::Transaction,
        date: day,
        amount_minor,
        description: description.to_owned(),
        reference: None,
        key: format!("key-{position}"),
    };
    let lines = vec![
        StatementLine { reference: Some("4711".to_owned()), ..line(1, day(2), -1250, "HARBOR & SONS <OFFICE>") },
        line(2, day(3), 150_000, "=cmd|' /C calc'!A0"),
        StatementLine {
            kind: LineKind::Correction(CorrectionReason::Removed),
            key: "key-0/1".to_owned(),
            ..line(3, day(30), -1250, "COFFEE")
        },
    ];
    Sheet {
        statement: Statement {
            id: StatementId::new(Uuid::from_u128(1)),
            bank_account: bank_account.id,
            account: AccountConnectionId::new(Uuid::from_u128(1)),
            name: "2026-11-30 - Plaid".to_owned(),
            part: 1,
            days: Days { first: day(1), last: day(30) },
            currency,
            opening_minor: 100_000,
            closing_minor: 247_500,
            bank_minor: Some(250_000),
            lines: 3,
        },
        bank_account,
        number: AccountNumber(23),
        kind: AccountKind::Checking,
        institution: Institution { id: "ins_109508".to_owned(), name: "First Platypus Bank".to_owned() },
        lines,
        opens_within_a_day: false,
        closes_within_a_day: false,
    }
}

/// The second of three parts that share a day.
pub(super) fn within_a_day() -> Sheet {
    let Sheet { statement, .. } = checking();
    let days = Days { first: statement.days.last, ..statement.days };
    let statement =
        Statement { name: "2026-11-30 - Plaid - 2".to_owned(), part: 2, days, bank_minor: None, ..statement };
    Sheet { statement, opens_within_a_day: true, closes_within_a_day: true, ..checking() }
}

/// The same on a credit card.
pub(super) fn card() -> Sheet {
    Sheet { kind: AccountKind::CreditCard, ..checking() }
}

/// With a line alone that makes up for an opening balance that was not right.
pub(super) fn with_corrected_opening() -> Sheet {
    let mut sheet = checking();
    let line = StatementLine {
        position: 1,
        kind: LineKind::Correction(CorrectionReason::OpeningBalance),
        date: sheet.statement.days.last,
        amount_minor: -50,
        description: OPENING_CORRECTED.to_owned(),
        reference: None,
        key: "opening/bka_1/1".to_owned(),
    };
    sheet.statement.closing_minor = sheet.statement.opening_minor + line.amount_minor;
    sheet.statement.lines = 1;
    sheet.lines = vec![line];
    sheet
}
