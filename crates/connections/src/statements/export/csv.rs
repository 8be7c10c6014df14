//! Statements for people and their spreadsheets: a row a line.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::Sheet;
use crate::{
    model::statement::{CorrectionReason, LineKind},
    spreadsheet::{BYTE_ORDER_MARK, as_text},
};

const HEADINGS: [&str; 12] = [
    "Bank account code",
    "Bank account",
    "Statement",
    "From",
    "Until",
    "Line",
    "Date",
    "Amount",
    "Currency",
    "Description",
    "Reference",
    "Kind",
];
const KEY: &str = "Line key";

pub(super) fn write(file: &mut impl Write, sheets: &[Sheet]) -> io::Result<()> {
    file.write_all(BYTE_ORDER_MARK)?;
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(file);
    writer.write_record(HEADINGS.iter().chain([&KEY]))?;
    for sheet in sheets {
        let statement = &sheet.statement;
        for line in &sheet.lines {
            writer.write_record([
                as_text(sheet.bank_account.code.clone()),
                as_text(sheet.bank_account.name.clone()),
                statement.name.clone(),
                statement.days.first.to_string(),
                statement.days.last.to_string(),
                line.position.to_string(),
                line.date.to_string(),
                // A number, also where it is negative: it can be nothing else.
                sheet.money(line.amount_minor),
                statement.currency.to_string(),
                as_text(line.description.clone()),
                as_text(line.reference.clone().unwrap_or_default()),
                kind(line.kind).to_owned(),
                as_text(line.key.clone()),
            ])?;
        }
    }
    writer.flush()
}

const fn kind(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Transaction => "transaction",
        LineKind::Correction(CorrectionReason::AmountChanged) => "correction: amount changed",
        LineKind::Correction(CorrectionReason::Removed) => "correction: taken back",
        LineKind::Correction(CorrectionReason::OpeningBalance) => "correction: opening balance",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::export::samples;

    #[test]
    fn each_line_is_a_row_and_no_text_is_a_formula() {
        let mut file = Vec::new();
        write(&mut file, &[samples::checking(), samples::with_corrected_opening()]).unwrap();
        let text = String::from_utf8(file).unwrap();
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 4);
        assert_eq!(
            rows[0].iter().collect::<Vec<_>>(),
            [
                "1010",
                "Operating",
                "2026-11-30 - Plaid",
                "2026-11-01",
                "2026-11-30",
                "1",
                "2026-11-02",
                "-12.50",
                "USD",
                "HARBOR & SONS <OFFICE>",
                "4711",
                "transaction",
                "key-1",
            ]
        );
        assert_eq!((&rows[1][7], &rows[1][9]), ("1500.00", "'=cmd|' /C calc'!A0"));
        assert_eq!(&rows[2][11], "correction: taken back");
        let corrected = [&rows[3][7], &rows[3][9], &rows[3][11], &rows[3][12]];
        assert_eq!(corrected, ["-0.50", "Opening balance corrected", "correction: opening balance", "opening/bka_1/1"]);
    }
}
