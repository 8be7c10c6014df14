//! The audit for people and their spreadsheets.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use jiff::Timestamp;

use super::{super::page::request_ids, Spellings};
use crate::{
    spreadsheet::{BYTE_ORDER_MARK, as_text},
    store::audit_entries::StoredEntry,
};

const HEADINGS: [&str; 13] = [
    "Entry",
    "Time (UTC)",
    "Who",
    "What",
    "What, in words",
    "Object",
    "Institution ID",
    "Institution",
    "Outcome",
    "Outcome, in words",
    "Request IDs",
    "Details",
    "SHA-256",
];

pub(super) fn begin(file: &mut impl Write) -> io::Result<()> {
    file.write_all(BYTE_ORDER_MARK)?;
    rows(file, [HEADINGS.map(str::to_owned)])
}

pub(super) fn write(file: &mut impl Write, entries: &[StoredEntry], spellings: &Spellings) -> io::Result<()> {
    rows(file, entries.iter().map(|entry| columns(entry, spellings).map(as_text)))
}

fn rows(file: &mut impl Write, rows: impl IntoIterator<Item = [String; 13]>) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(file);
    for row in rows {
        writer.write_record(row)?;
    }
    writer.flush()
}

fn columns(entry: &StoredEntry, spellings: &Spellings) -> [String; 13] {
    let (institution_id, institution) =
        entry.institution.as_ref().map_or_else(Default::default, |bank| (bank.id.clone(), bank.name.clone()));
    [
        entry.id.to_string(),
        Timestamp::from_millisecond(entry.at_ms).map_or_else(|_| entry.at_ms.to_string(), |at| at.to_string()),
        entry.who.clone(),
        entry.what.clone(),
        spellings.acts.get(&entry.what).unwrap_or(&entry.what).clone(),
        entry.object_id.clone(),
        institution_id,
        institution,
        entry.outcome.clone(),
        outcome(entry, spellings).clone(),
        request_ids(&entry.request_ids).join(" "),
        entry.details.clone(),
        entry.hash.map(|hash| hash.to_string()).unwrap_or_default(),
    ]
}

fn outcome<'entry>(entry: &'entry StoredEntry, Spellings { outcomes, .. }: &'entry Spellings) -> &'entry String {
    let of_act = outcomes.get(&format!("{}/{}", entry.what, entry.outcome));
    of_act.or_else(|| outcomes.get(&entry.outcome)).unwrap_or(&entry.outcome)
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

    fn spellings() -> Spellings {
        let words = |words: &[(&str, &str)]| {
            words.iter().map(|(code, word)| ((*code).to_owned(), (*word).to_owned())).collect()
        };
        Spellings {
            acts: words(&[("update", "Update"), ("sign_in", "Sign in")]),
            outcomes: words(&[
                ("repaired", "Repaired by itself"),
                ("refused", "Refused"),
                ("sign_in/refused", "Wrong password"),
            ]),
        }
    }

    fn written(entries: &[StoredEntry]) -> String {
        let mut file = Vec::new();
        begin(&mut file).unwrap();
        write(&mut file, entries, &spellings()).unwrap();
        String::from_utf8(file).unwrap()
    }

    #[test]
    fn each_entry_is_a_line_below_the_headings() {
        assert_eq!(
            written(&[entry()]),
            "\u{feff}Entry,Time (UTC),Who,What,\"What, in words\",Object,Institution ID,Institution,Outcome,\
             \"Outcome, in words\",Request IDs,Details,SHA-256\r\n\
             7,2026-09-21T14:13:20Z,Integration user,update,Update,con_1,ins_1,\"Bank, \"\"the\"\" first\",repaired,\
             Repaired by itself,first second,\"{\"\"kept\"\":2}\",\r\n"
        );
    }

    #[test]
    fn an_outcome_is_called_as_on_the_screen_and_otherwise_as_it_is_recorded() {
        let spellings = spellings();
        let of = |what: &str, recorded: &str| {
            let entry = StoredEntry { what: what.to_owned(), outcome: recorded.to_owned(), ..entry() };
            outcome(&entry, &spellings).clone()
        };
        assert_eq!(of("sign_in", "refused"), "Wrong password");
        assert_eq!(of("update", "refused"), "Refused");
        assert_eq!(of("update", "of_a_later_version"), "of_a_later_version");
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
