//! The start: taking the folder, the keyring, the simulator of the demo, the records, and what an earlier run left
//! unfinished. All of it beside the main window, which is there already.

mod way;

use std::{convert::Infallible, path::Path, time::Duration};

use connections::{
    Clock, Config, Connections, OpenError, SessionOverview, Stage, Vault, VaultError, demo, model::user::User, vault,
};
use plaid_sandbox::Sandbox;
use tauri::{AppHandle, async_runtime};
use tokio::{task::JoinHandle, time::timeout};

use self::way::{Arrived, Way, way_to_plaid};
use crate::{
    application::{self, Application, Phase},
    folder::{Place, ProfileFolder},
    link::{guard::Event, keeper},
    notifications::{self, Endings},
    profile::{Live, Profile},
    system_lock, tray,
    views::{Code, Problem, ProfileKind, ProfileView},
};

/// How long a new login that is on its way may take to arrive before the application quits without it.
const LOGIN_PATIENCE: Duration = Duration::from_mins(1);

/// How long the records may take to close before the application quits without them. They lose nothing by that.
const CLOSING_TIMEOUT: Duration = Duration::from_secs(5);

/// Everything that is open.
pub struct Running {
    /// The core.
    pub connections: Connections,
    /// Whose connections these are.
    pub profile: ProfileView,
    driver: JoinHandle<Infallible>,
    simulator: Option<Sandbox>,
    folder: ProfileFolder,
}

impl Running {
    /// Closes everything, the records first. Whatever is broken off by that is found at the next start; only the answer
    /// that brings a new login comes but once, and is waited for.
    pub async fn close(self) {
        if timeout(LOGIN_PATIENCE, new_logins_are_in(&self.connections)).await.is_err() {
            tracing::warn!("quits although a new login is on its way");
        }
        match self.close_records().await {
            Ok(folder) => {
                if let Err(error) = folder.clear_throwaway() {
                    tracing::warn!(%error, "the records of a demo without a keyring are left for the next start");
                }
            }
            Err(problem) => tracing::warn!(message = problem.message, "quits with records that are not closed"),
        }
    }

    /// Closes the records and the simulator. The folder stays taken for as long as it is held.
    async fn close_records(self) -> Result<ProfileFolder, Problem> {
        // Also one that waited and became due at this moment.
        let no_exchange = timeout(LOGIN_PATIENCE, self.connections.end_exchanges()).await;
        if no_exchange.is_err() {
            tracing::warn!("the records close although a public token is being exchanged");
        }
        self.driver.abort();
        let closing = async {
            self.connections.close().await;
            if let Some(simulator) = self.simulator {
                simulator.stop().await;
            }
        };
        match timeout(CLOSING_TIMEOUT, closing).await {
            Ok(()) => Ok(self.folder),
            Err(_) => Err(Problem::new(Code::NotReady, "the records did not close in time")),
        }
    }
}

/// Returns when no new login is on its way into the records. One that waits for something is not.
async fn new_logins_are_in(connections: &Connections) {
    let mut changes = connections.changes();
    loop {
        changes.mark_unchanged();
        let Ok(sessions) = connections.under_way().await else { return };
        if !sessions.iter().any(is_on_its_way) || changes.changed().await.is_err() {
            return;
        }
    }
}

/// Whether the session brings a new login and has not put it into the records.
fn is_on_its_way(session: &SessionOverview) -> bool {
    session.stage == Stage::Settling && session.purpose.login().is_some()
}

/// Starts, at the beginning, or after the records were closed for a moment. Whoever comes back by itself does so in this
/// very opening or not at all: where a problem stops it, nobody knows who presses the button that goes on.
pub fn begin(app: &AppHandle, returning: Option<User>) {
    let app = app.clone();
    async_runtime::spawn(async move {
        let application = Application::of(&app);
        let phase = match open(application, returning).await {
            Ok(running) => {
                system_lock::make_up(application, &running.connections).await;
                Phase::Ready(running)
            }
            Err(problem) => {
                tracing::error!(code = ?problem.code, message = problem.message, "can't start");
                Phase::Blocked(problem)
            }
        };
        *application.phase() = phase;
        if let Ok(connections) = application.connections() {
            // The computer may have been locked in this very moment.
            system_lock::make_up(application, &connections).await;
            async_runtime::spawn(follow(app.clone()));
        }
        application::tell_changed(&app);
    });
}

/// Starts again where a problem stopped it.
pub fn retry(app: &AppHandle) {
    {
        let mut phase = Application::of(app).phase();
        match *phase {
            Phase::Blocked(_) => *phase = Phase::Starting,
            Phase::Starting | Phase::Ready(_) => return,
        }
    }
    application::tell_changed(app);
    begin(app, None);
}

/// Closes the records, does something that needs them closed, and opens them again, whatever came of it. What is not open
/// because of a problem is opened afterwards too.
pub async fn between_runs<Answer, Acting>(app: &AppHandle, act: impl FnOnce(Place) -> Acting) -> Result<Answer, Problem>
where
    Acting: Future<Output = Answer> + Send,
{
    let Closed { folder, user } = closed(app).await?;
    let answer = act(folder.lasting()).await;
    drop(folder);
    begin(app, user);
    Ok(answer)
}

/// What is closed for a moment.
struct Closed {
    folder: ProfileFolder,
    /// Who was there, and comes back because nothing but the closing is in between.
    user: Option<User>,
}

/// The folder of the profile with its records closed. While a page is open, or a new login is on its way, they stay open.
async fn closed(app: &AppHandle) -> Result<Closed, Problem> {
    let Shut { folder, user } = shut(app).await?;
    match folder {
        Ok(folder) => Ok(Closed { folder, user }),
        Err(problem) => {
            // It is as it was, or says itself what is wrong.
            begin(app, user);
            Err(problem)
        }
    }
}

/// What is not open any more.
pub struct Shut {
    /// The folder, or why it can't be used as it is.
    folder: Result<ProfileFolder, Problem>,
    /// Who was there.
    user: Option<User>,
}

/// Closes the records. An error says that they are as open as they were.
pub async fn shut(app: &AppHandle) -> Result<Shut, Problem> {
    let application = Application::of(app);
    if let Ok(connections) = application.connections() {
        let unfinished = connections.under_way().await?;
        if unfinished.iter().any(|session| session.stage == Stage::Open || is_on_its_way(session)) {
            return Err(Problem::new(Code::SessionOpen, "a link session is not over"));
        }
    }
    let phase = {
        let mut phase = application.phase();
        if matches!(*phase, Phase::Starting) {
            return Err(Problem::not_ready());
        }
        std::mem::replace(&mut *phase, Phase::Starting)
    };
    application::tell_changed(app);
    Ok(match phase {
        Phase::Ready(running) => Shut { user: running.connections.user(), folder: running.close_records().await },
        Phase::Starting | Phase::Blocked(_) => Shut { user: None, folder: folder_of(application) },
    })
}

fn folder_of(application: &Application) -> Result<ProfileFolder, Problem> {
    ProfileFolder::take(application.profile()?.folder(&application.data_folder)?)
}

async fn open(application: &Application, returning: Option<User>) -> Result<Running, Problem> {
    let profile = application.profile()?;
    let folder = folder_of(application)?;
    if let Some(owner) = profile.owner() {
        folder.belongs_to(owner)?;
    }
    let (vault, place) = secrets(&profile, &folder).await?;
    let Way { plaid, simulator, arrived } = way_to_plaid(&profile, &vault, &place).await?;
    let view = ProfileView {
        kind: kind(&profile),
        environment: profile.environment(),
        secrets_in_memory: vault.is_in_memory(),
        needs_secret: false,
    };
    let config = Config { database: place.database(), vault: vault.clone(), plaid, clock: Clock::System };
    let connections = Connections::open(config).await.map_err(|error| not_open(error, &vault, folder.path()))?;
    if let Err(problem) = take_up(application, &connections, &vault, arrived, returning).await {
        connections.close().await;
        return Err(problem);
    }
    let driver = tokio::spawn({
        let connections = connections.clone();
        async move { connections.run().await }
    });
    Ok(Running { connections, profile: view, driver, simulator, folder })
}

/// What comes before anything is shown.
async fn take_up(
    application: &Application,
    connections: &Connections,
    vault: &Vault,
    arrived: Option<Arrived>,
    returning: Option<User>,
) -> Result<(), Problem> {
    match application.profile()? {
        Profile::Demo(_) => {
            demo::enter(connections).await?;
            demo::seed(connections).await?;
        }
        Profile::Live(Live { owner, .. }) => {
            if let Some(Arrived { request_id, unkept }) = arrived {
                if let Some(secret) = unkept {
                    vault.put_api_secret(&secret).await?;
                }
                connections.plaid_secret_arrived(request_id.as_deref()).await?;
            }
            // From here on the keyring has it, or the user had it forgotten.
            application.set_profile(Profile::of(owner));
        }
    }
    if let Some(user) = returning {
        connections.stay(&user).await?;
    }
    // What was unfinished is marked as such.
    connections.recover().await?;
    Ok(())
}

/// Why the records don't open, with where they were looked for.
fn not_open(error: OpenError, vault: &Vault, folder: &Path) -> Problem {
    let is_elsewhere = matches!(error, OpenError::RecordsElsewhere);
    let problem = Problem::from(error);
    if !is_elsewhere {
        return problem;
    }
    problem.with_hint(format!(
        "This folder is `{}`. Only where the records are lost for good, delete the entry `database-key` of `{}` from the \
         keyring to begin anew; whatever is under that key can never be opened again.",
        folder.display(),
        vault.profile().service(),
    ))
}

/// The keyring. Only the demo, whose secrets are worth nothing, does without one, and then in a place that is thrown
/// away together with them: records without their key would only be in the way of the next start.
async fn secrets(profile: &Profile, folder: &ProfileFolder) -> Result<(Vault, Place), Problem> {
    match (profile, Vault::open(profile.vault(folder.path())).await) {
        (_, Ok(vault)) => Ok((vault, folder.lasting())),
        (Profile::Demo(_), Err(VaultError::NoService(_))) => {
            tracing::warn!("there is no keyring: the demo keeps its secrets in memory and its records until it quits");
            Ok((Vault::in_memory(vault::Profile::Demo), folder.throwaway()?))
        }
        (_, Err(error)) => Err(error.into()),
    }
}

const fn kind(profile: &Profile) -> ProfileKind {
    match profile {
        Profile::Demo(_) => ProfileKind::Demo,
        Profile::Live(_) => ProfileKind::Live,
    }
}

/// Tells the main window and the guard of every change in the core, for as long as it is open. Records that turn out to be
/// damaged are closed.
async fn follow(app: AppHandle) {
    let Ok(connections) = Application::of(&app).connections() else { return };
    let (mut changes, mut damage) = (connections.changes(), connections.damage());
    let mut endings = Endings::seen(&connections);
    tray::follow(&app, &connections).await;
    notifications::tell_notices(&app, &connections).await;
    // Held by nobody who waits: they go when the records are closed.
    drop(connections);
    loop {
        let is_damaged = tokio::select! {
            told = changes.changed() => if told.is_ok() { false } else { return },
            found = damage.wait_for(|is_damaged| *is_damaged) => if found.is_ok() { true } else { return },
        };
        if is_damaged {
            return block(&app).await;
        }
        // While the application quits, nobody is left to be told.
        let Ok(connections) = Application::of(&app).connections() else { return };
        endings.tell_of_new(&app, &connections).await;
        notifications::tell_notices(&app, &connections).await;
        tray::follow(&app, &connections).await;
        drop(connections);
        if let Err(problem) = keeper::refresh(&app).await {
            tracing::error!(code = ?problem.code, message = problem.message, "the guard can't see the session");
        }
        application::tell_changed(&app);
    }
}

/// Closes records that are damaged, and the page of the bank with them: nothing that comes of it could be written.
async fn block(app: &AppHandle) {
    let application = Application::of(app);
    let running = {
        let mut phase = application.phase();
        match std::mem::replace(&mut *phase, Phase::Starting) {
            Phase::Ready(running) => running,
            other @ (Phase::Starting | Phase::Blocked(_)) => {
                *phase = other;
                return;
            }
        }
    };
    application::tell_changed(app);
    if let Err(problem) = keeper::decide(app, Event::OpenSession(None)).await {
        tracing::error!(code = ?problem.code, message = problem.message, "the bank's window stays open");
    }
    if let Err(problem) = running.close_records().await {
        tracing::warn!(message = problem.message, "damaged records are not closed");
    }
    let problem = Problem::new(Code::DatabaseUnreadable, "a page of the records turned out to be damaged");
    *application.phase() = Phase::Blocked(problem);
    application::tell_changed(app);
}

/// A command failed. Where the records may be damaged, the core looks.
pub fn heard_of(app: &AppHandle, problem: &Problem) {
    if problem.code == Code::DatabaseUnreadable
        && let Ok(connections) = Application::of(app).connections()
    {
        connections.suspect_damage();
    }
}
