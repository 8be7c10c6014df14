//! A CSV file as a list of bank accounts: which columns it has, and what stands in each line.
//!
//! Spreadsheets write commas, semicolons or tabs, with or without a byte order mark, and end lines as they like. All of
//! that is taken; what is no UTF-8 or has no heading is not guessed.

use csv::{ByteRecord, ReaderBuilder};

use crate::model::bank_account::ListedRow;

/// How large a file may be.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;
/// How many lines may follow the heading.
pub const MOST_ROWS: usize = 10_000;

/// What tells that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// What sets fields apart. The first one with which the heading can be read is meant.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

const CODE: &str = "code";
const NAME: &str = "name";
const CURRENCY: &str = "currency";
const ACTIVE: &str = "active";

/// Why a file is no list of bank accounts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than any list.
    #[error("the file is larger than {} MB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// It has more lines than are taken at once.
    #[error("the file has more than {MOST_ROWS} lines")]
    TooManyRows,
    /// It is no UTF-8: a workbook, or a text in another encoding.
    #[error("the file is not a text in UTF-8")]
    NoText,
    /// The first line does not name these columns.
    #[error("the first line does not name the columns: missing {}", .0.join(", "))]
    NoHeading(Vec<&'static str>),
    /// The first line names a column twice.
    #[error("the first line names the column `{0}` twice")]
    ColumnTwice(&'static str),
}

/// What stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    pub rows: Vec<ListedRow>,
    /// The headings of columns that nothing is read from.
    pub unused: Vec<String>,
}

/// Where the columns stand.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Columns {
    code: usize,
    name: usize,
    currency: usize,
    active: Option<usize>,
    count: usize,
    unused: Vec<String>,
}

pub(super) fn read(file: &[u8]) -> Result<Read, FileError> {
    if file.len() > MOST_BYTES {
        return Err(FileError::TooLarge);
    }
    let bytes = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
    let text = std::str::from_utf8(bytes).map_err(|_| FileError::NoText)?;
    if text.contains('\0') {
        return Err(FileError::NoText);
    }
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    let (delimiter, columns) = columns(text)?;
    let mut reader = reader(text, delimiter);
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let (mut record, mut rows, mut is_heading) = (ByteRecord::new(), Vec::new(), true);
    // A text in memory is always read, and a line may have any number of fields.
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let begin = record.position().map_or(0, csv::Position::byte);
        let line = lines.of(begin);
        if std::mem::take(&mut is_heading) || record.iter().all(|field| field.trim_ascii().is_empty()) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(FileError::TooManyRows);
        }
        rows.push(columns.row(&record, line));
    }
    if rows.is_empty() {
        return Err(FileError::Empty);
    }
    Ok(Read { rows, unused: columns.unused })
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// What sets the fields apart, and where the columns stand.
fn columns(text: &str) -> Result<(u8, Columns), FileError> {
    let mut nearest: Option<FileError> = None;
    for delimiter in DELIMITERS {
        let mut heading = ByteRecord::new();
        // A text in memory is always read.
        let _ = reader(text, delimiter).read_byte_record(&mut heading);
        match Columns::of(&heading) {
            Ok(columns) => return Ok((delimiter, columns)),
            Err(error) => {
                if nearest.as_ref().is_none_or(|nearest| missing(&error) < missing(nearest)) {
                    nearest = Some(error);
                }
            }
        }
    }
    Err(nearest.unwrap_or(FileError::Empty))
}

/// How far a heading is from one.
fn missing(error: &FileError) -> usize {
    if let FileError::NoHeading(missing) = error { missing.len() } else { 0 }
}

impl Columns {
    fn of(heading: &ByteRecord) -> Result<Self, FileError> {
        let names: Vec<_> = heading.iter().map(in_words).collect();
        let place = |column: &'static str| {
            let mut found = (0..).zip(&names).filter(|(_, name)| name.to_lowercase() == column);
            let first = found.next().map(|(place, _)| place);
            if found.next().is_some() { Err(FileError::ColumnTwice(column)) } else { Ok(first) }
        };
        let (code, name, currency, active) = (place(CODE)?, place(NAME)?, place(CURRENCY)?, place(ACTIVE)?);
        let (Some(code), Some(name), Some(currency)) = (code, name, currency) else {
            let missing = [(CODE, code), (NAME, name), (CURRENCY, currency)];
            let missing = missing.into_iter().filter(|(_, place)| place.is_none()).map(|(column, _)| column);
            return Err(FileError::NoHeading(missing.collect()));
        };
        let is_used = |name: &&String| [CODE, NAME, CURRENCY, ACTIVE].contains(&name.to_lowercase().as_str());
        let unused = names.iter().filter(|name| !name.is_empty() && !is_used(name)).cloned().collect();
        Ok(Self { code, name, currency, active, count: names.len(), unused })
    }

    fn row(&self, record: &ByteRecord, line: u64) -> ListedRow {
        let field = |place: usize| record.get(place).map(in_words).unwrap_or_default();
        // Fields that are left empty at the end are no fields: spreadsheets write them, or don't.
        let more = record.iter().skip(self.count).any(|field| !field.trim_ascii().is_empty());
        let last = [self.code, self.name, self.currency].into_iter().max().unwrap_or(0);
        ListedRow {
            line,
            code: field(self.code),
            name: field(self.name),
            currency: field(self.currency),
            active: self.active.map(field).unwrap_or_default(),
            is_uneven: more || record.len() <= last,
        }
    }
}

/// The text is UTF-8, and fields are cut where no letter is.
fn in_words(field: &[u8]) -> String {
    String::from_utf8_lossy(field).trim().to_owned()
}

/// Counts lines as an editor does: the parser counts none that is empty, and not every way of ending one.
struct Lines<'text> {
    text: &'text [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of what begins at this byte, or behind the line ends there.
    fn of(&mut self, begin: u64) -> u64 {
        let begin = usize::try_from(begin).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.at) {
            let is_end = matches!(byte, b'\r' | b'\n');
            if self.at >= begin && !is_end {
                break;
            }
            self.at += 1;
            // Of `\r\n` the second one counts.
            if *byte == b'\n' || (*byte == b'\r' && self.text.get(self.at) != Some(&b'\n')) {
                self.line += 1;
            }
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `1010|Operating account|USD|`, each with its line before it.
    #[track_caller]
    fn check(file: &str, expected: &[&str]) {
        let read = read(file.as_bytes()).unwrap();
        let rows = read.rows.iter().map(|row| {
            let uneven = if row.is_uneven { "!" } else { "" };
            format!("{}: {}|{}|{}|{}{uneven}", row.line, row.code, row.name, row.currency, row.active)
        });
        assert_eq!(rows.collect::<Vec<_>>(), expected, "{file:?}");
    }

    #[test]
    fn a_list_is_read_however_a_spreadsheet_writes_it() {
        let expected = ["2: 1010|Operating account|USD|yes", "3: 1020|Savings|USD|"];
        for file in [
            "code,name,currency,active\n1010,Operating account,USD,yes\n1020,Savings,USD,\n",
            "\u{feff}Code;Name;Currency;Active\r\n1010;Operating account;USD;yes\r\n1020;Savings;USD;",
            "code\tname\tcurrency\tactive\r1010\tOperating account\tUSD\tyes\r1020\tSavings\tUSD",
            "active,currency,name,code\nyes,USD,Operating account,1010\n,USD,Savings,1020\n",
            "\"code\",\"name\" , currency,active,,\n\"1010\",\" Operating account \",USD,yes,,\n1020,Savings,USD\n,,,\n",
        ] {
            check(file, &expected);
        }
    }

    #[test]
    fn a_name_may_hold_what_sets_fields_apart() {
        check("code,name,currency\n1010,\"Smith, \"\"Sons\"\"; USD\",USD\n", &["2: 1010|Smith, \"Sons\"; USD|USD|"]);
        check("code;name;currency\n1010;Smith, Sons;USD\n", &["2: 1010|Smith, Sons|USD|"]);
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        for end in ["\n", "\r\n", "\r"] {
            let file = "code,name,currency\n\n1010,One,USD\n1020,\"Two\nlines\",USD\n\n\n1030,Three,USD\n1040,Four,USD";
            let file = file.replace('\n', end);
            let lines: Vec<_> = read(file.as_bytes()).unwrap().rows.iter().map(|row| row.line).collect();
            assert_eq!(lines, [3, 4, 8, 9], "{end:?}");
        }
    }

    #[test]
    fn a_line_with_other_fields_than_columns_is_marked() {
        check(
            "code,name,currency\n1010,Smith, Sons,USD\n1020,Savings\n",
            &["2: 1010|Smith|Sons|!", "3: 1020|Savings||!"],
        );
    }

    #[test]
    fn columns_that_nothing_is_read_from_are_named() {
        let read = read(b"Code,IBAN,Name,Currency\n1010,DE1,Operating,EUR\n").unwrap();
        assert_eq!(read.unused, ["IBAN"]);
    }

    #[test]
    fn a_file_that_is_no_list_says_why() {
        let many = format!("code,name,currency\n{}", "1,a,USD\n".repeat(MOST_ROWS + 1));
        for (file, error) in [
            (&b""[..], FileError::Empty),
            (b"\n \n", FileError::Empty),
            (b"code,name,currency\n", FileError::Empty),
            (b"code,name,currency\n1010,Gesch\xe4ft,EUR\n", FileError::NoText),
            (b"\xff\xfec\0o\0", FileError::NoText),
            (b"PK\x03\x04\0\0", FileError::NoText),
            (b"1010,Operating,USD\n", FileError::NoHeading(vec!["code", "name", "currency"])),
            (b"code;name\n1010;Operating\n", FileError::NoHeading(vec!["currency"])),
            (b"code,name,currency,Code\n1,2,3,4\n", FileError::ColumnTwice("code")),
            (many.as_bytes(), FileError::TooManyRows),
            (&vec![b'a'; MOST_BYTES + 1], FileError::TooLarge),
        ] {
            assert_eq!(read(file), Err(error));
        }
        let most = format!("code,name,currency\n{}", "1,a,USD\n".repeat(MOST_ROWS));
        assert_eq!(read(most.as_bytes()).unwrap().rows.len(), MOST_ROWS);
    }
}
