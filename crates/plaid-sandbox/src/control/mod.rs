//! Control: everything that a test does to the simulator and Plaid has no endpoint for.
//!
//! The routes ask for the same keys as the API. Only the hostile page is open, because a window shows it.

mod hostile;
mod items;
mod link_sessions;
mod report;
mod settings;
mod transactions;

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Request, State},
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use serde_json::json;

use crate::{api::check_keys, simulation::Simulation};
pub use report::{AccountReport, ItemReport, LinkReport, SessionReport};

pub(crate) fn routes(simulation: &Arc<Simulation>) -> Router<Arc<Simulation>> {
    Router::new()
        .route("/control/faults", get(settings::faults).post(settings::add_fault).delete(settings::clear_faults))
        .route("/control/switches", get(settings::switches).post(settings::set_switches))
        .route("/control/time", get(settings::time).post(settings::advance))
        .route("/control/exchanges", get(settings::exchanges).delete(settings::forget_exchanges))
        .route("/control/calls", get(settings::calls))
        .route("/control/items", get(items::list))
        .route("/control/items/{item_id}", delete(items::remove))
        .route("/control/items/{item_id}/churn", post(items::churn))
        .route("/control/items/{item_id}/error", post(items::set_error))
        .route("/control/items/{item_id}/expire_consent", post(items::expire_consent))
        .route("/control/items/{item_id}/accounts", post(items::open_account))
        .route(
            "/control/items/{item_id}/accounts/{account_id}",
            post(items::rename_account).delete(items::close_account),
        )
        .route("/control/items/{item_id}/accounts/{account_id}/withdraw", post(items::withdraw_account))
        .route("/control/items/{item_id}/accounts/{account_id}/transactions", post(transactions::book))
        .route("/control/items/{item_id}/accounts/{account_id}/generate", post(transactions::generate))
        .route(
            "/control/items/{item_id}/transactions/{transaction_id}",
            post(transactions::rebook).delete(transactions::unbook),
        )
        .route("/control/items/{item_id}/break_readings", post(transactions::break_readings))
        .route("/control/institutions/{institution_id}/accounts/{key}", post(items::rename_for_new_items))
        .route("/control/link_sessions", get(link_sessions::list))
        .route("/control/link_sessions/close_abandoned", post(link_sessions::close_abandoned))
        .route_layer(middleware::from_fn_with_state(Arc::clone(simulation), require_keys))
        .merge(hostile::routes())
}

/// Why control did not do what it was told.
#[derive(Debug)]
enum Refusal {
    /// There is no such Item, account or transaction.
    NotFound,
    /// It makes no sense.
    Invalid(String),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, message) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "there is no such Item, account or transaction".to_owned()),
            Self::Invalid(message) => (StatusCode::BAD_REQUEST, message),
        };
        (status, Json(json!({ "error": message }))).into_response()
    }
}

async fn require_keys(State(simulation): State<Arc<Simulation>>, request: Request, next: Next) -> Response {
    match check_keys(&simulation, request.headers()) {
        Ok(()) => next.run(request).await,
        Err(error) => (StatusCode::UNAUTHORIZED, Json(error.to_json())).into_response(),
    }
}
