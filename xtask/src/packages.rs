//! The packages of the system that building and testing need, where they come by apt.

use std::process::{Command, Stdio};

use crate::process::{self, Failure};

/// Building the window and the encrypted database.
const BUILD: &[&str] = &["build-essential", "libssl-dev", "libwebkit2gtk-4.1-dev", "pkg-config"];

/// What draws the icon in the tray, which the application does without where it has to.
const TRAY: &[&str] = &["libayatana-appindicator3-1"];

/// The sandbox around the pages, which the application does without where it has to.
const SANDBOX: &[&str] = &["bubblewrap", "xdg-dbus-proxy"];

/// Driving the window where nobody sees it: a display, a window manager, a session bus, a keyring, and the driver.
const DRIVE: &[&str] = &["dbus-daemon", "gnome-keyring", "openbox", "webkit2gtk-driver", "xauth", "xvfb"];

/// The mail server of the tests, and its certificates.
const MAIL: &[&str] = &["openssl", "python3", "python3-venv"];

/// Reading exported files with programs that know nothing of ours.
const READ: &[&str] = &["libfinance-qif-perl"];

/// Installs what is missing. Says what, and asks for the password where it isn't run as root.
pub fn install() -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let wanted: Vec<&str> =
        BUILD.iter().chain(TRAY).chain(SANDBOX).chain(DRIVE).chain(MAIL).chain(READ).copied().collect();
    let Some(installed) = installed_of(&wanted) else {
        println!("This system doesn't use apt. If the build fails, install what Debian calls: {}", wanted.join(" "));
        return Ok(());
    };
    let missing: Vec<&str> = wanted.into_iter().filter(|name| !installed.iter().any(|there| there == name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing these system packages by apt: {}", missing.join(" "));
    if process::run(&mut apt(&["update", "--quiet"])?).is_err() {
        // One source that does not answer, of many, need not be the one that has them.
        println!("The lists of packages could not all be refreshed; going on with those that are there");
    }
    let mut install = apt(&["install", "--yes", "--quiet", "--no-install-recommends"])?;
    process::run(install.args(missing))
}

/// Which of the packages are installed; `None` where packages aren't kept by dpkg.
fn installed_of(wanted: &[&str]) -> Option<Vec<String>> {
    // It also fails when it doesn't know one of the names, with the lines of the others all the same.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Status}\\n"])
        .args(wanted)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    Some(installed_in(&String::from_utf8_lossy(&output.stdout)))
}

/// Reads lines of `<package> <status>`.
fn installed_in(listing: &str) -> Vec<String> {
    let lines = listing.lines().filter_map(|line| line.split_once(' '));
    lines.filter(|(_, status)| *status == "installed").map(|(name, _)| name.to_owned()).collect()
}

fn apt(arguments: &[&str]) -> Result<Command, Failure> {
    let root = process::output(Command::new("id").arg("--user"))?.trim() == "0";
    let mut command = Command::new(if root { "env" } else { "sudo" });
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_that_was_removed_again_counts_as_missing() {
        assert_eq!(installed_in("xvfb installed\nxauth config-files\nlibssl-dev installed\n"), ["xvfb", "libssl-dev"]);
    }
}
