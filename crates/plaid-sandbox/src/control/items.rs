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
    simulation.with_world(|world, _| {
        let key = format!("opened-{}", world.ids.uuid());
        let account = BankAccount {
            key: key.clone(),
            name: request.name,
            official_name: request.official_name,
            mask: request.mask,
            kind: request.kind,
            subtype: request.subtype,
            currency: request.currency.unwrap_or_else(|| "USD".to_owned()),
            balances: Balances { current: Some(balance), available: None, limit: None },
            transactions: None,
        };
        world.open_account(&item_id, account).ok_or(Refusal::NotFound)?;
        Ok(Json(json!({ "key": key })))
    })
}

/// A field that is left out stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RenameAccount {
    name: Option<String>,
    official_name: Option<String>,
    mask: Option<String>,
}

pub(super) async fn rename_account(
    State(simulation): State<Arc<Simulation>>,
    Path((item_id, account_id)): Path<(String, String)>,
    Json(RenameAccount { name, official_name, mask }): Json<RenameAccount>,
) -> Result<StatusCode, Refusal> {
    let renaming = Renaming { name, official_name, mask };
    simulation.with_world(|world, _| {
        world.rename_account(&item_id, &account_id, renaming).ok_or(Refusal::NotFound)?;
        Ok(StatusCode::NO_CONTENT)
    })
}
