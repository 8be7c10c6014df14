//! The keyring seen from outside: nothing is asked of it for which it would show a password window.

use std::{thread, time::Duration};

use tokio::sync::oneshot;

/// What can be seen of the keyring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// No service answers for it.
    Absent,
    /// Its password is wanted.
    Locked,
    /// It can be used.
    Open,
    /// The service is there and says nothing.
    Silent,
    /// It can't be looked at without using it.
    Unknown,
}

/// The keyring at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) sight: Sight,
    /// Which service it is. One that was started anew is another one. `None` where that can't be told.
    pub(super) service: Option<String>,
}

/// How it is looked at.
pub(super) type Looking = fn() -> Look;

/// How long a look may take.
const WITHIN: Duration = Duration::from_secs(2);

impl Look {
    pub(super) const UNKNOWN: Self = Self { sight: Sight::Unknown, service: None };
}

/// Looks, on a thread that may be left to itself: a bus that hangs is no reason to wait.
pub(super) async fn look(looking: Looking) -> Look {
    let (answer, answered) = oneshot::channel();
    let looked = thread::Builder::new().name("keyring-look".to_owned()).spawn(move || {
        // Nobody waits for it any more where it took too long.
        drop(answer.send(looking()));
    });
    match looked {
        Ok(_) => match tokio::time::timeout(WITHIN, answered).await {
            Ok(Ok(look)) => look,
            Ok(Err(_)) => Look::UNKNOWN,
            Err(_) => Look { sight: Sight::Silent, service: None },
        },
        Err(_) => Look::UNKNOWN,
    }
}

#[cfg(target_os = "linux")]
pub(super) use self::secret_service::{locked_by_default, of_system, service};

/// The Secret Service, asked past the library that keeps the secrets.
#[cfg(target_os = "linux")]
mod secret_service {
    use zbus::{
        blocking::{Connection, connection::Builder, fdo::DBusProxy},
        names::BusName,
        zvariant::{OwnedObjectPath, OwnedValue},
    };

    use super::{Look, Sight, WITHIN};

    const SERVICE: &str = "org.freedesktop.secrets";
    const PATH: &str = "/org/freedesktop/secrets";

    /// The keyring of this system.
    pub(in super::super) fn of_system() -> Look {
        let Ok(bus) = connect() else { return Look { sight: Sight::Absent, service: None } };
        let sight = match is_locked(&bus) {
            Ok(Some(true)) => Sight::Locked,
            Ok(Some(false)) => Sight::Open,
            Err(zbus::Error::InputOutput(error)) if error.kind() == std::io::ErrorKind::TimedOut => Sight::Silent,
            Ok(None) | Err(_) => Sight::Absent,
        };
        Look { sight, service: owner(&bus) }
    }

    /// Which service there is now.
    pub(in super::super) fn service() -> Option<String> {
        connect().ok().and_then(|bus| owner(&bus))
    }

    /// Whether the keyring that things are put into wants its password.
    pub(in super::super) fn locked_by_default() -> bool {
        connect().and_then(|bus| is_locked(&bus)).is_ok_and(|locked| locked == Some(true))
    }

    fn connect() -> zbus::Result<Connection> {
        Builder::session()?.method_timeout(WITHIN).build()
    }

    /// `None` where there is no keyring that things are put into.
    fn is_locked(bus: &Connection) -> zbus::Result<Option<bool>> {
        let interface = Some("org.freedesktop.Secret.Service");
        let keyring: OwnedObjectPath =
            bus.call_method(Some(SERVICE), PATH, interface, "ReadAlias", &("default",))?.body().deserialize()?;
        if keyring.as_str() == "/" {
            return Ok(None);
        }
        let property = ("org.freedesktop.Secret.Collection", "Locked");
        let interface = Some("org.freedesktop.DBus.Properties");
        let reply = bus.call_method(Some(SERVICE), keyring, interface, "Get", &property)?;
        let locked: OwnedValue = reply.body().deserialize()?;
        Ok(Some(bool::try_from(locked)?))
    }

    fn owner(bus: &Connection) -> Option<String> {
        let name = BusName::try_from(SERVICE).ok()?;
        let owner = DBusProxy::new(bus).ok()?.get_name_owner(name).ok()?;
        Some(owner.to_string())
    }
}

/// The keyring of this system shows its window whenever it is looked at.
#[cfg(not(target_os = "linux"))]
pub(super) fn of_system() -> Look {
    Look::UNKNOWN
}
