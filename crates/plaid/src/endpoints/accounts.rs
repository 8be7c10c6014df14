//! `/accounts/get` and `/accounts/balance/get`: the accounts that the user granted, with the balances that Plaid last saw, or
//! with those of this moment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lenient;
use crate::{
    client::{Answer, Client},
    endpoint::Endpoint,
    error::{ApiError, Error},
    http::SecretField,
    money::{Amount, optional_amount},
    tokens::AccessToken,
};

/// An account as the bank reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Plaid's id. An account granted again comes with a new one.
    pub account_id: String,
    /// Plaid's lasting id, which only few banks give.
    pub persistent_account_id: Option<String>,
    /// The name, by the user or the bank.
    pub name: String,
    /// The longer name that the bank itself uses.
    pub official_name: Option<String>,
    /// The last digits of the account number. They can repeat within an Item.
    pub mask: Option<String>,
    /// `type`, such as `depository`. New values can appear at any time.
    pub kind: String,
    /// Such as `checking`. New values can appear at any time.
    pub subtype: Option<String>,
    /// As of Plaid's last visit to the bank, which for [`Client::balances`] is now.
    pub balances: Balances,
}

/// What is in an account. `None` is an amount that Plaid did not give; one that can't be held says so by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balances {
    /// What is in the account, or what is owed.
    pub current: Option<Amount>,
    /// What can be spent.
    pub available: Option<Amount>,
    /// The limit of credit or overdraft.
    pub limit: Option<Amount>,
    /// ISO 4217, or the unofficial code that Plaid gives in its place.
    pub currency: Option<String>,
    /// When the bank last changed the amounts, where it told Plaid. Balances of such an account are only as new as this.
    pub as_of: Option<Timestamp>,
}

/// The oldest balance that is welcome. Plaid wants to know that of Capital One (`ins_128026`) alone, and of its accounts that are
/// not `depository`, which it can't ask for a balance of this moment; without an answer it refuses with `INVALID_FIELD`.
/// For every other account it passes over the field. An old balance is better than none, because it says its age.
const ANY_AGE: Timestamp = Timestamp::UNIX_EPOCH;

impl Client {
    /// The accounts of the Item that are granted at this moment. This list, and no other, says which are selected.
    ///
    /// The list is empty where Plaid refuses with `NO_ACCOUNTS`. By Plaid's guide to Item errors that is the answer for
    /// an Item whose login works and which has no open account left: each one is closed, or no longer granted.
    ///
    /// # Errors
    /// As every call.
    pub async fn accounts(&self, token: &AccessToken) -> Result<Answer<Vec<Account>>, Error> {
        let request = Request { access_token: SecretField(token.secret()) };
        none_is_an_answer(self.call(Endpoint::AccountsGet, Some(token), &request).await)
    }

    /// The accounts that are named, or all of them, with the balances of this moment: Plaid asks the bank, which can take half
    /// a minute and more, and charges for it. At Capital One cards and loans have the last balance that Plaid knows, and
    /// [`Balances::as_of`] says of when it is.
    ///
    /// The list is empty where Plaid refuses with `NO_ACCOUNTS`, as that of [`accounts`](Self::accounts).
    ///
    /// # Errors
    /// As every call. An account that is not granted any more is refused with `INVALID_ACCOUNT_ID`, and with it the others.
    pub async fn balances(
        &self,
        token: &AccessToken,
        account_ids: Option<&[&str]>,
    ) -> Result<Answer<Vec<Account>>, Error> {
        let options = BalanceOptions { account_ids, min_last_updated_datetime: ANY_AGE };
        let request = BalanceRequest { access_token: SecretField(token.secret()), options };
        none_is_an_answer(self.call(Endpoint::AccountsBalanceGet, Some(token), &request).await)
    }
}

/// The accounts of an answer, or none where that is what Plaid said.
fn none_is_an_answer(outcome: Result<Answer<Response>, Error>) -> Result<Answer<Vec<Account>>, Error> {
    match outcome {
        Ok(answer) => Ok(answer.map(|response| accounts(response.accounts))),
        Err(Error::Api(error)) if says_that_there_are_none(&error) => {
            Ok(Answer { value: Vec::new(), request_id: error.request_id.unwrap_or_default() })
        }
        Err(error) => Err(error),
    }
}

/// Accounts as they come over the wire, in plain types.
pub(super) fn accounts(bodies: Vec<AccountBody>) -> Vec<Account> {
    bodies.into_iter().map(Account::from).collect()
}

/// The type counts too: a code of the same name on something else than an Item would say nothing of its accounts.
fn says_that_there_are_none(error: &ApiError) -> bool {
    (error.kind.as_str(), error.code.as_str()) == ("ITEM_ERROR", "NO_ACCOUNTS")
}

#[derive(Serialize)]
struct Request<'a> {
    access_token: SecretField<'a>,
}

#[derive(Serialize)]
struct BalanceRequest<'a> {
    access_token: SecretField<'a>,
    options: BalanceOptions<'a>,
}

#[derive(Serialize)]
struct BalanceOptions<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    account_ids: Option<&'a [&'a str]>,
    min_last_updated_datetime: Timestamp,
}

#[derive(Deserialize)]
struct Response {
    accounts: Vec<AccountBody>,
}

#[derive(Deserialize)]
pub(super) struct AccountBody {
    account_id: String,
    persistent_account_id: Option<String>,
    name: String,
    official_name: Option<String>,
    mask: Option<String>,
    r#type: String,
    subtype: Option<String>,
    balances: BalancesBody,
}

#[derive(Deserialize)]
struct BalancesBody {
    #[serde(default, deserialize_with = "optional_amount")]
    current: Option<Amount>,
    #[serde(default, deserialize_with = "optional_amount")]
    available: Option<Amount>,
    #[serde(default, deserialize_with = "optional_amount")]
    limit: Option<Amount>,
    iso_currency_code: Option<String>,
    unofficial_currency_code: Option<String>,
    #[serde(default, deserialize_with = "lenient::parsed")]
    last_updated_datetime: Option<Timestamp>,
}

impl From<AccountBody> for Account {
    fn from(body: AccountBody) -> Self {
        let balances = body.balances;
        Self {
            account_id: body.account_id,
            persistent_account_id: body.persistent_account_id.filter(|id| !id.is_empty()),
            name: body.name,
            official_name: body.official_name,
            mask: body.mask,
            kind: body.r#type,
            subtype: body.subtype,
            balances: Balances {
                current: balances.current,
                available: balances.available,
                limit: balances.limit,
                currency: balances.iso_currency_code.or(balances.unofficial_currency_code),
                as_of: balances.last_updated_datetime,
            },
        }
    }
}
