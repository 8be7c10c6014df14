//! Link sessions, and closing the abandoned ones without waiting for it.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::LinkReport;
use crate::{simulation::Simulation, world::World};

pub(super) async fn list(State(simulation): State<Arc<Simulation>>) -> Json<Vec<LinkReport>> {
    Json(simulation.with_world(|world, _| world.link_tokens.iter().map(LinkReport::from).collect()))
}

pub(super) async fn close_abandoned(State(simulation): State<Arc<Simulation>>) -> Json<Value> {
    let closed = simulation.with_world(World::close_abandoned);
    Json(json!({ "closed": closed }))
}
