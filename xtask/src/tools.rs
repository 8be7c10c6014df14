//! Tools of Cargo that the project's commands need, each in one version, built below `target` where it isn't there.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{self, Failure};
use crate::project::{self, cargo};

/// A tool that is built from its source.
pub struct Tool {
    /// The package that has it.
    pub package: &'static str,
    /// The version that is asked for.
    pub version: &'static str,
    /// The name of its program.
    pub program: &'static str,
    /// What Cargo calls it.
    pub subcommand: &'static str,
    /// The features in place of the usual ones.
    pub features: Option<&'static str>,
}

/// The tool's program, built where it isn't there in this version.
pub fn cargo_tool(tool: &Tool) -> Result<PathBuf, Failure> {
    let Tool { package, version, program, subcommand, features } = tool;
    let folder = project::target().join("tools");
    let path = folder.join("bin").join(program).with_extension(std::env::consts::EXE_EXTENSION);
    let said = Command::new(&path).args([subcommand, "--version"]).output();
    if said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).trim().ends_with(version)) {
        return Ok(path);
    }
    println!("Building {package} {version} (some minutes, once)");
    // Unoptimized: each runs for seconds, and is built for minutes.
    let mut install = cargo(&["install", package, "--version", version, "--locked", "--debug"]);
    install.env("CARGO_PROFILE_DEV_DEBUG", "false");
    if let Some(features) = features {
        install.args(["--no-default-features", "--features", features]);
    }
    let build = folder.join("build");
    install.arg("--root").arg(&folder).arg("--target-dir").arg(&build);
    process::run(&mut install)?;
    // What it was built from is large, and not needed again.
    let _ = std::fs::remove_dir_all(build);
    Ok(path)
}
