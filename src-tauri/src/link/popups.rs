//! Pop-ups of the bank's page, such as the bank's own sign-in: windows of ours under the same restrictions, and where
//! that can't be, the user's browser. A pop-up is never swallowed.

use std::sync::atomic::Ordering;

use tauri::{
    AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, async_runtime,
    webview::{NewWindowFeatures, NewWindowResponse, PageLoadEvent},
};
use tauri_plugin_opener::OpenerExt;

use super::{
    navigation::{self, Verdict},
    restrictions::restricted,
    webkit, window,
};
use crate::{application::Application, vanishing};

/// How many pop-ups may be open at a time. No sign-in needs more; a page that opens more is up to something.
const LIMIT: usize = 4;

/// How many pop-ups one Link window may send to the user's browser, which has no limit of its own.
const BROWSER_LIMIT: usize = 4;

/// What the labels begin with. No capability names them.
const LABEL: &str = "bank-popup-";

const SIZE: (f64, f64) = (560.0, 720.0);

/// Answers the page's wish for a new window.
pub fn open(app: &AppHandle, address: &Url, features: NewWindowFeatures) -> NewWindowResponse<tauri::Wry> {
    if navigation::judge(address) != Verdict::Allow {
        tracing::warn!(scheme = address.scheme(), "refused a pop-up of the bank's page");
        return NewWindowResponse::Deny;
    }
    let Some(label) = next_label(app) else {
        tracing::warn!(LIMIT, "too many pop-ups, this one goes to the browser");
        return hand_to_browser(app, address);
    };
    match build(app, &label, address, features) {
        Ok(window) => NewWindowResponse::Create { window },
        Err(error) => {
            tracing::error!(%error, "a pop-up can't be opened, it goes to the browser");
            hand_to_browser(app, address)
        }
    }
}

/// Destroys all pop-ups.
pub fn close_all(app: &AppHandle) {
    for (label, popup) in app.webview_windows() {
        if label.starts_with(LABEL) {
            window::destroy(&popup);
        }
    }
}

fn build(app: &AppHandle, label: &str, address: &Url, features: NewWindowFeatures) -> tauri::Result<WebviewWindow> {
    // The page itself fills the new window, which keeps the two related: a sign-in reports back to its opener.
    let blank = WebviewUrl::External(Url::parse("about:blank").expect("it is an address"));
    let wished_size = features.size().is_some();
    let mut builder = WebviewWindowBuilder::new(app, label, blank).window_features(features).title(host(address));
    if !wished_size {
        builder = builder.inner_size(SIZE.0, SIZE.1);
    }
    let builder = builder.center().focused(true).prevent_overflow().on_page_load(|popup, load| {
        // There is no address bar: the title says where the user is.
        if load.event() == PageLoadEvent::Started {
            let _ = popup.set_title(&host(load.url()));
        }
    });
    let popup = restricted(builder, app, {
        let label = label.to_owned();
        move |app| close(app, &label)
    })
    .build()?;
    webkit::restrict(&popup)?;
    vanishing::watch_process(&popup, close_soon(label))?;
    vanishing::watch_page(&popup, close_soon(label))?;
    Ok(popup)
}

fn close(app: &AppHandle, label: &str) {
    if let Some(popup) = app.get_webview_window(label) {
        window::destroy(&popup);
    }
}

/// Closes the pop-up once whatever goes on with it now is through.
fn close_soon(label: &str) -> impl Fn(&AppHandle) + Send + 'static {
    let label = label.to_owned();
    move |app| {
        let (app, label) = (app.clone(), label.clone());
        async_runtime::spawn(async move { close(&app, &label) });
    }
}

/// The label of one more pop-up, where there may be one.
fn next_label(app: &AppHandle) -> Option<String> {
    let open = app.webview_windows().keys().filter(|label| label.starts_with(LABEL)).count();
    let number = || Application::of(app).keeper.pop_ups.fetch_add(1, Ordering::Relaxed);
    (open < LIMIT).then(|| format!("{LABEL}{}", number()))
}

fn hand_to_browser(app: &AppHandle, address: &Url) -> NewWindowResponse<tauri::Wry> {
    let sent = Application::of(app).keeper.sent_to_browser.fetch_add(1, Ordering::Relaxed);
    if sent >= BROWSER_LIMIT || !navigation::may_leave_for_the_browser(address) {
        tracing::warn!(sent, "refused a pop-up of the bank's page that no window of ours can show");
    } else if app.opener().open_url(address.as_str(), None::<&str>).is_err() {
        // The error would quote the address.
        tracing::error!("no browser opens");
    }
    NewWindowResponse::Deny
}

fn host(address: &Url) -> String {
    address.host_str().unwrap_or("Bank").to_owned()
}
