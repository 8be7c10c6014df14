//! Which variables open the process to others: a pure rule for every name.

use std::ffi::{OsStr, OsString};

use super::Driving;

/// What opens something. A name that ends in `_` stands for all that begin like it.
const OPENING: &[&str] = &[
    // Driving the windows, inspecting their pages, giving the web views other arguments or another program. `WebKit` has
    // so many that only those are let through that are known: see `DRAWING`. With `JSC_` pages get at the engine itself.
    "TAURI_WEBVIEW_AUTOMATION",
    "WEBKIT_",
    "WEBVIEW2_",
    "JSC_",
    // The inspector of GTK, which shows and changes what stands in a window.
    "GTK_DEBUG",
    "GTK_INSPECTOR_DISPLAY",
    // Code that is loaded into the process or into those of its pages.
    "LD_",
    "DYLD_",
    "GCONV_PATH",
    "GTK_MODULES",
    "GTK3_MODULES",
    "GTK_PATH",
    "GTK_EXE_PREFIX",
    "GTK_IM_MODULE_FILE",
    "GDK_PIXBUF_MODULE_FILE",
    "GDK_PIXBUF_MODULEDIR",
    "GIO_EXTRA_MODULES",
    "GIO_MODULE_DIR",
    "GST_",
    "OPENSSL_",
    "GBM_BACKENDS_PATH",
    "GBM_DRIVERS_PATH",
    "LIBGL_DRIVERS_PATH",
    "LIBVA_DRIVERS_PATH",
    "VDPAU_DRIVER_PATH",
    "__EGL_VENDOR_LIBRARY_DIRS",
    "__EGL_VENDOR_LIBRARY_FILENAMES",
    // The keys of connections written to a file, other authorities than those of the system, weaker ciphers, and what is
    // sent and received told to whoever reads the standard error.
    "SSLKEYLOGFILE",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "GNUTLS_",
    "G_TLS_GNUTLS_PRIORITY",
    "GIO_USE_TLS",
    "G_MESSAGES_DEBUG",
    "CFNETWORK_DIAGNOSTICS",
];

/// Which of `WebKit`'s own are let through: those that only choose how pages are drawn, for computers whose graphics
/// need it, and the one that asks for the sandbox.
const DRAWING: &[&str] = &[
    "WEBKIT_DISABLE_COMPOSITING_MODE",
    "WEBKIT_DISABLE_DMABUF_RENDERER",
    "WEBKIT_DMABUF_RENDERER_DISABLE_GBM",
    "WEBKIT_DMABUF_RENDERER_FORCE_SHM",
    "WEBKIT_FORCE_SANDBOX",
    "WEBKIT_SKIA_ENABLE_CPU_RENDERING",
    "WEBKIT_WEBGL_DISABLE_GBM",
];

/// What the program of the tests needs all the same: to be driven, and to trust a mail server of the tests.
#[cfg(feature = "automation")]
const DRIVEN: &[&str] = &["TAURI_WEBVIEW_AUTOMATION", "WEBKIT_INSPECTOR_SERVER", "SSL_CERT_FILE"];

/// Those of the names that open something.
pub fn opening<'a>(names: impl Iterator<Item = &'a OsStr>, driving: Driving) -> Vec<OsString> {
    names.filter(|name| opens(&name.to_string_lossy(), driving)).map(OsStr::to_owned).collect()
}

fn opens(name: &str, driving: Driving) -> bool {
    // Windows does not tell capitals from small letters.
    let capitals = if cfg!(windows) { name.to_uppercase() } else { name.to_owned() };
    let stands_for = |opening: &str| match opening.strip_suffix('_') {
        Some(_) => capitals.starts_with(opening),
        None => capitals == opening,
    };
    OPENING.iter().any(|opening| stands_for(opening)) && !is_let_through(&capitals, driving)
}

fn is_let_through(name: &str, driving: Driving) -> bool {
    let for_tests = match driving {
        Driving::Refused => false,
        #[cfg(feature = "automation")]
        Driving::Allowed => DRIVEN.contains(&name),
    };
    DRAWING.contains(&name) || for_tests
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_the_product_is_dropped_and_what_people_need_is_kept() {
        for (name, opens_it) in [
            ("TAURI_WEBVIEW_AUTOMATION", true),
            ("WEBKIT_INSPECTOR_SERVER", true),
            ("WEBKIT_INSPECTOR_HTTP_SERVER", true),
            ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", true),
            ("WEBKIT_INJECTED_BUNDLE_PATH", true),
            ("WEBKIT_NOBODY_KNOWS_IT_YET", true),
            ("WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS", true),
            ("WEBVIEW2_BROWSER_EXECUTABLE_FOLDER", true),
            ("JSC_useDollarVM", true),
            ("GTK_MODULES", true),
            ("GTK_DEBUG", true),
            ("LD_PRELOAD", true),
            ("DYLD_INSERT_LIBRARIES", true),
            ("GIO_EXTRA_MODULES", true),
            ("GST_PLUGIN_PATH_1_0", true),
            ("OPENSSL_CONF", true),
            ("SSLKEYLOGFILE", true),
            ("SSL_CERT_FILE", true),
            ("WEBKIT_DISABLE_DMABUF_RENDERER", false),
            ("WEBKIT_FORCE_SANDBOX", false),
            ("GTK_THEME", false),
            ("GTK_IM_MODULE", false),
            ("GDK_BACKEND", false),
            ("HTTPS_PROXY", false),
            ("DBUS_SESSION_BUS_ADDRESS", false),
            ("DISPLAY", false),
            ("HOME", false),
            ("LANG", false),
            ("PATH", false),
            ("BANK_CONNECTIONS_DATA_DIR", false),
        ] {
            assert_eq!(opens(name, Driving::Refused), opens_it, "{name}");
        }
    }

    #[cfg(feature = "automation")]
    #[test]
    fn the_program_of_the_tests_keeps_what_it_is_driven_by_and_nothing_more() {
        let names = ["TAURI_WEBVIEW_AUTOMATION", "WEBKIT_INSPECTOR_SERVER", "SSL_CERT_FILE", "GTK_MODULES", "HOME"];
        let dropped = opening(names.iter().map(OsStr::new), Driving::Allowed);
        assert_eq!(dropped, ["GTK_MODULES"]);
    }

    #[test]
    fn a_program_that_was_started_again_finds_nothing_more_to_drop() {
        for let_through in DRAWING {
            assert!(!opens(let_through, Driving::Refused), "{let_through}");
        }
    }
}
