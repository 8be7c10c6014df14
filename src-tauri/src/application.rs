//! x
/// The event.
pub const CHANGED: &str = "changed";
