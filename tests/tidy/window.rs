//! What the windows may do: the main window a little, the bank's window nothing.

use serde_json::Value;

use crate::sources;

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
fn the_windows_load_nothing_from_outside() {
    let configuration: Value = serde_json::from_str(&sources::file("src-tauri/tauri.conf.json").text).unwrap();
    let security = &configuration["app"]["security"];
    let policy = security["csp"].to_string();
    assert!(policy.contains("default-src"), "there is no content security policy: {policy}");
    for word in ["unsafe-eval", "https:", "http://*", " * "] {
        assert!(!policy.contains(word), "the content security policy allows `{word}`: {policy}");
    }
    assert!(!configuration["app"]["withGlobalTauri"].as_bool().unwrap_or(false), "no global API object");
    assert!(!security["assetProtocol"]["enable"].as_bool().unwrap_or(false), "no asset protocol");
}
