//! The sandbox around the processes of pages. On Linux `WebKit` has one that it has to be asked for; elsewhere the
//! platform's web view brings its own.

use std::ffi::OsString;

/// The variable by which `WebKit` is asked. There is no other way before Tauri makes the first window.
#[cfg(target_os = "linux")]
const ASKS: (&str, &str) = ("WEBKIT_FORCE_SANDBOX", "1");

/// What is around the processes of pages.
pub enum Sandbox {
    /// They see no file of the user's and no other process.
    #[cfg(target_os = "linux")]
    On,
    /// What the platform does by itself.
    #[cfg(not(target_os = "linux"))]
    OfThePlatform,
    /// Nothing, and why.
    #[cfg(target_os = "linux")]
    Missing(&'static str),
}

/// The sandbox of a process with this environment, and the variable that has to be set for it, if one has to.
#[cfg(target_os = "linux")]
pub fn of(environment: &[(OsString, OsString)]) -> (Sandbox, Option<(&'static str, &'static str)>) {
    if environment.iter().any(|(name, value)| name == ASKS.0 && value == ASKS.1) {
        return (Sandbox::On, None);
    }
    match probe() {
        Ok(()) => (Sandbox::On, Some(ASKS)),
        Err(why) => (Sandbox::Missing(why), None),
    }
}

/// The sandbox of a process with this environment, and the variable that has to be set for it, if one has to.
#[cfg(not(target_os = "linux"))]
pub fn of(_environment: &[(OsString, OsString)]) -> (Sandbox, Option<(&'static str, &'static str)>) {
    (Sandbox::OfThePlatform, None)
}

/// Whether the sandbox can be had. `WebKit` ends the application where it was asked for one and can't make it, as in a
/// container that forbids it, so it is tried out first with the very programs that `WebKit` calls.
#[cfg(target_os = "linux")]
fn probe() -> Result<(), &'static str> {
    use std::{
        path::Path,
        process::{Command, Stdio},
    };

    const WRAPPER: &str = "/usr/bin/bwrap";
    const PROXY: &str = "/usr/bin/xdg-dbus-proxy";

    if !Path::new(WRAPPER).exists() {
        return Err("bubblewrap is not installed");
    }
    if !Path::new(PROXY).exists() {
        return Err("xdg-dbus-proxy is not installed");
    }
    let mut probe = Command::new(WRAPPER);
    probe.args(["--die-with-parent", "--unshare-pid", "--unshare-uts", "--unshare-net", "--ro-bind", "/", "/"]);
    probe.args(["--dev", "/dev", "--proc", "/proc", "--", PROXY, "--version"]).env_clear();
    let ended = probe.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if ended.is_ok_and(|status| status.success()) { Ok(()) } else { Err("this system does not let bubblewrap work") }
}
