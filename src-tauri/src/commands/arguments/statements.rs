//! Importing and looking at statements.

use serde::Deserialize;
use ts_rs::TS;

/// What is to be imported.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportArgument {
    /// The account connections.
    pub account_ids: Vec<String>,
    /// The statement date, such as `2026-11-30`.
    pub until: String,
}

/// Which statements are to be taken out, and how.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportStatementsArgument {
    /// What kind of file.
    pub format: StatementFormatArgument,
    /// The statements.
    pub statement_ids: Vec<String>,
}

/// What kind of file.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StatementFormatArgument {
    /// To read, and for spreadsheets.
    Csv,
    /// Open Financial Exchange 2.2.
    Ofx,
    /// Quicken's older format.
    Qif,
    /// CAMT.053.
    Camt,
    /// For programs of one's own.
    Json,
}

/// What the user says of a doubtful transaction.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TellApartArgument {
    /// Its row.
    pub row: String,
    /// Whether it is the one on record.
    pub is_same: bool,
}

/// A gap that somebody has seen to.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SeeToGapArgument {
    /// The account connection.
    pub account_id: String,
    /// The first day, such as `2026-11-03`.
    pub first: String,
    /// The last day.
    pub last: String,
    /// What was done about it, in a few words. Empty for none.
    pub note: String,
}

/// A gap.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GapArgument {
    /// The account connection.
    pub account_id: String,
    /// The first day, such as `2026-11-03`.
    pub first: String,
    /// The last day.
    pub last: String,
}

/// How many lines a statement takes.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MostLinesArgument {
    /// The number.
    pub lines: u32,
}

/// Which lines are looked for.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LinesArgument {
    /// Those of this bank account.
    pub bank_account_id: String,
    /// Only those of this statement.
    pub statement_id: Option<String>,
    /// What their description or reference holds.
    pub words: String,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub until: Option<String>,
    /// The least amount in units, whichever way it goes, such as `12.50`.
    pub least: Option<String>,
    /// The greatest amount in units.
    pub greatest: Option<String>,
    /// By what they are sorted.
    pub order: LineOrderArgument,
    /// Whether the last one comes first.
    pub descending: bool,
    /// How many are passed over.
    pub offset: u32,
    /// How many are wanted.
    pub count: u32,
}

/// By what lines are sorted.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineOrderArgument {
    /// By statement and place.
    Statement,
    /// By day.
    Date,
    /// By amount.
    Amount,
    /// By description.
    Description,
}
