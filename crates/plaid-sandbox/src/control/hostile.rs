//! The hostile page: what a bank's page must not be able to do in the Link window, tried for real.
//!
//! Each attempt writes `refused` or `reached` into the page. It has no content policy, so that only the window's own
//! walls are put to the test.

use std::sync::Arc;

use axum::{
    Router,
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{Html, IntoResponse},
    routing::get,
};

use crate::simulation::Simulation;

pub(super) fn routes() -> Router<Arc<Simulation>> {
    Router::new()
        .route("/control/hostile", get(page))
        // The last part of a link's address, so that such a link can lead here.
        .route("/control/hostile/{page_id}", get(page))
        .route("/control/hostile-script.js", get(script))
        .route("/control/hostile-download", get(download))
}

async fn page() -> Html<&'static str> {
    Html(include_str!("hostile.html"))
}

async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "no-store")], include_str!("hostile.js"))
}

async fn download() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "application/octet-stream"),
        (CONTENT_DISPOSITION, "attachment; filename=\"hostile-download.bin\""),
    ];
    (headers, "nothing of use")
}
