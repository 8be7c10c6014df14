//! Starting the program once more in another environment.

use std::{ffi::OsString, io};

use super::sandbox::Settings;
use crate::environment;

/// Starts it again without these variables and with those settings. Returns only where that fails.
///
/// The process stays the same, with its id and its parent, so that whoever started it notices nothing.
#[cfg(unix)]
pub fn without(variables: &[OsString], with: Settings) -> io::Error {
    use std::os::unix::process::CommandExt;

    let mut program = match environment::this_program() {
        Ok(program) => program,
        Err(error) => return error,
    };
    for name in variables {
        program.env_remove(name);
    }
    program.envs(with).exec()
}

/// Starts it again without these variables and with that one, and ends as it ended. Returns only where that fails.
#[cfg(not(unix))]
pub fn without(variables: &[OsString], with: Settings) -> io::Error {
    let started = environment::this_program().and_then(|mut program| {
        for name in variables {
            program.env_remove(name);
        }
        program.envs(with).status()
    });
    match started {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}
