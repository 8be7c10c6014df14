//! Where secrets may be taken out of their wrapping.

use crate::assert_none;
use crate::sources;

/// The client sends them to Plaid, and the vault hands them to the keyring, to the database and to the mail server.
const EXPOSING: &[&str] = &["crates/connections/src/vault/exposure.rs", "crates/plaid/src/http.rs"];

#[test]
fn a_secret_is_exposed_in_two_files_only() {
    let everything = ["crates", "src-tauri/src"].map(|folder| sources::below(folder, &[".rs"]));
    let exposing = everything.iter().flatten().filter(|source| !source.places_of(&["expose_secret"]).is_empty());
    let found: Vec<_> = exposing.map(|source| source.path.as_str()).collect();
    assert_eq!(found, EXPOSING, "a secret is exposed in the HTTP client and in the vault only");
}

#[test]
fn nothing_makes_a_secret_writable() {
    // `SerializableSecret` would let serde write what it wraps.
    let everything = sources::below("", &[".rs"]).into_iter().filter(|source| !source.path.starts_with("tests/tidy"));
    let broken: Vec<_> = everything.flat_map(|source| source.places_of(&["SerializableSecret"])).collect();
    assert_none("a secret is never serialised", &broken);
}
