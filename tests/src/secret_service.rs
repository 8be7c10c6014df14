//! A session bus of our own and, on it, the keyring service that people have: gnome-keyring.
//!
//! The bus starts nothing by itself. So a service that is not started here is really missing, and no test ever talks
//! to the keyring of the person who runs it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Trouble;
use crate::process_group::ProcessGroup;

/// What there is in the way of a keyring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyring {
    /// A keyring that has been opened with its password.
    Unlocked,
    /// No keyring service at all.
    Missing,
}

/// The bus, with the service on it. Both end with this value: gnome-keyring leaves when its bus is gone.
#[derive(Debug)]
pub struct SecretService {
    address: String,
    home: PathBuf,
    bus: ProcessGroup,
}

impl SecretService {
    /// Starts a bus whose socket and whose keyring files lie in `home`, a folder that is its owner's alone.
    pub fn start(home: &Path, keyring: Keyring) -> Result<SecretService, Trouble> {
        let configuration = home.join("session-bus.conf");
        fs::write(&configuration, bus_configuration(&home.join("session-bus")))?;
        let mut bus = ProcessGroup::start(
            Command::new("dbus-daemon")
                .args(["--nofork", "--nopidfile", "--print-address=1", "--config-file"])
                .arg(&configuration)
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let address = bus.first_line()?;
        if address.is_empty() {
            return Err(Trouble::NotReady { program: "dbus-daemon".to_owned(), said: "no address".to_owned() });
        }
        let service = SecretService { address, home: home.to_owned(), bus };
        match keyring {
            Keyring::Unlocked => service.unlock("")?,
            Keyring::Missing => {}
        }
        Ok(service)
    }

    /// Starts gnome-keyring and opens its first keyring with the password, which also makes that keyring.
    pub fn unlock(&self, password: &str) -> Result<(), Trouble> {
        let program = "gnome-keyring-daemon";
        let mut command = Command::new(program);
        command.args(["--daemonize", "--unlock", "--components=secrets"]).envs(self.environment());
        let mut daemon = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|source| Trouble::NotStarted { program: program.to_owned(), source })?;
        if let Some(mut input) = daemon.stdin.take() {
            writeln!(input, "{password}")?;
        }
        let status = daemon.wait()?;
        if status.success() {
            // It returns a moment before the service answers on the bus.
            self.wait_for_keyring()
        } else {
            Err(Trouble::NotReady { program: program.to_owned(), said: status.to_string() })
        }
    }

    /// Where the bus listens, as `DBUS_SESSION_BUS_ADDRESS` wants it.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The variables by which a program finds this bus and these keyring files and no others.
    #[must_use]
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let below = |name: &str| self.home.join(name).to_string_lossy().into_owned();
        vec![
            ("DBUS_SESSION_BUS_ADDRESS", self.address.clone()),
            ("HOME", self.home.to_string_lossy().into_owned()),
            ("XDG_CACHE_HOME", below("cache")),
            ("XDG_CONFIG_HOME", below("config")),
            ("XDG_DATA_HOME", below("data")),
            ("XDG_RUNTIME_DIR", below("runtime")),
        ]
    }

    /// Takes the bus away, and the service with it, as when the session of the desktop breaks down.
    pub fn stop(self) {
        drop(self.bus);
    }
}

/// A bus on which everyone may speak with everyone, and that starts no service of the system by itself.
fn bus_configuration(socket: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        socket.display()
    )
}
