//! The keys of the keyboard as `WebDriver` writes them.

/// Enter.
pub const ENTER: &str = "\u{e007}";

/// Escape.
pub const ESCAPE: &str = "\u{e00c}";

/// Control and `a`.
pub const SELECT_ALL: &str = "\u{e009}a";

/// Control and `v`.
pub const PASTE: &str = "\u{e009}v";
