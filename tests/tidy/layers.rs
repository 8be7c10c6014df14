//! Who may know what: `ui → src-tauri → connections → plaid`, and a model that knows nothing.

use crate::assert_none;
use crate::sources::{self, Source};

/// The crates below the shell, as they are compiled into the product.
fn crates() -> Vec<Source> {
    ["connections", "plaid", "plaid-sandbox"]
        .map(|name| sources::below(&format!("crates/{name}/src"), &[".rs"]))
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn only_the_shell_knows_tauri_and_the_environment() {
    let words = ["tauri", "std::env", "env::var", "env::args", "home_dir", "current_dir"];
    // The simulator is also a program of its own, with arguments.
    let libraries = crates().into_iter().filter(|source| source.path != "crates/plaid-sandbox/src/main.rs");
    let broken: Vec<_> = libraries.flat_map(|source| source.places_of(&words)).collect();
    assert_none("only `src-tauri` knows Tauri, windows, paths and environment variables", &broken);
}

#[test]
fn every_exception_from_a_ban_has_its_one_place() {
    let places = [
        "crates/connections/src/clock.rs",
        "crates/plaid-sandbox/src/clock.rs",
        "src-tauri/build.rs",
        "src-tauri/src/environment.rs",
        "xtask/src/environment.rs",
    ];
    let everything = sources::below("", &[".rs"]).into_iter().filter(|source| !source.path.starts_with("tests/"));
    let elsewhere = everything.filter(|source| !places.contains(&source.path.as_str()));
    let broken: Vec<_> = elsewhere.flat_map(|source| source.places_of(&["clippy::disallowed_methods"])).collect();
    assert_none("the clock and the environment are read in one place each", &broken);
}

#[test]
fn only_the_client_knows_the_json_of_plaid() {
    let words =
        ["/item/", "/link/token/", "/accounts/get", "/institutions/", "/sandbox/", "PLAID-", "item_add_results"];
    let others = ["crates/connections/src", "src-tauri/src", "ui/src"]
        .map(|folder| sources::below(folder, &[".rs", ".ts", ".tsx"]));
    let broken: Vec<_> = others.iter().flatten().flat_map(|source| source.places_of(&words)).collect();
    assert_none("only `crates/plaid` knows the endpoints and fields of Plaid", &broken);
}

#[test]
fn the_model_is_pure() {
    let words = [
        "async ",
        ".await",
        "tokio",
        "sqlx",
        "serde",
        "reqwest",
        "tracing",
        "Clock",
        "now()",
        "std::fs",
        "std::env",
        "Instant",
        "SystemTime",
        "std::thread",
        "getrandom",
        "rand::",
    ];
    let model = sources::below("crates/connections/src/model", &[".rs"]);
    let broken: Vec<_> = model.iter().flat_map(|source| source.places_of(&words)).collect();
    assert_none("the model has no async, no clock, no SQL and no serde", &broken);
}

#[test]
fn only_one_file_of_the_ui_speaks_with_the_shell() {
    let ui = sources::below("ui/src", &[".ts", ".tsx"]);
    let others = ui.iter().filter(|source| source.path != "ui/src/ipc/client.ts");
    let broken: Vec<_> =
        others.flat_map(|source| source.places_of(&["'@tauri-apps", "\"@tauri-apps", "__TAURI"])).collect();
    assert_none("only `ipc/client.ts` imports `@tauri-apps`", &broken);
}

#[test]
fn the_components_of_the_ui_know_no_word_of_the_domain() {
    let components = sources::below("ui/src/components", &[".ts", ".tsx"]);
    let broken: Vec<_> =
        components.iter().flat_map(|source| source.places_of(&["features/", "words/", "ipc/"])).collect();
    assert_none("components import nothing of the domain", &broken);
}

#[test]
fn the_features_of_the_ui_do_not_import_each_other() {
    let mut broken = Vec::new();
    for source in sources::below("ui/src/features", &[".ts", ".tsx"]) {
        let feature = source.path.split('/').nth(3).unwrap().to_owned();
        for (number, line) in source.lines() {
            let Some((_, from)) = line.split_once(" from '") else { continue };
            if leads_to_another_feature(from, &feature, source.path.split('/').count() - 5) {
                broken.push(format!("{}:{number}: {line}", source.path));
            }
        }
    }
    assert_none("features don't import each other", &broken);
}

/// Whether an import from a file that lies so many folders deep in its feature leaves the feature for another.
fn leads_to_another_feature(from: &str, feature: &str, depth: usize) -> bool {
    let up_to_features = "../".repeat(depth + 1);
    let Some(rest) = from.strip_prefix(&up_to_features) else { return from.contains("features/") };
    !rest.starts_with("../") && !rest.starts_with(&format!("{feature}/")) || rest.contains("features/")
}

#[test]
fn an_import_of_another_feature_is_noticed() {
    for (from, leads) in [
        ("./choice';", false),
        ("../../words/status';", false),
        ("../../components/Button';", false),
        ("../update/Warning';", true),
        ("../../features/update/Warning';", true),
        ("react';", false),
    ] {
        assert_eq!(leads_to_another_feature(from, "connections", 0), leads, "{from}");
    }
}
