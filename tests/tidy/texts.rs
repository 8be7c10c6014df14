//! Rules for every text: short, finished, and free of what only one machine knows.

use crate::assert_none;
use crate::sources::{self, Source};

const MOST_LINES: usize = 500;

/// Where npm installs something.
const NPM: [&str; 2] = ["ui", "tests/bench"];

const CODE: &[&str] = &[".rs", ".ts", ".tsx", ".js", ".mjs", ".css", ".html", ".sql"];

fn texts() -> Vec<Source> {
    let others = [".md", ".toml", ".json", ".yml", ".yaml", ".svg", "/run", "Cargo.lock"];
    sources::below("", &[CODE, &others].concat())
}

#[test]
fn no_file_is_longer_than_one_can_read() {
    // What a program wrote for a compiler is read by nobody.
    let written_by_hand =
        sources::below("", CODE).into_iter().filter(|source| !source.text.starts_with("// Generated "));
    let long = written_by_hand.filter(|source| source.text.lines().count() > MOST_LINES);
    let broken: Vec<_> = long.map(|source| format!("{}: {} lines", source.path, source.text.lines().count())).collect();
    assert_none("a file has at most 500 lines", &broken);
}

#[test]
fn every_rust_file_starts_with_what_it_is_for() {
    let silent = sources::below("", &[".rs"]).into_iter().filter(|source| !source.text.starts_with("//! "));
    assert_none("a module says first what it is for", &silent.map(|source| source.path).collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_for_later_in_a_comment() {
    // Taken apart, so that this file keeps the rule too.
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat(), ["todo", "!("].concat()];
    let written_by_hand = texts().into_iter().filter(|source| !source.path.ends_with("lock.json"));
    assert_none("unfinished work is not left in a comment", &places(written_by_hand, &marks));
}

#[test]
fn no_text_names_a_place_of_one_machine() {
    let folders = ["work", "root", "home", "Users"].map(|name| format!("/{name}/"));
    assert_none("no path of a machine", &places(texts().into_iter(), &folders));
}

#[test]
fn the_lock_files_name_no_server_of_one_machine() {
    for npm in NPM.map(|folder| sources::file(&format!("{folder}/package-lock.json"))) {
        assert_none("no download addresses", &npm.places_of(&["\"resolved\""]));
        let packages = npm.lines().filter(|(_, line)| line.starts_with("    \"node_modules/")).count();
        let hashes = npm.lines().filter(|(_, line)| line.contains("\"integrity\": \"sha512-")).count();
        assert_eq!((hashes, packages > 0), (packages, true), "{}: each package is named with its hash", npm.path);
    }

    let official = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    let cargo = sources::file("Cargo.lock");
    let strange = cargo.lines().filter(|(_, line)| line.starts_with("source = ") && *line != official);
    assert_none("crates come from crates.io", &strange.map(|(_, line)| line.to_owned()).collect::<Vec<_>>());
}

#[test]
fn every_relative_link_of_a_page_leads_somewhere() {
    let mut broken = Vec::new();
    for page in sources::below("", &[".md"]) {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in links(&page.text).filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let target = link.split('#').next().unwrap_or_default();
            if !sources::exists(format!("{folder}/{target}").trim_start_matches('/')) {
                broken.push(format!("{}: {link}", page.path));
            }
        }
    }
    assert_none("links lead somewhere", &broken);
}

#[test]
fn every_test_that_the_architecture_names_exists() {
    let everything = sources::below("", &[".rs"]);
    let exists = |name: &&str| everything.iter().any(|source| source.text.contains(&format!("fn {name}()")));
    let page = sources::file("ARCHITECTURE.md");
    let names = page.text.split('`').skip(1).step_by(2).filter(|name| name.matches('_').count() > 1);
    let gone = names.filter(|name| !exists(name)).map(str::to_owned);
    assert_none("ARCHITECTURE.md names tests that are there", &gone.collect::<Vec<_>>());
}

#[test]
fn no_npm_package_runs_a_script_when_it_is_installed() {
    let ui = sources::file("ui/package-lock.json");
    assert_none("no package has an install script", &ui.places_of(&["hasInstallScript"]));
    // The one that has is built by its name, see docs/dependencies.md.
    let bench = sources::file("tests/bench/package-lock.json").text;
    let (mut package, mut with_script) = ("", Vec::new());
    for line in bench.lines() {
        if line.starts_with("    \"node_modules/") {
            package = line.trim();
        } else if line.contains("hasInstallScript") {
            with_script.push(package);
        }
    }
    assert_eq!(with_script, ["\"node_modules/better-sqlite3\": {"]);
    for settings in NPM.map(|folder| sources::file(&format!("{folder}/.npmrc"))) {
        assert!(settings.text.contains("ignore-scripts=true"), "{}: none runs when it is installed", settings.path);
    }
}

#[test]
fn the_benchmark_tells_and_asserts_nothing() {
    let words = ["assert", "panic!", "exit("];
    let measured = sources::below("tests/src/bin/bench", &[".rs"]);
    let broken: Vec<_> = measured.iter().flat_map(|source| source.places_of(&words)).collect();
    assert_none("how quick a machine is passes or fails nothing", &broken);
}

/// The targets of `[text](target)`.
fn links(page: &str) -> impl Iterator<Item = &str> {
    page.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

fn places(sources: impl Iterator<Item = Source>, words: &[String]) -> Vec<String> {
    let mut places = Vec::new();
    for source in sources {
        for (number, line) in source.lines() {
            if let Some(word) = words.iter().find(|word| line.contains(word.as_str())) {
                places.push(format!("{}:{number}: {word}", source.path));
            }
        }
    }
    places
}
