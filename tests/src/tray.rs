//! The tray of a desktop, which icons register with: what each says, and its menu, as a person opens and uses it.

use std::collections::HashMap;

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::time::timeout;
use zbus::Proxy;
use zbus::connection::{self, Connection};
use zbus::message::Header;
use zbus::proxy::{Builder, CacheProperties};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use crate::Trouble;
use crate::desktop::Desktop;
use crate::wait::{self, PATIENCE};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// A tray, for as long as this lives. An application looks for one when it starts.
#[derive(Debug)]
pub struct Tray {
    registered: UnboundedReceiver<(String, String)>,
    bus: Connection,
}

/// An icon in the tray.
#[derive(Debug)]
pub struct Icon {
    item: Proxy<'static>,
    menu: Proxy<'static>,
}

/// A line of a menu, as the protocol has it: number, properties, and the lines below it.
type Line = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Tray {
    /// Takes the place of the desktop's own.
    pub async fn of(desktop: &Desktop) -> Result<Self, Trouble> {
        let (sender, registered) = mpsc::unbounded_channel();
        let bus = connection::Builder::address(desktop.secret_service().address())?
            .serve_at("/StatusNotifierWatcher", Watcher(sender))?
            .name(WATCHER)?
            .build()
            .await?;
        Ok(Self { registered, bus })
    }

    /// Waits for the next icon.
    pub async fn icon(&mut self) -> Result<Icon, Trouble> {
        let registered = timeout(PATIENCE, self.registered.recv()).await.ok().flatten();
        let (owner, path) = registered.ok_or_else(|| Trouble::NotSeen {
            what: "an icon in the tray".to_owned(),
            seconds: PATIENCE.as_secs(),
            last: None,
        })?;
        // What is asked is asked anew each time.
        let item = Builder::<Proxy<'static>>::new(&self.bus).destination(owner.clone())?.path(path)?.interface(ITEM)?;
        let item = item.cache_properties(CacheProperties::No).build().await?;
        let menu: OwnedObjectPath = item.get_property("Menu").await?;
        let menu = Proxy::new(&self.bus, owner, menu, MENU).await?;
        Ok(Icon { item, menu })
    }
}

impl Icon {
    /// Waits until this stands beside it.
    pub async fn sees_label(&self, label: &str) -> Result<(), Trouble> {
        let what = format!("`{label}` beside the icon");
        wait::until(&what, async || Ok((self.text("XAyatanaLabel").await? == label).then_some(()))).await
    }

    /// Waits until a line of its menu says this.
    pub async fn sees_line(&self, label: &str) -> Result<(), Trouble> {
        let what = format!("`{label}` in the menu of the icon");
        wait::until(&what, async || Ok(self.lines().await?.iter().any(|(_, found)| found == label).then_some(()))).await
    }

    /// What its menu says, from top to bottom.
    pub async fn menu(&self) -> Result<Vec<String>, Trouble> {
        Ok(self.lines().await?.into_iter().map(|(_, label)| label).collect())
    }

    /// What it is called by those who don't see it.
    pub async fn title(&self) -> Result<String, Trouble> {
        self.text("Title").await
    }

    /// The name of the picture that it shows: a file here.
    pub async fn picture(&self) -> Result<String, Trouble> {
        self.text("IconName").await
    }

    /// Clicks the line of its menu that says this.
    pub async fn click(&self, label: &str) -> Result<(), Trouble> {
        self.sees_line(label).await?;
        let line = self.lines().await?.into_iter().find(|(_, found)| found == label);
        let (number, _) = line.ok_or_else(|| Trouble::Display(format!("the menu has no `{label}`")))?;
        self.menu.call_method("Event", &(number, "clicked", Value::from(0_i32), 0_u32)).await?;
        Ok(())
    }

    async fn text(&self, property: &str) -> Result<String, Trouble> {
        Ok(self.item.get_property(property).await?)
    }

    async fn lines(&self) -> Result<Vec<(i32, String)>, Trouble> {
        let everything = (0_i32, -1_i32, Vec::<&str>::new());
        let (_, (_, _, lines)): (u32, Line) = self.menu.call("GetLayout", &everything).await?;
        let mut read = Vec::new();
        for line in lines {
            let (number, mut properties, _) = Line::try_from(line).map_err(zbus::Error::from)?;
            let label = properties.remove("label").and_then(|label| String::try_from(label).ok());
            read.extend(label.map(|label| (number, label)));
        }
        Ok(read)
    }
}

/// Whom icons register with.
struct Watcher(UnboundedSender<(String, String)>);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// An icon names its path, or the name of whoever has it under the usual path.
    #[expect(clippy::needless_pass_by_value, reason = "the bus hands it over so")]
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let (owner, path) =
            if service.starts_with('/') { (sender, service) } else { (service.to_owned(), "/StatusNotifierItem") };
        // Nobody may be left who asks.
        let _ = self.0.send((owner, path.to_owned()));
    }

    #[zbus(property)]
    #[expect(clippy::unused_self, reason = "a property is asked of an object")]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}
