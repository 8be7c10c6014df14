//! What happens to Items at the bank or at Plaid, without the client.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Number, Value, json};

use super::{ItemReport, Refusal};
use crate::{
    bank::{Amount, Balances, BankAccount},
    simulation::Simulation,
    world::Renaming,
};

pub(super) async fn list(State(simulation): State<Arc<Simulation>>) -> Json<Vec<ItemReport>> {
    Json(simulation.with_world(|world, _| world.items.iter().map(ItemReport::from).collect()))
}

/// Removes it as if somebody else had done it.
pub(super) async fn remove(
    State(simulation): State<Arc<Simulation>>,
    Path(item_id): Path<String>,
) -> Result<StatusCode, Refusal> {
    simulation.with_world(|world, _| {
        world.item(&item_id).ok_or(Refusal::NotFound)?.removed = true;
        Ok(StatusCode::NO_CONTENT)
    })
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Churn {
    account_ids: Option<Vec<String>>,
}

pub(super) async fn churn(
    State(simulation): State<Arc<Simulation>>,
    Path(item_id): Path<String>,
    request: Option<Json<Churn>>,
) -> Result<Json<Value>, Refusal> {
    let only = request.unwrap_or_default().0.account_ids;
    let churned = simulation.with_world(|world, _| world.churn(&item_id, only.as_deref()));
    Ok(Json(json!({ "churned": churned.ok_or(Refusal::NotFound)? })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetError {
    error_code: Option<String>,
}

pub(super) async fn set_error(
    State(simulation): State<Arc<Simulation>>,
    Path(item_id): Path<String>,
    Json(SetError { error_code }): Json<SetError>,
) -> Result<StatusCode, Refusal> {
    simulation.with_world(|world, _| {
        world.item(&item_id).ok_or(Refusal::NotFound)?.set_error(error_code.as_deref());
        Ok(StatusCode::NO_CONTENT)
    })
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpireConsent {
    /// 0: at once.
    #[serde(default)]
    in_s: u32,
}

pub(super) async fn expire_consent(
    State(simulation): State<Arc<Simulation>>,
    Path(item_id): Path<String>,
    request: Option<Json<ExpireConsent>>,
) -> Result<StatusCode, Refusal> {
    let wait = SignedDuration::from_secs(request.unwrap_or_default().0.in_s.into());
    simulation.with_world(|world, now| {
        world.item(&item_id).ok_or(Refusal::NotFound)?.end_consent(now + wait, now);
        Ok(StatusCode::NO_CONTENT)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenAccount {
    name: String,
    official_name: Option<String>,
    mask: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    subtype: Option<String>,
    currency: Option<String>,
    balance: Option<Number>,
    /// Whether the client sees it at once.
    #[serde(default)]
    granted: bool,
}

pub(super) async fn open_account(
    State(simulation): State<Arc<Simulation>>,
    Path(item_id): Path<String>,
    Json(request): Json<OpenAccount>,
) -> Result<Json<Value>, Refusal> {
    let balance = match &request.balance {
        Some(number) => Amount::from_json(number)
            .ok_or_else(|| Refusal::Invalid("`balance` has more than four decimals".to_owned()))?,
        None => Amount::from_cents(0),
    };
    let account = |key| BankAccount {
        key,
        name: request.name,
        official_name: request.official_name,
        mask: request.mask,
        kind: request.kind,
        subtype: request.subtype,
        currency: request.currency.unwrap_or_else(|| "USD".to_owned()),
        balances: Balances { current: Some(balance), available: None, limit: None },
        transactions: None,
    };
    simulation.with_world(|world, now| {
        let key = world.open_account(&item_id, account, request.granted, now).ok_or(Refusal::NotFound)?;
        Ok(Json(json!({ "key": key })))
    })
}

pub(super) async fn close_account(
    State(simulation): State<Arc<Simulation>>,
    Path((item_id, account_id)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    done(simulation.with_world(|world, _| world.close_account(&item_id, &account_id)))
}

pub(super) async fn withdraw_account(
    State(simulation): State<Arc<Simulation>>,
    Path((item_id, account_id)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    done(simulation.with_world(|world, _| world.withdraw_account(&item_id, &account_id)))
}

/// A field that is left out stays as it is.
pub(super) async fn rename_account(
    State(simulation): State<Arc<Simulation>>,
    Path((item_id, account_id)): Path<(String, String)>,
    Json(renaming): Json<Renaming>,
) -> Result<StatusCode, Refusal> {
    done(simulation.with_world(|world, _| world.rename_account(&item_id, &account_id, renaming)))
}

/// The same at the bank itself, for the Items that are made from now on.
pub(super) async fn rename_for_new_items(
    State(simulation): State<Arc<Simulation>>,
    Path((institution_id, key)): Path<(String, String)>,
    Json(renaming): Json<Renaming>,
) -> Result<StatusCode, Refusal> {
    done(simulation.with_world(|world, _| world.rename_for_new_items(&institution_id, &key, renaming)))
}

fn done(outcome: Option<()>) -> Result<StatusCode, Refusal> {
    outcome.map(|()| StatusCode::NO_CONTENT).ok_or(Refusal::NotFound)
}
