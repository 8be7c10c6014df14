//! `/item/get` and `/item/remove`: one login at one bank, which Plaid calls an Item.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::confirmation::Confirmation;
use crate::{
    client::{Answer, Client},
    endpoint::Endpoint,
    error::{ApiError, Error, ErrorBody},
    http::SecretField,
    tokens::AccessToken,
};

/// What Plaid knows of a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Plaid's id of it.
    pub item_id: String,
    /// `ins_…`; absent for Items without a bank.
    pub institution_id: Option<String>,
    /// The name of the bank.
    pub institution_name: Option<String>,
    /// What stands in the way of using it. It comes with a successful answer.
    pub error: Option<ApiError>,
    /// When the bank's consent ends, where it does.
    pub consent_expires_at: Option<Timestamp>,
}

impl Client {
    /// The state of the Item.
    ///
    /// # Errors
    /// As every call. An error that stands on the Item is no error of the call: it is in [`Item::error`].
    pub async fn item(&self, token: &AccessToken) -> Result<Answer<Item>, Error> {
        let answer = self.call::<_, Response>(Endpoint::ItemGet, Some(token), &Request::of(token)).await?;
        Ok(answer.map(|response| Item::from(response.item)))
    }

    /// Removes the Item for ever and ends its billing.
    ///
    /// # Errors
    /// As every call. [`ErrorClass::ItemGone`](crate::ErrorClass::ItemGone) means that there is nothing left to remove.
    pub async fn remove_item(&self, token: &AccessToken) -> Result<Answer<()>, Error> {
        let answer = self.call::<_, Confirmation>(Endpoint::ItemRemove, Some(token), &Request::of(token)).await?;
        Ok(answer.map(|_| ()))
    }
}

#[derive(Serialize)]
struct Request<'a> {
    access_token: SecretField<'a>,
}

impl<'a> Request<'a> {
    const fn of(token: &'a AccessToken) -> Self {
        Self { access_token: SecretField(token.secret()) }
    }
}

#[derive(Deserialize)]
struct Response {
    item: ItemBody,
}

#[derive(Deserialize)]
struct ItemBody {
    item_id: String,
    institution_id: Option<String>,
    institution_name: Option<String>,
    error: Option<ErrorBody>,
    consent_expiration_time: Option<Timestamp>,
}

impl From<ItemBody> for Item {
    fn from(body: ItemBody) -> Self {
        Self {
            item_id: body.item_id,
            institution_id: body.institution_id,
            institution_name: body.institution_name,
            error: body.error.and_then(|error| error.read(None)),
            consent_expires_at: body.consent_expiration_time,
        }
    }
}
