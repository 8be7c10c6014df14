//! `/link/token/create`: the page on which the user meets the bank.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{COUNTRY_CODES, PRODUCTS};
use crate::{
    client::{Answer, Client},
    endpoint::Endpoint,
    error::Error,
    http::SecretField,
    tokens::{AccessToken, HostedLinkUrl, LinkToken},
};

/// How far back the history shall reach: the most that Plaid offers. It is fixed for an Item when it is made.
const DAYS_OF_HISTORY: u16 = 730;

/// What the page is opened for.
#[derive(Debug, Clone, Copy)]
pub enum Purpose<'a> {
    /// Connecting a bank that the user picks there. Plaid's field to pick it beforehand is meant for Europe alone.
    NewItem {
        /// Plaid's id of the user under whom the Item shall be listed. Not every client of Plaid may name one.
        user_id: Option<&'a str>,
    },
    /// Renewing the login of an Item and choosing its accounts anew.
    Update {
        /// Whose login.
        access_token: &'a AccessToken,
    },
}

/// What Plaid has to know to make a page.
#[derive(Debug, Clone, Copy)]
pub struct NewLink<'a> {
    /// What the page calls the application.
    pub client_name: &'a str,
    /// A random id of the firm's installation: never a name or an e-mail address.
    pub client_user_id: &'a str,
    /// Where the page leads when the user is through or leaves. It is called on success and exit alike, without a result.
    pub completion_redirect_uri: &'a str,
    /// What the page is opened for.
    pub purpose: Purpose<'a>,
}

/// A page that waits to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Names the page when asking what became of it.
    pub token: LinkToken,
    /// Where the page is.
    pub url: HostedLinkUrl,
    /// Until when it can be opened.
    pub expires_at: Timestamp,
}

impl Client {
    /// Makes a page on which the user connects a bank or renews a login.
    ///
    /// # Errors
    /// [`Error::NoHostedLink`] where the keys may not have such pages, otherwise as every call.
    pub async fn create_link(&self, link: NewLink<'_>) -> Result<Answer<Link>, Error> {
        let Answer { value, request_id } =
            self.call::<_, Created>(Endpoint::LinkTokenCreate, None, &Request::from(link)).await?;
        let Some(url) = value.hosted_link_url else {
            return Err(Error::NoHostedLink { request_id });
        };
        Ok(Answer { value: Link { token: value.link_token, url, expires_at: value.expiration }, request_id })
    }
}

#[derive(Serialize)]
struct Request<'a> {
    client_name: &'a str,
    language: &'static str,
    country_codes: [&'static str; 2],
    user: User<'a>,
    hosted_link: HostedLink<'a>,
    #[serde(flatten)]
    purpose: PurposeFields<'a>,
}

#[derive(Serialize)]
struct User<'a> {
    client_user_id: &'a str,
}

#[derive(Serialize)]
struct HostedLink<'a> {
    completion_redirect_uri: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum PurposeFields<'a> {
    NewItem {
        products: [&'static str; 1],
        transactions: Transactions,
        #[serde(skip_serializing_if = "Option::is_none")]
        user_id: Option<&'a str>,
    },
    Update {
        access_token: SecretField<'a>,
        update: Update,
    },
}

#[derive(Serialize)]
struct Transactions {
    days_requested: u16,
}

#[derive(Serialize)]
struct Update {
    account_selection_enabled: bool,
}

impl<'a> From<NewLink<'a>> for Request<'a> {
    fn from(link: NewLink<'a>) -> Self {
        Self {
            client_name: link.client_name,
            language: "en",
            country_codes: COUNTRY_CODES,
            user: User { client_user_id: link.client_user_id },
            hosted_link: HostedLink { completion_redirect_uri: link.completion_redirect_uri },
            purpose: match link.purpose {
                Purpose::NewItem { user_id } => PurposeFields::NewItem {
                    products: PRODUCTS,
                    transactions: Transactions { days_requested: DAYS_OF_HISTORY },
                    user_id,
                },
                Purpose::Update { access_token } => PurposeFields::Update {
                    access_token: SecretField(access_token.secret()),
                    update: Update { account_selection_enabled: true },
                },
            },
        }
    }
}

#[derive(Deserialize)]
struct Created {
    link_token: LinkToken,
    expiration: Timestamp,
    hosted_link_url: Option<HostedLinkUrl>,
}
