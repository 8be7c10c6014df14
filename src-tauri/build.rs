//! Builds what Tauri needs beside the code: the access control from the command table, and the link to the built screens.

#![expect(clippy::disallowed_methods, reason = "cargo tells a build script about the target through the environment")]

use std::{env, error::Error, path::Path};

use tauri_build::{AppManifest, Attributes};

#[path = "src/commands/table.rs"]
mod table;

/// The built screens, which are embedded into the executable.
const SCREENS: &str = "../ui/dist";

macro_rules! names_of_table {
    ($($(#[$doc:meta])* $name:ident($argument:ty) -> $answer:ty,)*) => {
        const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}

table::command_table!(names_of_table);

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/commands/table.rs");
    println!("cargo::rerun-if-changed={SCREENS}");
    if !Path::new(SCREENS).join("index.html").exists() {
        println!("cargo::error=the screens are not built: run `npm ci && npm run build` in `ui`, or `cargo xtask run`");
        return Ok(());
    }
    if env::var("CARGO_CFG_TARGET_OS")? == "linux" {
        // Else the executable would export SQLCipher's `sqlite3_*` symbols, and WebKit, which brings a SQLite of its
        // own into our process, would bind to them.
        println!("cargo::rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    // Tauri lets local windows call every command that is not declared here.
    tauri_build::try_build(Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS)))?;
    Ok(())
}
