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
