//! Which crate may build on which, read from the manifests.

use crate::assert_none;
use crate::sources;

/// What a crate must not name among the dependencies of its product.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("crates/plaid", &["connections", "plaid-sandbox", "sqlx", "keyring-core", "tauri"]),
    ("crates/plaid-sandbox", &["connections", "plaid", "reqwest", "sqlx", "keyring-core", "secrecy", "tauri"]),
    ("crates/connections", &["plaid-sandbox", "axum", "reqwest", "tauri"]),
    ("src-tauri", &["axum", "reqwest", "sqlx", "keyring-core"]),
    ("xtask", &["connections", "plaid", "plaid-sandbox", "tauri", "serde", "tokio"]),
];

#[test]
fn no_crate_builds_on_one_above_or_beside_it() {
    let mut broken = Vec::new();
    for (folder, forbidden) in FORBIDDEN {
        let manifest = sources::file(&format!("{folder}/Cargo.toml"));
        let names = dependencies(&manifest.text, "[dependencies]");
        broken.extend(
            names.iter().filter(|name| forbidden.contains(&name.as_str())).map(|name| format!("{folder}: {name}")),
        );
    }
    assert_none("dependencies point downwards", &broken);
}

#[test]
fn the_simulator_and_the_client_never_meet_in_one_crate_below_the_shell() {
    for (one, other) in [("crates/plaid", "plaid-sandbox"), ("crates/plaid-sandbox", "plaid")] {
        let manifest = sources::file(&format!("{one}/Cargo.toml"));
        let names = dependencies(&manifest.text, "[dev-dependencies]");
        assert!(!names.iter().any(|name| name == other), "{one} tests itself with {other}: an error would be mirrored");
    }
}

#[test]
fn every_crate_takes_the_shared_lints() {
    let manifests = sources::below("", &["/Cargo.toml"]);
    let without = manifests
        .iter()
        .filter(|manifest| manifest.path != "Cargo.toml" && !manifest.text.contains("[lints]\nworkspace = true"));
    assert_none("`[lints] workspace = true`", &without.map(|manifest| manifest.path.clone()).collect::<Vec<_>>());
}

/// The names under a heading of a manifest.
fn dependencies(manifest: &str, heading: &str) -> Vec<String> {
    let lines = manifest.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| !line.starts_with('['));
    let names = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split(['.', ' ', '=']).next());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
