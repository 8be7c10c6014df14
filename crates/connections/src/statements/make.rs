//! From the transactions of an account to its next statements: one transaction of the records, without a call to anybody.

use jiff::civil::Date;
use serde_json::json;
use tracing::instrument;

use super::usable::ImportAccount;
use crate::{
    Connections, StoreError,
    connections::{By, name_of},
    model::{
        bank_account::{BankAccount, Feed},
        coverage::Days,
        ids::StatementId,
        statement::{Beginning, Statement, name},
    },
    store::{
        self, Transaction,
        statements::{Place, Source},
    },
    usable::{self, Unusable},
};

/// What the transactions of an account became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Made {
    /// Statements, in order.
    Statements(Vec<Statement>),
    /// Nothing, because there is nothing new.
    Nothing,
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
    bank_minor: Option<i64>,
    by: By<'a>,
    /// How many it has.
    lines: u32,
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
        let waiting = store::statements::waiting(&mut records, &source).await?;
        if waiting.unusable > 0 {
            return Ok(Made::Amounts(waiting.unusable));
        }
        if waiting.lines == 0 {
            return Ok(Made::Nothing);
        }
        let bank_minor = bank_balance(&mut records, of, until, told).await?;
        let days = Days { first: beginning.first, last: until };
        let import = Import { bank_account: &bank_account, source, days, bank_minor, by, lines: waiting.lines };
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
        let most = self.most_lines(records).await?;
        let parts = import.lines.div_ceil(most);
        let mut place = Place::before(&import.source);
        let mut statements: Vec<Statement> = Vec::new();
        for part in 1..=parts {
            let opening_minor = statements.last().map_or(opening_minor, |last| last.closing_minor);
            let id = StatementId::new(self.fresh_uuid());
            let from = (&import.source, place);
            let (taken, last) = store::statements::take_transactions(records, id, from, most).await?;
            store::statements::take_corrections(records, id, &import.source, most.saturating_sub(taken)).await?;
            place = last;
            statements.push(self.make_one(records, import, (id, part, parts), opening_minor).await?);
        }
        Ok(statements)
    }

    /// A statement from the lines that were taken into it.
    async fn make_one(
        &self,
        records: &mut Transaction,
        import: &Import<'_>,
        (id, part, parts): (StatementId, u32, u32),
        opening_minor: i64,
    ) -> Result<Statement, StoreError> {
        let taken = store::statements::taken(records, id).await?;
        let Import { bank_account, source, days, bank_minor, by, lines: _ } = *import;
        let closing_minor = opening_minor.checked_add(taken.sum_minor).ok_or_else(|| StoreError::Corrupt {
            column: "statements.closing_minor",
            text: format!("{opening_minor} + {}", taken.sum_minor),
        })?;
        let statement = Statement {
            id,
            bank_account: bank_account.id,
            account: source.account,
            name: name(days.last, part, parts == 1),
            part,
            days,
            currency: bank_account.currency,
            opening_minor,
            closing_minor,
            bank_minor: bank_minor.filter(|_| part == parts),
            lines: taken.lines,
        };
        store::statements::insert(records, &statement, self.now(), &name_of(by)).await?;
        let mut entry = self.entry_on(by, "import_statement", id.to_string(), "imported");
        entry.details.insert("statement".to_owned(), json!(statement.name));
        entry.details.insert("bank_account".to_owned(), json!(bank_account.code));
        entry.details.insert("lines".to_owned(), json!(statement.lines));
        store::audit::append(records, &entry).await?;
        Ok(statement)
    }
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
    let after = store::statements::posted_after(records, of.account.id, until).await?;
    Ok(in_books.and_then(|balance| balance.checked_sub(after)))
}
