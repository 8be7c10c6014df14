//! Files that are made from the sources and committed. A test fails when one of them is stale.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{self as system, Command};

use crate::process::{self, Failure};
use crate::project::{self, cargo};
use crate::tools::{self, Tool};
use crate::{toolchain, ui};

/// The version of sqlx in `Cargo.lock` and that of its tool belong together.
const SQLX: Tool =
    Tool { package: "sqlx-cli", version: "0.9.0", program: "cargo-sqlx", subcommand: "sqlx", features: Some("sqlite") };

/// Writes `.sqlx`: what each checked query takes and gives, by which builds check it without a database.
pub fn prepare() -> Result<(), Failure> {
    let tool = tools::cargo_tool(&SQLX)?;
    let folder = std::env::temp_dir().join(format!("bank-connections-prepare-{}", system::id()));
    fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
    let described = describe(&tool, &folder.join("prepare.db"));
    // What is left of it is the system's to clear away.
    let _ = fs::remove_dir_all(&folder);
    described
}

fn describe(tool: &Path, database: &Path) -> Result<(), Failure> {
    let address = format!("sqlite://{}", database.display());
    let mut tables = Command::new(tool);
    tables.args(["sqlx", "database", "setup", "--source", "crates/connections/migrations"]);
    process::run(tables.current_dir(project::root()).env("DATABASE_URL", &address))?;
    let mut queries = Command::new(tool);
    queries.args(["sqlx", "prepare", "--workspace", "--", "--package", "connections"]);
    process::run(queries.current_dir(project::root()).env("DATABASE_URL", &address))
}

/// Writes `ui/src/ipc/bindings.ts`: the command table as TypeScript sees it.
pub fn bindings() -> Result<(), Failure> {
    if !project::ui().join("dist").exists() {
        toolchain::check()?;
        ui::install()?;
        ui::build()?;
    }
    let mut write = cargo(&["test", "--workspace", "--lib", "--"]);
    process::run(write.args(["--ignored", "write_the_bindings"]))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::Missing(format!("`{}` could not be made: {error}", path.display()))
}
