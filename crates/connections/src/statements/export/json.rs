//! Statements for programs of one's own. Amounts are texts, so that nobody reads them as binary floats.

use std::io::{self, Write};

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::{Sheet, written};
use crate::model::statement::{CorrectionReason, LineKind};

/// The name of the format. Another form of the file gets another name.
const FORMAT: &str = "bank-connections-statements/1";

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    exported_at: Timestamp,
    statements: Vec<StatementJson<'a>>,
}

#[derive(Serialize)]
struct StatementJson<'a> {
    id: String,
    name: &'a str,
    part: u32,
    bank_account_code: &'a str,
    bank_account_name: &'a str,
    account_connection: String,
    institution_id: &'a str,
    institution_name: &'a str,
    from: Date,
    until: Date,
    currency: &'static str,
    opening_balance: String,
    closing_balance: String,
    bank_balance: Option<String>,
    lines: Vec<LineJson<'a>>,
}

#[derive(Serialize)]
struct LineJson<'a> {
    key: &'a str,
    position: u32,
    date: Date,
    amount: String,
    description: &'a str,
    reference: Option<&'a str>,
    correction: Option<&'static str>,
}

pub(super) fn write(file: &mut impl Write, sheets: &[Sheet], exported_at: Timestamp) -> io::Result<()> {
    let statements = sheets.iter().map(StatementJson::from).collect();
    serde_json::to_writer_pretty(&mut *file, &File { format: FORMAT, exported_at, statements }).map_err(written)?;
    file.write_all(b"\n")
}

impl<'a> From<&'a Sheet> for StatementJson<'a> {
    fn from(sheet: &'a Sheet) -> Self {
        let statement = &sheet.statement;
        Self {
            id: statement.id.to_string(),
            name: &statement.name,
            part: statement.part,
            bank_account_code: &sheet.bank_account.code,
            bank_account_name: &sheet.bank_account.name,
            account_connection: sheet.number.to_string(),
            institution_id: &sheet.institution.id,
            institution_name: &sheet.institution.name,
            from: statement.days.first,
            until: statement.days.last,
            currency: statement.currency.code(),
            opening_balance: sheet.money(statement.opening_minor),
            closing_balance: sheet.money(statement.closing_minor),
            bank_balance: statement.bank_minor.map(|minor| sheet.money(minor)),
            lines: sheet
                .lines
                .iter()
                .map(|line| LineJson {
                    key: &line.key,
                    position: line.position,
                    date: line.date,
                    amount: sheet.money(line.amount_minor),
                    description: &line.description,
                    reference: line.reference.as_deref(),
                    correction: match line.kind {
                        LineKind::Transaction => None,
                        LineKind::Correction(CorrectionReason::AmountChanged) => Some("amount_changed"),
                        LineKind::Correction(CorrectionReason::Removed) => Some("removed"),
                        LineKind::Correction(CorrectionReason::OpeningBalance) => Some("opening_balance"),
                    },
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::export::samples;

    #[test]
    fn everything_is_there_and_amounts_are_texts() {
        let mut file = Vec::new();
        write(&mut file, &[samples::checking(), samples::with_corrected_opening()], Timestamp::UNIX_EPOCH).unwrap();
        let read: serde_json::Value = serde_json::from_slice(&file).unwrap();
        assert_eq!(read["format"], FORMAT);
        let statement = &read["statements"][0];
        assert_eq!((&statement["closing_balance"], &statement["bank_balance"]), (&"2475.00".into(), &"2500.00".into()));
        assert_eq!(statement["lines"][0]["amount"], "-12.50");
        assert_eq!(statement["lines"][2]["correction"], "removed");
        let corrected = &read["statements"][1]["lines"][0];
        assert_eq!((&corrected["correction"], &corrected["amount"]), (&"opening_balance".into(), &"-0.50".into()));
    }
}
