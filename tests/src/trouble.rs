//! What can go wrong while driving the application, said so that one knows where to look.

use std::io;
use std::path::PathBuf;

use thirtyfour::error::WebDriverError;

/// Why a journey could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A program that the harness needs could not be started.
    #[error("`{program}` could not be started")]
    NotStarted {
        /// Its name.
        program: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A program ended, or said something else, before it was ready.
    #[error("`{program}` did not become ready: {said}")]
    NotReady {
        /// Its name.
        program: String,
        /// What it said instead.
        said: String,
    },
    /// The application has to be built before.
    #[error("{} is not built; `cargo xtask` builds it first", .0.display())]
    NotBuilt(PathBuf),
    /// A state did not come.
    #[error("waited {seconds} s for {what}{}", last.as_deref().map(|last| format!(" (last: {last})")).unwrap_or_default())]
    NotSeen {
        /// What was waited for.
        what: String,
        /// How long.
        seconds: u64,
        /// What the last look brought instead.
        last: Option<String>,
    },
    /// A secret stands where none may.
    #[error("a secret ({kind}…) stands in {place}")]
    SecretFound {
        /// What it begins with.
        kind: String,
        /// Where.
        place: String,
    },
    /// The window could not be driven.
    #[error(transparent)]
    WebDriver(#[from] WebDriverError),
    /// The X server refused something.
    #[error("the X server: {0}")]
    Display(String),
    /// The simulator refused something.
    #[error("the simulator: {0}")]
    Simulator(String),
    /// The session bus, or the keyring service on it, refused something.
    #[error(transparent)]
    Bus(#[from] zbus::Error),
    /// A file or a pipe.
    #[error(transparent)]
    Io(#[from] io::Error),
}
