//! What happens to transactions at the bank, and readings of them that break.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Refusal;
use crate::{
    bookings::{BankTransaction, NotBooked},
    simulation::Simulation,
};

/// What is asked for over HTTP: the transaction, and whether Plaid sees it only after a refresh.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Book {
    #[serde(default)]
    awaits_refresh: bool,
    transaction: BankTransaction,
}

pub(super) async fn book(
    State(simulation): State<Arc<Simulation>>,
    Path((item_id, account_id)): Path<(String, String)>,
    Json(Book { awaits_refresh, transaction }): Json<Book>,
) -> Result<Json<Value>, Refusal> {
    let id = simulation.book((&item_id, &account_id), &transaction, awaits_refresh)?;
    Ok(Json(json!({ "transaction_id": id })))
}

pub(super) async fn rebook(
    State(simulation): State<Arc<Simulation>>,
    Path((item_id, transaction_id)): Path<(String, String)>,
    Json(changes): Json<BankTransaction>,
) -> Result<Json<Value>, Refusal> {
    let id = simulation.rebook(&item_id, &transaction_id, &changes)?;
    Ok(Json(json!({ "transaction_id": id })))
}

pub(super) async fn unbook(
    State(simulation): State<Arc<Simulation>>,
    Path((item_id, transaction_id)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    simulation.unbook(&item_id, &transaction_id)?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Generate {
    count: u32,
    #[serde(default = "half_a_year")]
    days: u16,
}

const fn half_a_year() -> u16 {
    180
}

pub(super) async fn generate(
    State(simulation): State<Arc<Simulation>>,
    Path((item_id, account_id)): Path<(String, String)>,
    Json(Generate { count, days }): Json<Generate>,
) -> Result<StatusCode, Refusal> {
    simulation.generate((&item_id, &account_id), count, days).ok_or(Refusal::NotFound)?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BreakReadings {
    times: u32,
    at_page: usize,
}

pub(super) async fn break_readings(
    State(simulation): State<Arc<Simulation>>,
    Path(item_id): Path<String>,
    Json(BreakReadings { times, at_page }): Json<BreakReadings>,
) -> Result<StatusCode, Refusal> {
    simulation.break_readings(&item_id, times, at_page).ok_or(Refusal::NotFound)?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<NotBooked> for Refusal {
    fn from(why: NotBooked) -> Self {
        match why {
            NotBooked::NotFound => Self::NotFound,
            NotBooked::Amount => Self::Invalid(why.to_string()),
        }
    }
}
