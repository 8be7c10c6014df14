//! The firm's bank accounts, what feeds them, and what may be meant to.

use connections::{
    BankAccountImportPreview, BankAccountOverview, BankAccounts, BankAccountsImported, FeedOverview,
    SuggestionOverview,
    model::{
        bank_account::{BankAccount, Beginning, Listed, ListedChange, ListedFault, NameError},
        money::{Currency, Money},
    },
};
use serde::Serialize;
use ts_rs::TS;

use super::{AccountView, InstitutionView, MoneyView, money};

/// The bank accounts and the suggestions.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BankAccountsView {
    /// All of them, by their code.
    pub accounts: Vec<BankAccountView>,
    /// What may belong together. Nothing is linked without a yes.
    pub suggestions: Vec<SuggestionView>,
    /// How many suggestions were refused.
    pub refused: usize,
}

/// A bank account in the firm's own books.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BankAccountView {
    /// Our own id.
    pub id: String,
    /// What the books call it.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// The code of its currency.
    pub currency: String,
    /// Whether it is in use.
    pub active: bool,
    /// What feeds it.
    pub feed: Option<FeedView>,
    /// How many statements it has.
    pub statements: u32,
    /// Where the next statement begins, where it has some.
    pub continues: Option<BeginningView>,
    /// What it had before its first statement, where it has some.
    pub opening: Option<OpeningBalanceView>,
}

/// The opening balance of a bank account that has statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OpeningBalanceView {
    /// What its statements have.
    pub used: MoneyView,
    /// What is right. The same, unless a correction waits for the next statement.
    pub right: MoneyView,
}

/// What feeds a bank account.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FeedView {
    /// The account at the bank.
    pub account: AccountView,
    /// The connection that it is under.
    pub connection_id: String,
    /// The bank.
    pub institution: InstitutionView,
    /// Whether the connection was removed, or is being removed.
    pub is_obsolete: bool,
    /// Where its statements begin.
    pub begins: BeginningView,
}

/// Where statements begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BeginningView {
    /// What was in the account before.
    pub opening: MoneyView,
    /// The first day, `2026-10-01`.
    pub starts_on: String,
}

/// An account connection and a bank account that may belong together.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestionView {
    /// The account in the books.
    pub bank_account: FedView,
    /// Its currency.
    pub currency: String,
    /// The account at the bank.
    pub account: AccountView,
    /// Its bank.
    pub institution: InstitutionView,
    /// Whether the last digits of the account number say so, and not its name alone.
    pub by_digits: bool,
    /// Where the next statement begins, where the bank account has some.
    pub continues: Option<BeginningView>,
}

/// A bank account as it is named beside what feeds it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FedView {
    /// Our own id.
    pub id: String,
    /// What the books call it.
    pub code: String,
    /// What people call it.
    pub name: String,
}

/// What a file would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BankAccountImportPreviewView {
    /// Line by line.
    pub rows: Vec<BankAccountRowView>,
    /// The headings of columns that nothing is read from.
    pub unused: Vec<String>,
    /// What the import is asked for with.
    pub mark: String,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BankAccountRowView {
    /// Where it stands in the file, counted from 1.
    pub line: u32,
    /// The code, as it is written.
    pub code: String,
    /// The name, as it is written.
    pub name: String,
    /// The currency, as it is written.
    pub currency: String,
    /// What it would do.
    pub change: BankAccountChangeView,
}

/// What a line would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BankAccountChangeView {
    /// It adds a bank account.
    New {
        /// Whether it is in use.
        active: bool,
    },
    /// It changes one on record.
    Changed {
        /// The name on record, where it is another one.
        name_before: Option<String>,
        /// Whether it would be in use, where that changes.
        active: Option<bool>,
    },
    /// It says what is on record.
    Unchanged,
    /// It can't be taken.
    Faulty {
        /// Why.
        fault: BankAccountFaultView,
    },
}

/// Why a line can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BankAccountFaultView {
    /// It has more or fewer fields than there are columns.
    Uneven,
    /// The code is none.
    Code {
        /// Why.
        flaw: NameFlawView,
    },
    /// The name is none.
    Name {
        /// Why.
        flaw: NameFlawView,
    },
    /// The currency is none.
    Currency,
    /// It is neither yes nor no.
    Active,
    /// An earlier line has the same code.
    Repeated {
        /// Where that line stands.
        line: u32,
    },
    /// The bank account on record has another currency.
    OtherCurrency {
        /// Which.
        on_record: String,
    },
    /// The bank account is fed, and would not be in use any more.
    Fed,
}

/// Why a text can't be a code or a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NameFlawView {
    /// There is nothing in it.
    Empty,
    /// It is too long.
    TooLong,
    /// It has a line break or another character that can't be seen.
    Unprintable,
}

/// What a file did.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct BankAccountsImportedView {
    /// How many bank accounts were added.
    pub added: u32,
    /// How many were changed.
    pub changed: u32,
    /// How many lines said what is on record.
    pub unchanged: u32,
    /// How many lines could not be taken.
    pub left_out: u32,
}

impl From<BankAccounts> for BankAccountsView {
    fn from(all: BankAccounts) -> Self {
        Self {
            accounts: all.accounts.into_iter().map(BankAccountView::from).collect(),
            suggestions: all.suggestions.into_iter().map(SuggestionView::from).collect(),
            refused: all.refused.len(),
        }
    }
}

impl From<BankAccountOverview> for BankAccountView {
    fn from(overview: BankAccountOverview) -> Self {
        let BankAccountOverview { account, feed, statements, continues, opening } = overview;
        Self {
            id: account.id.to_string(),
            code: account.code,
            name: account.name,
            currency: account.currency.code().to_owned(),
            active: account.active,
            feed: feed.map(FeedView::from),
            statements,
            continues: continues.map(|begins| BeginningView::new(begins, account.currency)),
            opening: opening.map(|opening| OpeningBalanceView {
                used: money(opening.used_minor, account.currency),
                right: money(opening.right_minor, account.currency),
            }),
        }
    }
}

impl From<FeedOverview> for FeedView {
    fn from(overview: FeedOverview) -> Self {
        let FeedOverview { account, connection, institution, is_obsolete, feed, opening } = overview;
        Self {
            account: account.into(),
            connection_id: connection.to_string(),
            institution: institution.into(),
            is_obsolete,
            begins: BeginningView { opening: opening.into(), starts_on: feed.starts_on.to_string() },
        }
    }
}

impl BeginningView {
    fn new(begins: Beginning, currency: Currency) -> Self {
        let opening = Money { minor: begins.opening_minor, currency };
        Self { opening: opening.into(), starts_on: begins.starts_on.to_string() }
    }
}

impl From<SuggestionOverview> for SuggestionView {
    fn from(overview: SuggestionOverview) -> Self {
        let SuggestionOverview { bank_account, account, institution, by_digits, continues } = overview;
        let currency = bank_account.currency;
        Self {
            bank_account: bank_account.into(),
            currency: currency.code().to_owned(),
            account: account.into(),
            institution: institution.into(),
            by_digits,
            continues: continues.map(|begins| BeginningView::new(begins, currency)),
        }
    }
}

impl From<BankAccount> for FedView {
    fn from(account: BankAccount) -> Self {
        Self { id: account.id.to_string(), code: account.code, name: account.name }
    }
}

impl From<BankAccountImportPreview> for BankAccountImportPreviewView {
    fn from(preview: BankAccountImportPreview) -> Self {
        let BankAccountImportPreview { rows, unused, mark } = preview;
        Self { rows: rows.into_iter().map(BankAccountRowView::from).collect(), unused, mark }
    }
}

impl From<Listed> for BankAccountRowView {
    fn from(Listed { row, change }: Listed) -> Self {
        Self { line: line(row.line), code: row.code, name: row.name, currency: row.currency, change: change.into() }
    }
}

impl From<Result<ListedChange, ListedFault>> for BankAccountChangeView {
    fn from(change: Result<ListedChange, ListedFault>) -> Self {
        match change {
            Ok(ListedChange::New { active, .. }) => Self::New { active },
            Ok(ListedChange::Changed { before, after }) => Self::Changed {
                name_before: (before.name != after.name).then_some(before.name),
                active: (before.active != after.active).then_some(after.active),
            },
            Ok(ListedChange::Unchanged) => Self::Unchanged,
            Err(fault) => Self::Faulty { fault: fault.into() },
        }
    }
}

impl From<ListedFault> for BankAccountFaultView {
    fn from(fault: ListedFault) -> Self {
        match fault {
            ListedFault::Uneven => Self::Uneven,
            ListedFault::Code(flaw) => Self::Code { flaw: flaw.into() },
            ListedFault::Name(flaw) => Self::Name { flaw: flaw.into() },
            ListedFault::Currency => Self::Currency,
            ListedFault::Active => Self::Active,
            ListedFault::Repeated { line: earlier } => Self::Repeated { line: line(earlier) },
            ListedFault::OtherCurrency { on_record } => Self::OtherCurrency { on_record: on_record.code().to_owned() },
            ListedFault::Fed => Self::Fed,
        }
    }
}

impl From<NameError> for NameFlawView {
    fn from(error: NameError) -> Self {
        match error {
            NameError::Empty => Self::Empty,
            NameError::TooLong => Self::TooLong,
            NameError::Unprintable => Self::Unprintable,
        }
    }
}

impl From<BankAccountsImported> for BankAccountsImportedView {
    fn from(imported: BankAccountsImported) -> Self {
        let count = |lines: usize| u32::try_from(lines).unwrap_or(u32::MAX);
        Self {
            added: count(imported.added),
            changed: count(imported.changed),
            unchanged: count(imported.unchanged),
            left_out: count(imported.left_out),
        }
    }
}

/// A file has not so many lines that they could not be counted.
fn line(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use connections::model::ids::BankAccountId;

    use super::*;

    #[test]
    fn a_line_that_changes_says_what_changes_and_nothing_else() {
        let before = BankAccount {
            id: "bka_01890000000070008000000000000000".parse::<BankAccountId>().unwrap(),
            code: "1010".to_owned(),
            name: "Operating".to_owned(),
            currency: Currency::of("USD").unwrap(),
            active: true,
        };
        let renamed = BankAccount { name: "Operations".to_owned(), ..before.clone() };
        let closed = BankAccount { active: false, ..before.clone() };
        for (after, name_before, active) in [(renamed, Some("Operating".to_owned()), None), (closed, None, Some(false))]
        {
            let change = BankAccountChangeView::from(Ok(ListedChange::Changed { before: before.clone(), after }));
            assert_eq!(change, BankAccountChangeView::Changed { name_before, active });
        }
    }
}
