//! The rule for the audit: whatever the core writes into it, the screen has words for.

use std::collections::BTreeSet;

use crate::assert_none;
use crate::sources;

/// Where the words of an entry stand: up to the end of the statement, or of the table.
const PLACES: &[&str] = &[
    "entry(By",
    "entry(by",
    "entry_on(",
    "entry_of(By",
    "note_keys(",
    ".go(",
    "let outcome =",
    "outcome) =",
    "=> (By::",
    "const CHANGE:",
    "const OBJECT:",
];

#[test]
fn the_screen_has_words_for_whatever_stands_in_the_audit() {
    let words = ["ui/src/words/audit.ts", "ui/src/words/outcome.ts"].map(|path| sources::file(path).text).concat();
    let mut recorded = BTreeSet::new();
    let core = sources::below("crates/connections/src", &[".rs"]).into_iter();
    // The tables themselves name columns.
    for source in core.filter(|source| !source.path.contains("/store/")) {
        let product: Vec<_> = source.product().map(|(_, line)| line).collect();
        let product = product.join("\n");
        for place in PLACES {
            for (at, _) in product.match_indices(place) {
                let rest = product.get(at..).unwrap_or_default();
                let end = rest.find(';').into_iter().chain(rest.find("\n\n")).min().unwrap_or(rest.len());
                let quoted = rest.get(..end).unwrap_or_default().split('"').skip(1).step_by(2);
                recorded.extend(quoted.map(|word| (source.path.clone(), word.to_owned())));
            }
        }
    }
    assert!(recorded.len() > 60, "the rule looks in the wrong place: {recorded:?}");
    let is_told = |word: &str| words.contains(&format!("\n  {word}: "));
    let silent = recorded.iter().filter(|(_, word)| !is_told(word));
    assert_none(
        "the audit is told in words",
        &silent.map(|(path, word)| format!("{path}: `{word}`")).collect::<Vec<_>>(),
    );
}

#[test]
fn the_screen_has_words_for_whatever_details_stand_in_the_audit() {
    let words = sources::file("ui/src/words/auditDetails.ts").text;
    let mut recorded = BTreeSet::new();
    let core = sources::below("crates/connections/src", &[".rs"]).into_iter();
    for source in core.filter(|source| !source.path.contains("/store/")) {
        let product: Vec<_> = source.product().map(|(_, line)| line).collect();
        recorded.extend(details_in(&product.join("\n")).into_iter().map(|name| (source.path.clone(), name)));
    }
    assert!(recorded.len() > 80, "the rule looks in the wrong place: {recorded:?}");
    let silent = recorded.iter().filter(|(_, name)| !words.contains(&format!("\n  {name}: ")));
    assert_none(
        "the details of the audit are told in words",
        &silent.map(|(path, name)| format!("{path}: `{name}`")).collect::<Vec<_>>(),
    );
}

/// The names of the details that a file writes into entries: one by one, or as pairs that it puts in together.
fn details_in(product: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut after = |place: &str, is_name: &dyn Fn(&str, &str) -> bool| {
        for (at, _) in product.match_indices(place) {
            let quoted = product.get(at + place.len()..).unwrap_or_default();
            let Some((name, rest)) = quoted.split_once('"') else { continue };
            let is_word =
                name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
            if is_word && is_name(product.get(..at).unwrap_or_default(), rest) {
                names.push(name.to_owned());
            }
        }
    };
    after("details.insert(\"", &|_, _| true);
    // An account that is compared before and after.
    after("changed(\"", &|_, _| true);
    let puts_pairs = ["details.extend(", "details.insert(name", "details.insert(key", "fn in_audit(&self)"];
    if puts_pairs.iter().any(|place| product.contains(place)) {
        after("(\"", &|before, rest| {
            let is_pair = before.ends_with([' ', '[', '(']);
            let is_value = ["json!(", "imported.", "code", "reason"]
                .iter()
                .any(|value| rest.trim_start_matches(".to_owned()").trim_start_matches(", ").starts_with(value));
            is_pair && is_value
        });
    }
    names
}
