//! Links the program as the product is linked.

#![expect(clippy::disallowed_methods, reason = "cargo tells a build script about the target through the environment")]

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        // Why is said in the product's own `build.rs`.
        println!("cargo::rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
}
