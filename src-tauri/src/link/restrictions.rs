//! What every window with a foreign page is forbidden, the Link window and its pop-ups alike.

use tauri::{AppHandle, Url, WebviewWindow, WebviewWindowBuilder, Wry, webview::PermissionResponse};

use super::{
    keeper,
    navigation::{self, Verdict},
    popups,
};
use crate::application::Application;

/// Forbids a window everything that a bank's page has no need of. `close_wished` is called when the page wishes to be
/// closed.
pub fn restricted<'a>(
    builder: WebviewWindowBuilder<'a, Wry, AppHandle>,
    app: &AppHandle,
    close_wished: impl Fn(&AppHandle) + Send + 'static,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    let (navigating, opening) = (app.clone(), app.clone());
    builder
        .initialization_script(navigation::CLOSE_SCRIPT)
        // Cookies and caches of banks are gone with the window. WebKit can't drive a private window in a test.
        .incognito(!Application::of(app).environment.automation)
        .devtools(cfg!(debug_assertions))
        .zoom_hotkeys_enabled(true)
        .on_navigation(move |address| may_go(&navigating, address, &close_wished))
        .on_new_window(move |address, features| popups::open(&opening, &address, features))
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
}

/// Ends every download before anything of it is there. What `on_download` refuses, `WebKit` has asked the server for
/// already, and a small file can be on the disk before the refusal reaches it.
#[cfg(target_os = "linux")]
pub fn refuse_downloads(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{DownloadExt, WebContextExt, WebViewExt};

    window.with_webview(|webview| {
        if let Some(context) = webview.inner().context() {
            context.connect_download_started(|_, download| download.cancel());
        }
    })
}

/// Ends every download before anything of it is there. Elsewhere `on_download` does.
#[cfg(not(target_os = "linux"))]
pub fn refuse_downloads(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

fn may_go(app: &AppHandle, address: &Url, close_wished: &impl Fn(&AppHandle)) -> bool {
    match navigation::judge(address) {
        Verdict::Allow => true,
        Verdict::Completed => {
            keeper::completion_seen(app);
            false
        }
        Verdict::CloseWished => {
            close_wished(app);
            false
        }
        Verdict::Refuse => {
            // The scheme alone: the rest of an address can hold a secret of the bank.
            tracing::warn!(scheme = address.scheme(), "refused a navigation of the bank's page");
            false
        }
    }
}
