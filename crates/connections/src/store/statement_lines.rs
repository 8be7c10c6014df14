//! The lines of statements, as they are looked for.

use jiff::civil::Date;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    statements::LineRow,
    words::{Word, count, id},
};
use crate::model::{
    ids::{BankAccountId, StatementId},
    statement::StatementLine,
};

/// Whose lines are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinesOf {
    /// Those of one statement.
    Statement(StatementId),
    /// Those of every statement of a bank account.
    BankAccount(BankAccountId),
}

/// By what lines are sorted. Lines that are alike in it stay in the order of their statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineOrder {
    /// By statement and place.
    Statement,
    /// By day.
    Date,
    /// By amount.
    Amount,
    /// By description.
    Description,
}

impl Word for LineOrder {
    fn text(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Date => "date",
            Self::Amount => "amount",
            Self::Description => "description",
        }
    }

    fn of(text: &str) -> Option<Self> {
        [Self::Statement, Self::Date, Self::Amount, Self::Description].into_iter().find(|order| order.text() == text)
    }
}

/// Which lines are looked for, and which of them are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineQuery {
    /// Whose.
    pub of: LinesOf,
    /// What their description or reference holds, however it is written. Empty for any.
    pub words: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// The least amount in minor units, whichever way it goes.
    pub least_minor: Option<i64>,
    /// The greatest amount in minor units, whichever way it goes.
    pub greatest_minor: Option<i64>,
    /// How they are sorted.
    pub order: LineOrder,
    /// Whether the last one comes first.
    pub descending: bool,
    /// How many are passed over.
    pub offset: u32,
    /// How many are wanted.
    pub count: u32,
}

/// A line and its statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLine {
    /// The statement.
    pub statement: StatementId,
    /// What that is called.
    pub statement_name: String,
    /// The line.
    pub line: StatementLine,
}

/// Some of the lines that were looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinePage {
    /// How many there are in all.
    pub total: u32,
    /// Their sum in minor units.
    pub sum_minor: i64,
    /// Those that are wanted.
    pub lines: Vec<FoundLine>,
}

/// Lines, a part at a time.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn page(records: &mut SqliteConnection, query: &LineQuery) -> Result<LinePage, StoreError> {
    let (statement, bank_account) = match query.of {
        LinesOf::Statement(id) => (Some(id.to_string()), None),
        LinesOf::BankAccount(id) => (None, Some(id.to_string())),
    };
    let words = format!("%{}%", query.words.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let (from, until) = (query.from.map(|day| day.to_string()), query.until.map(|day| day.to_string()));
    let (order, sign) = (query.order.text(), if query.descending { -1 } else { 1 });
    let sums = sqlx::query!(
        r#"select count(*) as "total!: i64", coalesce(sum(amount_minor), 0) as "sum_minor!: i64"
        from statement_lines join statements on statements.id = statement_id
        where (?1 is null or statement_id = ?1) and (?2 is null or bank_account_id = ?2)
            and (description like ?3 escape '\' or reference like ?3 escape '\')
            and (?4 is null or date >= ?4) and (?5 is null or date <= ?5)
            and (?6 is null or abs(amount_minor) >= ?6) and (?7 is null or abs(amount_minor) <= ?7)"#,
        statement,
        bank_account,
        words,
        from,
        until,
        query.least_minor,
        query.greatest_minor,
    )
    .fetch_one(&mut *records)
    .await?;
    let rows = sqlx::query_as!(
        FoundRow,
        r#"select
            statement_id, statements.name as statement_name, position, kind, reason, date, amount_minor, description,
            reference, line_key
        from statement_lines join statements on statements.id = statement_id
        where (?1 is null or statement_id = ?1) and (?2 is null or bank_account_id = ?2)
            and (description like ?3 escape '\' or reference like ?3 escape '\')
            and (?4 is null or date >= ?4) and (?5 is null or date <= ?5)
            and (?6 is null or abs(amount_minor) >= ?6) and (?7 is null or abs(amount_minor) <= ?7)
        order by
            case ?8 when 'amount' then amount_minor when 'date' then julianday(date) end * ?9,
            case when ?8 = 'description' and ?9 = 1 then description collate nocase end,
            case when ?8 = 'description' and ?9 = -1 then description collate nocase end desc,
            case when ?8 = 'statement' and ?9 = -1 then end_date end desc,
            end_date, part, position * iif(?8 = 'statement', ?9, 1)
        limit ?10 offset ?11"#,
        statement,
        bank_account,
        words,
        from,
        until,
        query.least_minor,
        query.greatest_minor,
        order,
        sign,
        query.count,
        query.offset,
    )
    .fetch_all(records)
    .await?;
    let lines = rows.into_iter().map(FoundLine::try_from);
    let lines = lines.collect::<Result<_, StoreError>>()?;
    Ok(LinePage { total: count("statement_lines", sums.total)?, sum_minor: sums.sum_minor, lines })
}

/// A line and its statement as they are stored.
struct FoundRow {
    statement_id: String,
    statement_name: String,
    position: i64,
    kind: String,
    reason: Option<String>,
    date: String,
    amount_minor: i64,
    description: String,
    reference: Option<String>,
    line_key: String,
}

impl TryFrom<FoundRow> for FoundLine {
    type Error = StoreError;

    fn try_from(row: FoundRow) -> Result<Self, StoreError> {
        let line = LineRow {
            position: row.position,
            kind: row.kind,
            reason: row.reason,
            date: row.date,
            amount_minor: row.amount_minor,
            description: row.description,
            reference: row.reference,
            line_key: row.line_key,
        };
        Ok(Self {
            statement: id("statement_lines.statement_id", &row.statement_id)?,
            statement_name: row.statement_name,
            line: line.try_into()?,
        })
    }
}
