//! The UI's packages and its built form, each made anew only when what it is made from is newer.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use crate::process::{self, Failure};
use crate::project;

/// What npm is told so that it changes nothing in the lock file and runs no script of a package.
pub const INSTALL: &[&str] = &["ci", "--ignore-scripts", "--no-audit", "--no-fund"];

/// Everything in the folder of the UI that is made from the rest.
const MADE: &[&str] = &["node_modules", "dist"];

/// Fetches the packages that the lock file names.
pub fn install() -> Result<(), Failure> {
    if is_installed(&project::ui()) {
        return Ok(());
    }
    println!("Installing the UI's packages from its lock file");
    process::run(&mut project::npm(INSTALL))
}

/// Whether the folder has the packages that its lock file names.
pub fn is_installed(folder: &Path) -> bool {
    let lock = folder.join("package-lock.json");
    // npm writes this file last.
    let installed = folder.join("node_modules/.package-lock.json");
    modified(&installed) >= modified(&lock) && installed.exists()
}

/// Builds what the application embeds. Cargo can't compile the shell before that.
pub fn build() -> Result<(), Failure> {
    let built = modified(&project::ui().join("dist/index.html"));
    let newest = newest_source(&project::ui()).map_err(|error| unreadable(&error))?;
    if built.is_some() && built >= newest {
        return Ok(());
    }
    println!("Building the UI");
    process::run(&mut project::npm(&["run", "build"]))
}

fn newest_source(folder: &Path) -> io::Result<Option<SystemTime>> {
    let mut newest = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let time = match entry.file_type()? {
            kind if kind.is_dir() && MADE.iter().any(|made| path.ends_with(made)) => None,
            kind if kind.is_dir() => newest_source(&path)?,
            _ => modified(&path),
        };
        newest = newest.max(time);
    }
    Ok(newest)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::Missing(format!("The folder of the UI could not be read: {error}"))
}
