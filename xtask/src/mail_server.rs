//! The mail server of the tests: Python packages in an environment of their own below `target`.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::process::{self, Failure};
use crate::project;

/// The packages, each with its version and its hash.
const REQUIREMENTS: &str = "tests/src/mail_server/requirements.txt";

/// Installs the packages, where those that are there are not the ones that are asked for.
pub fn install() -> Result<(), Failure> {
    // Where there are no tests that need it.
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let requirements = project::root().join(REQUIREMENTS);
    let folder = project::target().join("tools/mail-server");
    // Copied here last, so that what broke off is done anew.
    let installed = folder.join("requirements.txt");
    let wanted = fs::read(&requirements).map_err(|error| failed(&requirements, &error))?;
    if folder.join("bin/python").is_file() && fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    println!("Installing the mail server of the tests");
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut packages = Command::new(folder.join("bin/python"));
    packages.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]);
    process::run(packages.args(["--only-binary", ":all:", "--requirement"]).arg(&requirements))?;
    fs::write(&installed, wanted).map_err(|error| failed(&installed, &error))
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::Missing(format!("`{}` could not be read or written: {error}", path.display()))
}
