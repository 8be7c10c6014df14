//! Importing, and the statements that it makes.

use connections::{
    AccountImported, GapsOf, ImportAccount, Progress,
    model::{
        account::AccountDetails,
        bank_account::BankAccount,
        coverage::{Gap, Seen},
        money::Currency,
        statement::{Beginning, Compared, CorrectionReason, LineKind, Statement, StatementOverview},
    },
    store::{
        statement_lines::{FoundLine, LinePage},
        transactions::{Doubt, Doubtful},
    },
};
use serde::Serialize;
use ts_rs::TS;

use super::{InstitutionView, MoneyView, NotReadView, UnusableView, money, runs::not_read};

/// An account and what can be imported of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportAccountView {
    /// The account connection.
    pub id: String,
    /// Its number, such as `BAC-000000023`.
    pub number: String,
    /// Its name at the bank.
    pub name: String,
    /// The last digits of its number at the bank.
    pub mask: Option<String>,
    /// Its bank.
    pub institution: InstitutionView,
    /// The bank account that it feeds.
    pub bank_account: Option<BookView>,
    /// The last day of the last statement.
    pub last_statement: Option<String>,
    /// The first day of the next statement.
    pub next_from: Option<String>,
    /// The opening balance of the next statement.
    pub next_opening: Option<MoneyView>,
    /// Why it can't be imported now.
    pub unusable: Option<UnusableView>,
    /// How many of its transactions wait to be told apart.
    pub doubtful: u32,
}

/// A bank account, as other lists name it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BookView {
    /// The bank account.
    pub id: String,
    /// Its code in the books.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its currency.
    pub currency: String,
}

/// How far the import of an account has come.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ImportStateView {
    /// Its turn comes.
    Waiting,
    /// Its connection is being read.
    Working,
    /// The import was cancelled before.
    Cancelled,
    /// Statements were made.
    Statements {
        /// Their names, in order.
        names: Vec<String>,
        /// How many lines they have together.
        lines: u32,
        /// What the last one closes with.
        closing: MoneyView,
        /// What the bank says instead, where that differs.
        difference: Option<MoneyView>,
    },
    /// There is nothing new.
    Nothing {
        /// What the last statement closes with. `null` where it can't be told what the bank says to that.
        closing: Option<MoneyView>,
        /// What the bank says instead, where that differs.
        difference: Option<MoneyView>,
    },
    /// There is a statement of that day or a later one.
    Already {
        /// The day.
        until: String,
    },
    /// The first statement begins on a later day.
    Before {
        /// The day.
        first: String,
    },
    /// The last statement ends on a day that is still to come, and the next one waits for it.
    Ahead {
        /// The day.
        until: String,
    },
    /// It can't be imported.
    Unusable {
        /// Why.
        why: UnusableView,
    },
    /// Amounts that can't be in the books.
    Amounts {
        /// How many.
        number: u32,
    },
    /// Its transactions could not be read.
    NotRead {
        /// Why.
        why: NotReadView,
        /// Plaid's code.
        code: Option<String>,
    },
    /// The records could not be written.
    NotWritten,
}

/// A statement as it is listed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StatementView {
    /// The statement.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The bank account.
    pub bank_account: BookView,
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
    /// Before the first line.
    pub opening: MoneyView,
    /// After the last line.
    pub closing: MoneyView,
    /// At the last day by the word of the bank. `null` where that can't be told, and for all parts but the last one.
    pub bank: Option<MoneyView>,
    /// How many lines it has.
    pub lines: u32,
    /// When it was imported.
    pub imported_at: String,
    /// By whom.
    pub imported_by: String,
}

/// Some of the lines that were looked for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LinePageView {
    /// How many there are in all.
    pub total: u32,
    /// What they come to together. `null` where there are none.
    pub sum: Option<MoneyView>,
    /// Those that were asked for.
    pub lines: Vec<LineView>,
}

/// A line of a statement.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LineView {
    /// What tells it from every other line.
    pub key: String,
    /// The name of its statement.
    pub statement: String,
    /// Its place there.
    pub position: u32,
    /// What it makes up for, where it is a correction.
    pub correction: Option<CorrectionView>,
    /// Its day.
    pub date: String,
    /// What comes in is positive.
    pub amount: MoneyView,
    /// What the bank calls it.
    pub description: String,
    /// A reference or the number of a check.
    pub reference: Option<String>,
}

/// What was not right in an earlier statement.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionView {
    /// The amount of a transaction, which the bank changed.
    AmountChanged,
    /// A transaction, which the bank took back.
    Removed,
    /// The opening balance.
    OpeningBalance,
}

/// A transaction of which the user has to say whether it is on record already.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoubtfulView {
    /// Its row.
    pub row: String,
    /// The account connection.
    pub account_id: String,
    /// As it is told now.
    pub told: DoubtView,
    /// The one on record.
    pub known: DoubtView,
}

/// One of the two.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoubtView {
    /// The day.
    pub date: String,
    /// In units.
    pub amount: MoneyView,
    /// What the bank calls it.
    pub description: String,
}

/// Days of an account of which nobody told anything.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GapsView {
    /// The account connection.
    pub account_id: String,
    /// The gaps, in order.
    pub gaps: Vec<GapView>,
}

/// Days in a row of which nobody told anything.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GapView {
    /// The first one.
    pub first: String,
    /// The last one.
    pub last: String,
    /// Who has seen to it. `null` while it is open.
    pub seen: Option<SeenGapView>,
}

/// That somebody has seen to a gap.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SeenGapView {
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// What was done about it, where that was said.
    pub note: Option<String>,
}

impl From<&BankAccount> for BookView {
    fn from(account: &BankAccount) -> Self {
        Self {
            id: account.id.to_string(),
            code: account.code.clone(),
            name: account.name.clone(),
            currency: account.currency.to_string(),
        }
    }
}

impl From<ImportAccount> for ImportAccountView {
    fn from(of: ImportAccount) -> Self {
        let next = of.feed.as_ref().map(|(account, feed)| {
            let first = Beginning { first: feed.starts_on, opening_minor: feed.opening_minor };
            (of.last.as_ref().map_or(first, Beginning::after), account.currency)
        });
        let AccountDetails { name, mask, .. } = of.account.details;
        Self {
            id: of.account.id.to_string(),
            number: of.account.number.to_string(),
            name,
            mask,
            institution: of.institution.into(),
            bank_account: of.feed.as_ref().map(|(account, _)| account.into()),
            last_statement: of.last.map(|last| last.days.last.to_string()),
            next_from: next.map(|(beginning, _)| beginning.first.to_string()),
            next_opening: next.map(|(beginning, currency)| money(beginning.opening_minor, currency)),
            unusable: of.unusable.map(UnusableView::from),
            doubtful: of.doubtful,
        }
    }
}

impl From<Progress<AccountImported>> for ImportStateView {
    fn from(progress: Progress<AccountImported>) -> Self {
        match progress {
            Progress::Waiting => Self::Waiting,
            Progress::Working => Self::Working,
            Progress::Cancelled { .. } => Self::Cancelled,
            Progress::Done(AccountImported::Statements(statements)) => Self::of_statements(&statements),
            Progress::Done(AccountImported::Nothing(compared)) => Self::of_nothing(compared),
            Progress::Done(AccountImported::Already(until)) => Self::Already { until: until.to_string() },
            Progress::Done(AccountImported::Before(first)) => Self::Before { first: first.to_string() },
            Progress::Done(AccountImported::Ahead(until)) => Self::Ahead { until: until.to_string() },
            Progress::Done(AccountImported::Unusable(why)) => Self::Unusable { why: why.into() },
            Progress::Done(AccountImported::Amounts(number)) => Self::Amounts { number },
            Progress::Done(AccountImported::NotRead(why)) => {
                let (why, code) = not_read(why);
                Self::NotRead { why, code }
            }
            Progress::Done(AccountImported::NotWritten) => Self::NotWritten,
        }
    }
}

impl ImportStateView {
    fn of_statements(statements: &[Statement]) -> Self {
        let Some(last) = statements.last() else { return Self::of_nothing(None) };
        Self::Statements {
            names: statements.iter().map(|statement| statement.name.clone()).collect(),
            lines: statements.iter().map(|statement| statement.lines).sum(),
            closing: money(last.closing_minor, last.currency),
            difference: last.compared().and_then(difference),
        }
    }

    fn of_nothing(compared: Option<Compared>) -> Self {
        Self::Nothing {
            closing: compared.map(|compared| money(compared.closing_minor, compared.currency)),
            difference: compared.and_then(difference),
        }
    }
}

fn difference(compared: Compared) -> Option<MoneyView> {
    compared.difference().map(MoneyView::from)
}

impl From<StatementOverview> for StatementView {
    fn from(overview: StatementOverview) -> Self {
        let StatementOverview { statement, bank_account, imported_at, imported_by } = overview;
        let currency = statement.currency;
        Self {
            id: statement.id.to_string(),
            name: statement.name,
            bank_account: (&bank_account).into(),
            first: statement.days.first.to_string(),
            last: statement.days.last.to_string(),
            opening: money(statement.opening_minor, currency),
            closing: money(statement.closing_minor, currency),
            bank: statement.bank_minor.map(|minor| money(minor, currency)),
            lines: statement.lines,
            imported_at: imported_at.to_string(),
            imported_by,
        }
    }
}

impl LinePageView {
    /// Of lines whose amounts are in one currency.
    #[must_use]
    pub fn new(page: LinePage, currency: Currency) -> Self {
        Self {
            total: page.total,
            sum: (page.total > 0).then(|| money(page.sum_minor, currency)),
            lines: page.lines.into_iter().map(|found| LineView::new(found, currency)).collect(),
        }
    }
}

impl LineView {
    fn new(found: FoundLine, currency: Currency) -> Self {
        let FoundLine { statement_name, line, .. } = found;
        Self {
            key: line.key,
            statement: statement_name,
            position: line.position,
            correction: match line.kind {
                LineKind::Transaction => None,
                LineKind::Correction(CorrectionReason::AmountChanged) => Some(CorrectionView::AmountChanged),
                LineKind::Correction(CorrectionReason::Removed) => Some(CorrectionView::Removed),
                LineKind::Correction(CorrectionReason::OpeningBalance) => Some(CorrectionView::OpeningBalance),
            },
            date: line.date.to_string(),
            amount: money(line.amount_minor, currency),
            description: line.description,
            reference: line.reference,
        }
    }
}

impl DoubtfulView {
    /// Nothing of a currency that can't be in the books: there is nothing to be imported then.
    #[must_use]
    pub fn new(doubtful: &Doubtful) -> Option<Self> {
        let currency = doubtful.currency.as_deref().and_then(Currency::of)?;
        let of = |doubt: &Doubt| DoubtView {
            date: doubt.date.to_string(),
            amount: money(doubt.amount_minor, currency),
            description: doubt.description.clone(),
        };
        Some(Self {
            row: doubtful.row.to_string(),
            account_id: doubtful.account.to_string(),
            told: of(&doubtful.told),
            known: of(&doubtful.known),
        })
    }
}

impl From<GapsOf> for GapsView {
    fn from(of: GapsOf) -> Self {
        Self { account_id: of.account.to_string(), gaps: of.gaps.into_iter().map(GapView::from).collect() }
    }
}

impl From<Gap> for GapView {
    fn from(Gap { days, seen }: Gap) -> Self {
        Self {
            first: days.first.to_string(),
            last: days.last.to_string(),
            seen: seen.map(|Seen { by, at, note }| SeenGapView { by, at: at.to_string(), note }),
        }
    }
}
