//! Statements as a file that other software reads. Each line has a key that never changes, by which a second import
//! elsewhere makes no duplicates.
//!
//! As with the audit, the file is whole or not there, no other file is overwritten, and every export is on record.

mod camt;
mod csv;
mod json;
mod ofx;
mod qif;
mod xml;

#[cfg(test)]
mod samples;

use std::{collections::BTreeSet, io, path::Path};

use jiff::civil::Date;
use serde_json::json;
use sqlx::SqliteConnection;
use tracing::{info, instrument};

use crate::{
    Connections, ExportError, Exported, StoreError,
    connections::By,
    model::{
        account::{AccountConnection, AccountNumber},
        bank_account::BankAccount,
        connection::Institution,
        ids::StatementId,
        money::Money,
        statement::{Statement, StatementLine},
        user::Act,
    },
    new_file::{self, NewFile},
    store,
};

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementFormat {
    /// To read, and for spreadsheets.
    Csv,
    /// Open Financial Exchange 2.2, which most accounting software reads.
    Ofx,
    /// Quicken's older format.
    Qif,
    /// CAMT.053, the statement of ISO 20022, which software in Europe reads.
    Camt,
    /// For programs of one's own.
    Json,
}

impl StatementFormat {
    const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ofx => "ofx",
            Self::Qif => "qif",
            Self::Camt => "xml",
            Self::Json => "json",
        }
    }
}

/// What a bank calls an account, as far as the formats tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AccountKind {
    Checking,
    Savings,
    MoneyMarket,
    CreditCard,
    CreditLine,
}

/// A statement with everything that a file says of it.
#[derive(Debug, Clone)]
struct Sheet {
    statement: Statement,
    bank_account: BankAccount,
    number: AccountNumber,
    kind: AccountKind,
    institution: Institution,
    lines: Vec<StatementLine>,
    /// Whether the statement before has lines of its first day, so that it opens within that day.
    opens_within_a_day: bool,
    /// Whether the next statement has lines of its last day, so that it closes within that day.
    closes_within_a_day: bool,
}

impl Sheet {
    fn money(&self, minor: i64) -> String {
        Money { minor, currency: self.bank_account.currency }.units().to_string()
    }
}

impl AccountKind {
    fn of(account: &AccountConnection) -> Self {
        match (account.details.kind.as_str(), account.details.subtype.as_deref()) {
            ("credit", _) => Self::CreditCard,
            ("loan", _) => Self::CreditLine,
            (_, Some("savings" | "cd")) => Self::Savings,
            (_, Some("money market")) => Self::MoneyMarket,
            _ => Self::Checking,
        }
    }
}

impl Connections {
    /// Writes statements into a new file in this folder, in the order of their bank accounts and days.
    ///
    /// # Errors
    /// Where nobody is signed in, a statement is not on record, the folder does not take the file, or the records can't be
    /// used.
    #[instrument(skip_all, fields(?format))]
    pub async fn export_statements(
        &self,
        folder: &Path,
        format: StatementFormat,
        statements: &[StatementId],
    ) -> Result<Exported, ExportError> {
        let user = self.permit(Act::Export)?;
        let sheets = {
            let mut records = self.database().read().await?;
            sheets(&mut records, statements).await?
        };
        let mut file = NewFile::in_folder(folder)?;
        let now = self.now();
        match format {
            StatementFormat::Csv => csv::write(&mut file, &sheets)?,
            StatementFormat::Ofx => ofx::write(&mut file, &sheets, now)?,
            StatementFormat::Qif => qif::write(&mut file, &sheets)?,
            StatementFormat::Camt => camt::write(&mut file, &sheets, now)?,
            StatementFormat::Json => json::write(&mut file, &sheets, now)?,
        }
        let hash = file.finish()?;
        let target = new_file::free_name(folder, &stem(&sheets), format.extension())?;
        let lines = sheets.iter().map(|sheet| sheet.lines.len()).sum();
        let mut entry = self.entry_on(By::User(&user.name), "export_statements", "statements".to_owned(), "exported");
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        for (key, value) in [
            ("file", json!(name)),
            ("statements", json!(sheets.len())),
            ("lines", json!(lines)),
            ("sha256", json!(hash)),
        ] {
            entry.details.insert(key.to_owned(), value);
        }
        let mut records = self.database().write().await?;
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        if let Err(error) = file.keep_as(&target) {
            entry.at = self.now();
            "failed".clone_into(&mut entry.outcome);
            let mut records = self.database().write().await?;
            store::audit::append(&mut records, &entry).await?;
            records.commit().await.map_err(StoreError::from)?;
            return Err(error.into());
        }
        info!(lines, "statements are exported");
        Ok(Exported { file: target, entries: lines })
    }
}

/// Everything that a file says of these statements.
async fn sheets(records: &mut SqliteConnection, wanted: &[StatementId]) -> Result<Vec<Sheet>, StoreError> {
    let wanted: BTreeSet<_> = wanted.iter().copied().collect();
    let accounts = store::account_connections::list(&mut *records).await?;
    let connections = store::connections::list(&mut *records).await?;
    let all = store::statements::list(&mut *records).await?;
    let cut = all.windows(2).filter(|two| two[0].shares_a_day_with(&two[1]));
    let (closing, opening): (BTreeSet<_>, BTreeSet<_>) = cut.map(|two| (two[0].id, two[1].id)).unzip();
    let mut sheets = Vec::new();
    for overview in store::statements::overview(&mut *records).await? {
        let statement = overview.statement;
        if !wanted.contains(&statement.id) {
            continue;
        }
        let (of, account) =
            accounts.iter().find(|(_, account)| account.id == statement.account).ok_or(StoreError::NotFound)?;
        let connection = connections.iter().find(|connection| connection.id == *of).ok_or(StoreError::NotFound)?;
        sheets.push(Sheet {
            lines: store::statement_lines::lines_of(&mut *records, statement.id).await?,
            number: account.number,
            kind: AccountKind::of(account),
            institution: connection.institution.clone(),
            opens_within_a_day: opening.contains(&statement.id),
            closes_within_a_day: closing.contains(&statement.id),
            bank_account: overview.bank_account,
            statement,
        });
    }
    if sheets.len() != wanted.len() || sheets.is_empty() {
        return Err(StoreError::NotFound);
    }
    sheets.sort_by(|one, other| {
        let key = |sheet: &Sheet| (sheet.bank_account.code.clone(), sheet.statement.days.last, sheet.statement.part);
        key(one).cmp(&key(other))
    });
    Ok(sheets)
}

/// What the file holds: one statement by its bank account, its days and its part; several by the bank account that all are
/// of, or by how many bank accounts they are of, and by the days from the first to the last.
fn stem(sheets: &[Sheet]) -> String {
    let codes: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.bank_account.code.as_str()).collect();
    let of = match codes.first() {
        Some(only) if codes.len() == 1 => in_file_name(only),
        _ => format!("{}-bank-accounts", codes.len()),
    };
    let first = sheets.iter().map(|sheet| sheet.statement.days.first).min();
    let last = sheets.iter().map(|sheet| sheet.statement.days.last).max();
    let days = first.zip(last).map_or_else(String::new, |(first, last)| format!("-{first}-to-{last}"));
    match sheets {
        [Sheet { statement, .. }] if !statement.name.ends_with("Plaid") => {
            format!("statement-{of}{days}-part-{}", statement.part)
        }
        [_] => format!("statement-{of}{days}"),
        _ => format!("statements-{of}{days}"),
    }
}

/// A code with letters and digits only, which every system takes in the name of a file.
fn in_file_name(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    if plain.is_empty() { "bank-account".to_owned() } else { plain }
}

/// A day as the formats of banks write it.
fn compact(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// The same on one line: line breaks and other control characters become spaces.
fn on_one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>().trim().to_owned()
}

/// No more than so many characters.
fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn written<E: std::error::Error + Send + Sync + 'static>(error: E) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(code: &str, name: &str, part: u32) -> Sheet {
        let mut sheet = samples::checking();
        code.clone_into(&mut sheet.bank_account.code);
        name.clone_into(&mut sheet.statement.name);
        sheet.statement.part = part;
        sheet
    }

    #[test]
    fn a_file_is_called_by_what_it_holds() {
        let november = || sheet("10/10", "2026-11-30 - Plaid", 1);
        let mut october = november();
        october.statement.days.first = Date::constant(2026, 10, 1);
        october.statement.days.last = Date::constant(2026, 10, 31);
        for (sheets, name) in [
            (vec![november()], "statement-1010-2026-11-01-to-2026-11-30"),
            (vec![sheet("1010", "2026-11-30 - Plaid - 2", 2)], "statement-1010-2026-11-01-to-2026-11-30-part-2"),
            (vec![november(), october.clone()], "statements-1010-2026-10-01-to-2026-11-30"),
            (vec![sheet("1020", "", 1), october], "statements-2-bank-accounts-2026-10-01-to-2026-11-30"),
            (vec![sheet("⌘", "2026-11-30 - Plaid", 1)], "statement-bank-account-2026-11-01-to-2026-11-30"),
        ] {
            assert_eq!(stem(&sheets), name);
        }
    }
}
