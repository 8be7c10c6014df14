//! From the start of the process to a window that can be used, and the memory that it takes.

use std::path::PathBuf;
use std::time::Duration;

use bank_connections_tests::application::{self, Application, Launch};
use bank_connections_tests::desktop::{Desktop, Theme};
use bank_connections_tests::processes::{Memory, Process};
use bank_connections_tests::secret_service::Keyring;
use bank_connections_tests::window::Window;
use bank_connections_tests::{Trouble, wait};

use crate::series::{Series, comparison, head};

const RUNS: usize = 10;

/// Long enough for the pages to have come to rest.
const REST: Duration = Duration::from_secs(2);

/// What the application has to show to be usable: the connections, with the button that updates them.
const LISTED: &str = "return document.querySelectorAll('[role=grid] [role=row]').length > 3
    && [...document.querySelectorAll('button')].some((button) => button.innerText.startsWith('Update Bank'));";

const LOADED: &str = "return document.readyState === 'complete';";

#[derive(Default)]
struct Measured {
    start_ms: Series,
    resident_mib: Series,
    proportional_mib: Series,
}

/// Measures and reports.
pub async fn measure() -> Result<(), Trouble> {
    println!("Starting the application and an empty window {RUNS} times each, in turns");
    let desktop = Desktop::start(Keyring::Unlocked, Theme::Light)?;
    let ours = launch(&desktop, application::program()?);
    let empty = launch(&desktop, application::built("examples/empty_window")?);
    // The first start sets up the test banks, and warms the disk.
    start(&desktop, &ours, LISTED).await?;
    start(&desktop, &empty, LOADED).await?;
    let (mut of_ours, mut of_empty) = (Measured::default(), Measured::default());
    for _ in 0..RUNS {
        of_empty.add(start(&desktop, &empty, LOADED).await?);
        of_ours.add(start(&desktop, &ours, LISTED).await?);
    }
    report(&of_ours, &of_empty);
    Ok(())
}

fn launch(desktop: &Desktop, program: PathBuf) -> Launch {
    Launch { program, data: desktop.home().join("records"), environment: Vec::new() }
}

async fn start(desktop: &Desktop, launch: &Launch, is_usable: &str) -> Result<(Duration, Memory), Trouble> {
    let application = Application::start(desktop, launch).await?;
    let driver = application.driver();
    let window = wait::until("the window", async || {
        let handle = driver.windows().await?.into_iter().next();
        Ok(handle.map(|handle| Window::with_handle(driver, handle)))
    })
    .await?;
    let look = async || Ok(window.run(is_usable, Vec::new()).await?.as_bool().unwrap_or(false).then_some(()));
    wait::until("the window to be usable", look).await?;
    let age = application.process().age()?;
    tokio::time::sleep(REST).await;
    let memory = application.processes()?.iter().map(Process::memory).sum();
    Ok((age, memory))
}

impl Measured {
    fn add(&mut self, (start, memory): (Duration, Memory)) {
        self.start_ms.add(start.as_secs_f64() * 1000.0);
        self.resident_mib.add(mib(memory.resident_kib));
        self.proportional_mib.add(mib(memory.proportional_kib));
    }
}

#[allow(clippy::cast_precision_loss, reason = "no machine has that much memory")]
fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

fn report(ours: &Measured, empty: &Measured) {
    println!("{}", head("Start of the process to a usable window"));
    println!("{}", ours.start_ms.line("  Bank Connections", "ms"));
    println!("{}", empty.start_ms.line("  an empty Tauri window", "ms"));
    println!("{}", comparison("  difference", &ours.start_ms, &empty.start_ms, "ms", 200.0));
    println!("{}", head("Memory of all processes, shared pages divided (PSS)"));
    println!("{}", ours.proportional_mib.line("  Bank Connections", "MiB"));
    println!("{}", empty.proportional_mib.line("  an empty Tauri window", "MiB"));
    println!("{}", comparison("  difference", &ours.proportional_mib, &empty.proportional_mib, "MiB", 60.0));
    println!("{}", head("Memory of all processes, shared pages in each (RSS)"));
    println!("{}", ours.resident_mib.line("  Bank Connections", "MiB"));
    println!("{}", empty.resident_mib.line("  an empty Tauri window", "MiB"));
    println!("{}", comparison("  difference", &ours.resident_mib, &empty.resident_mib, "MiB", 60.0));
}
