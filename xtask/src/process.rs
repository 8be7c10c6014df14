//! Running other programs and saying plainly when that fails.

use std::fmt;
use std::io::{self, BufRead, BufReader};
use std::process::{Command, ExitStatus, Stdio};

/// Why a command of the project ended early. Each is shown as it is.
#[derive(Debug)]
pub enum Failure {
    /// The program isn't there or can't be started.
    NotStarted {
        /// What was called.
        program: String,
        /// Why not.
        source: io::Error,
    },
    /// The program ran and said that it failed.
    Failed {
        /// What was called.
        command: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// Something that has to be there before is missing, with what to do.
    Missing(String),
    /// Checks failed. They have been printed.
    Checks,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::NotStarted { program, source } => write!(f, "`{program}` could not be started: {source}"),
            Failure::Failed { command, status } => write!(f, "`{command}` failed ({status})"),
            Failure::Missing(what) => f.write_str(what),
            Failure::Checks => f.write_str("Not everything passed; see above"),
        }
    }
}

/// Runs the command with our terminal and waits for it to succeed.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|source| not_started(command, source))?;
    succeeded(command, status)
}

/// Runs the command and returns what it wrote to its standard output.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|source| not_started(command, source))?;
    succeeded(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs the command, passes each line of its output on as it comes, and shows it to `on_line`.
pub fn watch(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<ExitStatus, Failure> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|source| not_started(command, source))?;
    let stdout = child.stdout.take().expect("it was asked for as a pipe");
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line.map_err(|source| not_started(command, source))?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        on_line(&line);
    }
    child.wait().map_err(|source| not_started(command, source))
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<(), Failure> {
    if status.success() { Ok(()) } else { Err(Failure::Failed { command: as_typed(command), status }) }
}

fn not_started(command: &Command, source: io::Error) -> Failure {
    Failure::NotStarted { program: command.get_program().to_string_lossy().into_owned(), source }
}

/// The command as one would type it.
pub fn as_typed(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
