//! Mail against a real mail server: aiosmtpd in a process of its own, on loopback, with STARTTLS and passwords.
//!
//! Whom a program trusts is read from its environment when it starts. So this program starts itself again, in a world in
//! which an authority made for this run is the only one that is trusted.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "what helps a test may fail it")]

mod delivery;
mod interruption;
mod outage;
mod refusal;
mod settings;
mod world;

use std::path::Path;
use std::pin::Pin;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use bank_connections_tests::Trouble;
use bank_connections_tests::mail_server::Authority;
use bank_connections_tests::wait::PATIENCE;
use libtest_mimic::{Arguments, Failed, Trial};

/// The argument with the folder of the authority, which nobody types.
const AUTHORITY: &str = "--authority=";

/// A test: it gets the authority, and starts what it needs.
type Test = fn(Authority) -> Pin<Box<dyn Future<Output = ()>>>;

/// Names tests by their functions.
macro_rules! tests {
    ($($name:ident),+ $(,)?) => {
        pub(crate) const TESTS: &[(&str, crate::Test)] =
            &[$((stringify!($name), |authority| Box::pin($name(authority)))),+];
    };
}
pub(crate) use tests;

fn main() -> Result<ExitCode, Trouble> {
    let (own, others): (Vec<_>, Vec<_>) = env::args().partition(|argument| argument.starts_with(AUTHORITY));
    match own.first().and_then(|argument| argument.strip_prefix(AUTHORITY)) {
        Some(folder) => Ok(run(&Authority::of(Path::new(folder)), others)),
        None => again(&others),
    }
}

/// Starts this program again, with an authority to trust.
fn again(arguments: &[String]) -> Result<ExitCode, Trouble> {
    let folder = tempfile::Builder::new().prefix("authority-").tempdir()?;
    let authority = Authority::make(folder.path())?;
    let mut command = Command::new(env::current_exe()?);
    command.arg(format!("{AUTHORITY}{}", folder.path().display())).args(arguments.iter().skip(1));
    let status = command.envs(authority.environment()).env_remove("SSL_CERT_DIR").status()?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run(authority: &Authority, arguments: Vec<String>) -> ExitCode {
    let all = [delivery::TESTS, refusal::TESTS, outage::TESTS, interruption::TESTS, settings::TESTS].concat();
    let trials = all.into_iter().map(|(name, test)| {
        let authority = authority.clone();
        Trial::test(name, move || in_runtime(test, authority))
    });
    let conclusion = libtest_mimic::run(&Arguments::from_iter(arguments), trials.collect());
    wait_for_files_to_be_closed();
    conclusion.exit_code()
}

/// Each is closed on a thread of its own. `SQLCipher` puts its own things away when the process ends, and must not meet
/// them.
fn wait_for_files_to_be_closed() {
    let is_closing = || {
        let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
        let mut names = threads.filter_map(|thread| fs::read_to_string(thread.path().join("comm")).ok());
        names.any(|name| name.starts_with("sqlx-sqlite"))
    };
    let begun = Instant::now();
    while is_closing() && begun.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(1));
    }
}

fn in_runtime(test: Test, authority: Authority) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(test(authority));
    Ok(())
}
