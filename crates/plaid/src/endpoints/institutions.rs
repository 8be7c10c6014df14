//! `/institutions/get_by_id` and `/institutions/search`: the banks that Plaid serves.

use serde::{Deserialize, Serialize};

use super::{COUNTRY_CODES, PRODUCTS};
use crate::{
    client::{Answer, Client},
    endpoint::Endpoint,
    error::{ApiError, Error},
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

/// Chase: a bank that Plaid knows in each of its environments.
const KNOWN_EVERYWHERE: &str = "ins_56";

impl Client {
    /// Whether Plaid takes these keys: asks for a bank that is known everywhere, which changes nothing and costs nothing. It
    /// is asked once only, because somebody waits for the answer.
    ///
    /// # Errors
    /// As every call. Plaid's own words are those of the error, without the secret should they quote it.
    pub async fn check_keys(&self) -> Result<Answer<()>, Error> {
        let request = GetRequest { institution_id: KNOWN_EVERYWHERE, country_codes: COUNTRY_CODES };
        match self.call_once::<_, GetResponse>(Endpoint::InstitutionGet, &request).await {
            Ok(answer) => Ok(answer.map(drop)),
            Err(Error::Api(error)) => self.verdict_of_refusal(*error),
            Err(error) => Err(error),
        }
    }

    /// Where only the bank is unknown, the keys were taken.
    fn verdict_of_refusal(&self, mut error: ApiError) -> Result<Answer<()>, Error> {
        if error.code == "INVALID_INSTITUTION" {
            return Ok(Answer { value: (), request_id: error.request_id.unwrap_or_default() });
        }
        error.message = self.without_its_secret(&error.message);
        error.display_message = error.display_message.map(|text| self.without_its_secret(&text));
        Err(Error::Api(Box::new(error)))
    }

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
