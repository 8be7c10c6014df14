//! The key of the records, and how it is changed.
//!
//! A change is made with the records closed (`change`), and brought to its end when they are opened again (`opening`),
//! whether right afterwards or after the process died: there is one way for both. The order of writing: the next key into
//! the keyring; a copy of the records under it, with the entry of the audit; the copy into the place of the records; the
//! copies that lie beside them; the next key into the entry of the key. At each step the keyring has every key that
//! something is under.

mod beginning;
pub(crate) mod change;
pub(crate) mod opening;
pub(crate) mod overview;

/// What the audit calls a change of the key.
pub(crate) const CHANGE: &str = "change_database_key";
/// The object of that act.
pub(crate) const RECORDS: &str = "records";

#[cfg(test)]
mod tests;
