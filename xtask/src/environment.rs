//! The one place of this program that reads the environment.

use std::ffi::OsString;

/// The variable's value; absent and empty mean the same.
#[allow(clippy::disallowed_methods, reason = "this is the place where it is read")]
pub fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Whether a window that is opened here can be seen by somebody.
pub fn has_display() -> bool {
    !cfg!(target_os = "linux") || variable("DISPLAY").is_some() || variable("WAYLAND_DISPLAY").is_some()
}
