//! One journey through the application: its own desktop, its own simulator, its own data, and what to look at when it
//! did not arrive.

use std::collections::BTreeSet;
use std::fs;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::task::Poll;

use plaid_sandbox::Sandbox;

use crate::application::{self, Application, Launch};
use crate::bank_page::BankPage;
use crate::desktop::{Desktop, Theme};
use crate::mail_server::{Authority, MailServer, Offers};
use crate::main_window::MainWindow;
use crate::screen::Screen;
use crate::secret_service::Keyring;
use crate::secrets::{self, Secrets};
use crate::simulator;
use crate::window::Window;
use crate::{Trouble, wait};

/// Everything that a journey has.
#[derive(Debug)]
pub struct Journey {
    application: Option<Application>,
    launch: Launch,
    /// The sessions of the driver, one a start.
    sessions: Vec<String>,
    /// Secrets that the main window had to show.
    shown: BTreeSet<String>,
    simulator: Sandbox,
    desktop: Desktop,
}

/// Runs a journey of a test, and looks whether it left a secret where none may be. When it fails, pictures of all windows
/// and the logs are left in a folder that is named after the test.
pub fn journey(scenario: impl AsyncFnOnce(&mut Journey) -> Result<(), Trouble>) -> Result<(), Trouble> {
    journey_with(Keyring::Unlocked, scenario)
}

/// As `journey`, with another keyring.
pub fn journey_with(
    keyring: Keyring,
    scenario: impl AsyncFnOnce(&mut Journey) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    journey_on(keyring, Theme::Light, scenario)
}

/// As `journey`, on a desktop of another kind.
pub fn journey_on(
    keyring: Keyring,
    theme: Theme,
    scenario: impl AsyncFnOnce(&mut Journey) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let mut journey = Journey::begin(keyring, theme).await?;
        let arrived = ending_of(async {
            scenario(&mut journey).await?;
            journey.kept_its_secrets().await
        });
        match arrived.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(trouble)) => {
                journey.leave_evidence().await;
                Err(trouble)
            }
            Err(panic) => {
                journey.leave_evidence().await;
                resume_unwind(panic)
            }
        }
    })
}

impl Journey {
    /// Starts the desktop and the simulator. The application is started by the journey.
    pub async fn begin(keyring: Keyring, theme: Theme) -> Result<Journey, Trouble> {
        let desktop = Desktop::start(keyring, theme)?;
        let simulator = simulator::start().await?;
        let launch = Launch {
            program: application::program()?,
            data: desktop.home().join("records"),
            environment: simulator::demo_on(&simulator),
        };
        Ok(Journey { application: None, launch, sessions: Vec::new(), shown: BTreeSet::new(), simulator, desktop })
    }

    /// Starts the application, or starts it again on the same data, and waits for its main window.
    pub async fn start(&mut self) -> Result<MainWindow, Trouble> {
        let application = Application::start(&self.desktop, &self.launch).await?;
        self.sessions.push(secrets::session(application.driver()));
        let main = MainWindow::of(application.driver()).await;
        self.application = Some(application);
        let main = main?;
        secrets::listen(main.window()).await?;
        Ok(main)
    }

    /// As `start`, and waits until the connections are listed.
    pub async fn start_ready(&mut self) -> Result<MainWindow, Trouble> {
        let main = self.start().await?;
        main.ready().await?;
        Ok(main)
    }

    /// Everything of this journey that opens something.
    #[must_use]
    pub fn secrets(&self) -> Secrets {
        Secrets::of(&self.simulator, self.sessions.iter()).and_shown(&self.shown)
    }

    /// The main window had to show this secret, such as a recovery code. It may stand in no file all the same.
    pub fn was_shown(&mut self, secret: &str) {
        self.shown.insert(secret.to_owned());
    }

    /// Fails where a secret stands in a file, or was told to the main window.
    async fn kept_its_secrets(&self) -> Result<(), Trouble> {
        let secrets = self.secrets();
        if let Some(application) = self.application.as_ref().filter(|application| application.runs()) {
            let main = Window::find_now(application.driver(), |address| address.starts_with("tauri://")).await?;
            if let Some(main) = main {
                secrets.are_not_known_to(&main).await?;
            }
        }
        secrets.are_in_no_file_below(self.desktop.home())
    }

    /// Kills the application.
    pub async fn kill(&mut self) -> Result<(), Trouble> {
        match self.application.take() {
            Some(application) => application.kill().await,
            None => Ok(()),
        }
    }

    /// Waits until the application has ended by itself.
    pub async fn ended(&mut self) -> Result<(), Trouble> {
        match self.application.take() {
            Some(application) => application.ended().await,
            None => Ok(()),
        }
    }

    /// Waits for the bank's page in the Link window.
    pub async fn bank_page(&self) -> Result<BankPage, Trouble> {
        Ok(BankPage::in_window(self.window_at(self.simulator.base_url()).await?))
    }

    /// Waits for a window whose address starts like this.
    pub async fn window_at(&self, address: &str) -> Result<Window, Trouble> {
        let what = format!("a window at {address}");
        Window::find(self.application()?.driver(), &what, |found| found.starts_with(address)).await
    }

    /// Waits for a window of the bank's whose address ends like this.
    pub async fn pop_up(&self, ending: &str) -> Result<Window, Trouble> {
        let what = format!("a pop-up at …{ending}");
        Window::find(self.application()?.driver(), &what, |found| found.ends_with(ending)).await
    }

    /// Asks the window with this title to close, as its close button does.
    pub async fn close(&self, title: &str) -> Result<(), Trouble> {
        let what = format!("a window with the title `{title}`");
        let screen = Screen::of(self.desktop.display())?;
        wait::until(&what, async || Ok(screen.close(title)?.then_some(()))).await
    }

    /// The running application.
    pub fn application(&self) -> Result<&Application, Trouble> {
        let missing =
            || Trouble::NotReady { program: "the application".to_owned(), said: "it was not started".to_owned() };
        self.application.as_ref().ok_or_else(missing)
    }

    /// Has the application find its test banks on another simulator from its next start on.
    pub fn set_simulator(&mut self, simulator: Sandbox) {
        self.launch.environment = simulator::demo_on(&simulator);
        self.simulator = simulator;
    }

    /// The simulator.
    #[must_use]
    pub fn simulator(&self) -> &Sandbox {
        &self.simulator
    }

    /// Starts a mail server. The application trusts it from its next start on.
    pub fn start_mail_server(&mut self) -> Result<MailServer, Trouble> {
        let authority = Authority::make(&self.desktop.home().join("authority"))?;
        self.launch.environment.extend(authority.environment());
        MailServer::start(&authority, Offers::StartTls)
    }

    /// The desktop.
    #[must_use]
    pub fn desktop(&self) -> &Desktop {
        &self.desktop
    }

    /// How the application is started, for journeys that start it otherwise.
    pub fn launch(&mut self) -> &mut Launch {
        &mut self.launch
    }

    /// The folder with the application's data.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.launch.data
    }

    /// Keeps what tells why the journey did not arrive. Nothing in here may fail for good: the failure is reported already.
    #[allow(clippy::print_stderr, reason = "a failed test says where to look")]
    async fn leave_evidence(&self) {
        let Ok(folder) = evidence_folder() else { return };
        let _ = fs::copy(application::output_of(&self.desktop), folder.join("output.log"));
        copy_logs(&self.launch.data, &folder);
        if let Some(application) = &self.application {
            for (number, handle) in application.driver().windows().await.unwrap_or_default().into_iter().enumerate() {
                let window = Window::with_handle(application.driver(), handle);
                let _ = window.picture(&folder.join(format!("window-{number}.png"))).await;
                let text = window.text().await.unwrap_or_default();
                let _ = fs::write(folder.join(format!("window-{number}.txt")), text);
            }
        }
        eprintln!("pictures and logs: {}", folder.display());
    }
}

/// Named after the test, which names its thread.
fn evidence_folder() -> Result<PathBuf, Trouble> {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("main").replace("::", "-");
    application::output_folder(&format!("journeys/{name}"))
}

fn copy_logs(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            copy_logs(&path, to);
        } else if path.extension().is_some_and(|ending| ending == "log") {
            let _ = fs::copy(&path, to.join(entry.file_name()));
        }
    }
}

/// Waits for the future, and catches a panic in it as a thread's end does.
async fn ending_of<T>(future: impl Future<Output = T>) -> std::thread::Result<T> {
    let mut future = pin!(future);
    std::future::poll_fn(move |context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}
