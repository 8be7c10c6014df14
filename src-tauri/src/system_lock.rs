//! The lock and the sleep of the computer, where the platform tells of them: whoever leaves the desk locks the screen, and
//! the records are locked with it.
//!
//! Linux tells through D-Bus: the screen saver of the session, and the manager of logins for sleep. Elsewhere, and where no
//! bus answers, only idleness locks. A signal is believed from anybody on the bus: it can only lock.

#[cfg(target_os = "linux")]
pub use self::linux::watch;

/// Nothing tells of it here.
#[cfg(not(target_os = "linux"))]
pub fn watch(_app: &tauri::AppHandle) {}

#[cfg(target_os = "linux")]
mod linux {
    use futures_util::StreamExt as _;
    use tauri::{AppHandle, async_runtime};
    use zbus::{Connection, MatchRule, Message, MessageStream, message::Type};

    use crate::application::Application;

    /// Which bus a signal comes over.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Bus {
        Session,
        System,
    }

    /// The signals that say `true` when the screen is locked, or the computer is about to sleep.
    const SIGNALS: [(Bus, &str, &str); 4] = [
        (Bus::Session, "org.freedesktop.ScreenSaver", "ActiveChanged"),
        (Bus::Session, "org.gnome.ScreenSaver", "ActiveChanged"),
        (Bus::Session, "org.mate.ScreenSaver", "ActiveChanged"),
        (Bus::System, "org.freedesktop.login1.Manager", "PrepareForSleep"),
    ];

    /// Locks whenever the computer does, for as long as the application runs.
    pub fn watch(app: &AppHandle) {
        for (bus, interface, signal) in SIGNALS {
            let app = app.clone();
            async_runtime::spawn(async move {
                if let Err(error) = listen(&app, bus, interface, signal).await {
                    tracing::info!(interface, %error, "the computer does not tell when it is locked");
                }
            });
        }
    }

    async fn listen(app: &AppHandle, bus: Bus, interface: &'static str, signal: &'static str) -> zbus::Result<()> {
        let connection = match bus {
            Bus::Session => Connection::session().await?,
            Bus::System => Connection::system().await?,
        };
        let rule = MatchRule::builder().msg_type(Type::Signal).interface(interface)?.member(signal)?.build();
        let mut signals = MessageStream::for_match_rule(rule, &connection, None).await?;
        while let Some(message) = signals.next().await {
            if begins(&message?) {
                lock(app).await;
            }
        }
        Ok(())
    }

    /// Whether it begins, and does not end.
    fn begins(message: &Message) -> bool {
        message.body().deserialize::<bool>().unwrap_or(false)
    }

    async fn lock(app: &AppHandle) {
        let Ok(connections) = Application::of(app).connections() else { return };
        if let Err(error) = connections.lock_when_possible().await {
            tracing::error!(%error, "can't be locked with the computer");
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn only_the_beginning_of_a_lock_counts() {
            let signal = |active: bool| {
                let built =
                    Message::signal("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged");
                built.unwrap().build(&active).unwrap()
            };
            assert!(begins(&signal(true)));
            assert!(!begins(&signal(false)));
        }
    }
}
