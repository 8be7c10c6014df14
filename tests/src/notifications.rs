//! What shows the notifications of a desktop: here it shows them to the test.

use std::collections::HashMap;

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::time::timeout;
use zbus::connection::{Builder, Connection};
use zbus::zvariant::OwnedValue;

use crate::Trouble;
use crate::desktop::Desktop;
use crate::wait::PATIENCE;

/// What a notification says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Whose it is.
    pub application: String,
    /// Its first line.
    pub title: String,
    /// What stands below.
    pub body: String,
}

/// All that is shown from its start on.
#[derive(Debug)]
pub struct Notifications {
    shown: UnboundedReceiver<Notification>,
    _bus: Connection,
}

impl Notifications {
    /// Takes the place of the desktop's own.
    pub async fn of(desktop: &Desktop) -> Result<Self, Trouble> {
        let (sender, shown) = mpsc::unbounded_channel();
        let bus = Builder::address(desktop.secret_service().address())?
            .name("org.freedesktop.Notifications")?
            .serve_at("/org/freedesktop/Notifications", Service(sender))?
            .build()
            .await?;
        Ok(Self { shown, _bus: bus })
    }

    /// Waits for the next one.
    pub async fn next(&mut self) -> Result<Notification, Trouble> {
        let next = timeout(PATIENCE, self.shown.recv()).await.ok().flatten();
        next.ok_or_else(|| Trouble::NotSeen {
            what: "a notification".to_owned(),
            seconds: PATIENCE.as_secs(),
            last: None,
        })
    }

    /// Those that were shown and that nobody has waited for.
    pub fn others(&mut self) -> Vec<Notification> {
        std::iter::from_fn(|| self.shown.try_recv().ok()).collect()
    }
}

struct Service(UnboundedSender<Notification>);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(clippy::too_many_arguments, reason = "the specification has so many")]
    fn notify(
        &self,
        application: String,
        replaces: u32,
        icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        expires_ms: i32,
    ) -> u32 {
        drop((replaces, icon, actions, hints, expires_ms));
        // Nobody may be left who asks.
        let _ = self.0.send(Notification { application, title, body });
        1
    }
}
