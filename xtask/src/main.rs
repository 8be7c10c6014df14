//! The project's own commands, called as `cargo xtask <command>`.
//!
//! A fresh machine builds this before anything else, so it needs nothing but the standard library. It installs what is
//! missing, calls the tools that do the work and counts what they say; no rule of the product lives here.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command of the terminal speaks through it")]

mod checks;
mod count;
mod driven;
mod environment;
mod generated;
mod npm_client;
mod packages;
mod process;
mod project;
mod python;
mod run;
mod steps;
mod toolchain;
mod tools;
mod ui;

use std::process::ExitCode;

use process::Failure;

/// A command by its name, with what it is for.
struct Task {
    name: &'static str,
    purpose: &'static str,
    run: fn() -> Result<(), Failure>,
}

const TASKS: &[Task] = &[
    Task {
        name: "run",
        purpose: "install what is missing, build, and start the application in demo mode",
        run: run::run,
    },
    Task {
        name: "test",
        purpose: "everything: formatting, lints, all tests, and the journeys in a real window",
        run: checks::test,
    },
    Task { name: "check", purpose: "the quick part of `test`, which opens no window", run: checks::check },
    Task {
        name: "bench",
        purpose: "measure an import, the start, memory and the time to the confirmation, in a release build",
        run: driven::bench,
    },
    Task {
        name: "screenshots",
        purpose: "make the pictures under `docs/screenshots` from the real application",
        run: driven::screenshots,
    },
    Task {
        name: "prepare",
        purpose: "write the committed metadata of the checked SQL queries anew",
        run: generated::prepare,
    },
    Task { name: "bindings", purpose: "write the TypeScript side of the command table anew", run: generated::bindings },
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(name), None) = (arguments.next(), arguments.next()) else {
        return usage();
    };
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        return usage();
    };
    match (task.run)() {
        Ok(()) => ExitCode::SUCCESS,
        // Their sum is the last line.
        Err(Failure::Checks) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("Usage: cargo xtask <command>\n");
    for task in TASKS {
        eprintln!("  {:<12} {}", task.name, task.purpose);
    }
    ExitCode::from(2)
}
