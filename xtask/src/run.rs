//! `cargo xtask run`: from a fresh clone to the application on the screen.

use std::process::Command;

use crate::process::{self, Failure};
use crate::project::{self, Profile};
use crate::{driven, environment, packages, toolchain, ui};

/// The program that users are given.
const APPLICATION: &str = "bank-connections";

/// Installs, builds and starts the application in demo mode. Where there is no display, the main job is walked through
/// on one that nobody sees.
pub fn run() -> Result<(), Failure> {
    toolchain::check()?;
    packages::install()?;
    ui::install()?;
    ui::build()?;
    if environment::has_display() { start() } else { driven::walk_through() }
}

fn start() -> Result<(), Failure> {
    println!("Building the application (the first time takes some minutes)");
    process::run(&mut project::cargo(&["build", "--workspace", "--bin", APPLICATION]))?;
    println!("Starting it in demo mode: test banks only, sign in there with `user_good` and `pass_good`");
    let mut application = Command::new(project::built(Profile::Debug, APPLICATION));
    // Keys of a real account in this terminal must not turn the demonstration into the real thing.
    process::run(application.env_remove("PLAID_CLIENT_ID").env_remove("PLAID_SECRET"))
}
