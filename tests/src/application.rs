//! The real application, driven from outside: started through a `WebDriver`, ended as users, systems and power cuts
//! end it.

use std::fs::{self, OpenOptions};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};
use tokio::net::TcpStream;

use crate::desktop::Desktop;
use crate::process_group::ProcessGroup;
use crate::processes::{self, Process};
use crate::{Trouble, wait};

/// A start on a cold disk takes seconds, one that hangs takes for ever.
const START_PATIENCE: Duration = Duration::from_mins(1);

/// No single act in a window takes this long.
const ACT_PATIENCE: Duration = Duration::from_secs(20);

/// The program whose windows can be driven, as Cargo built it beside the one that runs now.
pub fn program() -> Result<PathBuf, Trouble> {
    built("bank-connections-driven")
}

/// The program that users are given, whose windows nobody can drive.
pub fn product() -> Result<PathBuf, Trouble> {
    built("bank-connections")
}

/// A file below the folder of the profile that Cargo built the running program in.
pub fn built(name: &str) -> Result<PathBuf, Trouble> {
    let program = profile_folder()?.join(name);
    if program.is_file() { Ok(fs::canonicalize(program)?) } else { Err(Trouble::NotBuilt(program)) }
}

/// An empty folder for what a run leaves behind, beside the programs.
pub fn output_folder(name: &str) -> Result<PathBuf, Trouble> {
    let folder = profile_folder()?.join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn profile_folder() -> Result<PathBuf, Trouble> {
    let mut folder = std::env::current_exe()?;
    folder.pop();
    // The programs of tests lie one folder deeper.
    if folder.ends_with("deps") {
        folder.pop();
    }
    Ok(folder)
}

/// How the application is started.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The program; usually `program()`.
    pub program: PathBuf,
    /// The folder for its data, which outlives it.
    pub data: PathBuf,
    /// What its environment says besides. Nothing: it works on a simulator of its own.
    pub environment: Vec<(&'static str, String)>,
}

/// The application while it runs. It is killed, with everything that belongs to it, when this goes.
#[derive(Debug)]
pub struct Application {
    driver: WebDriver,
    process: Process,
    group: ProcessGroup,
}

impl Application {
    /// Starts it on a desktop and waits until it can be driven.
    pub async fn start(desktop: &Desktop, launch: &Launch) -> Result<Application, Trouble> {
        let port = free_port()?;
        let log = OpenOptions::new().create(true).append(true).open(output_of(desktop))?;
        let mut command = desktop.command("WebKitWebDriver");
        command.arg(format!("--port={port}")).stdout(log.try_clone()?).stderr(log);
        // The driver hands its own environment on to the application.
        command.env("TAURI_WEBVIEW_AUTOMATION", "true").env("BANK_CONNECTIONS_DATA_DIR", &launch.data);
        command.envs(launch.environment.iter().map(|(name, value)| (name, value)));
        let mut group = ProcessGroup::start(&mut command)?;
        listening(port, &mut group).await?;
        let driver = connect(port, &launch.program).await?;
        let process = processes::running_below(group.id(), &launch.program)?.ok_or_else(|| Trouble::NotReady {
            program: launch.program.display().to_string(),
            said: "the driver did not start it".to_owned(),
        })?;
        Ok(Application { driver, process, group })
    }

    /// The driver of its windows.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Its own process.
    #[must_use]
    pub fn process(&self) -> &Process {
        &self.process
    }

    /// Everything that runs because of it, itself included, and not its driver.
    pub fn processes(&self) -> Result<Vec<Process>, Trouble> {
        Ok(processes::started_by(self.group.id())?)
    }

    /// Kills it at once, as a power cut would. Its windows go with it.
    pub async fn kill(self) -> Result<(), Trouble> {
        self.process.kill()?;
        self.ended().await
    }

    /// Waits until it has ended, of whatever cause.
    pub async fn ended(&self) -> Result<(), Trouble> {
        wait::until("the application to end", async || Ok((!self.process.runs()).then_some(()))).await
    }

    /// Whether it still runs.
    #[must_use]
    pub fn runs(&self) -> bool {
        self.process.runs()
    }
}

impl Drop for Application {
    fn drop(&mut self) {
        // The group is killed next. To end the session properly would only take longer.
        let _ = self.driver.clone().leak();
    }
}

/// The file with everything that the driver and the application wrote to their standard output and error.
#[must_use]
pub fn output_of(desktop: &Desktop) -> PathBuf {
    desktop.home().join("output.log")
}

async fn listening(port: u16, driver: &mut ProcessGroup) -> Result<(), Trouble> {
    wait::until("the driver to listen", async || {
        if driver.has_ended()? {
            let said = "it ended; the port may have been taken".to_owned();
            return Err(Trouble::NotReady { program: "WebKitWebDriver".to_owned(), said });
        }
        Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_ok().then_some(()))
    })
    .await
}

async fn connect(port: u16, program: &Path) -> Result<WebDriver, Trouble> {
    let mut capabilities = Capabilities::new();
    capabilities.set("webkitgtk:browserOptions", json!({ "binary": program, "args": [] }))?;
    let address = format!("http://127.0.0.1:{port}");
    let start = WebDriver::builder(address, capabilities).request_timeout(ACT_PATIENCE).connect();
    let started = tokio::time::timeout(START_PATIENCE, start).await;
    Ok(started.map_err(|_| Trouble::NotReady {
        program: program.display().to_string(),
        said: format!("nothing for {} s", START_PATIENCE.as_secs()),
    })??)
}

/// Another program may take the port before the driver does. The driver then ends, and the start says so.
fn free_port() -> Result<u16, Trouble> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
