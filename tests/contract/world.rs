//! A simulator that remembers what it was asked, and a client of it.

use std::{collections::BTreeSet, time::Duration};

use libtest_mimic::Failed;
use plaid::{AccessToken, Client, Keys, Limits, Link};
use plaid_sandbox::{Config, Exchange, Sandbox, Switches};
use serde_json::Value;

use crate::{documented::Documented, page::Page};

pub const BANK: &str = "ins_109508";

pub struct World {
    pub sandbox: Sandbox,
    pub client: Client,
    http: reqwest::Client,
}

impl World {
    pub async fn start() -> Result<Self, Failed> {
        let switches = Switches { record_exchanges: true, ..Switches::default() };
        let sandbox = Sandbox::start(Config { switches, ..Config::default() }).await?;
        let client = new_client(&sandbox)?;
        // It speaks to loopback only, so it needs none of the system's certificates.
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build()?;
        Ok(Self { sandbox, client, http })
    }

    /// A client that has called nobody yet, so that no rate limit holds it back.
    pub fn fresh_client(&self) -> Result<Client, Failed> {
        new_client(&self.sandbox)
    }

    /// Opens the page of a link.
    pub async fn open(&self, link: &Link) -> Result<Page, Failed> {
        Page::open(self.http.clone(), &link.url).await
    }

    /// Connects a test bank.
    pub async fn item(&self) -> Result<AccessToken, Failed> {
        let public_token = self.client.sandbox_public_token(BANK).await?.value;
        Ok(self.client.exchange(&public_token).await?.value.access_token)
    }

    /// Asks the simulator for what our client never asks.
    pub async fn post(&self, endpoint: &str, request: &Value) -> Result<Exchange, Failed> {
        let body = serde_json::to_vec(request)?;
        self.post_raw(endpoint, self.sandbox.secret(), body).await
    }

    /// The same, with bytes and a secret that may be wrong.
    pub async fn post_raw(&self, endpoint: &str, secret: &str, body: Vec<u8>) -> Result<Exchange, Failed> {
        let request = serde_json::from_slice(&body).unwrap_or_default();
        let response = self
            .http
            .post(format!("{}{endpoint}", self.sandbox.base_url()))
            .header("PLAID-CLIENT-ID", self.sandbox.client_id())
            .header("PLAID-SECRET", secret)
            .header("Plaid-Version", "2020-09-14")
            .header("Content-Type", "application/json")
            .body(body)
            .send()
            .await?;
        let status = response.status().as_u16();
        let response = response.json().await?;
        Ok(Exchange { endpoint: endpoint.to_owned(), request, status, response, faulted: false })
    }

    /// Everything so far was as documented.
    pub fn check(&self, documented: &Documented) -> Result<(), Failed> {
        let exchanges = self.sandbox.exchanges();
        if exchanges.is_empty() {
            return Err("nothing was recorded".into());
        }
        exchanges.iter().try_for_each(|exchange| documented.check(exchange))
    }

    /// The endpoints that were called, with the status of each answer.
    pub fn outcomes(&self) -> BTreeSet<(String, u16)> {
        self.sandbox.exchanges().into_iter().map(|exchange| (exchange.endpoint, exchange.status)).collect()
    }
}

/// Runs a test to its end.
pub fn run(test: impl Future<Output = Result<(), Failed>>) -> Result<(), Failed> {
    tokio::runtime::Runtime::new()?.block_on(test)
}

fn new_client(sandbox: &Sandbox) -> Result<Client, Failed> {
    let keys = Keys { client_id: sandbox.client_id().to_owned(), secret: sandbox.secret().into() };
    let limits = Limits { first_delay: Duration::from_millis(1), ..Limits::default() };
    Ok(Client::new(sandbox.base_url().parse()?, keys, limits)?)
}
