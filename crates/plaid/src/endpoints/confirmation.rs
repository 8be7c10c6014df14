//! Plaid's word that something is done for ever.

use serde::{Deserialize, Deserializer, de::Error};

/// An answer that says nothing but that it is done. Without the id that proves it anything could be taken for one: also
/// what something between here and Plaid says in its place.
#[derive(Deserialize)]
pub(super) struct Confirmation {
    #[serde(rename = "request_id", deserialize_with = "proof")]
    _request_id: String,
}

fn proof<'de, D: Deserializer<'de>>(answer: D) -> Result<String, D::Error> {
    let request_id = String::deserialize(answer)?;
    if request_id.is_empty() { Err(D::Error::custom("an empty request id")) } else { Ok(request_id) }
}
