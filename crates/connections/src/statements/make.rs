//! From the transactions of an account to its next statements: one transaction of the records, without a call to anybody.

use jiff::civil::Date;
use serde_json::json;
use tracing::instrument;

use super::usable::ImportAccount;
use crate::{
    Connections, StoreError,
    connections::{By, name_of},
    model::{
        bank_account::{BankAccount, Feed, OpeningCorrection},
        coverage::Days,
        ids::StatementId,
        statement::{Beginning, Compared, Part, Statement, WaitingLines, name},
    },
    store::{
        self, Transaction,
        statement_intake::{Source, Taken, TakenUpTo},
    },
    usable::{self, Unusable},
};

/// What the transactions of an account became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Made {
    /// Statements, in order.
    Statements(Vec<Statement>),
    /// Nothing, because there is nothing new. The last statement beside the word of the bank, where that can be told.
    Nothing(Option<Compared>),
    /// Nothing, because the last statement goes that far.
    Already(Date),
    /// Nothing, because the first statement begins on that later day.
    Before(Date),
    /// Nothing, because the last statement goes as far as that day, which is still to come.
    Ahead(Date),
    /// Nothing, because it can't be used any more.
    Unusable(Unusable),
    /// Nothing, because so many amounts can't be in the books.
    Amounts(u32),
    /// Nothing, because Plaid has not fetched all of the past yet.
    HistoryIncomplete,
}

/// What is known of the account by the reading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    /// The current balance as the bank tells it.
    pub(super) balance_minor: Option<i64>,
    pub(super) is_history_complete: bool,
    /// The day of the reading.
    pub(super) on: Date,
    /// The same where it is latest: whatever is after it has not come for anybody.
    pub(super) in_the_east: Date,
}

/// The import of one account.
struct Import<'a> {
    bank_account: &'a BankAccount,
    source: Source,
    days: Days,
    waiting: WaitingLines,
    /// What makes up for an opening balance that was not right.
    opening_correction: Option<OpeningCorrection>,
    bank_minor: Option<i64>,
    by: By<'a>,
}

impl Connections {
    /// Takes everything posted up to a day that is in no statement into the next ones. Whether the account can be used is
    /// asked anew: its connection may have been paused, updated or removed while it was read.
    #[instrument(skip_all, fields(account = %of.account.number, %until))]
    pub(super) async fn make_statements(
        &self,
        of: &ImportAccount,
        until: Date,
        told: Told,
        by: By<'_>,
    ) -> Result<Made, StoreError> {
        let mut records = self.database().write().await?;
        let now = usable::candidate(&mut records, of.connection, of.account.id).await?;
        if let Some(why) = now.unusable() {
            return Ok(Made::Unusable(why));
        }
        let Some((bank_account, feed)) = now.feed else { return Ok(Made::Unusable(Unusable::NotLinked)) };
        let last = store::statements::last_of(&mut records, bank_account.id).await?;
        if let Some(ahead) = last.as_ref().map(|last| last.days.last).filter(|last| *last > told.in_the_east) {
            return Ok(Made::Ahead(ahead));
        }
        if last.is_none() && !told.is_history_complete {
            return Ok(Made::HistoryIncomplete);
        }
        let beginning = beginning(&feed, last.as_ref());
        if until < beginning.first {
            return Ok(last.map_or(Made::Before(beginning.first), |last| Made::Already(last.days.last)));
        }
        let source = Source { account: of.account.id, currency: bank_account.currency, from: feed.starts_on, until };
        let mut waiting = store::statement_intake::waiting(&mut records, &source).await?;
        if waiting.unusable > 0 {
            return Ok(Made::Amounts(waiting.unusable));
        }
        let opening = store::opening_balances::get(&mut records, bank_account.id).await?;
        let opening_correction = opening.and_then(|opening| opening.correction(bank_account.id));
        waiting.lines.corrections += u32::from(opening_correction.is_some());
        let bank_minor = bank_balance(&mut records, of, until, told).await?;
        if waiting.lines.is_empty() {
            let last = last.as_ref().zip(bank_minor);
            return Ok(Made::Nothing(last.map(|(last, bank_minor)| Compared::of(last, bank_minor))));
        }
        let days = Days { first: beginning.first, last: until };
        let waiting = waiting.lines;
        let import = Import { bank_account: &bank_account, source, days, waiting, opening_correction, bank_minor, by };
        let statements = self.take_all(&mut records, &import, beginning.opening_minor).await?;
        records.commit().await?;
        self.tell();
        Ok(Made::Statements(statements))
    }

    /// One statement after another, until nothing is left.
    async fn take_all(
        &self,
        records: &mut Transaction,
        import: &Import<'_>,
        opening_minor: i64,
    ) -> Result<Vec<Statement>, StoreError> {
        let parts = import.waiting.parts(import.days, self.most_lines(records).await?);
        let mut taken = TakenUpTo::none_of(&import.source);
        let mut statements: Vec<Statement> = Vec::new();
        for (number, part) in (1..).zip(&parts) {
            let id = StatementId::new(self.fresh_uuid());
            let is_last = statements.len() + 1 == parts.len();
            taken = take(records, (id, part), import, (taken, is_last)).await?;
            let opening_minor = statements.last().map_or(opening_minor, |last| last.closing_minor);
            let sum = store::statement_intake::taken(records, id).await?;
            let statement = Statement {
                id,
                bank_account: import.bank_account.id,
                account: import.source.account,
                name: name(import.days.last, number, parts.len() == 1),
                part: number,
                days: part.days,
                currency: import.bank_account.currency,
                opening_minor,
                closing_minor: closing(opening_minor, sum)?,
                bank_minor: import.bank_minor.filter(|_| is_last),
                lines: sum.lines,
            };
            self.keep_statement(records, &statement, import).await?;
            statements.push(statement);
        }
        Ok(statements)
    }

    /// Keeps a statement whose lines were taken, and that it was imported.
    async fn keep_statement(
        &self,
        records: &mut Transaction,
        statement: &Statement,
        import: &Import<'_>,
    ) -> Result<(), StoreError> {
        store::statements::insert(records, statement, self.now(), &name_of(import.by)).await?;
        let mut entry = self.entry_on(import.by, "import_statement", statement.id.to_string(), "imported");
        entry.details.insert("statement".to_owned(), json!(statement.name));
        entry.details.insert("bank_account".to_owned(), json!(import.bank_account.code));
        entry.details.insert("lines".to_owned(), json!(statement.lines));
        store::audit::append(records, &entry).await
    }
}

/// Takes the lines of a part. The correction of the opening balance is the very last one of an import.
async fn take(
    records: &mut Transaction,
    (id, part): (StatementId, &Part),
    Import { source, opening_correction, .. }: &Import<'_>,
    (taken, is_last): (TakenUpTo, bool),
) -> Result<TakenUpTo, StoreError> {
    let taken = store::statement_intake::take_transactions(records, id, (source, taken), part.transactions).await?;
    let of_opening = opening_correction.as_ref().filter(|_| is_last);
    let of_transactions = part.corrections - u32::from(of_opening.is_some());
    store::statement_intake::take_corrections(records, id, source, of_transactions).await?;
    if let Some(correction) = of_opening {
        store::statement_intake::take_opening_correction(records, id, source, correction).await?;
    }
    Ok(taken)
}

/// What is in the account after these lines.
fn closing(opening_minor: i64, Taken { sum_minor, .. }: Taken) -> Result<i64, StoreError> {
    opening_minor.checked_add(sum_minor).ok_or_else(|| StoreError::Corrupt {
        column: "statements.closing_minor",
        text: format!("{opening_minor} + {sum_minor}"),
    })
}

fn beginning(feed: &Feed, last: Option<&Statement>) -> Beginning {
    last.map_or(Beginning { first: feed.starts_on, opening_minor: feed.opening_minor }, Beginning::after)
}

/// What was in the account at the end of a day by the bank's own word: its balance of now, led back over what was posted
/// since. `None` where the bank tells of no balance, or told before that day was over.
async fn bank_balance(
    records: &mut Transaction,
    of: &ImportAccount,
    until: Date,
    told: Told,
) -> Result<Option<i64>, StoreError> {
    let Some(balance) = told.balance_minor.filter(|_| told.on >= until) else { return Ok(None) };
    let in_books = if of.account.details.tells_what_is_owed() { balance.checked_neg() } else { Some(balance) };
    let after = store::statement_intake::posted_after(records, of.account.id, until).await?;
    Ok(in_books.and_then(|balance| balance.checked_sub(after)))
}
