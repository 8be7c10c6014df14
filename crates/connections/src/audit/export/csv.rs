//! The audit for people and their spreadsheets.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use jiff::Timestamp;

use super::super::page::request_ids;
use crate::{
    spreadsheet::{BYTE_ORDER_MARK, as_text},
    store::audit_entries::StoredEntry,
};

const HEADINGS: [&str; 11] = [
    "Entry",
    "Time (UTC)",
    "Who",
    "What",
    "Object",
    "Institution ID",
    "Institution",
    "Outcome",
    "Request IDs",
    "Details",
    "SHA-256",
];

pub(super) fn begin(file: &mut impl Write) -> io::Result<()> {
    file.write_all(BYTE_ORDER_MARK)?;
    rows(file, [HEADINGS.map(str::to_owned)])
}

pub(super) fn write(file: &mut impl Write, entries: &[StoredEntry]) -> io::Result<()> {
    rows(file, entries.iter().map(|entry| columns(entry).map(as_text)))
}

fn rows(file: &mut impl Write, rows: impl IntoIterator<Item = [String; 11]>) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(file);
    for row in rows {
        writer.write_record(row)?;
    }
    writer.flush()
}

fn columns(entry: &StoredEntry) -> [String; 11] {
    let (institution_id, institution) =
        entry.institution.as_ref().map_or_else(Default::default, |bank| (bank.id.clone(), bank.name.clone()));
    [
        entry.id.to_string(),
        Timestamp::from_millisecond(entry.at_ms).map_or_else(|_| entry.at_ms.to_string(), |at| at.to_string()),
        entry.who.clone(),
        entry.what.clone(),
        entry.object_id.clone(),
        institution_id,
        institution,
        entry.outcome.clone(),
        request_ids(&entry.request_ids).join(" "),
        entry.details.clone(),
        entry.hash.map(|hash| hash.to_string()).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::connection::Institution;

    fn entry() -> StoredEntry {
        StoredEntry {
            id: 7,
            at_ms: 1_790_000_000_000,
            who: "Integration user".to_owned(),
            what: "update".to_owned(),
            object_id: "con_1".to_owned(),
            institution: Some(Institution { id: "ins_1".to_owned(), name: "Bank, \"the\" first".to_owned() }),
            object_name: None,
            outcome: "repaired".to_owned(),
            request_ids: r#"["first","second"]"#.to_owned(),
            details: r#"{"kept":2}"#.to_owned(),
            previous_hash: None,
            hash: None,
        }
    }

    fn written(entries: &[StoredEntry]) -> String {
        let mut file = Vec::new();
        begin(&mut file).unwrap();
        write(&mut file, entries).unwrap();
        String::from_utf8(file).unwrap()
    }

    #[test]
    fn each_entry_is_a_line_below_the_headings() {
        assert_eq!(
            written(&[entry()]),
            "\u{feff}Entry,Time (UTC),Who,What,Object,Institution ID,Institution,Outcome,Request IDs,Details,SHA-256\r\n\
             7,2026-09-21T14:13:20Z,Integration user,update,con_1,ins_1,\"Bank, \"\"the\"\" first\",repaired,\
             first second,\"{\"\"kept\"\":2}\",\r\n"
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=cmd|' /C calc'!A0"] {
            let entry = StoredEntry { who: formula.to_owned(), ..entry() };
            let text = written(&[entry]);
            let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let row = reader.records().next().unwrap().unwrap();
            assert_eq!(row.get(2).unwrap(), format!("'{formula}"));
        }
    }

    #[test]
    fn what_is_no_time_is_a_number() {
        assert!(written(&[StoredEntry { at_ms: i64::MAX, ..entry() }]).contains("7,9223372036854775807,"));
    }
}
