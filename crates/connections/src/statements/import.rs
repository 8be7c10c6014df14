//! Importing: the transactions of each connection are read once, and become statements account by account.

use std::sync::Arc;

use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use tokio::{sync::Semaphore, task::JoinSet};
use tracing::{instrument, warn};

use super::{
    make::{Made, Told},
    usable::{self, ImportAccount, Unusable},
};
use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        connection::Connection,
        ids::{AccountConnectionId, ConnectionId},
        link_session::Setback,
        statement::{MOST_LINES, MOST_LINES_WITHIN, Statement},
        user::Act,
    },
    runs::{Cancel, Progress, Run, UnderWay},
    store::{self, Transaction, settings::Setting},
    transactions::{Fresh, ReadError},
};

/// How many connections are read at the same time.
const AT_ONCE: usize = 4;

/// What came of the import of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountImported {
    /// Statements, in order.
    Statements(Vec<Statement>),
    /// There is nothing new.
    Nothing,
    /// The last statement goes as far as that day.
    Already(Date),
    /// It can't be imported.
    Unusable(Unusable),
    /// So many amounts can't be in the books: they have more decimal places than the currency, or another currency.
    Amounts(u32),
    /// Its transactions could not be read.
    NotRead(NotRead),
    /// The records could not be written.
    NotWritten,
}

/// Why the transactions of a connection could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// Plaid has not fetched them yet.
    NotReady,
    /// The bank or the consent gives no transactions.
    NoTransactions,
    /// The connection has to be updated.
    NeedsUpdate,
    /// The connection has to be reconnected.
    NeedsReconnecting,
    /// Something else, with Plaid's code where it gave one.
    Setback(Setback, Option<String>),
}

/// Why no import begins.
#[derive(Debug, thiserror::Error)]
pub enum StartImportError {
    /// Nobody is signed in, or somebody who may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No account is chosen.
    #[error("no account is chosen")]
    NothingChosen,
    /// The statement date is in the future.
    #[error("the statement date is in the future")]
    InTheFuture,
    /// An account is not on record.
    #[error("there is no such account")]
    NotFound,
    /// Another import goes on.
    #[error(transparent)]
    UnderWay(#[from] UnderWay),
    /// The records can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Begins to import chosen accounts up to a statement date, in the background.
    ///
    /// # Errors
    /// Where it does not begin. Nothing is changed then.
    #[instrument(skip_all, fields(%until))]
    pub async fn start_import(&self, accounts: &[AccountConnectionId], until: Date) -> Result<(), StartImportError> {
        let user = self.permit(Act::Import)?;
        let work = self.begin_import(accounts, until).await?;
        let connections = self.clone();
        tokio::spawn(async move { connections.import(work, until, By::User(&user.name)).await });
        Ok(())
    }

    /// How far the last import has come.
    ///
    /// # Errors
    /// Where nobody is signed in.
    pub fn import_run(&self) -> Result<Option<Run<AccountImported>>, Denied> {
        self.permit(Act::Look)?;
        Ok(self.imports().get())
    }

    /// Has the import end. What is imported stays.
    ///
    /// # Errors
    /// Where the user may not.
    pub fn cancel_import(&self) -> Result<(), Denied> {
        self.permit(Act::Import)?;
        self.imports().cancel();
        self.tell();
        Ok(())
    }

    async fn begin_import(&self, accounts: &[AccountConnectionId], until: Date) -> Result<Work, StartImportError> {
        // Somewhere it is tomorrow already.
        if until > self.today().saturating_add(1.day()) {
            return Err(StartImportError::InTheFuture);
        }
        let known = {
            let mut records = self.database().read().await?;
            usable::list(&mut records).await?
        };
        let is_known = |id: &AccountConnectionId| known.iter().any(|known| known.account.id == *id);
        if !accounts.iter().all(is_known) {
            return Err(StartImportError::NotFound);
        }
        let chosen: Vec<_> = known.into_iter().filter(|known| accounts.contains(&known.account.id)).collect();
        if chosen.is_empty() {
            return Err(StartImportError::NothingChosen);
        }
        let cancel = self.imports().begin(chosen.iter().map(|chosen| chosen.account.id), self.now())?;
        self.tell();
        Ok(Work { chosen, cancel })
    }

    /// Does all of it. Some connections at the same time; the accounts of each one after another.
    #[instrument(skip_all)]
    async fn import(&self, work: Work, until: Date, by: By<'_>) {
        let Work { chosen, cancel } = work;
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        let mut tasks = JoinSet::new();
        for (connection, accounts) in by_connection(chosen) {
            let (connections, cancel, turns) = (self.clone(), cancel.clone(), Arc::clone(&turns));
            let by = OwnedBy::of(by);
            tasks.spawn(async move {
                let Ok(_turn) = turns.acquire().await else { return };
                connections.import_connection(connection, accounts, until, (by.as_by(), &cancel)).await;
            });
        }
        while tasks.join_next().await.is_some() {}
        self.imports().end(self.now());
        self.tell();
    }

    async fn import_connection(
        &self,
        id: ConnectionId,
        accounts: Vec<ImportAccount>,
        until: Date,
        (by, cancel): (By<'_>, &Cancel),
    ) {
        let (usable, unusable): (Vec<_>, Vec<_>) = accounts.into_iter().partition(|one| one.unusable.is_none());
        for one in unusable {
            let why = one.unusable.unwrap_or(Unusable::NotLinked);
            self.done(one.account.id, AccountImported::Unusable(why));
        }
        if usable.is_empty() || cancel.is_requested() {
            return;
        }
        for one in &usable {
            self.imports().set(one.account.id, &Progress::Working);
        }
        self.tell();
        let fresh = match self.read_for_import(id, cancel).await {
            Ok(fresh) => fresh,
            // What was not done is shown as cancelled.
            Err(None) => return,
            Err(Some(result)) => {
                for one in usable {
                    self.done(one.account.id, result.clone());
                }
                return;
            }
        };
        for one in usable {
            if cancel.is_requested() {
                return;
            }
            let told = Told {
                balance_minor: fresh.balances.get(&one.account.account_id).copied(),
                is_history_complete: fresh.is_history_complete,
                on: self.today(),
            };
            let result = match self.make_statements(&one, until, told, by).await {
                Ok(made) => made.into(),
                Err(error) => {
                    warn!(%error, account = %one.account.number, "not imported");
                    AccountImported::NotWritten
                }
            };
            self.done(one.account.id, result);
        }
    }

    /// Reads a connection. Nothing to say where it was cancelled.
    async fn read_for_import(&self, id: ConnectionId, cancel: &Cancel) -> Result<Fresh, Option<AccountImported>> {
        let connection: Connection = self.connection(id).await.map_err(|_| Some(AccountImported::NotWritten))?;
        let not_read = match self.read_transactions(&connection, cancel).await {
            Ok(fresh) => return Ok(fresh),
            Err(ReadError::Cancelled) => return Err(None),
            Err(ReadError::Store(error)) => {
                warn!(%error, "the transactions can't be kept");
                return Err(Some(AccountImported::NotWritten));
            }
            Err(ReadError::NotReady) => NotRead::NotReady,
            Err(ReadError::NoTransactions) => NotRead::NoTransactions,
            Err(ReadError::NeedsUpdate) => NotRead::NeedsUpdate,
            Err(ReadError::Gone) => NotRead::NeedsReconnecting,
            Err(ReadError::Obstacle(obstacle)) => NotRead::Setback(obstacle.setback, obstacle.code),
        };
        if matches!(not_read, NotRead::NeedsUpdate | NotRead::NeedsReconnecting) {
            // The list says so too, as soon as it is known.
            let _ = self.check(id).await;
        }
        Err(Some(AccountImported::NotRead(not_read)))
    }

    fn done(&self, account: AccountConnectionId, result: AccountImported) {
        self.imports().set(account, &Progress::Done(result));
        self.tell();
    }

    /// How many lines a statement takes at most.
    pub(super) async fn most_lines(&self, records: &mut Transaction) -> Result<u32, StoreError> {
        let set = store::settings::get(records, Setting::MostStatementLines).await?;
        let set = set.and_then(|text| text.parse().ok()).filter(|lines| MOST_LINES_WITHIN.contains(lines));
        Ok(set.unwrap_or(MOST_LINES))
    }

    /// The day in UTC.
    pub(crate) fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }
}

/// An import that has begun.
struct Work {
    chosen: Vec<ImportAccount>,
    cancel: Cancel,
}

/// The same as [`By`], for a task of its own.
#[derive(Debug, Clone)]
enum OwnedBy {
    User(String),
    Itself,
}

impl OwnedBy {
    fn of(by: By<'_>) -> Self {
        match by {
            By::User(name) => Self::User(name.to_owned()),
            By::Itself => Self::Itself,
        }
    }

    fn as_by(&self) -> By<'_> {
        match self {
            Self::User(name) => By::User(name),
            Self::Itself => By::Itself,
        }
    }
}

impl From<Made> for AccountImported {
    fn from(made: Made) -> Self {
        match made {
            Made::Statements(statements) => Self::Statements(statements),
            Made::Nothing => Self::Nothing,
            Made::Already(until) => Self::Already(until),
            Made::Unusable(why) => Self::Unusable(why),
            Made::Amounts(number) => Self::Amounts(number),
            Made::HistoryIncomplete => Self::NotRead(NotRead::NotReady),
        }
    }
}

fn by_connection(chosen: Vec<ImportAccount>) -> Vec<(ConnectionId, Vec<ImportAccount>)> {
    let mut grouped: Vec<(ConnectionId, Vec<ImportAccount>)> = Vec::new();
    for account in chosen {
        match grouped.iter_mut().find(|(id, _)| *id == account.connection) {
            Some((_, accounts)) => accounts.push(account),
            None => grouped.push((account.connection, vec![account])),
        }
    }
    grouped
}
