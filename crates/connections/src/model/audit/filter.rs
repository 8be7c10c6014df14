//! Which entries of the audit somebody wants to see.

use jiff::Timestamp;

/// What an entry must be. With nothing said it is every one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditFilter {
    /// Done by this one.
    pub who: Option<String>,
    /// This act.
    pub what: Option<String>,
    /// Not before this time.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    /// With all of these words, in whatever column.
    pub words: Vec<SearchedWord>,
}

/// A word that is looked for: as it stands in an entry, whatever its capitals, or in what the screens call the act or the
/// outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchedWord {
    /// The word.
    pub text: String,
    /// The acts that are called so.
    pub acts: Vec<String>,
    /// The outcomes that are called so.
    pub outcomes: Vec<String>,
}

impl AuditFilter {
    /// Whether it lets every entry through.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}
