//! What `cargo xtask test` and `cargo xtask check` consist of.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::process::Failure;
use crate::project::{self, cargo, npm};
use crate::steps::{self, Step};
use crate::tools::{self, Tool};
use crate::{packages, python, toolchain, ui};

/// The target of the tests package that opens windows.
const JOURNEYS: &str = "e2e";

/// The targets of the tests package that look at the sources only.
const QUICK: &[&str] = &["tidy"];

/// Judges what comes in with the dependencies, by `deny.toml`.
const DENY: Tool =
    Tool { package: "cargo-deny", version: "0.20.2", program: "cargo-deny", subcommand: "deny", features: None };

/// Everything.
pub fn test() -> Result<(), Failure> {
    prepare()?;
    python::install_mail_server()?;
    python::install_readers()?;
    let targets = targets_of_tests()?;
    let mut steps = quick_steps();
    steps.push(dependencies()?);
    steps.push(Step::check("build", cargo(&["build", "--workspace", "--all-targets"])));
    steps.push(unit_tests()?);
    let (journeys, others): (Vec<_>, Vec<_>) = targets.iter().partition(|name| *name == JOURNEYS);
    steps.extend(others.into_iter().chain(journeys).map(|name| target(name)));
    steps::run(steps)
}

/// The quick part: no window, no simulator, no keyring.
pub fn check() -> Result<(), Failure> {
    prepare()?;
    let mut steps = quick_steps();
    steps.push(dependencies()?);
    steps.push(unit_tests()?);
    steps.extend(QUICK.iter().map(|name| target(name)));
    steps::run(steps)
}

/// What has to be there before the first step, and before Cargo can compile the shell.
fn prepare() -> Result<(), Failure> {
    toolchain::check()?;
    packages::install()?;
    ui::install()?;
    ui::build()
}

fn quick_steps() -> Vec<Step> {
    vec![
        Step::check("formatting", cargo(&["fmt", "--all", "--check"])),
        Step::check("UI formatting", npm(&["run", "format:check"])),
        Step::check("UI lint", npm(&["run", "lint"])),
        Step::tests("UI tests", npm(&["test"])),
        Step::check("UI build", npm(&["run", "build"])),
        Step::check("clippy", cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])),
    ]
}

/// Licences, bans and sources. Advisories are not among them: a check must give the same answer tomorrow as today.
fn dependencies() -> Result<Step, Failure> {
    let mut command = Command::new(tools::cargo_tool(&DENY)?);
    command.args(["deny", "check", "licenses", "bans", "sources"]).current_dir(project::root());
    Ok(Step::check("dependencies", command))
}

/// What stands beside the code, and the tests that a crate has for itself.
fn unit_tests() -> Result<Step, Failure> {
    let mut command = cargo(&["test", "--workspace", "--no-fail-fast", "--lib", "--bins"]);
    for name in tests_of_crates().map_err(|error| unreadable("crates", &error))? {
        command.args(["--test", &name]);
    }
    Ok(Step::tests("unit and store", command))
}

fn target(name: &str) -> Step {
    Step::tests(name, cargo(&["test", "--workspace", "--no-fail-fast", "--test", name]))
}

/// The test targets that the tests package declares, so that none is forgotten here.
fn targets_of_tests() -> Result<Vec<String>, Failure> {
    let manifest = "tests/Cargo.toml";
    let text = fs::read_to_string(project::root().join(manifest)).map_err(|error| unreadable(manifest, &error))?;
    Ok(targets_in(&text))
}

fn targets_in(manifest: &str) -> Vec<String> {
    let sections = manifest.split("[[test]]").skip(1);
    let names = sections.filter_map(|section| section.lines().find_map(|line| line.strip_prefix("name = ")));
    names.map(|name| name.trim().trim_matches('"').to_owned()).collect()
}

/// The test targets that Cargo finds in `crates/<crate>/tests` by itself.
fn tests_of_crates() -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for folder in fs::read_dir(project::root().join("crates"))? {
        let Ok(entries) = fs::read_dir(folder?.path().join("tests")) else { continue };
        for entry in entries {
            names.extend(name_of_target(&entry?.path()));
        }
    }
    names.sort();
    Ok(names)
}

/// `client` for `client.rs` and for a folder `client` with a `main.rs`.
fn name_of_target(path: &Path) -> Option<String> {
    let is_target = path.extension().is_some_and(|ending| ending == "rs") || path.join("main.rs").is_file();
    let name = path.file_stem().filter(|_| is_target)?;
    Some(name.to_string_lossy().into_owned())
}

fn unreadable(path: &str, error: &io::Error) -> Failure {
    Failure::Missing(format!("`{path}` could not be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_declared_target_is_found() {
        let manifest = "[package]\nname = \"x\"\n\n[[test]]\nname = \"tidy\"\npath = \"tidy/main.rs\"\n\n\
                        [[test]]\nname = \"contract\"\nharness = false\n";
        assert_eq!(targets_in(manifest), ["tidy", "contract"]);
    }

    #[test]
    fn the_quick_targets_and_the_journeys_are_declared() {
        let targets = targets_of_tests().unwrap();
        for name in QUICK.iter().chain([&JOURNEYS]) {
            assert!(targets.iter().any(|target| target == name), "{name} is not in {targets:?}");
        }
    }
}
