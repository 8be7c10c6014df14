//! One request over HTTP and its answer as bytes. The only file of this crate that exposes a secret.
//!
//! Secrets leave through two doors: the key in a header that is marked as sensitive, and tokens in the body. They must
//! never get into a URL, an error or a log, and never onto a connection that is neither encrypted nor on this machine.

use std::{
    hash::{BuildHasher, RandomState},
    time::Duration,
};

use reqwest::{
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
    redirect, retry, tls,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, Serializer};
use url::{Host, Url};

use crate::{
    client::ConfigurationError,
    error::{Error, Flaw},
    limits::Limits,
    tokens::AccessToken,
};

/// The version of Plaid's API that the types of this crate are written against.
const API_VERSION: HeaderValue = HeaderValue::from_static("2020-09-14");
const CLIENT_ID: HeaderName = HeaderName::from_static("plaid-client-id");
const SECRET: HeaderName = HeaderName::from_static("plaid-secret");
const VERSION: HeaderName = HeaderName::from_static("plaid-version");

/// Sends requests to one base URL with one pair of keys.
pub(crate) struct Http {
    client: reqwest::Client,
    base_url: Url,
    client_id: String,
    /// Where there is none, nothing is ever sent.
    secret: Option<SecretString>,
    response_bytes: usize,
    item_hasher: RandomState,
}

/// What came back, whatever its status.
pub(crate) struct Reply {
    pub(crate) http_status: u16,
    pub(crate) body: Vec<u8>,
}

/// A secret that goes into the body of a request.
pub(crate) struct SecretField<'a>(pub(crate) &'a SecretString);

impl Serialize for SecretField<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // EXPOSE: Plaid takes tokens in the body only; the body goes to the socket and nowhere else.
        serializer.serialize_str(self.0.expose_secret())
    }
}

impl Http {
    pub(crate) fn new(
        base_url: Url,
        client_id: String,
        secret: Option<SecretString>,
        limits: &Limits,
    ) -> Result<Self, ConfigurationError> {
        let local = is_local(&base_url);
        match base_url.scheme() {
            "https" => {}
            "http" if local => {}
            _ => return Err(ConfigurationError::NotEncrypted),
        }
        if !base_url.username().is_empty() || base_url.password().is_some() || base_url.query().is_some() {
            return Err(ConfigurationError::NotABaseUrl);
        }
        if let Some(secret) = &secret {
            headers(&client_id, secret)?;
        }

        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("bank-connections/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(limits.connect_timeout)
            .https_only(!local)
            .tls_version_min(tls::Version::TLS_1_2)
            // Following one would carry the keys to another place.
            .redirect(redirect::Policy::none())
            // What is repeated is decided in one place, by the endpoint.
            .retry(retry::never());
        if local {
            builder = builder.no_proxy();
        }
        if base_url.scheme() == "http" {
            // Reading the system's certificates takes a while, and nothing here will ask for one.
            builder = builder.tls_certs_only([]);
        }
        let client = builder.build().map_err(ConfigurationError::NoTls)?;
        let response_bytes = limits.response_bytes;
        Ok(Self { client, base_url, client_id, secret, response_bytes, item_hasher: RandomState::new() })
    }

    /// Posts `request` to `path` and reads the whole answer within `timeout`.
    pub(crate) async fn post<B: Serialize>(&self, path: &str, request: &B, timeout: Duration) -> Result<Reply, Error> {
        let body = serde_json::to_vec(request).expect("requests are structs of texts, numbers and flags");
        let secret = self.secret.as_ref().ok_or(Error::NoSecret)?;
        let headers = headers(&self.client_id, secret).expect("the keys were accepted when the client was made");
        let sent = self.client.post(self.address(path)).timeout(timeout).headers(headers).body(body).send();
        let mut response = sent.await.map_err(failure)?;

        let http_status = response.status().as_u16();
        let too_large = || Error::Unreadable { http_status, flaw: Flaw::TooLarge, request_id: None };
        if response.content_length().is_some_and(|length| length > self.response_bytes as u64) {
            return Err(too_large());
        }
        let promised = response.content_length().and_then(|length| usize::try_from(length).ok());
        let mut body = Vec::with_capacity(promised.unwrap_or_default());
        while let Some(chunk) = response.chunk().await.map_err(failure)? {
            if chunk.len() > self.response_bytes - body.len() {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply { http_status, body })
    }

    /// Tells Items apart for the rate limits, without keeping their tokens.
    pub(crate) fn item_key(&self, token: &AccessToken) -> u64 {
        // EXPOSE: only a keyed hash is kept, from which the token can't be read back.
        self.item_hasher.hash_one(token.secret().expose_secret())
    }

    /// The text without the secret, should somebody have put it there.
    pub(crate) fn without_secret(&self, text: &str) -> String {
        match &self.secret {
            // EXPOSE: only to take it out.
            Some(secret) if !secret.expose_secret().is_empty() => text.replace(secret.expose_secret(), "…"),
            Some(_) | None => text.to_owned(),
        }
    }

    /// Where requests go to.
    pub(crate) const fn base_url(&self) -> &Url {
        &self.base_url
    }

    /// Whose requests they are.
    pub(crate) fn client_id(&self) -> &str {
        &self.client_id
    }

    /// Whether anything can be sent.
    pub(crate) const fn has_secret(&self) -> bool {
        self.secret.is_some()
    }

    fn address(&self, path: &str) -> Url {
        let mut address = self.base_url.clone();
        address.set_path(&format!("{}{path}", self.base_url.path().trim_end_matches('/')));
        address
    }
}

fn headers(client_id: &str, secret: &SecretString) -> Result<HeaderMap, ConfigurationError> {
    let client_id = HeaderValue::from_str(client_id).map_err(|_| ConfigurationError::UnusableKeys)?;
    // EXPOSE: Plaid takes the key in this header; marked as sensitive it is neither printed nor compressed.
    let secret = HeaderValue::from_str(secret.expose_secret());
    let mut secret = secret.map_err(|_| ConfigurationError::UnusableKeys)?;
    secret.set_sensitive(true);
    Ok(HeaderMap::from_iter([
        (CLIENT_ID, client_id),
        (SECRET, secret),
        (VERSION, API_VERSION),
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
    ]))
}

/// Whether the address can't leave this machine, where there is nobody to hide from.
fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn failure(error: reqwest::Error) -> Error {
    if error.is_connect() {
        Error::Unreachable(error.without_url())
    } else if error.is_timeout() {
        Error::TimedOut
    } else {
        Error::Interrupted(error.without_url())
    }
}
