//! The application as a whole: what it is made of, its main window, and how it ends.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
};

use connections::Connections;
use tauri::{
    App, AppHandle, Builder, Emitter, Manager, RunEvent, Theme, Url, WebviewWindowBuilder, WindowEvent, async_runtime,
    window::Color,
};
use tauri_plugin_window_state::StateFlags;

use crate::{
    commands::{self, LastKeyChange},
    door::{self, Driving, Entrance},
    environment::Environment,
    exports::Exports,
    folder,
    link::{
        self,
        guard::{Event, Wish},
        keeper::{self, Keeper},
    },
    logging::{self, Log},
    menu,
    profile::Profile,
    startup::{self, Running},
    system_lock,
    tray::{self, Tray},
    vanishing,
    views::{ApplicationView, Code, EntranceView, Problem, ProfileKind, ProfileView, UserView},
};

/// The event that tells the main window to ask for everything anew. It carries nothing.
pub const CHANGED: &str = "changed";

/// The label of the main window, the only one with a capability.
pub const MAIN: &str = "main";

/// The ground of the dark screens, `--ground` in `ui/src/styles/tokens.css`.
const DARK_GROUND: Color = Color(0x13, 0x15, 0x17, 0xff);

/// What there is once in the process.
pub struct Application {
    /// What the environment asked for.
    pub environment: Environment,
    /// Where everything is kept.
    pub data_folder: PathBuf,
    /// Keeps the Link window and the session together.
    pub keeper: Keeper,
    /// Whose connections, or why that can't be told.
    profile: Mutex<Result<Profile, Problem>>,
    /// What was exported.
    pub exports: Exports,
    phase: Mutex<Phase>,
    /// Whether the computer was locked while the records could not be.
    missed_lock: AtomicBool,
    is_quitting: AtomicBool,
    _log: Log,
}

/// How far the start has come.
pub enum Phase {
    /// On the way.
    Starting,
    /// Stopped by a problem.
    Blocked(Problem),
    /// Everything is open.
    Ready(Running),
}

/// Why the application does not start at all. Everything else that can be wrong is shown in its window.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The environment would open the process to others, and it could not be started again without that.
    #[error("the program can't be started again in a clean environment")]
    Door(#[source] io::Error),
    /// There is no window, as where no display is.
    #[error(transparent)]
    Tauri(#[from] tauri::Error),
}

/// Runs the application until it quits. To be called first thing in the process, while it has one thread.
///
/// # Errors
/// See [`StartError`].
pub fn run(driving: Driving) -> Result<(), StartError> {
    let entrance = door::enter(driving).map_err(StartError::Door)?;
    let environment = Environment::read(driving);
    let mut builder = Builder::default();
    if !environment.automation {
        // Has to come first. A second start brings the first one to the front.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| show_main(app)));
    }
    if cfg!(target_os = "macos") {
        builder = builder.menu(menu::build).on_menu_event(|app, event| menu::on_event(app, &event));
    }
    #[cfg(target_os = "macos")]
    {
        builder = builder.on_web_content_process_terminate(vanishing::page_died);
    }
    builder
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .with_filter(|label| label == MAIN)
                .build(),
        )
        // Its script would swallow the links of the bank's page that open a new window.
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .invoke_handler(commands::handle)
        .setup(move |app| Ok(set_up(app, environment, &entrance)?))
        .build(tauri::generate_context!())?
        .run(on_run_event);
    Ok(())
}

impl Application {
    /// The one of this process.
    pub fn of(app: &AppHandle) -> &Self {
        app.state::<Self>().inner()
    }

    /// Whose connections the application works on. What could not be told before is looked at anew.
    pub fn profile(&self) -> Result<Profile, Problem> {
        let mut profile = self.profile.lock().expect("nothing panics while it holds the profile");
        if profile.is_err() {
            *profile = Profile::choose(&self.environment, &self.data_folder);
        }
        profile.clone()
    }

    /// Works on other connections from the next opening on.
    pub fn set_profile(&self, profile: Profile) {
        *self.profile.lock().expect("nothing panics while it holds the profile") = Ok(profile);
    }

    /// The core, where it is open.
    pub fn connections(&self) -> Result<Connections, Problem> {
        match &*self.phase() {
            Phase::Ready(running) => Ok(running.connections.clone()),
            Phase::Starting | Phase::Blocked(_) => Err(Problem::not_ready()),
        }
    }

    /// What the application is doing, for the main window.
    pub async fn view(&self) -> Result<ApplicationView, Problem> {
        let (connections, profile) = match &*self.phase() {
            Phase::Starting => return Ok(ApplicationView::Starting),
            Phase::Blocked(problem) => {
                let can_choose_profile = self.others_may_open(problem);
                return Ok(ApplicationView::Blocked { problem: problem.clone(), can_choose_profile });
            }
            Phase::Ready(running) => (running.connections.clone(), running.profile.clone()),
        };
        let profile = ProfileView { needs_secret: !connections.has_plaid_secret(), ..profile };
        let user = connections.user();
        let is_demo = profile.kind == ProfileKind::Demo;
        let entrance = EntranceView::new(&connections.entrance().await?, is_demo);
        Ok(match user {
            Some(user) => ApplicationView::Ready {
                profile,
                user: UserView::from(&user),
                demo_users: if is_demo { entrance.users } else { Vec::new() },
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            None if entrance.users.is_empty() => ApplicationView::SetUp { profile },
            None => ApplicationView::SignedOut { profile, entrance },
        })
    }

    /// The computer was locked, and the records could not be.
    pub fn miss_lock(&self) {
        self.missed_lock.store(true, Ordering::Release);
    }

    /// Whether that happened since the last time it was asked.
    pub fn take_missed_lock(&self) -> bool {
        self.missed_lock.swap(false, Ordering::AcqRel)
    }

    /// Whether the present profile does not open, and another one may.
    pub fn may_choose_profile(&self) -> bool {
        matches!(&*self.phase(), Phase::Blocked(problem) if self.others_may_open(problem))
    }

    /// Whether the problem is that of one profile. What the environment says is corrected there.
    fn others_may_open(&self, problem: &Problem) -> bool {
        let is_known = self.profile.lock().expect("nothing panics while it holds the profile").is_ok();
        problem.code == Code::ProfileUnreadable || is_known && !problem.code.stops_every_profile()
    }

    /// How far the start has come. Never held across an await.
    pub fn phase(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().expect("nothing panics while it holds the phase")
    }
}

/// Tells the main window that what it shows may be old.
pub fn tell_changed(app: &AppHandle) {
    if let Err(error) = app.emit_to(MAIN, CHANGED, ()) {
        tracing::error!(%error, "the main window can't be told of a change");
    }
}

/// Brings the main window to the front.
pub fn show_main(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        link::bring_to_front(&window);
    }
}

/// Closes the records and quits. Whoever calls it has asked the guard.
pub fn quit(app: &AppHandle) {
    let application = Application::of(app);
    if application.is_quitting.swap(true, Ordering::AcqRel) {
        return;
    }
    for window in app.webview_windows().values() {
        let _ = window.hide();
    }
    let phase = std::mem::replace(&mut *application.phase(), Phase::Starting);
    let app = app.clone();
    async_runtime::spawn(async move {
        if let Phase::Ready(running) = phase {
            running.close().await;
        }
        tracing::info!("quits");
        app.exit(0);
    });
}

fn set_up(app: &App, environment: Environment, entrance: &Entrance) -> tauri::Result<()> {
    let data_folder = match &environment.data_folder {
        Some(folder) => folder.clone(),
        None => app.path().app_data_dir()?,
    };
    let log = start_log(&data_folder, environment.tells_more);
    let profile = Profile::choose(&environment, &data_folder);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), automation = environment.automation, "starts");
    entrance.log();
    app.manage(LastKeyChange::default());
    app.manage(Tray::default());
    app.manage(Application {
        environment,
        data_folder,
        keeper: Keeper::default(),
        profile: Mutex::new(profile),
        exports: Exports::default(),
        phase: Mutex::new(Phase::Starting),
        missed_lock: AtomicBool::new(false),
        is_quitting: AtomicBool::new(false),
        _log: log,
    });
    // The window first: it shows at once that something happens.
    open_main(app)?;
    startup::begin(app.handle(), None);
    system_lock::watch(app.handle());
    tray::set_up(app.handle());
    Ok(())
}

/// The log is that of the application, whichever profile it works on.
fn start_log(data_folder: &Path, tells_more: bool) -> Log {
    let created = folder::create_private(data_folder);
    let log = logging::start(&data_folder.join("logs"), tells_more);
    if let Err(error) = created {
        tracing::error!(%error, "the data folder can't be made");
    }
    log
}

fn open_main(app: &App) -> tauri::Result<()> {
    let handle = app.handle().clone();
    for config in &app.config().app.windows {
        let window = WebviewWindowBuilder::from_config(app, config)?
            .devtools(cfg!(debug_assertions))
            .zoom_hotkeys_enabled(true)
            .on_navigation(is_own_page)
            .visible(false)
            .build()?;
        if window.theme()? == Theme::Dark {
            // What is there before the page is drawn; a white flash in a dark room hurts.
            window.set_background_color(Some(DARK_GROUND))?;
        }
        window.show()?;
        vanishing::watch_process(&window, draw_again)?;
        let handle = handle.clone();
        window.on_window_event(move |event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                let is_guarded = Application::of(&handle).keeper.is_guarded();
                if is_guarded || !tray::takes(&handle) {
                    keeper::happened(&handle, Event::Wished(Wish::Quit));
                }
            } else if let WindowEvent::Destroyed = event {
                // Nobody is left who could be asked. What is open is found at the next start.
                quit(&handle);
            }
        });
    }
    Ok(())
}

/// Everything that the main window shows is asked for anew, so that nothing is lost with its page.
fn draw_again(app: &AppHandle) {
    if let Some(Err(error)) = app.get_webview_window(MAIN).map(|window| window.reload()) {
        tracing::error!(%error, "the main window can't be drawn again");
    }
}

/// The main window shows the application's own files and nothing else. On Windows they have an address of the web.
fn is_own_page(address: &Url) -> bool {
    address.scheme() == "tauri" || address.host_str() == Some("tauri.localhost")
}

fn on_run_event(app: &AppHandle, event: RunEvent) {
    if let RunEvent::ExitRequested { code: None, api, .. } = event {
        api.prevent_exit();
        keeper::happened(app, Event::Wished(Wish::Quit));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_main_window_shows_its_own_pages_only() {
        for (address, own) in [
            ("tauri://localhost/", true),
            ("http://tauri.localhost/index.html", true),
            ("https://example.com/", false),
            ("http://127.0.0.1:4711/", false),
            ("file:///etc/passwd", false),
            ("about:blank", false),
        ] {
            assert_eq!(is_own_page(&Url::parse(address).unwrap()), own, "{address}");
        }
    }

    #[test]
    fn the_first_dark_ground_is_that_of_the_screens() {
        let tokens = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/styles/tokens.css");
        let tokens = fs::read_to_string(tokens).unwrap();
        let ground = tokens.lines().find(|line| line.trim_start().starts_with("--ground:")).unwrap();
        let Color(red, green, blue, _) = DARK_GROUND;
        assert!(ground.contains(&format!(", #{red:02x}{green:02x}{blue:02x})")), "{ground}");
    }
}
