//! What Plaid says of a connection at this moment: its login and its accounts. Nothing is written here.

use jiff::Timestamp;
use plaid::{Account, Answer, ErrorClass, Item};
use tracing::{instrument, warn};

use super::obstacle::Obstacle;
use crate::{
    Connections,
    health::{Standing, health_by},
    model::{
        account::{AccountDetails, ReportedAccount},
        connection::{Health, UpdateReason},
        ids::ConnectionId,
    },
};

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) standing: Standing,
    /// The accounts that are granted. `None` where Plaid has none to tell, because the login does not work or is gone;
    /// that says nothing of the accounts.
    pub(crate) reported: Option<Vec<ReportedAccount>>,
    /// Plaid's ids of the calls, for the audit.
    pub(crate) request_ids: Vec<String>,
}

impl Connections {
    /// Reads a connection at Plaid: two calls at the same time.
    #[instrument(skip_all, fields(connection = %id))]
    pub(crate) async fn read(&self, id: ConnectionId) -> Result<Reading, Obstacle> {
        let token = self.vault().access_token(id).await.map_err(|error| {
            warn!(%error, "no access token");
            Obstacle::from(&error)
        })?;
        let (item, accounts) = tokio::join!(self.plaid().item(&token), self.plaid().accounts(&token));
        Reading::of(item, accounts, self.now())
    }
}

impl Reading {
    fn of(
        item: Result<Answer<Item>, plaid::Error>,
        accounts: Result<Answer<Vec<Account>>, plaid::Error>,
        now: Timestamp,
    ) -> Result<Self, Obstacle> {
        let request_ids = request_ids(&item, &accounts);
        if is_gone(&item) || is_gone(&accounts) {
            return Ok(Self { standing: Standing::GONE, reported: None, request_ids });
        }
        let standing = Standing::of(&item.map_err(|error| Obstacle::from(&error))?.value, now);
        match accounts {
            Ok(accounts) => {
                let reported = accounts.value.into_iter().map(ReportedAccount::from).collect();
                Ok(Self { standing, reported: Some(reported), request_ids })
            }
            Err(error) => match says_nothing_of_accounts(&error, standing) {
                Some(standing) => Ok(Self { standing, reported: None, request_ids }),
                None => Err(Obstacle::from(&error)),
            },
        }
    }

    /// The same login, taken for one of whose accounts nothing is known.
    pub(crate) fn without_accounts(self, reason: UpdateReason) -> Self {
        let standing = Standing { health: Health::NeedsUpdate(reason), ..self.standing };
        Self { standing, reported: None, ..self }
    }
}

/// The standing of a login whose accounts can't be read, where a later try would not change that.
fn says_nothing_of_accounts(error: &plaid::Error, standing: Standing) -> Option<Standing> {
    let plaid::Error::Api(error) = error else { return None };
    match (error.class(), standing.health) {
        (ErrorClass::UserMustAct, Health::NeedsUpdate(_)) => Some(standing),
        (ErrorClass::UserMustAct | ErrorClass::BankNoLongerServed, _) => {
            Some(Standing { health: health_by(error), ..standing })
        }
        (
            ErrorClass::ItemGone
            | ErrorClass::BankDown
            | ErrorClass::Transient
            | ErrorClass::RateLimited
            | ErrorClass::Configuration
            | ErrorClass::Sync
            | ErrorClass::Session
            | ErrorClass::Unknown,
            _,
        ) => None,
    }
}

fn is_gone<T>(answer: &Result<Answer<T>, plaid::Error>) -> bool {
    matches!(answer, Err(error) if error.class() == ErrorClass::ItemGone)
}

fn request_ids<A, B>(first: &Result<Answer<A>, plaid::Error>, second: &Result<Answer<B>, plaid::Error>) -> Vec<String> {
    fn of<T>(answer: &Result<Answer<T>, plaid::Error>) -> Option<String> {
        match answer {
            Ok(answer) => Some(answer.request_id.clone()),
            Err(error) => error.request_id().map(str::to_owned),
        }
    }
    [of(first), of(second)].into_iter().flatten().filter(|id| !id.is_empty()).collect()
}

impl From<Account> for ReportedAccount {
    fn from(account: Account) -> Self {
        Self {
            account_id: account.account_id,
            persistent_account_id: account.persistent_account_id,
            details: AccountDetails {
                name: account.name,
                official_name: account.official_name,
                mask: account.mask,
                kind: account.kind,
                subtype: account.subtype,
                currency: account.balances.currency,
            },
        }
    }
}
