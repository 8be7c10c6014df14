//! The hosted pages: what a user sees when a link token is opened.
//!
//! Rendered here, worked through with plain forms; the little script only opens the bank's window, notices that the
//! page has moved on, and goes back to the application. No rule of Plaid lives here: an action goes to the world, and
//! the next page is whatever the world says.

mod bank_window;
mod ending;
mod form;
mod layout;
mod steps;

use std::sync::Arc;

use axum::{
    Form, Json, Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
            X_FRAME_OPTIONS,
        },
    },
    middleware,
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use jiff::Timestamp;
use maud::Markup;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    simulation::Simulation,
    world::{Action, Place, World},
};

/// Nothing from elsewhere, nothing inline, in no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

const GUARDS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (CACHE_CONTROL, "no-store"),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
];

pub(crate) fn routes() -> Router<Arc<Simulation>> {
    Router::new()
        .route("/hl/{page_id}", get(open))
        .route("/hl/{page_id}/{session_id}", get(show))
        .route("/hl/{page_id}/{session_id}/state", get(state))
        .route("/hl/{page_id}/{session_id}/leave", get(leave).post(act_leave))
        .route("/hl/{page_id}/{session_id}/closed", get(closed))
        .route("/hl/{page_id}/{session_id}/bank", get(bank_window).post(act_in_bank_window))
        .route("/hl/{page_id}/{session_id}/{action}", post(act))
        .route("/assets/page.css", get(stylesheet))
        .route("/assets/page.js", get(script))
        .layer(middleware::map_response(guard))
}

async fn guard(mut response: Response) -> Response {
    for (name, value) in GUARDS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn stylesheet() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("page.css"))
}

async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("page.js"))
}

/// The parts of a page's address.
#[derive(Deserialize)]
struct Address {
    page_id: String,
    session_id: String,
}

impl Address {
    fn of(&self, part: &str) -> String {
        format!("/hl/{}/{}{part}", self.page_id, self.session_id)
    }
}

/// Opening the link begins a session, every time anew.
async fn open(State(simulation): State<Arc<Simulation>>, Path(page_id): Path<String>) -> Response {
    let session_id = simulation.with_world(|world, now| world.open_session(&page_id, now).map(|it| it.id.clone()));
    match session_id {
        Some(session_id) => Redirect::to(&Address { page_id, session_id }.of("")).into_response(),
        None => gone(),
    }
}

#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
}

async fn show(
    State(simulation): State<Arc<Simulation>>,
    Path(address): Path<Address>,
    Query(search): Query<Search>,
) -> Response {
    with_page(&simulation, &address, |world, place, now| {
        if let Some(ending) = &world.session_at(place).ending {
            return match ending::of_itself(world.link_at(place), ending, &address) {
                Some(page) => html(&page),
                None => Redirect::to(&address.of("/closed")).into_response(),
            };
        }
        if world.link_at(place).is_expired(now) {
            return gone();
        }
        html(&steps::page(world, place, &address, &search.q))
    })
}

/// What the page's script watches, to notice that the page on screen is over.
async fn state(State(simulation): State<Arc<Simulation>>, Path(address): Path<Address>) -> Json<Value> {
    let state = simulation.with_world(|world, _| {
        let place = world.place(&address.page_id, &address.session_id)?;
        Some(page_state(world, place))
    });
    Json(json!({ "state": state }))
}

fn page_state(world: &World, place: Place) -> &'static str {
    let session = world.session_at(place);
    match (&session.ending, &session.problem) {
        (Some(_), _) => "ended",
        (None, Some(_)) => "problem",
        (None, None) => session.step.page(),
    }
}

async fn act(
    State(simulation): State<Arc<Simulation>>,
    Path((page_id, session_id, action)): Path<(String, String, String)>,
    body: Bytes,
) -> Response {
    let address = Address { page_id, session_id };
    let Some(action) = form::action(&action, &body) else { return StatusCode::BAD_REQUEST.into_response() };
    act_and_go(&simulation, &address, action, "")
}

async fn leave(State(simulation): State<Arc<Simulation>>, Path(address): Path<Address>) -> Response {
    with_page(&simulation, &address, |world, place, _| html(&ending::leave(world, place, &address)))
}

async fn act_leave(State(simulation): State<Arc<Simulation>>, Path(address): Path<Address>) -> Response {
    act_and_go(&simulation, &address, Action::Leave, "/closed")
}

/// The last page: it goes back to the application, with success and without alike.
async fn closed(State(simulation): State<Arc<Simulation>>, Path(address): Path<Address>) -> Response {
    with_page(&simulation, &address, |world, place, _| match &world.session_at(place).ending {
        Some(ending) => html(&ending::closed(world.link_at(place), ending)),
        None => Redirect::to(&address.of("")).into_response(),
    })
}

async fn bank_window(State(simulation): State<Arc<Simulation>>, Path(address): Path<Address>) -> Response {
    with_page(&simulation, &address, |world, place, now| {
        world.act(place, Action::OpenBank, now);
        html(&bank_window::page(world.link_at(place), world.session_at(place), &address))
    })
}

#[derive(Deserialize)]
struct Decision {
    decision: String,
}

async fn act_in_bank_window(
    State(simulation): State<Arc<Simulation>>,
    Path(address): Path<Address>,
    Form(Decision { decision }): Form<Decision>,
) -> Response {
    let action = if decision == "authorize" { Action::Authorize } else { Action::Deny };
    with_page(&simulation, &address, |world, place, now| {
        world.act(place, action, now);
        html(&bank_window::done(&address))
    })
}

/// Does it, then sends the browser to the next page, so that reloading does it no second time.
fn act_and_go(simulation: &Simulation, address: &Address, action: Action, next: &str) -> Response {
    with_page(simulation, address, |world, place, now| {
        if !world.act(place, action, now) {
            tracing::debug!("a form was sent that does not fit the page");
        }
        Redirect::to(&address.of(next)).into_response()
    })
}

fn with_page(
    simulation: &Simulation,
    address: &Address,
    work: impl FnOnce(&mut World, Place, Timestamp) -> Response,
) -> Response {
    simulation.with_world(|world, now| match world.place(&address.page_id, &address.session_id) {
        Some(place) => work(world, place, now),
        None => gone(),
    })
}

fn html(page: &Markup) -> Response {
    Html(page.0.clone()).into_response()
}

fn gone() -> Response {
    (StatusCode::GONE, html(&ending::gone())).into_response()
}
