//! The keys of the keyboard as `WebDriver` writes them.

/// Enter.
pub const ENTER: &str = "\u{e007}";

/// Escape.
pub const ESCAPE: &str = "\u{e00c}";
