//! What Plaid says of a connection at this moment: its login and its accounts. Nothing is written here.

use jiff::Timestamp;
use plaid::{Account, Answer, ErrorClass, Item};
use tracing::{instrument, warn};

use super::obstacle::Obstacle;
use crate::{
    Connections, StoreError,
    access_tokens::{LoginToken, NoToken},
    health::{Standing, health_by},
    model::{
        account::{AccountConnection, AccountDetails, ReportedAccount},
        connection::{Connection, Health, Institution, UpdateReason},
        ids::LoginId,
    },
};

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) standing: Standing,
    /// The accounts that are granted. `None` where Plaid has none to tell, because the login does not work or is gone;
    /// that says nothing of the accounts.
    pub(crate) reported: Option<Vec<ReportedAccount>>,
    /// The bank, where Plaid names it.
    pub(crate) institution: Option<Institution>,
    /// Plaid's ids of the calls, for the audit.
    pub(crate) request_ids: Vec<String>,
}

/// Which login is read, and what Plaid has to say of it to be believed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whose<'a> {
    pub(crate) login: LoginId,
    pub(crate) item_id: &'a str,
    /// `None` where it is not known for certain yet.
    pub(crate) institution_id: Option<&'a str>,
}

impl Connections {
    /// Reads a connection at Plaid: two calls at the same time. An answer about another login is none.
    #[instrument(skip_all, fields(connection = %connection.id))]
    pub(crate) async fn read(&self, connection: &Connection) -> Result<Result<Reading, Obstacle>, StoreError> {
        match Whose::of(connection) {
            Some(whose) => self.read_login(whose).await,
            // Who asks for a removed connection came too late.
            None => Ok(Err(Obstacle::implausible(None))),
        }
    }

    /// The same of a login, whether a connection is based on it or not.
    #[instrument(skip_all, fields(login = %whose.login))]
    pub(crate) async fn read_login(&self, whose: Whose<'_>) -> Result<Result<Reading, Obstacle>, StoreError> {
        let token = match self.access_token(whose.login).await {
            Ok(LoginToken { token, is_known: _ }) => token,
            Err(NoToken::Vault(error)) => {
                warn!(%error, "no access token");
                return Ok(Err(Obstacle::from(&error)));
            }
            Err(NoToken::Store(error)) => return Err(error),
        };
        let plaid = self.plaid();
        let (item, accounts) = tokio::join!(plaid.item(&token), plaid.accounts(&token));
        if let Ok(Answer { value, request_id }) = &item
            && !whose.is(value)
        {
            warn!("Plaid answers for another login");
            return Ok(Err(Obstacle::implausible(Some(request_id.clone()))));
        }
        Ok(Reading::of(item, accounts, self.now()))
    }
}

impl<'a> Whose<'a> {
    /// The login of a connection, unless its removal was asked for.
    pub(crate) fn of(connection: &'a Connection) -> Option<Self> {
        let Connection { login, item_id, institution, .. } = connection;
        login.map(|login| Self { login, item_id, institution_id: Some(&institution.id) })
    }

    /// Whether what Plaid says of a login is said of this one. A bank that nobody names is no contradiction.
    pub(crate) fn is(&self, item: &Item) -> bool {
        let is_same_bank = match (self.institution_id, item.institution_id.as_deref()) {
            (Some(expected), Some(found)) => expected == found,
            (None, _) | (_, None) => true,
        };
        item.item_id == self.item_id && is_same_bank
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
            return Ok(Self { standing: Standing::GONE, reported: None, institution: None, request_ids });
        }
        let item = item.map_err(|error| Obstacle::from(&error))?.value;
        let standing = Standing::of(&item, now);
        let (standing, reported) = match accounts {
            Ok(accounts) => (standing, Some(accounts.value.into_iter().map(ReportedAccount::from).collect())),
            Err(error) => {
                (standing_without_accounts(&error, &item, standing).ok_or_else(|| Obstacle::from(&error))?, None)
            }
        };
        let institution = item.institution_id.map(|id| Institution {
            name: item.institution_name.filter(|name| !name.is_empty()).unwrap_or_else(|| id.clone()),
            id,
        });
        Ok(Self { standing, reported, institution, request_ids })
    }

    /// Whether it reports no account at all where there are active ones: that is nobody's selection.
    pub(crate) fn is_empty_over(&self, accounts: &[AccountConnection]) -> bool {
        self.reported.as_ref().is_some_and(Vec::is_empty) && accounts.iter().any(|account| account.active)
    }

    /// The same login, taken for one of whose accounts nothing is known.
    pub(crate) fn without_accounts(self, reason: UpdateReason) -> Self {
        let standing = Standing { health: Health::NeedsUpdate(reason), ..self.standing };
        Self { standing, reported: None, ..self }
    }
}

/// The standing of a login whose accounts can't be read, where a later try would not change that.
fn standing_without_accounts(error: &plaid::Error, item: &Item, standing: Standing) -> Option<Standing> {
    let plaid::Error::Api(error) = error else { return None };
    let is_explained = item.error.as_ref().is_some_and(|standing| standing.code == error.code);
    let needs_update = matches!(standing.health, Health::NeedsUpdate(_));
    match error.class() {
        ErrorClass::UserMustAct if needs_update => Some(standing),
        ErrorClass::UserMustAct | ErrorClass::BankNoLongerServed => {
            Some(Standing { health: health_by(error), ..standing })
        }
        ErrorClass::NoProduct | ErrorClass::Session | ErrorClass::Unknown if is_explained && needs_update => {
            Some(standing)
        }
        ErrorClass::ItemGone
        | ErrorClass::BankDown
        | ErrorClass::Transient
        | ErrorClass::RateLimited
        | ErrorClass::Configuration
        | ErrorClass::SyncRestart
        | ErrorClass::NotReady
        | ErrorClass::NoProduct
        | ErrorClass::Session
        | ErrorClass::Unknown => None,
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

#[cfg(test)]
mod tests {
    use plaid::{ApiError, Balances};
    use uuid::Uuid;

    use super::*;
    use crate::model::{connection::AccountNews, ids::ConnectionId, link_session::Setback};

    const CREDENTIALS: Health = Health::NeedsUpdate(UpdateReason::CredentialsChanged);

    fn api_error(code: &str) -> ApiError {
        ApiError {
            kind: "ITEM_ERROR".to_owned(),
            code: code.to_owned(),
            message: String::new(),
            display_message: None,
            request_id: Some(format!("request-{code}")),
            http_status: Some(400),
        }
    }

    /// `/item/get` with a standing error, or failing where the code begins with `!`.
    fn item(code: &str) -> Result<Answer<Item>, plaid::Error> {
        if let Some(code) = code.strip_prefix('!') {
            return Err(plaid::Error::Api(Box::new(api_error(code))));
        }
        let item = Item {
            item_id: "item".to_owned(),
            institution_id: None,
            institution_name: None,
            error: (!code.is_empty()).then(|| api_error(code)),
            consent_expires_at: None,
        };
        Ok(Answer { value: item, request_id: "request-item".to_owned() })
    }

    /// `/accounts/get` with one account, or failing with this code.
    fn accounts(code: &str) -> Result<Answer<Vec<Account>>, plaid::Error> {
        if !code.is_empty() {
            return Err(plaid::Error::Api(Box::new(api_error(code))));
        }
        let balances = Balances { current: None, available: None, limit: None, currency: None, as_of: None };
        let account = Account {
            account_id: "account".to_owned(),
            persistent_account_id: None,
            name: "Checking".to_owned(),
            official_name: None,
            mask: None,
            kind: "depository".to_owned(),
            subtype: None,
            balances,
        };
        Ok(Answer { value: vec![account], request_id: "request-accounts".to_owned() })
    }

    /// The health, and whether there are accounts; or the setback.
    fn read(item_code: &str, accounts_code: &str) -> Result<(Health, bool), Setback> {
        Reading::of(item(item_code), accounts(accounts_code), Timestamp::UNIX_EPOCH)
            .map(|reading| (reading.standing.health, reading.reported.is_some()))
            .map_err(|obstacle| obstacle.setback)
    }

    #[test]
    fn what_two_answers_say_together() {
        let table = [
            ("", "", Ok((Health::Good, true))),
            ("ITEM_LOGIN_REQUIRED", "", Ok((CREDENTIALS, true))),
            ("ITEM_LOGIN_REQUIRED", "ITEM_LOGIN_REQUIRED", Ok((CREDENTIALS, false))),
            ("", "ITEM_LOGIN_REQUIRED", Ok((CREDENTIALS, false))),
            ("PENDING_EXPIRATION", "PENDING_EXPIRATION", Ok((Health::NeedsUpdate(UpdateReason::ConsentEnds), false))),
            ("", "INSTITUTION_NO_LONGER_SUPPORTED", Ok((Health::BankUnavailable, false))),
            ("!ITEM_NOT_FOUND", "INTERNAL_SERVER_ERROR", Ok((Health::Gone, false))),
            ("!INTERNAL_SERVER_ERROR", "USER_PERMISSION_REVOKED", Ok((Health::Gone, false))),
            ("!INTERNAL_SERVER_ERROR", "", Err(Setback::PlaidUnreachable)),
            ("", "INTERNAL_SERVER_ERROR", Err(Setback::PlaidUnreachable)),
            ("", "INSTITUTION_DOWN", Err(Setback::BankUnavailable)),
            ("INSTITUTION_DOWN", "", Ok((Health::BankUnavailable, true))),
            ("INSTITUTION_DOWN", "INSTITUTION_DOWN", Err(Setback::BankUnavailable)),
            ("!INVALID_API_KEYS", "INVALID_API_KEYS", Err(Setback::PlaidKeysRefused)),
            ("", "PRODUCT_NOT_READY", Err(Setback::PlaidRefused)),
            ("", "NOBODY_KNOWS_THIS", Err(Setback::PlaidRefused)),
        ];
        for (item, accounts, expected) in table {
            assert_eq!(read(item, accounts), expected, "`{item}` and `{accounts}`");
        }
    }

    #[test]
    fn an_answer_about_another_login_is_told_apart() {
        let institution = Institution { id: "ins_1".to_owned(), name: "Bank".to_owned() };
        let connection = Connection {
            id: ConnectionId::new(uuid::Uuid::from_u128(1)),
            login: Some(LoginId::new(Uuid::nil())),
            item_id: "item".to_owned(),
            institution,
            health: Health::Good,
            consent_ends_at: None,
            updated_at: None,
            obsolete: false,
            paused: false,
            news: AccountNews::default(),
        };
        let item = item("").unwrap().value;
        let at_bank = |id: &str| Item { institution_id: Some(id.to_owned()), ..item.clone() };
        let whose = Whose::of(&connection).unwrap();
        assert!(whose.is(&item) && whose.is(&at_bank("ins_1")));
        assert!(!whose.is(&at_bank("ins_2")), "the bank moved");
        assert!(!whose.is(&Item { item_id: "other".to_owned(), ..item }));
        assert!(Whose::of(&Connection { login: None, ..connection }).is_none(), "its removal was asked for");
    }

    #[test]
    fn the_ids_of_both_requests_are_kept() {
        let reading = Reading::of(item(""), accounts("ITEM_LOGIN_REQUIRED"), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(reading.request_ids, ["request-item", "request-ITEM_LOGIN_REQUIRED"]);
    }
}
