//! Where the parts of the project lie.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::environment;

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is a folder of the workspace")
}

/// The folder of the UI.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// Where Cargo puts what it builds.
pub fn target() -> PathBuf {
    environment::variable("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A program that Cargo has built.
pub fn built(profile: Profile, name: &str) -> PathBuf {
    target().join(profile.folder()).join(name).with_extension(std::env::consts::EXE_EXTENSION)
}

/// How Cargo builds.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Quick to build.
    Debug,
    /// What is given to users.
    Release,
}

impl Profile {
    fn folder(self) -> &'static str {
        match self {
            Profile::Debug => "debug",
            Profile::Release => "release",
        }
    }
}

/// Cargo in the workspace. Callers say `--workspace`: a choice of packages would unify other features and build the
/// dependencies a second time.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(environment::variable("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// npm in the folder of the UI.
pub fn npm(arguments: &[&str]) -> Command {
    npm_in(&ui(), arguments)
}

/// npm in a folder.
pub fn npm_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(folder);
    command
}
