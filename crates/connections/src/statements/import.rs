//! Importing: the transactions of each connection are read once, and become statements account by account.

use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use tracing::{instrument, warn};

use super::{
    make::{Made, Told},
    usable::{self, ImportAccount},
};
use crate::{
    Connections, StoreError,
    access::Denied,
    connections::{By, OwnedBy},
    model::{
        connection::Connection,
        ids::{AccountConnectionId, ConnectionId},
        statement::{Compared, MOST_LINES, MOST_LINES_WITHIN, Statement},
        user::Act,
    },
    not_read::NotRead,
    runs::{Cancel, NotBegun, Progress, Run, UnderWay, Work, each_connection},
    store::{self, Transaction, settings::Setting},
    transactions::{Fresh, ReadError},
    usable::{Unusable, candidate},
};

/// How far the clocks of the east are ahead of UTC: there it is tomorrow first.
const FARTHEST_EAST_HOURS: i64 = 14;

/// What came of the import of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountImported {
    /// Statements, in order.
    Statements(Vec<Statement>),
    /// There is nothing new. The last statement beside the word of the bank, where that can be told.
    Nothing(Option<Compared>),
    /// The last statement goes as far as that day.
    Already(Date),
    /// The first statement begins on that day, which is later.
    Before(Date),
    /// The last statement goes as far as that day, which is still to come: it was made while the clock was ahead. Until that
    /// day is over nothing tells where the next one would begin.
    Ahead(Date),
    /// It can't be imported.
    Unusable(Unusable),
    /// So many amounts can't be in the books: they have more decimal places than the currency, or another currency.
    Amounts(u32),
    /// Its transactions could not be read.
    NotRead(NotRead),
    /// The records could not be written.
    NotWritten,
}

impl AccountImported {
    /// Whether it came out as whoever asked for it meant.
    pub(crate) const fn is_as_meant(&self) -> bool {
        matches!(self, Self::Statements(_) | Self::Nothing(_) | Self::Already(_))
    }
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

    pub(crate) async fn begin_import(
        &self,
        accounts: &[AccountConnectionId],
        until: Date,
    ) -> Result<Work<ImportAccount>, StartImportError> {
        if until > self.today_in_the_east() {
            return Err(StartImportError::InTheFuture);
        }
        let known = {
            let mut records = self.database().read().await?;
            usable::list(&mut records).await?
        };
        let work = self.imports().begin_with(known, accounts, self.now())?;
        self.tell();
        Ok(work)
    }

    /// Does all of it. Some connections at the same time; the accounts of each one after another. How it came out is `None`
    /// only where nothing was begun.
    #[instrument(skip_all)]
    pub(crate) async fn import(
        &self,
        work: Work<ImportAccount>,
        until: Date,
        by: By<'_>,
    ) -> Option<Run<AccountImported>> {
        let Work { accounts, cancel } = work;
        each_connection(accounts.into_iter().map(|one| (one.connection, one)), |connection, accounts| {
            let (connections, cancel, by) = (self.clone(), cancel.clone(), OwnedBy::of(by));
            async move { connections.import_connection(connection, accounts, until, (by.as_by(), &cancel)).await }
        })
        .await;
        let run = self.imports().end(self.now());
        self.tell();
        run
    }

    async fn import_connection(
        &self,
        id: ConnectionId,
        accounts: Vec<ImportAccount>,
        until: Date,
        (by, cancel): (By<'_>, &Cancel),
    ) {
        if cancel.is_requested() {
            return;
        }
        let usable = self.still_usable(accounts).await;
        if usable.is_empty() {
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
                    // What was removed or paused meanwhile can't be read either, and that is the reason.
                    let why = self.unusable_now(&one).await.ok().flatten();
                    self.done(one.account.id, why.map_or_else(|| result.clone(), AccountImported::Unusable));
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
                in_the_east: self.today_in_the_east(),
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

    /// Those that can be imported now that it is the turn of their connection, which may come late. With the others it is
    /// done.
    async fn still_usable(&self, accounts: Vec<ImportAccount>) -> Vec<ImportAccount> {
        let mut usable = Vec::new();
        for one in accounts {
            match self.unusable_now(&one).await {
                Ok(None) => usable.push(one),
                Ok(Some(why)) => self.done(one.account.id, AccountImported::Unusable(why)),
                Err(error) => {
                    warn!(%error, account = %one.account.number, "not imported");
                    self.done(one.account.id, AccountImported::NotWritten);
                }
            }
        }
        usable
    }

    async fn unusable_now(&self, one: &ImportAccount) -> Result<Option<Unusable>, StoreError> {
        let mut records = self.database().read().await?;
        Ok(candidate(&mut records, one.connection, one.account.id).await?.unusable())
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
            Err(ReadError::Unusable(why)) => return Err(Some(AccountImported::Unusable(why))),
            Err(ReadError::NotRead(why)) => why,
        };
        if not_read.is_of_login() {
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

    /// The latest day that it is anywhere. What is later than that is in the future for every user.
    fn today_in_the_east(&self) -> Date {
        (self.now() + FARTHEST_EAST_HOURS.hours()).to_zoned(TimeZone::UTC).date()
    }
}

impl From<Unusable> for AccountImported {
    fn from(why: Unusable) -> Self {
        Self::Unusable(why)
    }
}

impl From<NotBegun> for StartImportError {
    fn from(why: NotBegun) -> Self {
        match why {
            NotBegun::NothingChosen => Self::NothingChosen,
            NotBegun::NotFound => Self::NotFound,
            NotBegun::UnderWay(under_way) => Self::UnderWay(under_way),
        }
    }
}

impl From<Made> for AccountImported {
    fn from(made: Made) -> Self {
        match made {
            Made::Statements(statements) => Self::Statements(statements),
            Made::Nothing(compared) => Self::Nothing(compared),
            Made::Already(until) => Self::Already(until),
            Made::Before(first) => Self::Before(first),
            Made::Ahead(until) => Self::Ahead(until),
            Made::Unusable(why) => Self::Unusable(why),
            Made::Amounts(number) => Self::Amounts(number),
            Made::HistoryIncomplete => Self::NotRead(NotRead::NotReady),
        }
    }
}
