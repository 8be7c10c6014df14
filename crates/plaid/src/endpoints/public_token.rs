//! `/item/public_token/exchange`: the moment in which an Item begins to be ours, and to be billed.

use serde::{Deserialize, Serialize};

use crate::{
    client::{Answer, Client},
    endpoint::Endpoint,
    error::Error,
    http::SecretField,
    tokens::{AccessToken, PublicToken},
};

/// An Item that has just become ours.
#[derive(Debug, Clone, Deserialize)]
pub struct NewItem {
    /// The only copy there will ever be.
    pub access_token: AccessToken,
    /// Plaid's id of the Item.
    pub item_id: String,
}

impl Client {
    /// Exchanges a public token for the lasting one. Never repeated: a second exchange fails even where the first worked.
    ///
    /// # Errors
    /// As every call. Where it is [not certain](Error::certainty) what Plaid did, an Item may exist whose token nobody holds.
    pub async fn exchange(&self, token: &PublicToken) -> Result<Answer<NewItem>, Error> {
        let request = Request { public_token: SecretField(token.secret()) };
        self.call(Endpoint::PublicTokenExchange, None, &request).await
    }
}

#[derive(Serialize)]
struct Request<'a> {
    public_token: SecretField<'a>,
}
