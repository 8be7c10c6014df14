//! Rules about the sources themselves: the invariants of ARCHITECTURE.md that no compiler sees.
//!
//! Nothing is built or run here, the files are only read. Where a compiler or a linter can keep a rule, it does, and
//! the rule is not repeated here.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what the rules share is a test as they are")]

mod audit;
mod dependencies;
mod layers;
mod secrets;
mod sources;
mod texts;
mod window;

/// Fails with every place where a rule is broken.
fn assert_none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}
