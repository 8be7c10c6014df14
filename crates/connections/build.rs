//! Has the migrations and the metadata of the queries read anew when a file comes or goes: the macros see only changes.

#![allow(clippy::print_stdout, reason = "this is how a build script talks to cargo")]

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=../../.sqlx");
}
