//! Files that are made from the sources and committed: a test fails when one of them is stale.

use crate::process::{self, Failure};
use crate::project;

/// The metadata by which the SQL is checked without a database.
pub fn prepare() -> Result<(), Failure> {
    Err(Failure::Missing("not there yet".to_owned()))
}

/// The TypeScript side of the command table.
pub fn bindings() -> Result<(), Failure> {
    process::run(&mut project::cargo(&["run", "--package", "bank-connections"]))
}
