//! `/accounts/get`: the accounts that the user granted, with the balances that Plaid last saw.

use serde::{Deserialize, Serialize};

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
    /// As of Plaid's last visit to the bank.
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
}

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
        match self.call::<_, Response>(Endpoint::AccountsGet, Some(token), &request).await {
            Ok(answer) => Ok(answer.map(|response| response.accounts.into_iter().map(Account::from).collect())),
            Err(Error::Api(error)) if says_that_there_are_none(&error) => {
                Ok(Answer { value: Vec::new(), request_id: error.request_id.unwrap_or_default() })
            }
            Err(error) => Err(error),
        }
    }
}

/// The type counts too: a code of the same name on something else than an Item would say nothing of its accounts.
fn says_that_there_are_none(error: &ApiError) -> bool {
    (error.kind.as_str(), error.code.as_str()) == ("ITEM_ERROR", "NO_ACCOUNTS")
}

#[derive(Serialize)]
struct Request<'a> {
    access_token: SecretField<'a>,
}

#[derive(Deserialize)]
struct Response {
    accounts: Vec<AccountBody>,
}

#[derive(Deserialize)]
struct AccountBody {
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
            },
        }
    }
}
