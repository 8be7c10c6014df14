//! What a session added: the Item's public token, and what the page told of bank and accounts.
//!
//! The token is good for half an hour and exists nowhere else, so nothing that stands beside it may spoil it: whatever
//! is absent, null or of another shape than Plaid documents is left out.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

use crate::tokens::PublicToken;

/// An Item that a session made.
#[derive(Debug, Clone)]
pub struct AddedItem {
    /// What the lasting token is exchanged for.
    pub public_token: PublicToken,
    /// The bank that the user picked, where Plaid tells.
    pub institution: Option<AddedInstitution>,
    /// The accounts that the user chose, as far as Plaid tells. The Item's own list is what counts.
    pub accounts: Vec<AddedAccount>,
}

/// The bank that the user picked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct AddedInstitution {
    /// `ins_…`
    #[serde(default, deserialize_with = "text")]
    pub institution_id: Option<String>,
    /// The name of the bank.
    #[serde(default, deserialize_with = "text")]
    pub name: Option<String>,
}

/// An account that the user chose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct AddedAccount {
    /// Plaid's id.
    #[serde(default, rename = "id", deserialize_with = "text")]
    pub account_id: Option<String>,
    /// The name, by the user or the bank.
    #[serde(default, deserialize_with = "text")]
    pub name: Option<String>,
    /// The last digits of the account number.
    #[serde(default, deserialize_with = "text")]
    pub mask: Option<String>,
    /// `type`, such as `depository`.
    #[serde(default, rename = "type", deserialize_with = "text")]
    pub kind: Option<String>,
    /// Such as `checking`.
    #[serde(default, deserialize_with = "text")]
    pub subtype: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Results {
    item_add_results: Option<Vec<AddedBody>>,
}

/// The deprecated form, which tells of one Item.
#[derive(Deserialize)]
pub(super) struct Success {
    public_token: Option<PublicToken>,
    #[serde(default, deserialize_with = "lenient")]
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct AddedBody {
    public_token: Option<PublicToken>,
    #[serde(flatten)]
    metadata: Metadata,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default, deserialize_with = "lenient")]
    institution: Option<AddedInstitution>,
    #[serde(default, deserialize_with = "lenient")]
    accounts: Option<Vec<Value>>,
}

/// The Items of a session: those of `results`, or else the one of `on_success`.
pub(super) fn items(results: Option<Results>, success: Option<Success>) -> Vec<AddedItem> {
    let bodies = results.and_then(|results| results.item_add_results).unwrap_or_default();
    let added: Vec<_> = bodies.into_iter().filter_map(|body| item(body.public_token, body.metadata)).collect();
    if !added.is_empty() {
        return added;
    }
    success.and_then(|body| item(body.public_token, body.metadata.unwrap_or_default())).into_iter().collect()
}

fn item(public_token: Option<PublicToken>, metadata: Metadata) -> Option<AddedItem> {
    let accounts = metadata.accounts.unwrap_or_default();
    Some(AddedItem {
        public_token: public_token?,
        institution: metadata.institution.filter(|institution| *institution != AddedInstitution::default()),
        accounts: accounts.into_iter().filter_map(|account| AddedAccount::deserialize(account).ok()).collect(),
    })
}

/// The value, or nothing where it is of another shape.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Option<T>, D::Error> {
    Ok(T::deserialize(Value::deserialize(deserializer)?).ok())
}

/// A text that says something.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(lenient::<D, String>(deserializer)?.filter(|text| !text.is_empty()))
}
