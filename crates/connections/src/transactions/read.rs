//! One reading.

use std::collections::HashMap;

use jiff::civil::Date;
use plaid::{AccessToken, Account, ErrorClass, SyncPage, Transaction, UpdateStatus};
use tracing::{info, instrument, warn};

use crate::{
    Connections, StoreError,
    access_tokens::{LoginToken, NoToken},
    model::{
        connection::Connection, ids::LoginId, link_session::Setback, money::Currency, transaction::ReportedTransaction,
    },
    not_read::NotRead,
    runs::Cancel,
    settling::obstacle::Obstacle,
    store::{self, transactions::Read},
    usable::Unusable,
};

/// How many pages a reading has at most: a million transactions.
const MOST_PAGES: u32 = 2_000;
/// How often a reading begins again at most because the transactions changed meanwhile.
const MOST_RESTARTS: u32 = 5;

/// What a reading told beside the transactions.
#[derive(Debug, Default)]
pub(crate) struct Fresh {
    /// The current balance of each account that was told of, by Plaid's id of it. As the bank tells it.
    pub(crate) balances: HashMap<String, i64>,
    /// Whether Plaid has all of the past that it is going to have.
    pub(crate) is_history_complete: bool,
    /// The first day of which it told any transaction.
    covers_from: Option<Date>,
}

impl Fresh {
    fn add(&mut self, page: &SyncPage) {
        self.is_history_complete = page.status == UpdateStatus::HistoricalComplete;
        self.balances.extend(page.accounts.iter().filter_map(current_balance));
    }

    fn cover(&mut self, told: &[ReportedTransaction]) {
        self.covers_from = told.iter().map(|told| told.date).chain(self.covers_from).min();
    }
}

/// Why the transactions can't be read now. They are as they were.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// The user took it back.
    #[error("cancelled")]
    Cancelled,
    /// The bank can't be read.
    #[error("{0:?}")]
    NotRead(NotRead),
    /// Nothing may be read of the connection any more.
    #[error("{0:?}")]
    Unusable(Unusable),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Reads what is new of a connection's transactions, all pages of it.
    #[instrument(skip_all, fields(connection = %connection.id))]
    pub(crate) async fn read_transactions(&self, connection: &Connection, cancel: &Cancel) -> Result<Fresh, ReadError> {
        let login = connection.login.ok_or(ReadError::Unusable(Unusable::Obsolete))?;
        let _alone = self.alone_reading(login).await;
        let so_far = {
            let mut records = self.database().read().await?;
            store::transactions::read_so_far(&mut records, login).await?
        };
        let LoginToken { token, is_known: _ } = self.access_token(login).await?;
        let cursor = so_far.as_ref().map(|so_far| so_far.cursor.as_str());
        for _ in 0..=MOST_RESTARTS {
            self.discard_staged(login).await?;
            match self.read_pages(login, &token, cursor, cancel).await {
                Ok((cursor, fresh)) => {
                    let taken = self.take_effect(connection, login, &cursor, &fresh).await;
                    if taken.is_err() {
                        self.discard_staged(login).await?;
                    }
                    return taken.map(|()| fresh);
                }
                Err(PageError::Restart) => info!("the transactions changed while they were read"),
                Err(PageError::Read(error)) => {
                    self.discard_staged(login).await?;
                    return Err(error);
                }
            }
        }
        self.discard_staged(login).await?;
        Err(ReadError::NotRead(NotRead::Setback(Setback::PlaidUnreachable, None)))
    }

    /// Stages every page of a reading. While one is written the next one is on its way.
    async fn read_pages(
        &self,
        login: LoginId,
        token: &AccessToken,
        cursor: Option<&str>,
        cancel: &Cancel,
    ) -> Result<(String, Fresh), PageError> {
        let mut fresh = Fresh::default();
        let mut page = self.page(token, cursor, cancel).await?;
        for _ in 0..MOST_PAGES {
            if page.status == UpdateStatus::NotReady || page.next_cursor.is_empty() {
                return Err(ReadError::NotRead(NotRead::NotReady).into());
            }
            fresh.add(&page);
            let next_cursor = std::mem::take(&mut page.next_cursor);
            if !page.has_more {
                self.stage(login, page, &mut fresh).await?;
                return Ok((next_cursor, fresh));
            }
            let next = self.page(token, Some(&next_cursor), cancel);
            let (next, staged) = tokio::join!(next, self.stage(login, page, &mut fresh));
            staged?;
            page = next?;
        }
        warn!("a reading without an end");
        Err(ReadError::NotRead(Obstacle::implausible(None).into()).into())
    }

    async fn page(&self, token: &AccessToken, cursor: Option<&str>, cancel: &Cancel) -> Result<SyncPage, PageError> {
        let plaid = self.plaid();
        tokio::select! {
            answer = plaid.sync_transactions(token, cursor, plaid::PAGE) => Ok(answer?.value),
            () = cancel.requested() => Err(ReadError::Cancelled.into()),
        }
    }

    async fn stage(&self, login: LoginId, page: SyncPage, fresh: &mut Fresh) -> Result<(), PageError> {
        let read = tokio::task::spawn_blocking(move || {
            let told = page.transactions()?;
            let told: Vec<_> = told.added.into_iter().chain(told.modified).map(ReportedTransaction::from).collect();
            let removed: Vec<_> = page.removed.into_iter().map(|removed| removed.transaction_id).collect();
            Ok::<_, plaid::Error>((told, removed))
        });
        let read = match read.await {
            Ok(read) => read,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            // The application ends.
            Err(_) => return Err(ReadError::Cancelled.into()),
        };
        let (told, removed) = read.inspect_err(|error| {
            warn!(request_id = error.request_id(), %error, "the transactions of a page can't be read");
        })?;
        fresh.cover(&told);
        if told.is_empty() && removed.is_empty() {
            return Ok(());
        }
        let mut records = self.database().write().await?;
        store::transactions::stage(&mut records, login, &told, &removed).await?;
        records.commit().await.map_err(StoreError::from)?;
        Ok(())
    }

    async fn discard_staged(&self, login: LoginId) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        store::transactions::discard(&mut records, login).await?;
        records.commit().await?;
        Ok(())
    }

    async fn take_effect(
        &self,
        connection: &Connection,
        login: LoginId,
        cursor: &str,
        fresh: &Fresh,
    ) -> Result<(), ReadError> {
        let mut records = self.database().write().await?;
        let now = store::connections::get(&mut records, connection.id).await?.ok_or(StoreError::NotFound)?;
        if let Some(why) = overtaken(&now, login) {
            return Err(ReadError::Unusable(why));
        }
        let read = Read {
            login,
            connection: connection.id,
            cursor,
            covers_from: fresh.covers_from,
            is_history_complete: fresh.is_history_complete,
            at: self.now(),
        };
        store::transactions::apply(&mut records, &read).await?;
        records.commit().await.map_err(StoreError::from)?;
        Ok(())
    }
}

/// Why what was read of a login does not count any more. The next reading has it again: the cursor stays as it was.
fn overtaken(now: &Connection, login: LoginId) -> Option<Unusable> {
    match now.login {
        None => Some(Unusable::Obsolete),
        Some(other) if other != login => Some(Unusable::Replaced),
        Some(_) => now.paused.then_some(Unusable::Paused),
    }
}

/// Why a page is not there.
enum PageError {
    /// What was read counts for nothing.
    Restart,
    Read(ReadError),
}

impl From<ReadError> for PageError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        Self::Read(error.into())
    }
}

impl From<plaid::Error> for PageError {
    fn from(error: plaid::Error) -> Self {
        match error.class() {
            ErrorClass::SyncRestart => Self::Restart,
            ErrorClass::NotReady
            | ErrorClass::NoProduct
            | ErrorClass::UserMustAct
            | ErrorClass::ItemGone
            | ErrorClass::BankDown
            | ErrorClass::BankNoLongerServed
            | ErrorClass::Transient
            | ErrorClass::RateLimited
            | ErrorClass::Configuration
            | ErrorClass::Session
            | ErrorClass::Unknown => Self::Read(ReadError::NotRead(NotRead::from(&error))),
        }
    }
}

impl From<NoToken> for ReadError {
    fn from(error: NoToken) -> Self {
        match error {
            NoToken::Vault(error) => {
                warn!(%error, "no access token");
                Self::NotRead(Obstacle::from(&error).into())
            }
            NoToken::Store(error) => Self::Store(error),
        }
    }
}

fn current_balance(account: &Account) -> Option<(String, i64)> {
    let currency = Currency::of(account.balances.currency.as_deref()?)?;
    let current = account.balances.current?.exact()?;
    Some((account.account_id.clone(), currency.minor_units(current).ok()?))
}

impl From<Transaction> for ReportedTransaction {
    fn from(told: Transaction) -> Self {
        let currency = told.currency.as_deref().and_then(Currency::of);
        // At Plaid what leaves an account is positive.
        let amount_minor =
            currency.and_then(|currency| currency.minor_units(told.amount.exact()?).ok()).and_then(i64::checked_neg);
        Self {
            transaction_id: told.transaction_id,
            account_id: told.account_id,
            pending_transaction_id: told.pending_transaction_id,
            date: told.date,
            amount_minor,
            currency: told.currency,
            description: told.original_description.unwrap_or(told.name),
            reference: told.reference.or(told.check_number),
            pending: told.pending,
        }
    }
}
