//! Plaid's API. Every call goes the same way: counted, struck by a fault if one waits, checked, worked on, recorded.
//!
//! Requests are taken strictly, as Plaid takes them. Each endpoint is a function from the world and the fields of the
//! request to the fields of the answer; nothing else in here knows HTTP.

mod accounts;
mod error;
mod fields;
mod institutions;
mod item;
mod link_result;
mod link_token;
mod sandbox;
mod shape;
mod transaction;
mod transactions;
mod user;

use std::{sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, Uri, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    exchange::Exchange,
    fault::Fault,
    server::Severance,
    simulation::Simulation,
    world::{Item, World},
};
pub(crate) use error::ApiError;
use fields::Fields;

/// The version of the API that is simulated.
const VERSION: &str = "2020-09-14";

/// What an endpoint works with.
struct Call<'a> {
    world: &'a mut World,
    now: Timestamp,
    base_url: &'a str,
}

type Endpoint = fn(&mut Call<'_>, Fields) -> Result<Value, ApiError>;

const ENDPOINTS: [(&str, Endpoint); 16] = [
    ("/link/token/create", link_token::create),
    ("/link/token/get", link_result::get),
    ("/item/public_token/exchange", item::exchange),
    ("/item/get", item::get),
    ("/item/remove", item::remove),
    ("/accounts/get", accounts::get),
    ("/accounts/balance/get", accounts::balances),
    ("/transactions/sync", transactions::sync),
    ("/transactions/refresh", transactions::refresh),
    ("/institutions/get_by_id", institutions::get_by_id),
    ("/institutions/search", institutions::search),
    ("/user/create", user::create),
    ("/user/items/get", user::items),
    ("/user/items/remove", user::remove_items),
    ("/sandbox/public_token/create", sandbox::create_public_token),
    ("/sandbox/item/reset_login", sandbox::reset_login),
];

/// Answers one call of the API.
pub(crate) async fn serve(
    State(simulation): State<Arc<Simulation>>,
    ConnectInfo(severance): ConnectInfo<Severance>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let endpoint = uri.path();
    // Before it is counted: whoever sees it in the count may release it at once.
    let release = simulation.release_to_come();
    simulation.count(endpoint);
    let fault = simulation.strike(endpoint);
    delay(fault.as_ref(), release).await;
    let answer = match &fault {
        Some(Fault::CutBefore) => {
            severance.cut();
            return StatusCode::OK.into_response();
        }
        Some(Fault::Error { error_code, error_type, http_status }) => {
            Err(ApiError::scripted(error_code, error_type.as_deref(), *http_status))
        }
        Some(Fault::LatencyMs { .. } | Fault::Held | Fault::CutAfter | Fault::Truncated | Fault::WrongJson) | None => {
            work(&simulation, endpoint, &headers, &body)
        }
    };
    let (status, mut value) = match answer {
        Ok(value) => (200, value),
        Err(error) => (error.status, error.to_json()),
    };
    let request_id = simulation.request_id();
    value["request_id"] = json!(request_id);
    tracing::debug!(endpoint, status, request_id, "answered");
    record(&simulation, endpoint, &body, status, &value, fault.as_ref());
    respond(status, &value, fault.as_ref(), &severance)
}

/// Waits as long as the fault has the call wait.
async fn delay(fault: Option<&Fault>, release: impl Future<Output = ()>) {
    match fault {
        Some(Fault::LatencyMs { ms }) => tokio::time::sleep(Duration::from_millis(*ms)).await,
        Some(Fault::Held) => release.await,
        Some(Fault::Error { .. } | Fault::CutBefore | Fault::CutAfter | Fault::Truncated | Fault::WrongJson) | None => {
        }
    }
}

fn work(simulation: &Simulation, path: &str, headers: &HeaderMap, body: &[u8]) -> Result<Value, ApiError> {
    let Some((_, endpoint)) = ENDPOINTS.iter().find(|(known, _)| *known == path) else {
        return Err(ApiError::of("NOT_FOUND"));
    };
    check_headers(simulation, headers)?;
    let fields = Fields::of(body)?;
    let base_url = &simulation.base_url;
    simulation.with_world(|world, now| endpoint(&mut Call { world, now, base_url }, fields))
}

fn check_headers(simulation: &Simulation, headers: &HeaderMap) -> Result<(), ApiError> {
    check_keys(simulation, headers)?;
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let invalid = |message: String| Err(ApiError::with_message("INVALID_HEADERS", message));
    match text("Plaid-Version") {
        Some(VERSION) => {}
        Some(other) => return invalid(format!("Plaid-Version {other} is not simulated, {VERSION} is")),
        None => return invalid("Plaid-Version must be set".to_owned()),
    }
    match text(CONTENT_TYPE.as_str()) {
        Some(kind) if kind.starts_with("application/json") => Ok(()),
        _ => invalid("Content-Type must be set to application/json".to_owned()),
    }
}

/// Whether the keys of the client are in the headers. Control asks for them as well.
pub(crate) fn check_keys(simulation: &Simulation, headers: &HeaderMap) -> Result<(), ApiError> {
    let given = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (given("PLAID-CLIENT-ID"), given("PLAID-SECRET")) {
        (Some(id), Some(secret)) if id == simulation.client_id && secret == simulation.secret => Ok(()),
        (Some(_), Some(_)) => Err(ApiError::of("INVALID_API_KEYS")),
        _ => Err(ApiError::with_message(
            "MISSING_FIELDS",
            "the following required fields are missing: client_id, secret".to_owned(),
        )),
    }
}

fn record(simulation: &Simulation, path: &str, body: &[u8], status: u16, response: &Value, fault: Option<&Fault>) {
    let wanted = simulation.with_world(|world, _| world.switches.record_exchanges);
    if wanted {
        simulation.record(Exchange {
            endpoint: path.to_owned(),
            request: serde_json::from_slice(body).unwrap_or_default(),
            status,
            response: response.clone(),
            faulted: fault.is_some_and(|fault| !matches!(fault, Fault::LatencyMs { .. } | Fault::Held)),
        });
    }
}

fn respond(status: u16, value: &Value, fault: Option<&Fault>, severance: &Severance) -> Response {
    let mut body = value.to_string();
    match fault {
        Some(Fault::CutAfter | Fault::CutBefore) => severance.cut(),
        Some(Fault::Truncated) => body = body.chars().take(body.chars().count() / 2).collect(),
        Some(Fault::WrongJson) => json!(["not", "what", "was", "asked"]).to_string().clone_into(&mut body),
        Some(Fault::Error { .. } | Fault::LatencyMs { .. } | Fault::Held) | None => {}
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
}

impl Call<'_> {
    /// The Item of an access token, whatever state it is in.
    fn item(&mut self, access_token: &str) -> Result<&mut Item, ApiError> {
        let has_token = |item: &&mut Item| item.access_token.as_deref() == Some(access_token);
        let Some(item) = self.world.items.iter_mut().find(has_token) else {
            return Err(ApiError::of("INVALID_ACCESS_TOKEN"));
        };
        match item.gone() {
            Some(code) => Err(ApiError::of(code)),
            None => Ok(item),
        }
    }
}
