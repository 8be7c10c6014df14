//! A refresh: each connection is asked once for the balances of those of its accounts that were chosen.
//!
//! Plaid asks the bank then, and charges for each call, so nothing is asked twice that is not chosen twice. What a failure of
//! the moment needs again the client repeats by itself.

use plaid::{Account, Answer};
use serde_json::json;
use tracing::{instrument, warn};

use super::{
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
    runs::{Cancel, Progress, Run, UnderWay, each_connection},
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
    pub(crate) async fn begin_refresh(&self, accounts: &[AccountConnectionId]) -> Result<Refresh, StartRefreshError> {
        let known = {
            let mut records = self.database().read().await?;
            list::list(&mut records).await?
        };
        if !accounts.iter().all(|id| known.iter().any(|known| known.account.id == *id)) {
            return Err(StartRefreshError::NotFound);
        }
        let chosen: Vec<_> = known.into_iter().filter(|known| accounts.contains(&known.account.id)).collect();
        if chosen.is_empty() {
            return Err(StartRefreshError::NothingChosen);
        }
        let begun = chosen.iter().map(|one| match one.unusable {
            Some(why) => (one.account.id, Progress::Done(AccountRefreshed::Unusable(why))),
            None => (one.account.id, Progress::Waiting),
        });
        let cancel = self.refreshes().begin(begun, self.now())?;
        self.tell();
        Ok(Refresh { chosen: chosen.into_iter().filter(|one| one.unusable.is_none()).collect(), cancel })
    }

    /// Does all of it, and tells how it came out.
    #[instrument(skip_all)]
    pub(crate) async fn refresh(&self, refresh: Refresh, by: By<'_>) -> Option<Run<AccountRefreshed>> {
        let Refresh { chosen, cancel } = refresh;
        let chosen = chosen.into_iter().map(|one| (one.connection, one.account.id));
        each_connection(chosen, |connection, accounts| {
            let (connections, cancel, by) = (self.clone(), cancel.clone(), OwnedBy::of(by));
            async move { connections.refresh_connection(connection, &accounts, by.as_by(), &cancel).await }
        })
        .await;
        let run = self.refreshes().end(self.now());
        self.tell();
        run
    }

    async fn refresh_connection(
        &self,
        id: ConnectionId,
        accounts: &[AccountConnectionId],
        by: By<'_>,
        cancel: &Cancel,
    ) {
        if cancel.is_requested() {
            return;
        }
        for account in accounts {
            self.refreshes().set(*account, &Progress::Working);
        }
        self.tell();
        let results = tokio::select! {
            results = self.ask_for_balances(id, accounts) => results,
            // What was not done is shown as cancelled.
            () = cancel.requested() => return,
        };
        let results = match results {
            Ok(read) => self.keep_balances(read, by).await,
            Err(failed) => Err(failed),
        };
        let results = results.unwrap_or_else(|failed| {
            let result = AccountRefreshed::from(failed);
            accounts.iter().map(|account| (*account, result.clone())).collect()
        });
        for (account, result) in results {
            self.refreshes().set(account, &Progress::Done(result));
        }
        self.tell();
    }

    /// Asks one bank. What is on record of the accounts is read anew: the turn of a connection may come late.
    async fn ask_for_balances(&self, id: ConnectionId, accounts: &[AccountConnectionId]) -> Result<Read, Failed> {
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
        let Some(login) = read.connection.login.filter(|_| !usable.is_empty()) else { return Ok(read) };
        match self.balances_of(login, &usable).await {
            Ok(answer) => {
                let at = self.now();
                let of =
                    |one: &RefreshAccount| answer.value.iter().find(|told| told.account_id == one.account.account_id);
                read.results.extend(usable.iter().map(|one| (one.account.id, result(of(one), at))));
                read.request_ids.push(answer.request_id);
                let is_missing = read.results.iter().any(|(_, result)| *result == AccountRefreshed::NotTold);
                if is_missing || read.connection.health != Health::Good {
                    // The list says that accounts are gone, or no longer that the bank does not answer.
                    let _ = self.check(id).await;
                }
                Ok(read)
            }
            Err(failed) => {
                if let Failed::NotRead(why) = &failed
                    && why.is_of_login()
                {
                    // The list says so too, as soon as it is known.
                    let _ = self.check(id).await;
                }
                Err(failed)
            }
        }
    }

    async fn balances_of(&self, login: LoginId, accounts: &[RefreshAccount]) -> Result<Answer<Vec<Account>>, Failed> {
        let LoginToken { token, is_known: _ } = self.access_token(login).await?;
        let ids: Vec<_> = accounts.iter().map(|one| one.account.account_id.as_str()).collect();
        let plaid = self.plaid();
        match plaid.balances(&token, Some(&ids)).await {
            // One that is not granted any more has the others refused with it.
            Err(error) if error.code() == Some("INVALID_ACCOUNT_ID") => Ok(plaid.balances(&token, None).await?),
            answer => Ok(answer?),
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
            // Its login was removed or replaced meanwhile, and whose balances these are is not known any more.
            return Err(Failed::Overtaken);
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

/// A refresh that has begun.
pub(crate) struct Refresh {
    /// The accounts that can be refreshed.
    chosen: Vec<RefreshAccount>,
    cancel: Cancel,
}

/// What was read of a connection.
struct Read {
    connection: Connection,
    results: Vec<(AccountConnectionId, AccountRefreshed)>,
    /// Plaid's id of the call. None where there was nothing to ask for.
    request_ids: Vec<String>,
}

/// Why nothing was read of a connection, or nothing of it kept.
enum Failed {
    NotRead(NotRead),
    Overtaken,
    NotWritten,
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
            Failed::Overtaken => Self::Unusable(Unusable::Updating),
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
