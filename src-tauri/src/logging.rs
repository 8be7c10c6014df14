//! The log: one file a day in the data folder, and standard error.
//!
//! What is logged is chosen in the code and not by the environment: more than our own words could hold what must never
//! be written down, such as an address with its query.

use std::{fs, panic, path::Path};

use tracing::Level;
use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{InitError, RollingFileAppender, Rotation},
};
use tracing_subscriber::{Layer, Registry, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// How many files are kept: about two weeks of days on which the application ran.
const KEPT_FILES: usize = 14;

/// Our own crates, which are known to log no secrets.
const OWN_CRATES: [&str; 4] = ["bank_connections", "connections", "plaid", "plaid_sandbox"];

/// Keeps the log going. What is still to be written is written when it is dropped.
pub struct Log(#[expect(dead_code, reason = "it works by being dropped")] Option<WorkerGuard>);

/// Starts to log into the folder. Where no file can be written there, standard error alone has to do.
pub fn start(folder: &Path) -> Log {
    let errors = fmt::layer().with_writer(std::io::stderr).with_filter(what_is_logged());
    match daily_file(folder) {
        Ok(file) => {
            let (writer, guard) = tracing_appender::non_blocking(file);
            let file = fmt::layer().with_writer(writer).with_ansi(false).with_filter(what_is_logged());
            begin(Registry::default().with(errors).with(file));
            Log(Some(guard))
        }
        Err(error) => {
            begin(Registry::default().with(errors));
            tracing::warn!(error = &error as &dyn std::error::Error, "there is no log file");
            Log(None)
        }
    }
}

fn begin(subscriber: impl SubscriberInitExt) {
    // Fails only where a test has begun to log before.
    let _ = subscriber.try_init();
    log_panics();
}

fn daily_file(folder: &Path) -> Result<RollingFileAppender, InitError> {
    // Where the folder can't be made, making the file fails too and says so.
    let _ = fs::create_dir_all(folder);
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("bank-connections")
        .filename_suffix("log")
        .max_log_files(KEPT_FILES)
        .build(folder)
}

fn what_is_logged() -> Targets {
    Targets::new().with_default(Level::WARN).with_targets(OWN_CRATES.map(|name| (name, Level::INFO)))
}

/// A panic is a mistake of ours, and says so in the log too. Its text is ours: no message of a panic holds a secret.
fn log_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let text = panic.payload_as_str().unwrap_or("without a text");
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, text, "panicked");
        usual(panic);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_crates_are_heard_only_when_they_warn() {
        let filter = what_is_logged();
        assert!(filter.would_enable("connections::update", &Level::INFO));
        assert!(filter.would_enable("hyper_util::client", &Level::WARN));
        assert!(!filter.would_enable("hyper_util::client", &Level::INFO), "it would log addresses");
        assert!(!filter.would_enable("plaid::http", &Level::TRACE));
    }

    #[test]
    fn the_log_is_a_file_of_today_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        drop(daily_file(&folder.path().join("logs")).unwrap());
        let files: Vec<_> = fs::read_dir(folder.path().join("logs")).unwrap().collect();
        assert_eq!(files.len(), 1);
    }
}
