//! Notices when the page of a window is gone although the window still stands: its process died, or the page was closed
//! by a script in a way that the overridden `window.close` does not see.

use tauri::{AppHandle, WebviewWindow};

/// Calls `gone` when the page vanishes, which can be more than once.
#[cfg(target_os = "linux")]
pub fn watch(window: &WebviewWindow, gone: impl Fn(&AppHandle) + Clone + Send + 'static) -> tauri::Result<()> {
    use tauri::Manager;
    use webkit2gtk::WebViewExt;

    let app = window.app_handle().clone();
    let label = window.label().to_owned();
    window.with_webview(move |webview| {
        let view = webview.inner();
        let (closed, closing) = (gone.clone(), app.clone());
        view.connect_close(move |_| closed(&closing));
        view.connect_web_process_terminated(move |_, reason| {
            tracing::error!(window = label, ?reason, "the process of a page died");
            gone(&app);
        });
    })
}

/// Calls `gone` when the page vanishes. macOS tells the whole application, see [`page_died`]; Windows shows a page of its
/// own in the place of the dead one, which the user can close.
#[cfg(not(target_os = "linux"))]
pub fn watch(_window: &WebviewWindow, _gone: impl Fn(&AppHandle) + Clone + Send + 'static) -> tauri::Result<()> {
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
