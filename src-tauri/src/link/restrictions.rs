//! What every window with a foreign page is forbidden, the Link window and its pop-ups alike.

use tauri::{AppHandle, Url, WebviewWindowBuilder, Wry, webview::PermissionResponse};

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
        // On Linux this comes too late, see `webkit`.
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
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
