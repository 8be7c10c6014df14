//! The two endpoints that only test environments have: an Item without a page, and a login that no longer works.

use serde::{Deserialize, Serialize, de::IgnoredAny};

use super::PRODUCTS;
use crate::{
    client::{Answer, Client},
    endpoint::Endpoint,
    error::Error,
    http::SecretField,
    tokens::{AccessToken, PublicToken},
};

impl Client {
    /// Connects a test bank without a page, with all of its standard accounts.
    ///
    /// # Errors
    /// As every call.
    pub async fn sandbox_public_token(&self, institution_id: &str) -> Result<Answer<PublicToken>, Error> {
        let request = CreateRequest { institution_id, initial_products: PRODUCTS };
        let answer = self.call::<_, CreateResponse>(Endpoint::SandboxPublicTokenCreate, None, &request).await?;
        Ok(answer.map(|response| response.public_token))
    }

    /// Makes the Item say that its login has to be renewed.
    ///
    /// # Errors
    /// As every call.
    pub async fn sandbox_reset_login(&self, token: &AccessToken) -> Result<Answer<()>, Error> {
        let request = ResetRequest { access_token: SecretField(token.secret()) };
        let answer = self.call::<_, IgnoredAny>(Endpoint::SandboxResetLogin, None, &request).await?;
        Ok(answer.map(|_| ()))
    }
}

#[derive(Serialize)]
struct CreateRequest<'a> {
    institution_id: &'a str,
    initial_products: [&'static str; 1],
}

#[derive(Deserialize)]
struct CreateResponse {
    public_token: PublicToken,
}

#[derive(Serialize)]
struct ResetRequest<'a> {
    access_token: SecretField<'a>,
}
