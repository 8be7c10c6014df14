//! Python packages that the tests need, each group in an environment of its own below `target`.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::process::{self, Failure};
use crate::project;

/// Packages that belong together.
struct Group {
    /// What they are, in a sentence after "Installing".
    name: &'static str,
    /// The folder of the environment, below the tools.
    folder: &'static str,
    /// The packages, each with its version and its hash.
    requirements: &'static str,
}

const MAIL_SERVER: Group = Group {
    name: "the mail server of the tests",
    folder: "mail-server",
    requirements: "tests/src/mail_server/requirements.txt",
};

/// Programs that know nothing of ours and read what it exports.
const READERS: Group =
    Group { name: "the readers of exported files", folder: "readers", requirements: "tests/readers/requirements.txt" };

/// Installs what the mail server of the tests needs.
pub fn install_mail_server() -> Result<(), Failure> {
    install(&MAIL_SERVER)
}

/// Installs what reads exported files.
pub fn install_readers() -> Result<(), Failure> {
    install(&READERS)
}

/// Installs the packages, where those that are there are not the ones that are asked for.
fn install(group: &Group) -> Result<(), Failure> {
    // Where there are no tests that need it.
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let requirements = project::root().join(group.requirements);
    let folder = project::target().join("tools").join(group.folder);
    // Copied here last, so that what broke off is done anew.
    let installed = folder.join("requirements.txt");
    let wanted = fs::read(&requirements).map_err(|error| failed(&requirements, &error))?;
    if folder.join("bin/python").is_file() && fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    println!("Installing {}", group.name);
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut packages = Command::new(folder.join("bin/python"));
    packages.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]);
    process::run(packages.args(["--only-binary", ":all:", "--requirement"]).arg(&requirements))?;
    fs::write(&installed, wanted).map_err(|error| failed(&installed, &error))
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::Missing(format!("`{}` could not be read or written: {error}", path.display()))
}
