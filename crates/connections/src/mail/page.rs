//! The page that every message is as HTML.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Only what works in light and dark alike: no colour is set, lines take that of the text.
const STYLE: &str = "
:root { color-scheme: light dark; }
body { font-family: system-ui, sans-serif; line-height: 1.5; max-width: 42rem; margin: 1rem auto; padding: 0 1rem; }
h1 { font-size: 1.25rem; }
h2 { font-size: 1rem; margin-top: 1.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid currentColor; padding: 0.375rem 0.625rem; text-align: left; vertical-align: top; }
th { white-space: nowrap; }
td { overflow-wrap: anywhere; }
pre { border: 1px solid currentColor; padding: 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
";

/// A page with its subject above it.
pub(super) fn page(subject: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (subject) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (subject) }
                (body)
            }
        }
    };
    page.into_string()
}
