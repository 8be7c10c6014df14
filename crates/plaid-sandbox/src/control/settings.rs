//! Faults, switches, the time, and what was recorded.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Json, extract::State, http::StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Refusal;
use crate::{exchange::Exchange, fault::FaultRule, simulation::Simulation, switches::Switches};

pub(super) async fn faults(State(simulation): State<Arc<Simulation>>) -> Json<Vec<FaultRule>> {
    Json(simulation.faults())
}

pub(super) async fn add_fault(State(simulation): State<Arc<Simulation>>, Json(rule): Json<FaultRule>) -> StatusCode {
    simulation.add_fault(rule);
    StatusCode::NO_CONTENT
}

pub(super) async fn clear_faults(State(simulation): State<Arc<Simulation>>) -> StatusCode {
    simulation.clear_faults();
    StatusCode::NO_CONTENT
}

pub(super) async fn switches(State(simulation): State<Arc<Simulation>>) -> Json<Switches> {
    Json(simulation.with_world(|world, _| world.switches.clone()))
}

/// Changes the switches that are named, and leaves the others.
pub(super) async fn set_switches(
    State(simulation): State<Arc<Simulation>>,
    Json(changes): Json<Map<String, Value>>,
) -> Result<Json<Switches>, Refusal> {
    simulation.with_world(|world, _| {
        world.switches = world.switches.changed(changes).map_err(|error| Refusal::Invalid(error.to_string()))?;
        Ok(Json(world.switches.clone()))
    })
}

#[derive(Serialize)]
pub(super) struct Time {
    now: Timestamp,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Advance {
    advance_s: u32,
}

pub(super) async fn time(State(simulation): State<Arc<Simulation>>) -> Json<Time> {
    Json(Time { now: simulation.with_world(|_, now| now) })
}

pub(super) async fn advance(
    State(simulation): State<Arc<Simulation>>,
    Json(Advance { advance_s }): Json<Advance>,
) -> Result<Json<Time>, Refusal> {
    if simulation.with_world(|world, _| world.advance(SignedDuration::from_secs(advance_s.into()))) {
        Ok(time(State(simulation)).await)
    } else {
        Err(Refusal::Invalid("the time can't be moved that far ahead".to_owned()))
    }
}

pub(super) async fn exchanges(State(simulation): State<Arc<Simulation>>) -> Json<Vec<Exchange>> {
    Json(simulation.exchanges())
}

pub(super) async fn forget_exchanges(State(simulation): State<Arc<Simulation>>) -> StatusCode {
    simulation.forget_exchanges();
    StatusCode::NO_CONTENT
}

pub(super) async fn calls(State(simulation): State<Arc<Simulation>>) -> Json<BTreeMap<String, u64>> {
    Json(simulation.calls())
}
