//! The icon in the tray: how many connections wait for the user, and the way back to the window that was closed.
//!
//! Where the desktop shows no tray there is none, and closing the window quits. On Linux the library that draws it ends the
//! program where a part of it is missing, so it is looked at first.

use std::sync::{
    OnceLock,
    atomic::{AtomicBool, Ordering},
};

use connections::Connections;
use tauri::{
    AppHandle, Manager, Wry,
    menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};
use tokio::sync::{Mutex, oneshot};

use crate::{
    application::{self, Application, MAIN},
    link::{
        guard::{Event, Wish},
        keeper,
    },
};

const ID: &str = "tray";
const WAITING: &str = "waiting";
const SHOW: &str = "show";
const QUIT: &str = "quit";
const NAME: &str = "Bank Connections";

/// What is known of the tray.
#[derive(Default)]
pub struct Tray {
    /// Held by whoever looks for it, so that there are never two icons.
    looking: Mutex<()>,
    is_there: AtomicBool,
    stays: AtomicBool,
    /// The line of the menu that says how many connections wait. Not every desktop shows what stands beside an icon, and on
    /// Linux none shows a text above it.
    waiting: OnceLock<MenuItem<Wry>>,
}

impl Tray {
    /// Whether there is an icon.
    fn is_there(&self) -> bool {
        self.is_there.load(Ordering::Acquire)
    }

    /// Whether closing the window leaves the application in it.
    fn keeps(&self) -> bool {
        self.is_there() && self.stays.load(Ordering::Acquire)
    }
}

/// Draws the icon where the desktop shows one, some time after the start.
pub fn set_up(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if !look(&app).await {
            tracing::info!("the desktop shows no tray");
        }
    });
}

/// Whether there is an icon. Where there was none, a desktop that shows trays by now gets one.
pub async fn look(app: &AppHandle) -> bool {
    let tray = app.state::<Tray>();
    let _looking = tray.looking.lock().await;
    if tray.is_there() || !desktop::shows_trays().await {
        return tray.is_there();
    }
    let (answer, built) = oneshot::channel();
    let handle = app.clone();
    // It belongs to the thread of the windows.
    let asked = app.run_on_main_thread(move || {
        // Nobody waits where the application ends.
        let _ = answer.send(build(&handle).map(|_| ()));
    });
    match (asked, built.await) {
        (Ok(()), Ok(Ok(()))) => {}
        (Err(error), _) | (_, Ok(Err(error))) => {
            tracing::warn!(%error, "there is no icon in the tray");
            return false;
        }
        (Ok(()), Err(_)) => return false,
    }
    tray.is_there.store(true, Ordering::Release);
    application::tell_changed(app);
    let handle = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Ok(connections) = Application::of(&handle).connections() {
            follow(&handle, &connections).await;
        }
    });
    true
}

fn build(app: &AppHandle) -> tauri::Result<TrayIcon> {
    desktop::name_icons(NAME);
    // Whether any connection waits is known once the records are open.
    let waiting = MenuItem::with_id(app, WAITING, NAME, true, None::<&str>)?;
    let menu = Menu::with_items(
        app,
        &[
            &waiting,
            &PredefinedMenuItem::separator(app)?,
            &MenuItem::with_id(app, SHOW, "Show Bank Connections", true, None::<&str>)?,
            &MenuItem::with_id(app, QUIT, "Quit", true, None::<&str>)?,
        ],
    )?;
    let mut builder = TrayIconBuilder::with_id(ID)
        .tooltip(NAME)
        .menu(&menu)
        .show_menu_on_left_click(false)
        .on_menu_event(|app, event| on_menu_event(app, &event))
        .on_tray_icon_event(|icon, event| {
            let is_click = matches!(
                event,
                TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }
            );
            if is_click {
                application::show_main(icon.app_handle());
            }
        });
    if let Some(icon) = app.default_window_icon() {
        builder = builder.icon(icon.clone());
    }
    let icon = builder.build(app)?;
    // It is built once.
    let _ = app.state::<Tray>().waiting.set(waiting);
    Ok(icon)
}

fn on_menu_event(app: &AppHandle, event: &MenuEvent) {
    if event.id() == SHOW || event.id() == WAITING {
        application::show_main(app);
    } else if event.id() == QUIT {
        // The guard may have something to ask, and asks in the window.
        keeper::happened(app, Event::Wished(Wish::Quit));
    }
}

/// Shows how many connections wait for the user, and takes over whether the application stays.
pub async fn follow(app: &AppHandle, connections: &Connections) {
    let tray = app.state::<Tray>();
    match connections.stays_in_tray().await {
        Ok(stays) => tray.stays.store(stays, Ordering::Release),
        Err(error) => tracing::warn!(%error, "it can't be told whether it stays in the tray"),
    }
    if !tray.is_there() {
        return;
    }
    let Ok(waiting) = connections.waiting_for_user().await else { return };
    let app = app.clone();
    let handle = app.clone();
    let _ = app.run_on_main_thread(move || {
        let Some(icon) = handle.tray_by_id(ID) else { return };
        let tooltip = format!("{NAME}: {}", words(waiting));
        let in_menu = handle.state::<Tray>().waiting.get().map_or(Ok(()), |line| line.set_text(words(waiting)));
        let shown =
            in_menu.and_then(|()| icon.set_tooltip(Some(&tooltip))).and_then(|()| icon.set_title(title(waiting)));
        if let Err(error) = shown {
            tracing::warn!(%error, "the tray can't say how many connections wait");
        }
    });
}

/// The main window is about to be closed. `true` where it was put into the tray instead.
pub fn takes(app: &AppHandle) -> bool {
    // Whoever sees why the records don't open wishes to quit.
    if !app.state::<Tray>().keeps() || Application::of(app).connections().is_err() {
        return false;
    }
    app.get_webview_window(MAIN).is_some_and(|window| window.hide().is_ok())
}

fn words(waiting: usize) -> String {
    match waiting {
        0 => "No connection needs you".to_owned(),
        1 => "1 connection needs you".to_owned(),
        more => format!("{more} connections need you"),
    }
}

fn title(waiting: usize) -> Option<String> {
    (waiting > 0).then(|| waiting.to_string())
}

#[cfg(target_os = "linux")]
mod desktop {
    use std::{path::Path, time::Duration};

    use tokio::time::timeout;
    use zbus::{Connection, fdo::DBusProxy, names::BusName};

    /// How long the bus may take to say whether there is a tray.
    const PATIENCE: Duration = Duration::from_secs(2);
    /// Who keeps the icons of a desktop.
    const WATCHER: &str = "org.kde.StatusNotifierWatcher";
    /// What draws them, in the folders where Debian and others keep it.
    const LIBRARY: &str = "libayatana-appindicator3.so.1";
    const FOLDERS: [&str; 6] = [
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/lib/x86_64-linux-gnu",
        "/lib/aarch64-linux-gnu",
        "/usr/lib64",
        "/usr/lib",
    ];

    /// Has icons called by this name, else they are called by that of the program.
    pub fn name_icons(name: &str) {
        webkit2gtk::glib::set_application_name(name);
    }

    pub async fn shows_trays() -> bool {
        let can_draw = FOLDERS.iter().any(|folder| Path::new(folder).join(LIBRARY).exists());
        can_draw && timeout(PATIENCE, has_watcher()).await.is_ok_and(|answer| answer.is_ok_and(|there| there))
    }

    async fn has_watcher() -> zbus::Result<bool> {
        let bus = Connection::session().await?;
        Ok(DBusProxy::new(&bus).await?.name_has_owner(BusName::try_from(WATCHER)?).await?)
    }
}

#[cfg(not(target_os = "linux"))]
mod desktop {
    /// They are called by their tooltip.
    pub fn name_icons(_name: &str) {}

    #[expect(clippy::unused_async, reason = "elsewhere it waits")]
    pub async fn shows_trays() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tray_says_how_many_connections_wait() {
        let said = [0, 1, 3].map(|waiting| (words(waiting), title(waiting)));
        assert_eq!(
            said,
            [
                ("No connection needs you".to_owned(), None),
                ("1 connection needs you".to_owned(), Some("1".to_owned())),
                ("3 connections need you".to_owned(), Some("3".to_owned())),
            ]
        );
    }

    #[test]
    fn without_an_icon_nothing_stays() {
        let tray = Tray::default();
        tray.stays.store(true, Ordering::Release);
        assert!(!tray.keeps());
        tray.is_there.store(true, Ordering::Release);
        assert!(tray.keeps());
    }
}
