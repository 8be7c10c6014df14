//! The lines of statements, as they are looked at and looked for. They are immutable.

use jiff::civil::Date;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    transactions::date,
    words::{Word, corrupt, count, id},
};
use crate::model::{
    ids::{BankAccountId, StatementId},
    statement::{CorrectionReason, LineKind, StatementLine},
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

impl LineQuery {
    /// The first lines, narrowed by nothing, in the order of their statements.
    #[must_use]
    pub const fn first(of: LinesOf, count: u32) -> Self {
        Self {
            of,
            words: String::new(),
            from: None,
            until: None,
            least_minor: None,
            greatest_minor: None,
            order: LineOrder::Statement,
            descending: false,
            offset: 0,
            count,
        }
    }
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

/// What lines are looked for by, as SQL takes it.
struct Parameters {
    statement: Option<String>,
    bank_account: Option<String>,
    words: String,
    from: Option<String>,
    until: Option<String>,
}

impl From<&LineQuery> for Parameters {
    fn from(query: &LineQuery) -> Self {
        let (statement, bank_account) = match query.of {
            LinesOf::Statement(id) => (Some(id.to_string()), None),
            LinesOf::BankAccount(id) => (None, Some(id.to_string())),
        };
        let words = query.words.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        Self {
            statement,
            bank_account,
            words: format!("%{words}%"),
            from: query.from.map(|day| day.to_string()),
            until: query.until.map(|day| day.to_string()),
        }
    }
}

/// The lines of a statement, in order.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all, fields(%of))]
pub async fn lines_of(records: &mut SqliteConnection, of: StatementId) -> Result<Vec<StatementLine>, StoreError> {
    let of = of.to_string();
    sqlx::query_as!(
        LineRow,
        "select position, kind, reason, date, amount_minor, description, reference, line_key
        from statement_lines where statement_id = ? order by position",
        of,
    )
    .fetch_all(records)
    .await?
    .into_iter()
    .map(StatementLine::try_from)
    .collect()
}

/// Lines that are looked for, a part at a time.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn page(records: &mut SqliteConnection, query: &LineQuery) -> Result<LinePage, StoreError> {
    let by = Parameters::from(query);
    let sums = sqlx::query!(
        r#"select count(*) as "total!: i64", coalesce(sum(amount_minor), 0) as "sum_minor!: i64"
        from statements cross join statement_lines on statement_id = statements.id
        where bank_account_id = coalesce(?2, (select bank_account_id from statements where id = ?1))
            and (?1 is null or statements.id = ?1)
            and (description like ?3 escape '\' or reference like ?3 escape '\')
            and (?4 is null or date >= ?4) and (?5 is null or date <= ?5)
            and (?6 is null or abs(amount_minor) >= ?6) and (?7 is null or abs(amount_minor) <= ?7)"#,
        by.statement,
        by.bank_account,
        by.words,
        by.from,
        by.until,
        query.least_minor,
        query.greatest_minor,
    )
    .fetch_one(&mut *records)
    .await?;
    let rows = found(records, query, &by).await?;
    let lines = rows.into_iter().map(FoundLine::try_from);
    let lines = lines.collect::<Result<_, StoreError>>()?;
    Ok(LinePage { total: count("statement_lines", sums.total)?, sum_minor: sums.sum_minor, lines })
}

async fn found(
    records: &mut SqliteConnection,
    query: &LineQuery,
    by: &Parameters,
) -> Result<Vec<FoundRow>, StoreError> {
    match (query.order, query.descending) {
        (LineOrder::Statement, false) => as_kept(records, query, by).await,
        (LineOrder::Statement | LineOrder::Date | LineOrder::Amount | LineOrder::Description, true | false) => {
            sorted(records, query, by).await
        }
    }
}

/// The lines that are wanted, in the order in which they are kept: none of them is held to be sorted.
async fn as_kept(
    records: &mut SqliteConnection,
    query: &LineQuery,
    by: &Parameters,
) -> Result<Vec<FoundRow>, StoreError> {
    let rows = sqlx::query_as!(
        FoundRow,
        r#"select
            statement_id, statements.name as statement_name, position, kind, reason, date, amount_minor, description,
            reference, line_key
        from statements cross join statement_lines on statement_id = statements.id
        where bank_account_id = coalesce(?2, (select bank_account_id from statements where id = ?1))
            and (?1 is null or statements.id = ?1)
            and (description like ?3 escape '\' or reference like ?3 escape '\')
            and (?4 is null or date >= ?4) and (?5 is null or date <= ?5)
            and (?6 is null or abs(amount_minor) >= ?6) and (?7 is null or abs(amount_minor) <= ?7)
        order by end_date, part, position
        limit ?8 offset ?9"#,
        by.statement,
        by.bank_account,
        by.words,
        by.from,
        by.until,
        query.least_minor,
        query.greatest_minor,
        query.count,
        query.offset,
    )
    .fetch_all(records)
    .await?;
    Ok(rows)
}

/// The lines that are wanted, in another order: only what they are sorted by is held until it is known which those are.
async fn sorted(
    records: &mut SqliteConnection,
    query: &LineQuery,
    by: &Parameters,
) -> Result<Vec<FoundRow>, StoreError> {
    let (order, sign) = (query.order.text(), if query.descending { -1 } else { 1 });
    let rows = sqlx::query_as!(
        FoundRow,
        r#"with wanted as materialized (
            select
                statement_lines.id as line, statements.name as statement_name,
                case ?8
                    when 'amount' then amount_minor
                    when 'date' then julianday(date)
                    when 'statement' then julianday(end_date)
                end * ?9 as number,
                case when ?8 = 'description' and ?9 = 1 then description end as text_up,
                case when ?8 = 'description' and ?9 = -1 then description end as text_down,
                end_date, part * iif(?8 = 'statement', ?9, 1) as part_in_order,
                position * iif(?8 = 'statement', ?9, 1) as position_in_order
            from statements cross join statement_lines on statement_id = statements.id
            where bank_account_id = coalesce(?2, (select bank_account_id from statements where id = ?1))
                and (?1 is null or statements.id = ?1)
                and (description like ?3 escape '\' or reference like ?3 escape '\')
                and (?4 is null or date >= ?4) and (?5 is null or date <= ?5)
                and (?6 is null or abs(amount_minor) >= ?6) and (?7 is null or abs(amount_minor) <= ?7)
            order by
                number, text_up collate nocase, text_down collate nocase desc, end_date, part_in_order,
                position_in_order
            limit ?10 offset ?11
        )
        select
            statement_id, statement_name, position, kind, reason, date, amount_minor, description, reference, line_key
        from wanted join statement_lines on statement_lines.id = line
        order by
            number, text_up collate nocase, text_down collate nocase desc, end_date, part_in_order, position_in_order"#,
        by.statement,
        by.bank_account,
        by.words,
        by.from,
        by.until,
        query.least_minor,
        query.greatest_minor,
        order,
        sign,
        query.count,
        query.offset,
    )
    .fetch_all(records)
    .await?;
    Ok(rows)
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

/// A line as it is stored.
struct LineRow {
    position: i64,
    kind: String,
    reason: Option<String>,
    date: String,
    amount_minor: i64,
    description: String,
    reference: Option<String>,
    line_key: String,
}

impl TryFrom<LineRow> for StatementLine {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        let kind = match (row.kind.as_str(), row.reason.as_deref()) {
            ("transaction", None) => LineKind::Transaction,
            ("correction", Some("amount_changed")) => LineKind::Correction(CorrectionReason::AmountChanged),
            ("correction", Some("removed")) => LineKind::Correction(CorrectionReason::Removed),
            ("correction", Some("opening_balance")) => LineKind::Correction(CorrectionReason::OpeningBalance),
            _ => return Err(corrupt("statement_lines.kind", &row.kind)),
        };
        Ok(Self {
            position: count("statement_lines.position", row.position)?,
            kind,
            date: date("statement_lines.date", &row.date)?,
            amount_minor: row.amount_minor,
            description: row.description,
            reference: row.reference,
            key: row.line_key,
        })
    }
}
