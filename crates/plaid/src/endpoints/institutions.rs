//! `/institutions/get_by_id` and `/institutions/search`: the banks that Plaid serves.

use serde::{Deserialize, Serialize};

use super::{COUNTRY_CODES, PRODUCTS};
use crate::{
    client::{Answer, Client},
    endpoint::Endpoint,
    error::Error,
};

/// A bank.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Institution {
    /// `ins_…`
    pub institution_id: String,
    /// The name of the bank.
    pub name: String,
    /// Whether the user signs in on a page of the bank's own.
    #[serde(default)]
    pub oauth: bool,
}

impl Client {
    /// The bank with this id.
    ///
    /// # Errors
    /// As every call.
    pub async fn institution(&self, institution_id: &str) -> Result<Answer<Institution>, Error> {
        let request = GetRequest { institution_id, country_codes: COUNTRY_CODES };
        let answer = self.call::<_, GetResponse>(Endpoint::InstitutionGet, None, &request).await?;
        Ok(answer.map(|response| response.institution))
    }

    /// Banks whose name resembles `query`, which must not be empty. Plaid names a few of them only.
    ///
    /// # Errors
    /// As every call.
    pub async fn search_institutions(&self, query: &str) -> Result<Answer<Vec<Institution>>, Error> {
        let request = SearchRequest { query, products: PRODUCTS, country_codes: COUNTRY_CODES };
        let answer = self.call::<_, SearchResponse>(Endpoint::InstitutionsSearch, None, &request).await?;
        Ok(answer.map(|response| response.institutions))
    }
}

#[derive(Serialize)]
struct GetRequest<'a> {
    institution_id: &'a str,
    country_codes: [&'static str; 2],
}

#[derive(Deserialize)]
struct GetResponse {
    institution: Institution,
}

#[derive(Serialize)]
struct SearchRequest<'a> {
    query: &'a str,
    products: [&'static str; 1],
    country_codes: [&'static str; 2],
}

#[derive(Deserialize)]
struct SearchResponse {
    institutions: Vec<Institution>,
}
