//! A refresh: each connection is asked once for the balances of those of its accounts that were chosen.
//!
//! Plaid asks the bank then, and charges for each call, so nothing is asked twice that is not chosen twice. What a failure of
//! the moment needs again the client repeats by itself.

use plaid::{Account, Answer};
use serde_json::json;
use tracing::{error, instrument, warn};

use super::{
    asking::NoEnd,
    list::{self, RefreshAccount},
    told::{self, NoBalance},
};
use crate::{
    Connections, StoreError,
    access::Denied,
    access_tokens::{LoginToken, NoToken},
    connections::{By, OwnedBy},
    model::{
        balance::Balance,
        connection::{Connection, Health},
        ids::{AccountConnectionId, ConnectionId, LoginId},
        user::Act,
    },
    not_read::NotRead,
    runs::{Cancel, NotBegun, Progress, Run, UnderWay, Work, each_connection},
    settling::obstacle::Obstacle,
    store,
    usable::Unusable,
};

/// What came of the refresh of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountRefreshed {
    /// Its balance.
    Balance(Balance),
    /// The bank tells no balance of it.
    NoBalance,
    /// An amount can't be held: it has more decimal places than its currency, or no currency of ISO 4217.
    Unholdable,
    /// The bank tells nothing of it any more.
    NotTold,
    /// It can't be refreshed.
    Unusable(Unusable),
    /// Its bank could not be read.
    NotRead(NotRead),
    /// The records could not be written.
    NotWritten,
}

impl AccountRefreshed {
    /// Whether it came out as whoever asked for it meant.
    pub(crate) const fn is_as_meant(&self) -> bool {
        matches!(self, Self::Balance(_))
    }
}

/// Why no refresh begins.
#[derive(Debug, thiserror::Error)]
pub enum StartRefreshError {
    /// Nobody is signed in, or somebody who may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No account is chosen.
    #[error("no account is chosen")]
    NothingChosen,
    /// An account is not on record.
    #[error("there is no such account")]
    NotFound,
    /// Another refresh goes on.
    #[error(transparent)]
    UnderWay(#[from] UnderWay),
    /// The records can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Begins to ask the banks for the balances of chosen accounts, in the background.
    ///
    /// # Errors
    /// Where it does not begin. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn start_refresh(&self, accounts: &[AccountConnectionId]) -> Result<(), StartRefreshError> {
        let user = self.permit(Act::Refresh)?;
        let refresh = self.begin_refresh(accounts).await?;
        let connections = self.clone();
        tokio::spawn(async move { connections.refresh(refresh, By::User(&user.name)).await });
        Ok(())
    }

    /// How far the last refresh has come.
    ///
    /// # Errors
    /// Where nobody is signed in.
    pub fn refresh_run(&self) -> Result<Option<Run<AccountRefreshed>>, Denied> {
        self.permit(Act::Look)?;
        Ok(self.refreshes().get())
    }

    /// Has the refresh end. What was read stays.
    ///
    /// # Errors
    /// Where the user may not.
    pub fn cancel_refresh(&self) -> Result<(), Denied> {
        self.permit(Act::Refresh)?;
        self.refreshes().cancel();
        self.tell();
        Ok(())
    }

    /// Begins a refresh that [`refresh`](Self::refresh) does.
    pub(crate) async fn begin_refresh(
        &self,
        accounts: &[AccountConnectionId],
    ) -> Result<Work<RefreshAccount>, StartRefreshError> {
        let known = {
            let mut records = self.database().read().await?;
            list::list(&mut records).await?
        };
        let work = self.refreshes().begin_with(known, accounts, self.now())?;
        self.tell();
        Ok(work)
    }

    /// Does all of it, and tells how it came out.
    #[instrument(skip_all)]
    pub(crate) async fn refresh(&self, work: Work<RefreshAccount>, by: By<'_>) -> Option<Run<AccountRefreshed>> {
        let Work { accounts, cancel } = work;
        let accounts = accounts.into_iter().map(|one| (one.connection, one.account.id));
        each_connection(accounts, |connection, accounts| {
            let (connections, cancel, by) = (self.clone(), cancel.clone(), OwnedBy::of(by));
            async move { connections.refresh_connection(connection, accounts, by, &cancel).await }
        })
        .await;
        let run = self.refreshes().end(self.now());
        self.tell();
        run
    }

    async fn refresh_connection(
        &self,
        id: ConnectionId,
        accounts: Vec<AccountConnectionId>,
        by: OwnedBy,
        cancel: &Cancel,
    ) {
        if cancel.is_requested() {
            return;
        }
        for account in &accounts {
            self.refreshes().set(*account, &Progress::Working);
        }
        self.tell();
        // Plaid charges for a call that is on its way whether or not anybody waits for its answer. So the answer is kept
        // by a task of its own, also where it comes after the cancel.
        let (connections, cancel_asking, asked) = (self.clone(), cancel.clone(), accounts.clone());
        let asking =
            self.asking().spawn(async move { connections.ask_and_keep(id, asked, by.as_by(), &cancel_asking).await });
        let refreshed = tokio::select! {
            biased;
            refreshed = asking => refreshed,
            // What was not done is shown as cancelled.
            () = cancel.requested() => return,
        };
        let Refreshed { results, is_to_be_checked } = match refreshed {
            Ok(refreshed) => refreshed,
            // The records are being closed.
            Err(NoEnd) if cancel.is_requested() => return,
            Err(NoEnd) => {
                error!("the refresh of a connection failed by a mistake of ours");
                Refreshed {
                    results: accounts.into_iter().map(|account| (account, AccountRefreshed::NotWritten)).collect(),
                    is_to_be_checked: false,
                }
            }
        };
        for (account, result) in results {
            self.refreshes().set(account, &Progress::Done(result));
        }
        self.tell();
        if is_to_be_checked {
            // The list says so too, as soon as it is known. What was told is kept already.
            tokio::select! {
                _ = self.check(id) => {}
                () = cancel.requested() => {}
            }
        }
    }

    /// Asks one bank and keeps what it told.
    async fn ask_and_keep(
        &self,
        id: ConnectionId,
        accounts: Vec<AccountConnectionId>,
        by: By<'_>,
        cancel: &Cancel,
    ) -> Refreshed {
        let (results, is_to_be_checked) = match self.ask_for_balances(id, &accounts, cancel).await {
            Ok(None) => return Refreshed { results: Vec::new(), is_to_be_checked: false },
            Ok(Some(read)) => {
                let is_to_be_checked = read.is_to_be_checked();
                let (connections, by) = (self.clone(), OwnedBy::of(by));
                // Nothing is waited for between the answer and this: where the records are closed now, they wait for it.
                let keeping = self.asking().keep(async move { connections.keep_balances(read, by.as_by()).await });
                (keeping.await.unwrap_or(Err(Failed::NotWritten)), is_to_be_checked)
            }
            Err(failed) => {
                let is_of_login = matches!(&failed, Failed::NotRead(why) if why.is_of_login());
                (Err(failed), is_of_login)
            }
        };
        let results = results.unwrap_or_else(|failed| {
            let result = AccountRefreshed::from(failed);
            accounts.into_iter().map(|account| (account, result.clone())).collect()
        });
        self.tell();
        Refreshed { results, is_to_be_checked }
    }

    /// Asks one bank. What is on record of the accounts is read anew: the turn of a connection may come late. `None` where it
    /// was cancelled before anybody was asked.
    async fn ask_for_balances(
        &self,
        id: ConnectionId,
        accounts: &[AccountConnectionId],
        cancel: &Cancel,
    ) -> Result<Option<Read>, Failed> {
        let chosen = {
            let mut records = self.database().read().await?;
            list::list(&mut records).await?
        };
        let chosen = chosen.into_iter().filter(|one| accounts.contains(&one.account.id));
        let (usable, unusable): (Vec<_>, Vec<_>) = chosen.partition(|one| one.unusable.is_none());
        let results =
            unusable.into_iter().filter_map(|one| Some((one.account.id, AccountRefreshed::Unusable(one.unusable?))));
        let mut read =
            Read { connection: self.connection(id).await?, results: results.collect(), request_ids: Vec::new() };
        let Some(login) = read.connection.login.filter(|_| !usable.is_empty()) else { return Ok(Some(read)) };
        let Some(answer) = self.balances_of(login, &usable, cancel).await? else { return Ok(None) };
        let at = self.now();
        let of = |one: &RefreshAccount| answer.value.iter().find(|told| told.account_id == one.account.account_id);
        read.results.extend(usable.iter().map(|one| (one.account.id, result(of(one), at))));
        read.request_ids.push(answer.request_id);
        Ok(Some(read))
    }

    /// What was cancelled before is not asked for: a keyring may take long to give a token.
    async fn balances_of(
        &self,
        login: LoginId,
        accounts: &[RefreshAccount],
        cancel: &Cancel,
    ) -> Result<Option<Answer<Vec<Account>>>, Failed> {
        let LoginToken { token, is_known: _ } = self.access_token(login).await?;
        let ids: Vec<_> = accounts.iter().map(|one| one.account.account_id.as_str()).collect();
        let plaid = self.plaid();
        if cancel.is_requested() {
            return Ok(None);
        }
        match plaid.balances(&token, Some(&ids)).await {
            // One that is not granted any more has the others refused with it.
            Err(error) if error.code() == Some("INVALID_ACCOUNT_ID") => {
                if cancel.is_requested() {
                    return Ok(None);
                }
                Ok(Some(plaid.balances(&token, None).await?))
            }
            answer => Ok(Some(answer?)),
        }
    }

    /// Writes what was told, all of a connection at once.
    async fn keep_balances(
        &self,
        read: Read,
        by: By<'_>,
    ) -> Result<Vec<(AccountConnectionId, AccountRefreshed)>, Failed> {
        let Read { connection, results, request_ids } = read;
        let told: Vec<_> = results
            .iter()
            .filter_map(|(account, result)| match result {
                AccountRefreshed::Balance(balance) => Some((*account, balance)),
                AccountRefreshed::NoBalance
                | AccountRefreshed::Unholdable
                | AccountRefreshed::NotTold
                | AccountRefreshed::Unusable(_)
                | AccountRefreshed::NotRead(_)
                | AccountRefreshed::NotWritten => None,
            })
            .collect();
        if request_ids.is_empty() {
            return Ok(results);
        }
        let mut records = self.database().write().await?;
        let now = store::connections::get(&mut records, connection.id).await?.ok_or(StoreError::NotFound)?;
        if now.login != connection.login {
            // Whose balances these are is not known any more.
            let why = now.login.map_or(Unusable::Obsolete, |_| Unusable::Replaced);
            return Err(Failed::Overtaken(why));
        }
        for (account, balance) in &told {
            store::balances::insert(&mut records, *account, balance).await?;
        }
        let mut entry = self.entry(by, "refresh", connection.id, "refreshed");
        entry.request_ids = request_ids;
        entry.details.insert("accounts".to_owned(), json!(told.len()));
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        Ok(results)
    }
}

/// What came of the accounts of a connection.
struct Refreshed {
    results: Vec<(AccountConnectionId, AccountRefreshed)>,
    /// Whether the list has to learn how the login is.
    is_to_be_checked: bool,
}

/// What was read of a connection.
struct Read {
    connection: Connection,
    results: Vec<(AccountConnectionId, AccountRefreshed)>,
    /// Plaid's id of the call. None where there was nothing to ask for.
    request_ids: Vec<String>,
}

impl Read {
    /// Whether accounts are gone, or the bank was on record as one that does not answer.
    fn is_to_be_checked(&self) -> bool {
        let is_missing = self.results.iter().any(|(_, result)| *result == AccountRefreshed::NotTold);
        !self.request_ids.is_empty() && (is_missing || self.connection.health != Health::Good)
    }
}

/// Why nothing was read of a connection, or nothing of it kept.
enum Failed {
    NotRead(NotRead),
    /// The login was removed or replaced meanwhile.
    Overtaken(Unusable),
    NotWritten,
}

impl From<Unusable> for AccountRefreshed {
    fn from(why: Unusable) -> Self {
        Self::Unusable(why)
    }
}

impl From<NotBegun> for StartRefreshError {
    fn from(why: NotBegun) -> Self {
        match why {
            NotBegun::NothingChosen => Self::NothingChosen,
            NotBegun::NotFound => Self::NotFound,
            NotBegun::UnderWay(under_way) => Self::UnderWay(under_way),
        }
    }
}

impl From<plaid::Error> for Failed {
    fn from(error: plaid::Error) -> Self {
        Self::NotRead(NotRead::from(&error))
    }
}

impl From<NoToken> for Failed {
    fn from(error: NoToken) -> Self {
        match error {
            NoToken::Vault(error) => {
                warn!(%error, "no access token");
                Self::NotRead(Obstacle::from(&error).into())
            }
            NoToken::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        warn!(%error, "no balance can be kept");
        Self::NotWritten
    }
}

impl From<Failed> for AccountRefreshed {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::NotRead(why) => Self::NotRead(why),
            Failed::Overtaken(why) => Self::Unusable(why),
            Failed::NotWritten => Self::NotWritten,
        }
    }
}

/// What came of an account of which this was told.
fn result(told: Option<&Account>, at: jiff::Timestamp) -> AccountRefreshed {
    match told.map(|told| told::balance(told, at)) {
        Some(Ok(balance)) => AccountRefreshed::Balance(balance),
        Some(Err(NoBalance::NoAmount)) => AccountRefreshed::NoBalance,
        Some(Err(NoBalance::Unholdable)) => AccountRefreshed::Unholdable,
        None => AccountRefreshed::NotTold,
    }
}
