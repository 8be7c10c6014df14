//! The simulator that outlives the application: it runs in the test's own process.

use jiff::Timestamp;
use plaid_sandbox::{Clock, Config, Fault, FaultRule, ItemReport, Sandbox};
use serde_json::json;

use crate::Trouble;

/// Starts one.
pub async fn start() -> Result<Sandbox, Trouble> {
    Sandbox::start(Config::default()).await.map_err(|error| Trouble::Simulator(error.to_string()))
}

/// Starts one whose time stands still until it is advanced.
pub async fn start_at(time: Timestamp) -> Result<Sandbox, Trouble> {
    let config = Config { clock: Clock::Fixed(time), ..Config::default() };
    Sandbox::start(config).await.map_err(|error| Trouble::Simulator(error.to_string()))
}

/// The environment in which an application shows its test banks on this simulator.
#[must_use]
pub fn demo_on(sandbox: &Sandbox) -> Vec<(&'static str, String)> {
    let line = json!({ "base_url": sandbox.base_url(), "client_id": sandbox.client_id(), "secret": sandbox.secret() });
    vec![("BANK_CONNECTIONS_SIMULATOR", line.to_string())]
}

/// The environment in which an application takes this simulator for Plaid, with the keys of a firm.
#[must_use]
pub fn firm_on(sandbox: &Sandbox) -> Vec<(&'static str, String)> {
    vec![
        ("PLAID_BASE_URL", sandbox.base_url().to_owned()),
        ("PLAID_CLIENT_ID", sandbox.client_id().to_owned()),
        ("PLAID_SECRET", sandbox.secret().to_owned()),
    ]
}

/// What the bank with this institution ID has of us.
pub fn item_at(sandbox: &Sandbox, institution_id: &str) -> Result<ItemReport, Trouble> {
    let item = sandbox.items().into_iter().find(|item| item.institution_id == institution_id);
    item.ok_or_else(|| Trouble::Simulator(format!("there is no Item at {institution_id}")))
}

/// The Items that somebody could use at the bank with this institution ID, the first first.
#[must_use]
pub fn items_in_use(sandbox: &Sandbox, institution_id: &str) -> Vec<ItemReport> {
    let is_in_use = |item: &ItemReport| item.institution_id == institution_id && item.exchanged && !item.removed;
    sandbox.items().into_iter().filter(is_in_use).collect()
}

/// How often this endpoint was called.
#[must_use]
pub fn calls_of(sandbox: &Sandbox, endpoint: &str) -> u64 {
    sandbox.calls().get(endpoint).copied().unwrap_or_default()
}

/// Has this endpoint answer with an error until the faults are taken back.
pub fn refuse(sandbox: &Sandbox, endpoint: &str, error_code: &str) {
    let fault = Fault::Error { error_code: error_code.to_owned(), error_type: None, http_status: None };
    sandbox.add_fault(FaultRule::new(endpoint, fault));
}

/// Has the bank describe its two cards alike, so that only their ids tell them apart.
pub async fn describe_cards_alike(sandbox: &Sandbox, institution_id: &str) -> Result<(), Trouble> {
    let item = item_at(sandbox, institution_id)?;
    let cards = item.accounts.iter().filter(|account| account.key.ends_with("-card"));
    for card in cards.filter_map(|card| card.account_id.as_deref()) {
        let request = reqwest::Client::new()
            .post(format!("{}/control/items/{}/accounts/{card}", sandbox.base_url(), item.item_id))
            .header("PLAID-CLIENT-ID", sandbox.client_id())
            .header("PLAID-SECRET", sandbox.secret())
            .json(&json!({ "name": "Card", "official_name": null, "mask": "9999" }));
        let answer = request.send().await.and_then(reqwest::Response::error_for_status);
        answer.map_err(|error| Trouble::Simulator(error.to_string()))?;
    }
    Ok(())
}
