//! Plaid's npm client with better-sqlite3, which the import is compared with.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{self, Failure};
use crate::{project, ui};

/// Installs it, where what is there is not what the lock file names.
pub fn install() -> Result<(), Failure> {
    let folder = project::root().join("tests/bench");
    let sqlite = folder.join("node_modules/better-sqlite3");
    if ui::is_installed(&folder) && sqlite.join("build/Release/better_sqlite3.node").is_file() {
        return Ok(());
    }
    println!("Installing Plaid's npm client, which the import is compared with");
    process::run(&mut project::npm_in(&folder, ui::INSTALL))?;
    // The script that it has for being installed would take a built one from elsewhere, which no hash vouches for.
    let mut build = project::npm_in(&sqlite, &["run", "build-release", "--"]);
    if let Some(node) = headers()? {
        build.arg("--nodedir").arg(node);
    }
    process::run(&mut build)
}

/// Where Node.js has its headers, if they came with it. They are fetched otherwise.
fn headers() -> Result<Option<PathBuf>, Failure> {
    let program = process::output(Command::new("node").args(["--print", "process.execPath"]))?;
    let folder = Path::new(program.trim()).parent().and_then(Path::parent);
    Ok(folder.filter(|folder| folder.join("include/node/common.gypi").is_file()).map(Path::to_owned))
}
