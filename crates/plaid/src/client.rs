//! The client itself: one call from the request to the answer, with its turn, its repeats and its trace.
//!
//! What each endpoint asks and answers stands in `endpoints`; how a request travels, in `http`.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use backon::Retryable;
use secrecy::SecretString;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tokio::sync::Semaphore;
use tracing::{debug, instrument, warn};
use url::Url;

use crate::{
    endpoint::{Endpoint, Patience, Repeat},
    error::{Error, ErrorBody, Flaw},
    error_class::ErrorClass,
    http::{Http, Reply},
    limits::Limits,
    pace::Pace,
    tokens::AccessToken,
};

/// Where Plaid's Sandbox lives.
pub const SANDBOX: &str = "https://sandbox.plaid.com";
/// Where Plaid's Production lives.
pub const PRODUCTION: &str = "https://production.plaid.com";

/// The firm's own keys at Plaid.
#[derive(Debug, Clone)]
pub struct Keys {
    /// Names the firm.
    pub client_id: String,
    /// Proves it.
    pub secret: SecretString,
}

/// What Plaid said, and its id of the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<T> {
    /// What was asked for.
    pub value: T,
    /// What Plaid Support asks for. Empty where Plaid sent none.
    pub request_id: String,
}

impl<T> Answer<T> {
    pub(crate) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Answer<U> {
        Answer { value: convert(self.value), request_id: self.request_id }
    }
}

/// Why no client can be made.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// The keys would travel readable for everybody.
    #[error("the address of Plaid must begin with `https:`, unless it is on this computer")]
    NotEncrypted,
    /// The base URL has parts that a base URL can't have.
    #[error("the address of Plaid must not hold a user, a password or a query")]
    NotABaseUrl,
    /// The keys hold characters that no key of Plaid has.
    #[error("the Plaid keys hold characters that can't be sent")]
    UnusableKeys,
    /// The system's certificates can't be read.
    #[error("encrypted connections are not possible on this computer")]
    NoTls(#[source] reqwest::Error),
}

/// A client of one Plaid environment with one pair of keys. Cheap to clone; the clones share their limits.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    http: Http,
    limits: Limits,
    pace: Pace,
    places: Semaphore,
}

impl Client {
    /// A client for the API at `base_url`: [`SANDBOX`], [`PRODUCTION`] or any other place that speaks it.
    ///
    /// # Errors
    /// Where the keys could not be sent, or not safely.
    pub fn new(base_url: Url, keys: Keys, limits: Limits) -> Result<Self, ConfigurationError> {
        Self::of(base_url, keys.client_id, Some(keys.secret), limits)
    }

    /// A client that can't ask Plaid for lack of a secret: each call of it fails with [`Error::NoSecret`].
    ///
    /// # Errors
    /// Where the address is none that keys could be sent to.
    pub fn without_secret(base_url: Url, client_id: String, limits: Limits) -> Result<Self, ConfigurationError> {
        Self::of(base_url, client_id, None, limits)
    }

    /// A client for the same client id at the same place, with this secret or without one.
    ///
    /// # Errors
    /// Where the secret could not be sent.
    pub fn with_secret(&self, secret: Option<SecretString>) -> Result<Self, ConfigurationError> {
        let Inner { http, limits, .. } = &*self.0;
        Self::of(http.base_url().clone(), http.client_id().to_owned(), secret, *limits)
    }

    fn of(
        base_url: Url,
        client_id: String,
        secret: Option<SecretString>,
        limits: Limits,
    ) -> Result<Self, ConfigurationError> {
        Ok(Self(Arc::new(Inner {
            http: Http::new(base_url, client_id, secret, &limits)?,
            limits,
            pace: if limits.paced { Pace::new(limits.longest_hold) } else { Pace::unlimited() },
            places: Semaphore::new(limits.concurrent_calls),
        })))
    }

    /// The firm's id at Plaid.
    #[must_use]
    pub fn client_id(&self) -> &str {
        self.0.http.client_id()
    }

    /// Whether Plaid can be asked at all.
    #[must_use]
    pub fn has_secret(&self) -> bool {
        self.0.http.has_secret()
    }

    /// Plaid's words without the secret of this client.
    pub(crate) fn without_its_secret(&self, text: &str) -> String {
        self.0.http.without_secret(text)
    }

    /// Calls `endpoint`, again where that is safe and promises something. `item` is whose rate limit the call counts in.
    #[instrument(name = "plaid", skip_all, fields(endpoint = endpoint.facts().path))]
    pub(crate) async fn call<B, T>(
        &self,
        endpoint: Endpoint,
        item: Option<&AccessToken>,
        request: &B,
    ) -> Result<Answer<T>, Error>
    where
        B: Serialize + Sync,
        T: DeserializeOwned,
    {
        let attempt = || self.attempt(endpoint, item, request);
        match endpoint.facts().repeat {
            Repeat::Never => attempt().await,
            Repeat::Safe => {
                attempt
                    .retry(self.0.limits.backoff())
                    .when(is_worth_repeating)
                    .adjust(|error, delay| delay.map(|delay| delay * delay_factor(error)))
                    .notify(|_, delay| debug!(delay_ms = delay.as_millis(), "repeats"))
                    .await
            }
        }
    }

    /// Calls `endpoint` once. For where somebody waits for the answer and can ask again.
    #[instrument(name = "plaid", skip_all, fields(endpoint = endpoint.facts().path))]
    pub(crate) async fn call_once<B, T>(&self, endpoint: Endpoint, request: &B) -> Result<Answer<T>, Error>
    where
        B: Serialize + Sync,
        T: DeserializeOwned,
    {
        self.attempt(endpoint, None, request).await
    }

    async fn attempt<B, T>(
        &self,
        endpoint: Endpoint,
        item: Option<&AccessToken>,
        request: &B,
    ) -> Result<Answer<T>, Error>
    where
        B: Serialize + Sync,
        T: DeserializeOwned,
    {
        let Inner { http, limits, pace, places } = &*self.0;
        let facts = endpoint.facts();
        pace.turn(endpoint, item.map(|token| http.item_key(token))).await?;
        let _place = places.acquire().await.expect("the places are never closed");

        let timeout = match facts.patience {
            Patience::Ordinary => limits.answer_timeout,
            Patience::Long => limits.long_answer_timeout,
        };
        let began = Instant::now();
        let outcome = http.post(facts.path, request, timeout).await.and_then(|reply| read(&reply));
        trace(&outcome, began.elapsed());
        outcome
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base_url", &self.0.http.base_url().as_str()).finish_non_exhaustive()
    }
}

fn is_worth_repeating(error: &Error) -> bool {
    // What was held back has waited its time already.
    !matches!(error, Error::HeldBack { .. }) && matches!(error.class(), ErrorClass::Transient | ErrorClass::RateLimited)
}

/// The limits count by the minute and Plaid doesn't say when the next call is welcome, so "too many" is waited out for
/// longer than a failure of the moment.
fn delay_factor(error: &Error) -> u32 {
    if error.class() == ErrorClass::RateLimited { 4 } else { 1 }
}

fn trace<T>(outcome: &Result<Answer<T>, Error>, took: Duration) {
    let duration_ms = took.as_millis();
    match outcome {
        Ok(answer) => debug!(request_id = answer.request_id, duration_ms, "answered"),
        Err(error) => warn!(request_id = error.request_id(), duration_ms, class = ?error.class(), %error, "failed"),
    }
}

/// What the bytes of an answer mean.
fn read<T: DeserializeOwned>(reply: &Reply) -> Result<Answer<T>, Error> {
    let Reply { http_status, body } = reply;
    let http_status = *http_status;
    // Read on its own, so that the id is known even where the rest can't be understood.
    let request_id = serde_json::from_slice::<RequestId>(body).ok().and_then(|envelope| envelope.request_id);
    let unreadable = |error: serde_json::Error| unreadable(&error, http_status, request_id.clone());

    if (200..300).contains(&http_status) {
        let value = serde_json::from_slice(body).map_err(unreadable)?;
        return Ok(Answer { value, request_id: request_id.unwrap_or_default() });
    }
    let error = serde_json::from_slice::<ErrorBody>(body).map_err(&unreadable)?;
    Err(error.read(Some(http_status)).map_or_else(|| unreadable(no_code()), |error| Error::Api(Box::new(error))))
}

/// The error of an answer that is not what it should be.
pub(crate) fn unreadable(error: &serde_json::Error, http_status: u16, request_id: Option<String>) -> Error {
    Error::Unreadable { http_status, flaw: flaw_of(error), request_id: request_id.filter(|id| !id.is_empty()) }
}

fn no_code() -> serde_json::Error {
    serde::de::Error::missing_field("error_code")
}

/// Only the place of the flaw: the text of the error can quote the answer, and the answer can hold a token.
fn flaw_of(error: &serde_json::Error) -> Flaw {
    if error.is_eof() { Flaw::Truncated } else { Flaw::NotUnderstood { line: error.line(), column: error.column() } }
}

#[derive(Deserialize)]
struct RequestId {
    request_id: Option<String>,
}
