//! The interpreters of Python with the packages that a test needs, as `cargo xtask` installs them beside what Cargo builds.

use std::path::PathBuf;

use crate::Trouble;

/// The one with the packages of this folder below the tools.
pub fn interpreter(folder: &str) -> Result<PathBuf, Trouble> {
    let mut built = std::env::current_exe()?;
    built.pop();
    // The programs of tests lie one folder deeper.
    if built.ends_with("deps") {
        built.pop();
    }
    built.pop();
    // It finds its packages by the name under which it is called, so that the link is not followed here.
    let program = built.join("tools").join(folder).join("bin/python");
    if program.is_file() { Ok(program) } else { Err(Trouble::NotBuilt(program)) }
}
