//! The simulator that outlives the application, and what really is at the bank.

use plaid_sandbox::{Config, Sandbox};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Trouble;

/// A running simulator.
#[derive(Debug)]
pub struct Simulator {
    sandbox: Sandbox,
    http: reqwest::Client,
}

/// A connection as the bank and Plaid have it.
#[derive(Clone, Debug, Deserialize)]
pub struct BankItem {
    /// Plaid's id.
    pub item_id: String,
    /// The token of the client.
    pub access_token: Option<String>,
    /// Plaid's id of the bank.
    pub institution_id: String,
    /// The standing error.
    pub error_code: Option<String>,
    /// All accounts of the login.
    pub accounts: Vec<BankAccount>,
}

/// An account as the bank and Plaid have it.
#[derive(Clone, Debug, Deserialize)]
pub struct BankAccount {
    /// Its name.
    pub name: String,
    /// Its last digits.
    pub mask: Option<String>,
    /// Whether the user granted it.
    pub selected: bool,
    /// The id under which it is granted.
    pub account_id: Option<String>,
}

impl Simulator {
    /// Starts one.
    pub async fn start() -> Result<Simulator, Trouble> {
        let sandbox = Sandbox::start(Config::default()).await.map_err(|error| Trouble::Simulator(error.to_string()))?;
        Ok(Simulator { sandbox, http: reqwest::Client::new() })
    }

    /// The line by which an application finds it.
    #[must_use]
    pub fn line(&self) -> String {
        let sandbox = &self.sandbox;
        json!({ "base_url": sandbox.base_url(), "client_id": sandbox.client_id(), "secret": sandbox.secret() })
            .to_string()
    }

    /// Its faults, switches and counters.
    #[must_use]
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// What the bank with this institution ID has of us.
    pub async fn item_at(&self, institution_id: &str) -> Result<BankItem, Trouble> {
        let items: Items = self.get("/control/items").await?;
        let found = items.items.into_iter().find(|item| item.institution_id == institution_id);
        found.ok_or_else(|| Trouble::Simulator(format!("there is no Item at {institution_id}")))
    }

    /// Every public token that came of a session.
    pub async fn public_tokens(&self) -> Result<Vec<String>, Trouble> {
        let report: Value = self.get("/control/link_sessions").await?;
        let mut tokens = Vec::new();
        collect(&report, "public_token", &mut tokens);
        Ok(tokens)
    }

    async fn get<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        let request = self.http.get(format!("{}{path}", self.sandbox.base_url()));
        let request = request
            .header("PLAID-CLIENT-ID", self.sandbox.client_id())
            .header("PLAID-SECRET", self.sandbox.secret())
            .send();
        let answer = async { request.await?.error_for_status()?.json().await };
        answer.await.map_err(|error: reqwest::Error| Trouble::Simulator(error.to_string()))
    }
}

#[derive(Deserialize)]
struct Items {
    items: Vec<BankItem>,
}

fn collect(value: &Value, name: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get(name).and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| collect(field, name, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, name, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
