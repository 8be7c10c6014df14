//! The hosted pages.
use std::sync::Arc;

use axum::Router;

use crate::simulation::Simulation;

pub(crate) fn routes() -> Router<Arc<Simulation>> {
    Router::new()
}
