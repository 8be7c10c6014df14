//! The log: one file a day in the data folder, and standard error.
//!
//! What is logged is chosen in the code and not by the environment: more than our own words could hold what must never
//! be written down, such as an address with its query. Standard error says what is wrong, and on demand what the file says.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    fs, panic,
    path::Path,
};

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

/// Starts to log into the folder. Where no file can be written there, standard error alone has to do, and says all of it.
pub fn start(folder: &Path, tells_more: bool) -> Log {
    let to_errors = |filter| fmt::layer().with_writer(std::io::stderr).with_filter(filter);
    match daily_file(folder) {
        Ok(file) => {
            let (writer, guard) = tracing_appender::non_blocking(file);
            let file = fmt::layer().with_writer(writer).with_ansi(false).with_filter(what_is_logged());
            let filter = if tells_more { what_is_logged() } else { what_is_wrong() };
            begin(Registry::default().with(to_errors(filter)).with(file));
            Log(Some(guard))
        }
        Err(error) => {
            begin(Registry::default().with(to_errors(what_is_logged())));
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

fn what_is_wrong() -> Targets {
    Targets::new().with_default(Level::WARN)
}

fn what_is_logged() -> Targets {
    what_is_wrong().with_targets(OWN_CRATES.map(|name| (name, Level::INFO)))
}

/// A panic is a mistake of ours or of a crate that we use, and says so in the log. It says nothing elsewhere: the usual
/// words on standard error, which systems keep, would be the whole text.
fn log_panics() {
    panic::set_hook(Box::new(|panic| {
        let text = panic.payload_as_str().map_or("without a text", literal_part);
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // Names of functions and lines, and only where `RUST_BACKTRACE` asks for it.
        let backtrace = Backtrace::capture();
        let backtrace = (backtrace.status() == BacktraceStatus::Captured).then(|| backtrace.to_string());
        tracing::error!(place, text, backtrace, "panicked");
    }));
}

/// The beginning of a panic's text, up to where a value can begin: `expect` writes the error after a colon, and a slice of
/// a text that is cut wrongly quotes the whole text.
fn literal_part(text: &str) -> &str {
    text.split([':', '`', '"', '\'', '(', '\n']).next().unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use url::Url;

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
    fn standard_error_is_quiet_unless_something_is_wrong() {
        let filter = what_is_wrong();
        assert!(filter.would_enable("connections::update", &Level::WARN));
        assert!(!filter.would_enable("connections::update", &Level::INFO));
    }

    #[test]
    fn the_log_is_a_file_of_today_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        drop(daily_file(&folder.path().join("logs")).unwrap());
        let files: Vec<_> = fs::read_dir(folder.path().join("logs")).unwrap().collect();
        assert_eq!(files.len(), 1);
    }

    #[test]
    fn what_a_panic_says_ends_where_a_value_could_begin() {
        for (text, told) in [
            ("nothing panics while it holds the guard", "nothing panics while it holds the guard"),
            ("it was read before: Refused(\"access-sandbox-1\")", "it was read before"),
            (
                "byte index 3 is not a char boundary; it is inside 'é' of `access-sandbox-1`",
                "byte index 3 is not a char boundary; it is inside",
            ),
            ("index out of bounds: the len is 1 but the index is 2", "index out of bounds"),
            ("no entry found (access-sandbox-1)", "no entry found"),
            ("", ""),
        ] {
            assert_eq!(literal_part(text), told);
        }
    }

    #[test]
    fn a_panic_leaves_its_place_in_the_log_and_nothing_of_a_value() {
        let folder = tempfile::tempdir().unwrap();
        let (writer, written) = tracing_appender::non_blocking(daily_file(folder.path()).unwrap());
        let usual = panic::take_hook();
        log_panics();
        let subscriber = Registry::default().with(fmt::layer().with_writer(writer).with_ansi(false));
        tracing::subscriber::with_default(subscriber, || {
            panic::catch_unwind(|| {
                "marker-of-a-secret".parse::<Url>().map_err(|_| "marker-of-a-secret").expect("it is refused on purpose")
            })
            .unwrap_err();
        });
        panic::set_hook(usual);
        drop(written);
        let file = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
        let log = fs::read_to_string(file.path()).unwrap();
        assert!(log.contains("it is refused on purpose") && log.contains("logging.rs"), "{log}");
        assert!(!log.contains("marker-of-a-secret"), "{log}");
    }
}
