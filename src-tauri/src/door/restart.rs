//! Starting the program once more in another environment.

use std::{
    ffi::OsString,
    io,
    process::{Command, Stdio},
};

use super::sandbox::Settings;
use crate::environment;

/// What is to be different.
pub struct Change {
    /// Variables that are to go.
    pub without: Vec<OsString>,
    /// Variables that are to be set.
    pub with: Settings,
    /// Another standard input.
    pub input: Option<Stdio>,
}

/// Starts it again. Returns only where that fails.
///
/// The process stays the same, with its id and its parent, so that whoever started it notices nothing.
#[cfg(unix)]
pub fn restart(change: Change) -> io::Error {
    use std::os::unix::process::CommandExt;

    match changed(change) {
        Ok(mut program) => program.exec(),
        Err(error) => error,
    }
}

/// Starts it again, and ends as it ended. Returns only where that fails.
#[cfg(not(unix))]
pub fn restart(change: Change) -> io::Error {
    match changed(change).and_then(|mut program| program.status()) {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}

fn changed(change: Change) -> io::Result<Command> {
    let mut program = environment::this_program()?;
    for name in change.without {
        program.env_remove(name);
    }
    program.envs(change.with);
    if let Some(input) = change.input {
        program.stdin(input);
    }
    Ok(program)
}
