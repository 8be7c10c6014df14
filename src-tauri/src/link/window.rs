//! The window that holds the page of a link session. There is one at most.

use std::time::Duration;

use connections::{SessionOverview, model::link_session::Purpose};
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};
use tokio::time::{Instant, sleep};
use url::Url;

use super::{
    guard::{Event, Wish},
    keeper, popups,
    restrictions::restricted,
    webkit,
};
use crate::vanishing;

/// The window's label. No capability names it.
pub const LABEL: &str = "link";

const SIZE: (f64, f64) = (520.0, 760.0);
const LEAST_SIZE: (f64, f64) = (360.0, 480.0);

/// How long a destroyed window may take to be gone, and how often that is looked at.
const DESTRUCTION_TIMEOUT: Duration = Duration::from_secs(5);
const DESTRUCTION_INTERVAL: Duration = Duration::from_millis(5);

/// Opens the window at the page, in place of one that is still there.
pub async fn open(app: &AppHandle, address: Url, title: &str) -> tauri::Result<()> {
    close(app).await;
    let builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::External(address))
        .title(title)
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(LEAST_SIZE.0, LEAST_SIZE.1)
        .center()
        .prevent_overflow();
    let window = restricted(builder, app, keeper::page_wishes_to_close).build()?;
    let handle = app.clone();
    window.on_window_event(move |event| on_event(&handle, event));
    webkit::restrict(&window)?;
    vanishing::watch_process(&window, |app| keeper::happened(app, Event::WindowLost))?;
    vanishing::watch_page(&window, keeper::window_destroyed)?;
    Ok(())
}

/// Destroys the window and its pop-ups, and waits until it is gone, so that a new one can take its label.
pub async fn close(app: &AppHandle) {
    popups::close_all(app);
    let Some(window) = get(app) else { return };
    destroy(&window);
    let deadline = Instant::now() + DESTRUCTION_TIMEOUT;
    while get(app).is_some() && Instant::now() < deadline {
        sleep(DESTRUCTION_INTERVAL).await;
    }
}

/// Brings the window to the front. Says whether there is one.
pub fn focus(app: &AppHandle) -> bool {
    let Some(window) = get(app) else { return false };
    bring_to_front(&window);
    true
}

/// Shows a window, also a minimized one, in front of the others.
pub fn bring_to_front(window: &WebviewWindow) {
    let shown = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(window = window.label(), %error, "a window can't be brought to the front");
    }
}

/// Destroys a window without asking it.
pub fn destroy(window: &WebviewWindow) {
    if let Err(error) = window.destroy() {
        tracing::warn!(window = window.label(), %error, "a window can't be destroyed");
    }
}

/// What the session is for, and bank and institution ID as everywhere. While a bank is connected, there is none yet.
pub fn title(session: &SessionOverview) -> String {
    let what = match session.purpose {
        Purpose::Update => None,
        Purpose::Connect(_) => Some("Connect a bank"),
        Purpose::Replace(_) => Some("Replace the login"),
        Purpose::Reconnect(_) => Some("Reconnect"),
    };
    let bank = session.institution.as_ref().map(|bank| format!("{} ({})", bank.name, bank.id));
    let parts = what.map(str::to_owned).into_iter().chain(bank).chain(["Bank Connections".to_owned()]);
    parts.collect::<Vec<_>>().join(" – ")
}

fn get(app: &AppHandle) -> Option<WebviewWindow> {
    app.get_webview_window(LABEL)
}

fn on_event(app: &AppHandle, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event {
        api.prevent_close();
        keeper::happened(app, Event::Wished(Wish::Close));
    } else if let WindowEvent::Destroyed = event {
        keeper::window_destroyed(app);
    }
}

#[cfg(test)]
mod tests {
    use connections::{
        Stage,
        model::{connection::Institution, link_session::Place},
    };

    use super::*;

    #[test]
    fn the_title_says_what_the_page_is_for_and_the_bank_as_far_as_it_is_known() {
        let bank = || Some(Institution { id: "ins_109508".to_owned(), name: "First Platypus Bank".to_owned() });
        let login = "lgn_00000000000000000000000000000001".parse().unwrap();
        for (purpose, institution, expected) in [
            (Purpose::Update, bank(), "First Platypus Bank (ins_109508) – Bank Connections"),
            (Purpose::Connect(login), None, "Connect a bank – Bank Connections"),
            (
                Purpose::Replace(login),
                bank(),
                "Replace the login – First Platypus Bank (ins_109508) – Bank Connections",
            ),
            (Purpose::Reconnect(login), bank(), "Reconnect – First Platypus Bank (ins_109508) – Bank Connections"),
        ] {
            let session = SessionOverview {
                id: "lks_00000000000000000000000000000001".parse().unwrap(),
                purpose,
                connection: None,
                institution,
                stage: Stage::Open,
                place: Place::Window,
                setback: None,
                setback_code: None,
                retry_at: None,
            };
            assert_eq!(title(&session), expected);
        }
    }
}
