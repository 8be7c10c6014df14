//! Notices when the page of a window is gone although the window still stands: its process died, or the page was closed
//! by a script in a way that the overridden `window.close` does not see.

use tauri::{AppHandle, WebviewWindow};

/// Calls `died` when the process of the page dies. macOS tells the whole application, see [`page_died`]; Windows shows a
/// page of its own in the place of the dead one, which the user can close.
#[cfg(target_os = "linux")]
pub fn watch_process(window: &WebviewWindow, died: impl Fn(&AppHandle) + Send + 'static) -> tauri::Result<()> {
    use tauri::Manager;
    use webkit2gtk::WebViewExt;

    let app = window.app_handle().clone();
    let label = window.label().to_owned();
    window.with_webview(move |webview| {
        webview.inner().connect_web_process_terminated(move |_, reason| {
            tracing::error!(window = label, ?reason, "the process of a page died");
            died(&app);
        });
    })
}

/// Calls `closed` when the page is taken out of its window: by itself, or because the window goes. It is called amidst
/// the taking apart, so it must not touch the window.
///
/// When a page closes itself, the web view is destroyed before anybody else hears of it, so its end is what is listened
/// to.
#[cfg(target_os = "linux")]
pub fn watch_page(window: &WebviewWindow, closed: impl Fn(&AppHandle) + Send + 'static) -> tauri::Result<()> {
    use tauri::Manager;
    use webkit2gtk::glib::prelude::ObjectExt;

    let app = window.app_handle().clone();
    window.with_webview(move |webview| {
        webview.inner().connect_local("destroy", false, move |_| {
            closed(&app);
            None
        });
    })
}

/// Calls `died` when the process of the page dies, which other platforms tell otherwise or not at all.
#[cfg(not(target_os = "linux"))]
pub fn watch_process(_window: &WebviewWindow, _died: impl Fn(&AppHandle) + Send + 'static) -> tauri::Result<()> {
    Ok(())
}

/// Calls `closed` when the page is taken out of its window, which on other platforms takes the window with it.
#[cfg(not(target_os = "linux"))]
pub fn watch_page(_window: &WebviewWindow, _closed: impl Fn(&AppHandle) + Send + 'static) -> tauri::Result<()> {
    Ok(())
}

/// The process of a page died, on macOS.
#[cfg(target_os = "macos")]
pub fn page_died(webview: &tauri::Webview) {
    use tauri::Manager;

    use crate::{
        application::MAIN,
        link::{guard::Event, keeper},
    };

    tracing::error!(window = webview.label(), "the process of a page died");
    if webview.label() == MAIN {
        let _ = webview.reload();
    } else {
        keeper::happened(webview.app_handle(), Event::WindowLost);
    }
}
