//! The lock and the sleep of the computer, where the platform tells of them: whoever leaves the desk locks the screen, and
//! the records are locked with it.
//!
//! Linux tells through D-Bus: the screen savers of the desktops on the bus of the session, and the manager of logins on that
//! of the system, which is also how screens are locked that have no desktop. Elsewhere, and where no bus answers, only
//! idleness locks. A signal is believed from anybody on the bus: it can only lock.

use connections::Connections;

#[cfg(target_os = "linux")]
pub use self::linux::{heard, watch};
use crate::application::Application;

/// What the computer tells of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// That its screen is locked.
    pub lock: bool,
    /// That it is put to sleep.
    pub sleep: bool,
}

/// Nothing tells of it here.
#[cfg(not(target_os = "linux"))]
pub fn watch(_app: &tauri::AppHandle) {}

/// Nothing tells of it here.
#[cfg(not(target_os = "linux"))]
pub async fn heard() -> Heard {
    Heard { lock: false, sleep: false }
}

/// Locks records that were not open when the computer was locked.
pub async fn make_up(application: &Application, connections: &Connections) {
    if application.take_missed_lock() {
        lock(application, connections).await;
    }
}

async fn lock(application: &Application, connections: &Connections) {
    if let Err(error) = connections.lock_when_possible().await {
        tracing::error!(%error, "can't be locked with the computer");
        application.miss_lock();
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{collections::HashMap, time::Duration};

    use futures_util::StreamExt as _;
    use tauri::{AppHandle, async_runtime};
    use tokio::time::timeout;
    use zbus::{
        Connection, MatchRule, Message, MessageStream, fdo::DBusProxy, message::Type, names::BusName,
        zvariant::OwnedValue,
    };

    use super::{Heard, lock};
    use crate::application::Application;

    /// How long the buses may take to say who is there.
    const PATIENCE: Duration = Duration::from_secs(1);

    /// The screen savers. Each has this for its name on the bus and for its interface.
    const SAVERS: [&str; 5] = [
        "org.freedesktop.ScreenSaver",
        "org.gnome.ScreenSaver",
        "org.mate.ScreenSaver",
        "org.cinnamon.ScreenSaver",
        "org.xfce.ScreenSaver",
    ];

    /// The manager of logins, and what it calls one of them.
    const LOGINS: &str = "org.freedesktop.login1";
    const LOGIN: &str = "org.freedesktop.login1.Session";

    /// Which bus a signal comes over.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Bus {
        Session,
        System,
    }

    /// How a signal says that the computer is locked, or about to sleep.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Saying {
        /// It says `true` when that begins.
        True,
        /// It says it by coming.
        Anything,
        /// It says that a login has the hint of being locked.
        Hint,
    }

    /// A signal.
    #[derive(Debug, Clone, Copy)]
    struct Signal {
        bus: Bus,
        interface: &'static str,
        member: &'static str,
        saying: Saying,
    }

    const OF_LOGINS: [Signal; 3] = [
        of_logins("org.freedesktop.login1.Manager", "PrepareForSleep", Saying::True),
        of_logins(LOGIN, "Lock", Saying::Anything),
        of_logins("org.freedesktop.DBus.Properties", "PropertiesChanged", Saying::Hint),
    ];

    const fn of_logins(interface: &'static str, member: &'static str, saying: Saying) -> Signal {
        Signal { bus: Bus::System, interface, member, saying }
    }

    /// Locks whenever the computer does, for as long as the application runs.
    pub fn watch(app: &AppHandle) {
        let of_saver =
            |interface| Signal { bus: Bus::Session, interface, member: "ActiveChanged", saying: Saying::True };
        for signal in SAVERS.map(of_saver).into_iter().chain(OF_LOGINS) {
            let app = app.clone();
            async_runtime::spawn(async move {
                if let Err(error) = listen(&app, signal).await {
                    let Signal { interface, member, .. } = signal;
                    tracing::info!(interface, member, %error, "the computer does not tell when it is locked");
                }
            });
        }
    }

    /// What there is to be heard at present.
    pub async fn heard() -> Heard {
        let (saver, logins) = tokio::join!(is_there(Bus::Session, &SAVERS), is_there(Bus::System, &[LOGINS]));
        // Without a screen saver there may be one that tells the manager of logins, or none that tells anybody.
        Heard { lock: saver, sleep: logins }
    }

    async fn is_there(bus: Bus, names: &[&'static str]) -> bool {
        timeout(PATIENCE, has_owner(bus, names)).await.is_ok_and(|answer| answer.unwrap_or(false))
    }

    async fn has_owner(bus: Bus, names: &[&'static str]) -> zbus::Result<bool> {
        let connection = connect(bus).await?;
        let proxy = DBusProxy::new(&connection).await?;
        for name in names {
            if proxy.name_has_owner(BusName::try_from(*name)?).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn connect(bus: Bus) -> zbus::Result<Connection> {
        match bus {
            Bus::Session => Connection::session().await,
            Bus::System => Connection::system().await,
        }
    }

    async fn listen(app: &AppHandle, Signal { bus, interface, member, saying }: Signal) -> zbus::Result<()> {
        let connection = connect(bus).await?;
        let mut rule = MatchRule::builder().msg_type(Type::Signal).interface(interface)?.member(member)?;
        if saying == Saying::Hint {
            // Everything on the bus has properties.
            rule = rule.arg(0, LOGIN)?;
        }
        let mut signals = MessageStream::for_match_rule(rule.build(), &connection, None).await?;
        while let Some(message) = signals.next().await {
            if begins(&message?, saying) {
                is_locked(app).await;
            }
        }
        Ok(())
    }

    /// Whether it begins, and does not end.
    fn begins(message: &Message, saying: Saying) -> bool {
        match saying {
            Saying::True => message.body().deserialize().unwrap_or(false),
            Saying::Anything => true,
            Saying::Hint => {
                let body = message.body();
                let changed: Result<(String, HashMap<String, OwnedValue>, Vec<String>), _> = body.deserialize();
                changed.is_ok_and(|(of, to, _)| {
                    of == LOGIN && to.get("LockedHint").is_some_and(|hint| bool::try_from(hint).unwrap_or(false))
                })
            }
        }
    }

    async fn is_locked(app: &AppHandle) {
        let application = Application::of(app);
        match application.connections() {
            Ok(connections) => lock(application, &connections).await,
            Err(_) => application.miss_lock(),
        }
    }

    #[cfg(test)]
    mod tests {
        use zbus::zvariant::Value;

        use super::*;

        fn signal(interface: &str) -> zbus::message::Builder<'_> {
            Message::signal("/a/path", interface, "Said").unwrap()
        }

        #[test]
        fn only_the_beginning_of_a_lock_counts() {
            for (active, expected) in [(true, true), (false, false)] {
                let message = signal("org.gnome.ScreenSaver").build(&active).unwrap();
                assert_eq!(begins(&message, Saying::True), expected);
                let changed = HashMap::from([("LockedHint", Value::from(active)), ("IdleHint", Value::from(!active))]);
                let message = signal(LOGIN).build(&(LOGIN, &changed, Vec::<&str>::new())).unwrap();
                assert_eq!(begins(&message, Saying::Hint), expected);
                let message = signal(LOGIN).build(&("org.freedesktop.login1.Seat", &changed, Vec::<&str>::new()));
                assert!(!begins(&message.unwrap(), Saying::Hint), "it is no login");
            }
            assert!(begins(&signal(LOGIN).build(&()).unwrap(), Saying::Anything));
            assert!(!begins(&signal(LOGIN).build(&()).unwrap(), Saying::True), "it says nothing");
            assert!(!begins(&signal(LOGIN).build(&"LockedHint").unwrap(), Saying::Hint));
        }
    }
}
