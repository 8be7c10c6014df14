//! `/user/create`, `/user/items/get` and `/user/items/remove`: the user under whom new Items are listed, and with whom
//! an Item can be found and removed whose access token nobody holds.
//!
//! Not every client of Plaid has these endpoints, and the third is given to some only. A
//! [refusal](Error::is_refusal) says so, and must never stand in the way of connecting a bank.

use serde::{Deserialize, Serialize};

use super::confirmation::Confirmation;
use crate::{
    client::{Answer, Client},
    endpoint::Endpoint,
    error::Error,
};

/// An Item that Plaid lists for a user, without the token that opens it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UserItem {
    /// Plaid's id of it.
    pub item_id: String,
    /// `ins_…`; absent for Items without a bank.
    pub institution_id: Option<String>,
    /// The name of the bank.
    pub institution_name: Option<String>,
}

impl Client {
    /// Makes the user that this id of ours stands for, and tells Plaid's id of it. The same id gives the same user again.
    ///
    /// # Errors
    /// As every call.
    pub async fn create_user(&self, client_user_id: &str) -> Result<Answer<String>, Error> {
        let request = CreateRequest { client_user_id };
        let answer = self.call::<_, CreateResponse>(Endpoint::UserCreate, None, &request).await?;
        Ok(answer.map(|response| response.user_id))
    }

    /// The Items that were made under the user and not removed since.
    ///
    /// # Errors
    /// As every call.
    pub async fn user_items(&self, user_id: &str) -> Result<Answer<Vec<UserItem>>, Error> {
        let answer = self.call::<_, ItemsResponse>(Endpoint::UserItemsGet, None, &ItemsRequest { user_id }).await?;
        Ok(answer.map(|response| response.items))
    }

    /// Removes Items of the user for ever and ends their billing: all of them, or none where one of them is not the user's.
    ///
    /// # Errors
    /// As every call. An Item that is gone already is no longer the user's, so a removal whose answer got lost is
    /// refused when it is repeated. After any error the list says which are left: what it does not name is removed.
    pub async fn remove_user_items(&self, user_id: &str, item_ids: &[&str]) -> Result<Answer<()>, Error> {
        let request = RemoveRequest { user_id, item_ids };
        let answer = self.call::<_, Confirmation>(Endpoint::UserItemsRemove, None, &request).await?;
        Ok(answer.map(|_| ()))
    }
}

#[derive(Serialize)]
struct CreateRequest<'a> {
    client_user_id: &'a str,
}

#[derive(Deserialize)]
struct CreateResponse {
    user_id: String,
}

#[derive(Serialize)]
struct ItemsRequest<'a> {
    user_id: &'a str,
}

#[derive(Deserialize)]
struct ItemsResponse {
    items: Vec<UserItem>,
}

#[derive(Serialize)]
struct RemoveRequest<'a> {
    user_id: &'a str,
    item_ids: &'a [&'a str],
}
