//! Programs of the tests package that drive the real application on a display of their own.

use std::process::Command;

use crate::process::{self, Failure};
use crate::project::{self, Profile};
use crate::{npm_client, packages, python, toolchain, ui};

/// The application as the tests drive it.
const APPLICATION: &str = "bank-connections-driven";

/// The main job on the test bank, step by step.
pub fn walk_through() -> Result<(), Failure> {
    println!("There is no display here, so the main job is walked through on one of its own");
    drive(Profile::Debug, "walkthrough", &[])
}

/// An import, start, memory and time to the confirmation.
pub fn bench() -> Result<(), Failure> {
    prepare()?;
    if let Err(failure) = npm_client::install() {
        println!("{failure}\nThe import is measured alone: what it is compared with can't be installed here");
    }
    drive(Profile::Release, "bench", &["--example", "empty_window"])
}

/// The pictures of the documentation.
pub fn screenshots() -> Result<(), Failure> {
    prepare()?;
    python::install_mail_server()?;
    drive(Profile::Debug, "screenshots", &[])
}

fn prepare() -> Result<(), Failure> {
    toolchain::check()?;
    packages::install()?;
    ui::install()?;
    ui::build()
}

/// Builds the application with the driving program and starts the latter, which finds the former beside itself.
fn drive(profile: Profile, program: &str, also: &[&str]) -> Result<(), Failure> {
    println!("Building (the first time takes some minutes)");
    let mut build = project::cargo(&["build", "--workspace", "--bin", APPLICATION, "--bin", program]);
    build.args(also);
    if matches!(profile, Profile::Release) {
        build.arg("--release");
    }
    process::run(&mut build)?;
    process::run(Command::new(project::built(profile, program)).current_dir(project::root()))
}
