//! What the commands about the firm's bank accounts take.

use serde::Deserialize;
use ts_rs::TS;

/// A new bank account.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddBankAccountArgument {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// The code of its currency in ISO 4217.
    pub currency: String,
}

/// What a bank account is to be from now on.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeBankAccountArgument {
    /// The bank account.
    pub bank_account_id: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is in use.
    pub active: bool,
}

/// A command that speaks of one bank account.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BankAccountArgument {
    /// The bank account.
    pub bank_account_id: String,
}

/// What is to feed what.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LinkBankAccountArgument {
    /// The account connection.
    pub account_id: String,
    /// The bank account.
    pub bank_account_id: String,
    /// Where its statements begin. `null` where it has some already, which go on.
    pub opening: Option<OpeningArgument>,
}

/// What is not to be suggested any more.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SuggestionArgument {
    /// The account connection.
    pub account_id: String,
    /// The bank account.
    pub bank_account_id: String,
}

/// Where the statements of a bank account are to begin.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeOpeningArgument {
    /// The bank account.
    pub bank_account_id: String,
    /// Where.
    pub opening: OpeningArgument,
}

/// What a bank account had before its first statement.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectOpeningArgument {
    /// The bank account.
    pub bank_account_id: String,
    /// What is right, in units, as the user writes it: `-1,234.50`.
    pub balance: String,
}

/// Where statements begin.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpeningArgument {
    /// What was in the account before, in units, as the user writes it: `-1,234.50`.
    pub balance: String,
    /// The first day, `2026-10-01`.
    pub starts_on: String,
}

/// A list of bank accounts.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BankAccountFileArgument {
    /// The bytes of the file, in base64.
    pub file: String,
}

/// A list of bank accounts that was looked at.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportBankAccountsArgument {
    /// The bytes of the file, in base64.
    pub file: String,
    /// The mark of the preview.
    pub mark: String,
}
