//! What `WebKit` on Linux has to be told directly, because Tauri does not pass it on.

use tauri::WebviewWindow;

/// Restricts a window with a foreign page where `restrictions` can't.
#[cfg(target_os = "linux")]
pub fn restrict(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{
        DownloadExt, SecurityManagerExt, SettingsExt, WebContextExt, WebViewExt, glib::prelude::ObjectExt,
    };

    window.with_webview(|webview| {
        let view = webview.inner();
        if let Some(context) = view.context() {
            if let Some(security) = context.security_manager() {
                // Else a page could not read the application's own files, and run their scripts all the same.
                security.register_uri_scheme_as_display_isolated("tauri");
            }
            let own = view.downgrade();
            // What `on_download` refuses, `WebKit` has asked the server for already, and a small file can be on the disk
            // before the refusal reaches it. Pop-ups share the context of their opener; each window ends its own
            // downloads only, because `WebKit` does not survive one that is ended twice.
            context.connect_download_started(move |_, download| {
                if download.web_view().is_some_and(|view| own.upgrade() == Some(view)) {
                    tracing::warn!("refused a download of the bank's page");
                    download.cancel();
                }
            });
        }
        if let Some(settings) = WebViewExt::settings(&view) {
            // Else `WebKit` swallows the pop-up of a page that first waits for an answer of its server and only then
            // opens the bank's sign-in. How many there are is limited in `popups`.
            settings.set_javascript_can_open_windows_automatically(true);
            // No sign-in films, listens or calls, so that there is not even something to be asked for. A page that fills
            // the screen could show what looks like the desktop.
            settings.set_enable_media_stream(false);
            settings.set_enable_webrtc(false);
            settings.set_enable_fullscreen(false);
        }
    })
}

/// Restricts a window with a foreign page where `restrictions` can't. Elsewhere there is nothing left to do.
#[cfg(not(target_os = "linux"))]
pub fn restrict(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
