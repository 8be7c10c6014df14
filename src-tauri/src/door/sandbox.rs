//! The sandbox around the processes of pages. On Linux `WebKit` has one that it has to be asked for; elsewhere the
//! platform's web view brings its own.

use std::ffi::OsString;

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

/// Variables to be set.
pub type Settings = Vec<(&'static str, String)>;

#[cfg(target_os = "linux")]
pub use linux::of;

/// The sandbox of a process with this environment, and the variables that have yet to be set for it.
#[cfg(not(target_os = "linux"))]
pub fn of(_environment: &[(OsString, OsString)]) -> (Sandbox, Settings) {
    (Sandbox::OfThePlatform, Settings::new())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        path::Path,
        process::{Command, Stdio},
    };

    use super::{OsString, Sandbox, Settings};

    /// The variable by which `WebKit` is asked. There is no other way before Tauri makes the first window.
    const ASKS: (&str, &str) = ("WEBKIT_FORCE_SANDBOX", "1");

    /// Where the session bus is.
    const BUS: &str = "DBUS_SESSION_BUS_ADDRESS";

    /// The address of a bus that nobody looks for.
    const NO_BUS: &str = "disabled:";

    const WRAPPER: &str = "/usr/bin/bwrap";
    const PROXY: &str = "/usr/bin/xdg-dbus-proxy";

    /// The sandbox of a process with this environment, and the variables that have yet to be set for it.
    pub fn of(environment: &[(OsString, OsString)]) -> (Sandbox, Settings) {
        let value = |of: &str| environment.iter().find(|(name, _)| name == of).and_then(|(_, value)| value.to_str());
        let mut settings = Settings::new();
        if value(ASKS.0) != Some(ASKS.1) {
            if let Err(why) = probe(WRAPPER, PROXY) {
                return (Sandbox::Missing(why), settings);
            }
            settings.push((ASKS.0, ASKS.1.to_owned()));
        }
        if let Some(address) = value(BUS) {
            let reachable = reachable(address, Path::is_dir);
            if reachable != address {
                settings.push((BUS, reachable));
            }
        }
        (Sandbox::On, settings)
    }

    /// Whether the sandbox can be had. `WebKit` ends the application where it was asked for one and can't make it, as in
    /// a container that forbids it, so it is tried out first with the very programs that `WebKit` calls.
    fn probe(wrapper: &str, proxy: &str) -> Result<(), &'static str> {
        if !Path::new(wrapper).exists() {
            return Err("bubblewrap is not installed");
        }
        if !Path::new(proxy).exists() {
            return Err("xdg-dbus-proxy is not installed");
        }
        let mut probe = Command::new(wrapper);
        probe.args(["--die-with-parent", "--unshare-pid", "--unshare-uts", "--unshare-net", "--ro-bind", "/", "/"]);
        probe.args(["--dev", "/dev", "--proc", "/proc", "--", proxy, "--version"]).env_clear();
        let ended = probe.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        if ended.is_ok_and(|status| status.success()) {
            Ok(())
        } else {
            Err("this system does not let bubblewrap work")
        }
    }

    /// The address without sockets in folders that are not there. `WebKit` takes the folder into the sandbox, and ends the
    /// application where there is none, as after the end of the session that the address is from.
    fn reachable(address: &str, is_there: impl Fn(&Path) -> bool) -> String {
        let may_be_reached = |entry: &&str| {
            let path = entry.strip_prefix("unix:path=").and_then(|rest| rest.split(',').next());
            // What is escaped is not ours to read.
            let path = path.filter(|path| !path.contains('%'));
            path.and_then(|path| Path::new(path).parent()).is_none_or(&is_there)
        };
        let entries: Vec<_> = address.split(';').filter(may_be_reached).collect();
        if entries.is_empty() { NO_BUS.to_owned() } else { entries.join(";") }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_bus_in_a_folder_that_is_gone_is_not_looked_for() {
            for (address, expected) in [
                ("unix:path=/run/user/1000/bus", "unix:path=/run/user/1000/bus"),
                ("unix:path=/run/user/1000/bus,guid=1f", "unix:path=/run/user/1000/bus,guid=1f"),
                ("unix:path=/gone/bus,guid=1f", NO_BUS),
                ("unix:path=/gone/bus;unix:path=/run/user/1000/bus", "unix:path=/run/user/1000/bus"),
                ("unix:path=/with%20escapes/bus", "unix:path=/with%20escapes/bus"),
                ("unix:abstract=/tmp/dbus-1", "unix:abstract=/tmp/dbus-1"),
                ("autolaunch:", "autolaunch:"),
                (NO_BUS, NO_BUS),
            ] {
                assert_eq!(reachable(address, |folder| folder == Path::new("/run/user/1000")), expected);
            }
        }

        #[test]
        fn a_sandbox_that_can_t_be_had_is_not_asked_for() {
            for (wrapper, proxy, expected) in [
                ("/nowhere/bwrap", PROXY, Err("bubblewrap is not installed")),
                ("/bin/true", "/nowhere/xdg-dbus-proxy", Err("xdg-dbus-proxy is not installed")),
                ("/bin/false", "/bin/true", Err("this system does not let bubblewrap work")),
                ("/bin/true", "/bin/true", Ok(())),
            ] {
                assert_eq!(probe(wrapper, proxy), expected, "{wrapper} {proxy}");
            }
        }

        #[test]
        fn who_has_asked_for_the_sandbox_already_has_nothing_more_to_set() {
            let asked = [(ASKS.0.into(), ASKS.1.into()), (BUS.into(), NO_BUS.into())];
            assert_eq!(of(&asked).1, Settings::new());
        }
    }
}
