//! What the windows may do: the main window a little, the bank's window nothing.

use serde_json::Value;

use crate::{assert_none, sources};

#[test]
fn only_the_main_window_has_a_capability() {
    for source in sources::below("src-tauri/capabilities", &[".json"]) {
        let capability: Value = serde_json::from_str(&source.text).unwrap();
        assert_eq!(capability["windows"], serde_json::json!(["main"]), "{}", source.path);
        assert_eq!(capability["webviews"], Value::Null, "{}", source.path);
        assert_eq!(capability["remote"], Value::Null, "{}: no page from outside gets a capability", source.path);
    }
}

#[test]
fn a_capability_names_single_permissions_only() {
    for source in sources::below("src-tauri/capabilities", &[".json"]) {
        let capability: Value = serde_json::from_str(&source.text).unwrap();
        for permission in capability["permissions"].as_array().unwrap() {
            // A set such as `core:default` grows with Tauri; an object could widen what is allowed.
            let name = permission.as_str().unwrap_or_default();
            let last = name.rsplit(':').next().unwrap();
            assert!(last.starts_with("allow-"), "{}: {permission} is no single permission", source.path);
        }
    }
}

#[test]
fn the_windows_load_nothing_from_outside_and_no_script_that_stands_in_a_page() {
    let configuration = configuration();
    let security = &configuration["app"]["security"];
    let policy = security["csp"].as_object().expect("the content security policy has a line a kind");
    assert_eq!(policy["default-src"], "'none'", "what is not named is forbidden");
    for (kind, sources) in policy {
        let sources = sources.as_str().unwrap().split(' ').collect::<Vec<_>>();
        let own = ["'none'", "'self'"].as_slice();
        let allowed = match kind.as_str() {
            "connect-src" => &["ipc:", "http://ipc.localhost"],
            "img-src" => &["'self'", "data:"],
            _ => own,
        };
        assert!(sources.iter().all(|source| allowed.contains(source)), "{kind} allows {sources:?}");
    }
    for kind in ["base-uri", "form-action", "frame-ancestors"] {
        assert_eq!(policy[kind], "'none'", "`default-src` does not speak for {kind}");
    }
    for loosening in ["dangerousDisableAssetCspModification", "devCsp", "headers", "freezePrototype"] {
        assert_eq!(security[loosening], Value::Null, "{loosening}");
    }
    assert!(!security["assetProtocol"]["enable"].as_bool().unwrap_or(false), "no asset protocol");
    assert_eq!(configuration["app"]["withGlobalTauri"], false, "no global API object");
}

#[test]
fn no_window_of_a_release_has_developer_tools() {
    let manifest = sources::file("src-tauri/Cargo.toml");
    assert_eq!(manifest.places_of(&["devtools"]), Vec::<String>::new(), "Tauri's feature would bring them to releases");
    let shell = sources::below("src-tauri/src", &[".rs"]);
    let calls = shell.iter().flat_map(|source| source.lines().map(move |(number, line)| (source, number, line)));
    let calls: Vec<_> = calls.filter(|(.., line)| line.contains("devtools(")).collect();
    assert!(calls.len() >= 2, "each window says whether it has them");
    let broken: Vec<_> = calls
        .into_iter()
        .filter(|(.., line)| !line.contains(".devtools(cfg!(debug_assertions))"))
        .map(|(source, number, line)| format!("{}:{number}: {}", source.path, line.trim()))
        .collect();
    assert_none("developer tools are for builds with debug assertions", &broken);
}

#[test]
fn the_product_is_the_only_program_of_its_package_and_can_t_be_driven() {
    let programs = sources::below("src-tauri/src", &["main.rs"]);
    let [main] = programs.as_slice() else {
        panic!("{:?}", programs.iter().map(|source| &source.path).collect::<Vec<_>>())
    };
    assert!(main.text.contains("Driving::Refused"), "{}", main.text);
    assert!(!sources::exists("src-tauri/src/bin"), "a bundle takes every program of the package");
    let manifest = sources::file("src-tauri/Cargo.toml").text;
    assert!(!manifest.contains("[[bin]]"));
    let default = manifest.lines().find(|line| line.starts_with("default = ")).unwrap_or_default();
    assert_eq!(default, "default = [\"custom-protocol\"]", "what is built for users is built without `automation`");
}

fn configuration() -> Value {
    serde_json::from_str(&sources::file("src-tauri/tauri.conf.json").text).unwrap()
}
