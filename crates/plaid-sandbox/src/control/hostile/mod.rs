//! The hostile page: what a bank's page must not be able to do in the Link window, tried for real.
//!
//! Each attempt writes `refused` or `reached` into the page. It has no content policy, so that only the window's own
//! walls are put to the test.

use std::sync::Arc;

use axum::{
    Router,
    extract::Path,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{Html, IntoResponse},
    routing::get,
};

use crate::simulation::Simulation;

/// The parts of the page's script, each a module by its name.
const SCRIPTS: [(&str, &str); 5] = [
    ("page.js", include_str!("page.js")),
    ("tools.js", include_str!("tools.js")),
    ("commands.js", include_str!("commands.js")),
    ("reach.js", include_str!("reach.js")),
    ("devices.js", include_str!("devices.js")),
];

/// How large the page is that is too large.
const FLOOD_BYTES: usize = 50 * 1024 * 1024;

/// What it consists of.
const FLOOD_LINE: &str = "<p hidden>Nothing that anybody would want to read, over and over again.</p>\n";

pub(super) fn routes() -> Router<Arc<Simulation>> {
    Router::new()
        .route("/control/hostile", get(page))
        // The last part of a link's address, so that such a link can lead here.
        .route("/control/hostile/{page_id}", get(page))
        .route("/control/hostile-script/{name}", get(script))
        .route("/control/hostile-download", get(download))
        .route("/control/hostile-flood", get(flood))
        .route("/control/hostile-window", get(window))
}

async fn page() -> Html<&'static str> {
    Html(include_str!("page.html"))
}

async fn script(Path(name): Path<String>) -> impl IntoResponse {
    let found = SCRIPTS.iter().find(|(known, _)| *known == name);
    let headers = [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    found.map(|(_, text)| (headers, *text)).ok_or(StatusCode::NOT_FOUND)
}

async fn download() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "application/octet-stream"),
        (CONTENT_DISPOSITION, "attachment; filename=\"hostile-download.bin\""),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, "nothing of use")
}

async fn window() -> Html<&'static str> {
    Html("<!doctype html><title>One of many</title><h1>One of many</h1>")
}

async fn flood() -> impl IntoResponse {
    let lines = FLOOD_LINE.repeat(FLOOD_BYTES / FLOOD_LINE.len());
    (
        [(CACHE_CONTROL, "no-store")],
        Html(format!("<!doctype html><title>Flood</title><h1>Flood</h1>{lines}<h2>Its end</h2>")),
    )
}
