//! Control routes.
use std::sync::Arc;

use axum::Router;

use crate::simulation::Simulation;

pub(crate) fn routes(_simulation: &Arc<Simulation>) -> Router<Arc<Simulation>> {
    Router::new()
}
