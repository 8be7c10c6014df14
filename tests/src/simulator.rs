//! The simulator that outlives the application: it runs in the test's own process.

use plaid_sandbox::{Config, ItemReport, Sandbox};
use serde_json::json;

use crate::Trouble;

/// Starts one.
pub async fn start() -> Result<Sandbox, Trouble> {
    Sandbox::start(Config::default()).await.map_err(|error| Trouble::Simulator(error.to_string()))
}

/// The line by which an application finds it.
#[must_use]
pub fn line_of(sandbox: &Sandbox) -> String {
    json!({ "base_url": sandbox.base_url(), "client_id": sandbox.client_id(), "secret": sandbox.secret() }).to_string()
}

/// What the bank with this institution ID has of us.
pub fn item_at(sandbox: &Sandbox, institution_id: &str) -> Result<ItemReport, Trouble> {
    let item = sandbox.items().into_iter().find(|item| item.institution_id == institution_id);
    item.ok_or_else(|| Trouble::Simulator(format!("there is no Item at {institution_id}")))
}
