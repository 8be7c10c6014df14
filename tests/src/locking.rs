//! What a person does to a keyring: locks it, leaves its password window open, dismisses the window, unlocks it.

use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use zbus::blocking::{Connection, connection};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use crate::Trouble;
use crate::secret_service::SecretService;
use crate::wait::PATIENCE;

/// The bus itself.
const BUS: &str = "org.freedesktop.DBus";
const BUS_PATH: &str = "/org/freedesktop/DBus";
const SERVICE: &str = "org.freedesktop.secrets";
const SERVICE_PATH: &str = "/org/freedesktop/secrets";
const SERVICE_INTERFACE: &str = "org.freedesktop.Secret.Service";
/// gnome-keyring's own tests unlock a keyring through this; the name is theirs.
const TEST_INTERFACE: &str = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface";
/// Whoever has this name on the bus is asked to show the password window.
const PROMPTER: &str = "org.gnome.keyring.SystemPrompter";

const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

/// A password window that nobody types into.
#[derive(Debug)]
pub struct PasswordWindow {
    bus: Connection,
}

impl PasswordWindow {
    /// Closes it, without the password.
    pub fn dismiss(self) -> Result<(), Trouble> {
        Ok(self.bus.close()?)
    }
}

impl SecretService {
    /// Locks the keyring that things are put into.
    pub fn lock(&self) -> Result<(), Trouble> {
        let bus = self.connect()?;
        let keyring = default_keyring(&bus)?;
        bus.call_method(Some(SERVICE), SERVICE_PATH, Some(SERVICE_INTERFACE), "Lock", &(vec![keyring],))?;
        Ok(())
    }

    /// Unlocks it, without the password window.
    pub fn unlock_again(&self, password: &str) -> Result<(), Trouble> {
        let bus = self.connect()?;
        let keyring = default_keyring(&bus)?;
        let plain = ("plain", Value::from(""));
        let reply = bus.call_method(Some(SERVICE), SERVICE_PATH, Some(SERVICE_INTERFACE), "OpenSession", &plain)?;
        let (_, session): (OwnedValue, OwnedObjectPath) = reply.body().deserialize()?;
        // gnome-keyring takes the line that it was started with for the password, its end included.
        let password = format!("{password}\n");
        let secret = (session, Vec::<u8>::new(), password.as_bytes(), "text/plain");
        let unlock = (keyring, secret);
        bus.call_method(Some(SERVICE), SERVICE_PATH, Some(TEST_INTERFACE), "UnlockWithMasterPassword", &unlock)?;
        Ok(())
    }

    /// Has every password window of the keyring stand until it is dismissed. Without this there is no window at all,
    /// and the keyring counts it as dismissed at once.
    pub fn leave_password_windows_open(&self) -> Result<PasswordWindow, Trouble> {
        // Whoever asks for the window waits for an answer, which never comes.
        let bus = connection::Builder::address(self.address())?.name(PROMPTER)?.build()?;
        Ok(PasswordWindow { bus })
    }

    /// Kills the service, as when it breaks down. The bus stays, and so do the files of the keyring.
    pub fn kill_service(&self) -> Result<(), Trouble> {
        self.signal_service(Signal::KILL)?;
        let (end, bus) = (Instant::now() + PATIENCE, self.connect()?);
        while bus.call_method(Some(BUS), BUS_PATH, Some(BUS), "NameHasOwner", &SERVICE)?.body().deserialize::<bool>()? {
            if Instant::now() > end {
                let said = "it was killed and stays on the bus".to_owned();
                return Err(Trouble::NotReady { program: "gnome-keyring-daemon".to_owned(), said });
            }
            sleep(BETWEEN_LOOKS);
        }
        Ok(())
    }

    /// Has the service say nothing until it is woken.
    pub fn put_service_to_sleep(&self) -> Result<(), Trouble> {
        self.signal_service(Signal::STOP)
    }

    /// Has the service go on.
    pub fn wake_service(&self) -> Result<(), Trouble> {
        self.signal_service(Signal::CONT)
    }

    fn signal_service(&self, signal: Signal) -> Result<(), Trouble> {
        let bus = self.connect()?;
        let reply = bus.call_method(Some(BUS), BUS_PATH, Some(BUS), "GetConnectionUnixProcessID", &SERVICE)?;
        let id: u32 = reply.body().deserialize()?;
        let service = i32::try_from(id).ok().and_then(Pid::from_raw);
        let gone = || Trouble::NotReady { program: "gnome-keyring-daemon".to_owned(), said: "it is gone".to_owned() };
        kill_process(service.ok_or_else(gone)?, signal).map_err(std::io::Error::from)?;
        Ok(())
    }

    /// Waits until the service answers and has a keyring that things are put into.
    pub(crate) fn wait_for_keyring(&self) -> Result<(), Trouble> {
        let end = Instant::now() + PATIENCE;
        let bus = self.connect()?;
        loop {
            match default_keyring(&bus) {
                Ok(keyring) if keyring.as_str() != "/" => return Ok(()),
                Err(trouble) if Instant::now() > end => return Err(trouble),
                _ if Instant::now() > end => {
                    let said = "it has no keyring".to_owned();
                    return Err(Trouble::NotReady { program: "gnome-keyring-daemon".to_owned(), said });
                }
                _ => sleep(BETWEEN_LOOKS),
            }
        }
    }

    pub(crate) fn connect(&self) -> Result<Connection, Trouble> {
        Ok(connection::Builder::address(self.address())?.build()?)
    }
}

fn default_keyring(bus: &Connection) -> Result<OwnedObjectPath, Trouble> {
    let reply = bus.call_method(Some(SERVICE), SERVICE_PATH, Some(SERVICE_INTERFACE), "ReadAlias", &("default",))?;
    Ok(reply.body().deserialize::<OwnedObjectPath>()?)
}
