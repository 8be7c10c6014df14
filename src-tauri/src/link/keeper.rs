//! Keeps window and session together: what happens to the one is told to the other, and the guard decides in between.

use std::{
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use connections::{
    Opened, SessionOverview, Stage, StartError, UpdateError, UpdateStart,
    model::{
        ids::{ConnectionId, LinkSessionId},
        link_session::Place,
    },
};
use tauri::{AppHandle, async_runtime};
use tauri_plugin_opener::OpenerExt;
use tokio::{sync, time::timeout};
use url::Url;

use super::{
    guard::{Act, Event, Guard, Wish},
    window,
};
use crate::{
    application::{self, Application},
    views::{Code, Problem, SessionStartView, UpdateStartView},
};

/// How long a page that wishes to be closed may turn out to be finished before the user is asked.
const FINISH_PATIENCE: Duration = Duration::from_secs(2);

/// The guard and what it needs to know of the window.
#[derive(Default)]
pub struct Keeper {
    guard: Mutex<Guard>,
    /// One at a time asks the core which session is open, so that no older answer comes after a newer one.
    session_turn: sync::Mutex<()>,
    /// One at a time opens or closes the window.
    window_turn: sync::Mutex<()>,
    /// Whether the window is meant to stand. When it goes all the same, the session lost it.
    window_stands: AtomicBool,
    /// How many pop-ups of the window went to the user's browser.
    pub sent_to_browser: AtomicUsize,
    /// How many pop-ups there were, so that none is taken for an earlier one.
    pub pop_ups: AtomicUsize,
}

impl Keeper {
    /// The wish that waits for the user's answer in this session.
    pub fn wish(&self, of: LinkSessionId) -> Option<Wish> {
        self.guard().wish(of)
    }

    /// Whether a page is open, so that every way out asks first.
    pub fn is_guarded(&self) -> bool {
        self.open_session().is_some()
    }

    fn open_session(&self) -> Option<LinkSessionId> {
        match *self.guard() {
            Guard::On { session, .. } => Some(session),
            Guard::Off => None,
        }
    }

    fn guard(&self) -> MutexGuard<'_, Guard> {
        self.guard.lock().expect("nothing panics while it holds the guard")
    }

    /// This session is not open any more. Another one that began meanwhile stays guarded.
    fn over(&self, session: LinkSessionId) {
        if self.open_session() == Some(session) {
            self.after(Event::OpenSession(None));
        }
    }

    fn after(&self, event: Event) -> Act {
        let mut guard = self.guard();
        let (next, act) = guard.after(event);
        *guard = next;
        act
    }
}

/// Starts the update of a connection and opens its page.
pub async fn start_update(
    app: &AppHandle,
    connection: ConnectionId,
    even_if_healthy: bool,
) -> Result<UpdateStartView, Problem> {
    let connections = Application::of(app).connections()?;
    match connections.start_update(connection, even_if_healthy).await {
        Ok(UpdateStart::Healed) => Ok(UpdateStartView::Healed),
        Ok(UpdateStart::Opened { session, .. }) => {
            show_first_page(app, session).await?;
            Ok(UpdateStartView::Opened { session_id: session.to_string() })
        }
        Err(UpdateError::LeftMeanwhile) => Ok(UpdateStartView::CalledOff),
        Err(error) => Err(error.into()),
    }
}

/// Starts to connect a bank and opens the page.
pub async fn start_connect(app: &AppHandle) -> Result<SessionStartView, Problem> {
    started(app, Application::of(app).connections()?.start_connect().await).await
}

/// Starts to put a new login in the place of that of a connection and opens the page.
pub async fn start_replace(app: &AppHandle, connection: ConnectionId) -> Result<SessionStartView, Problem> {
    started(app, Application::of(app).connections()?.start_replace(connection).await).await
}

/// Starts to give a removed connection a new login and opens the page.
pub async fn start_reconnect(app: &AppHandle, connection: ConnectionId) -> Result<SessionStartView, Problem> {
    started(app, Application::of(app).connections()?.start_reconnect(connection).await).await
}

async fn started(app: &AppHandle, opened: Result<Opened, StartError>) -> Result<SessionStartView, Problem> {
    match opened {
        Ok(Opened { session, .. }) => {
            show_first_page(app, session).await?;
            Ok(SessionStartView::Opened { session_id: session.to_string() })
        }
        Err(StartError::LeftMeanwhile) => Ok(SessionStartView::CalledOff),
        Err(error) => Err(error.into()),
    }
}

/// Shows the page of a session that has just begun. The guard stands before the page does.
async fn show_first_page(app: &AppHandle, session: LinkSessionId) -> Result<(), Problem> {
    refresh(app).await?;
    show_page(app, session).await
}

/// Shows the page of a session in our window: the one that stands, or a new one.
pub async fn show_page(app: &AppHandle, of: LinkSessionId) -> Result<(), Problem> {
    let application = Application::of(app);
    let keeper = &application.keeper;
    let _turn = keeper.window_turn.lock().await;
    let connections = application.connections()?;
    let page = connections.hosted_url(of).await?;
    let session = open_session(app, of).await?;
    if session.place == Place::Window && keeper.window_stands.load(Ordering::Acquire) && window::focus(app) {
        return Ok(());
    }
    let address = match session.place {
        Place::Window => page,
        Place::Browser => connections.show_in(of, Place::Window).await?,
    };
    keeper.window_stands.store(false, Ordering::Release);
    keeper.sent_to_browser.store(0, Ordering::Relaxed);
    window::open(app, parsed(address.as_str())?, &window::title(&session))
        .await
        .map_err(|error| Problem::window(&error))?;
    keeper.window_stands.store(true, Ordering::Release);
    if keeper.open_session() != Some(of) {
        // It ended while its window was on the way.
        destroy_window(app).await;
    }
    Ok(())
}

/// Goes on with the page of a session in the user's browser. The guard stays: the session is the same.
pub async fn open_in_browser(app: &AppHandle, of: LinkSessionId) -> Result<(), Problem> {
    let connections = Application::of(app).connections()?;
    let address = connections.hosted_url(of).await?;
    open_session(app, of).await?;
    app.opener().open_url(address.as_str(), None::<&str>).map_err(|_| {
        Problem::new(Code::Internal, "no browser could be opened")
            .with_hint("Set a default browser in the settings of this computer, or continue in the window.")
    })?;
    connections.show_in(of, Place::Browser).await?;
    close_window(app).await;
    Ok(())
}

/// Asks the core which session is open and lets the guard know.
pub async fn refresh(app: &AppHandle) -> Result<(), Problem> {
    let application = Application::of(app);
    let _turn = application.keeper.session_turn.lock().await;
    let session = application.connections()?.session().await?;
    let open = session.filter(is_open).map(|session| session.id);
    decide(app, Event::OpenSession(open)).await
}

/// Something happened at a window. What follows is done on its own; a failure is logged.
pub fn happened(app: &AppHandle, event: Event) {
    let app = app.clone();
    async_runtime::spawn(async move {
        if let Err(problem) = decide(&app, event).await {
            tracing::error!(?event, code = ?problem.code, message = problem.message, "could not be done");
        }
    });
}

/// The page was led to the address of completion. A hint and no more: Plaid is asked.
pub fn completion_seen(app: &AppHandle) {
    let application = Application::of(app);
    if let (Ok(connections), Some(session)) = (application.connections(), application.keeper.open_session()) {
        connections.completion_seen(session);
    }
}

/// The page wishes to be closed. It may be finished; where Plaid does not say so soon, the user is asked.
pub fn page_wishes_to_close(app: &AppHandle) {
    completion_seen(app);
    let app = app.clone();
    async_runtime::spawn(async move {
        if timeout(FINISH_PATIENCE, session_over(&app)).await.is_err() {
            happened(&app, Event::Wished(Wish::Close));
        }
    });
}

/// The window is gone, or its page is. Where it was meant to stand, the session lost it.
pub fn window_destroyed(app: &AppHandle) {
    if Application::of(app).keeper.window_stands.swap(false, Ordering::AcqRel) {
        happened(app, Event::WindowLost);
    }
}

/// Lets the guard decide, and does it.
pub async fn decide(app: &AppHandle, event: Event) -> Result<(), Problem> {
    let application = Application::of(app);
    match application.keeper.after(answerable(application, event)) {
        Act::Nothing => return Ok(()),
        Act::Ask => application::show_main(app),
        Act::ShowPage(session) => stay(app, session).await?,
        Act::CloseWindow => {
            close_window(app).await;
            application::show_main(app);
        }
        Act::Leave(session) => {
            leave(app, session).await?;
            application.keeper.over(session);
            close_window(app).await;
            application::show_main(app);
        }
        Act::LeaveAnd(session, Wish::Quit) => {
            if let Err(problem) = leave(app, session).await {
                // What can't be written now is found at the next start.
                tracing::error!(%session, code = ?problem.code, "the session is left without a word in the records");
            }
            application::quit(app);
            return Ok(());
        }
        Act::LeaveAnd(session, wish) => {
            leave(app, session).await?;
            application.keeper.over(session);
            close_window(app).await;
            application::show_main(app);
            grant(app, wish).await?;
        }
        Act::Lost(session) => {
            close_window(app).await;
            application.connections()?.window_lost(session).await?;
            application.keeper.over(session);
        }
        Act::Grant(wish) => grant(app, wish).await?,
    }
    application::tell_changed(app);
    Ok(())
}

/// A wish to quit waits for an answer only where somebody is signed in who can give one.
fn answerable(application: &Application, event: Event) -> Event {
    let is_deserted = || application.connections().is_ok_and(|connections| connections.user().is_none());
    if event == Event::Wished(Wish::Quit) && is_deserted() { Event::Abandoned } else { event }
}

/// Does what was wished for, with no page in the way.
async fn grant(app: &AppHandle, wish: Wish) -> Result<(), Problem> {
    match wish {
        Wish::Quit => application::quit(app),
        Wish::SignOut => Application::of(app).connections()?.sign_out().await?,
        Wish::Lock => Application::of(app).connections()?.lock().await?,
        Wish::Close => {}
    }
    Ok(())
}

/// Returns when no session is open any more.
async fn session_over(app: &AppHandle) {
    let application = Application::of(app);
    let Ok(mut changes) = application.connections().map(|connections| connections.changes()) else { return };
    while application.keeper.open_session().is_some() && changes.changed().await.is_ok() {
        if refresh(app).await.is_err() {
            return;
        }
    }
}

async fn stay(app: &AppHandle, session: LinkSessionId) -> Result<(), Problem> {
    let session = open_session(app, session).await?;
    match session.place {
        Place::Window => show_page(app, session.id).await,
        Place::Browser => Ok(()),
    }
}

async fn leave(app: &AppHandle, session: LinkSessionId) -> Result<(), Problem> {
    Ok(Application::of(app).connections()?.leave(session).await?)
}

/// Before the page is there, nothing can be lost by leaving.
fn is_open(session: &SessionOverview) -> bool {
    session.stage == Stage::Open
}

async fn open_session(app: &AppHandle, of: LinkSessionId) -> Result<SessionOverview, Problem> {
    let session = Application::of(app).connections()?.session().await?;
    session.filter(|session| session.id == of && is_open(session)).ok_or_else(|| Problem::not_found(&of.to_string()))
}

async fn close_window(app: &AppHandle) {
    let _turn = Application::of(app).keeper.window_turn.lock().await;
    destroy_window(app).await;
}

async fn destroy_window(app: &AppHandle) {
    Application::of(app).keeper.window_stands.store(false, Ordering::Release);
    window::close(app).await;
}

fn parsed(address: &str) -> Result<Url, Problem> {
    Url::parse(address).map_err(|_| Problem::new(Code::PlaidRefused, "Plaid gave an address that can't be opened"))
}
