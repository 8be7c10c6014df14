//! How the records are encrypted. The key itself is never part of it.

use connections::EncryptionOverview;
use serde::Serialize;
use ts_rs::TS;

use super::Problem;

/// What is known of the key of the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EncryptionView {
    /// When the key was changed the last time. `null` where it is the first one.
    pub changed_at: Option<String>,
    /// Who changed it.
    pub changed_by: Option<String>,
    /// The backups that are still under the former key, as they are found beside the records.
    pub behind: Vec<String>,
    /// Whether the key is kept in memory only, because there is no keyring.
    pub is_in_memory: bool,
    /// Why the last change since the start failed.
    pub failed: Option<Problem>,
}

impl EncryptionView {
    /// What is on record, with what the last change since the start came to.
    pub fn new(overview: EncryptionOverview, failed: Option<Problem>) -> Self {
        let EncryptionOverview { changed, behind, is_in_memory } = overview;
        let (changed_at, changed_by) = changed.map(|(at, by)| (at.to_string(), by)).unzip();
        Self { changed_at, changed_by, behind, is_in_memory, failed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_was_never_changed_has_no_time() {
        let first = EncryptionOverview { changed: None, behind: Vec::new(), is_in_memory: false };
        let view = EncryptionView::new(first.clone(), None);
        assert_eq!((view.changed_at, view.changed_by), (None, None));

        let at = "2026-11-30T08:00:00Z";
        let changed = Some((at.parse().unwrap(), "Integration user".to_owned()));
        let view = EncryptionView::new(EncryptionOverview { changed, ..first }, None);
        assert_eq!((view.changed_at.as_deref(), view.changed_by.as_deref()), (Some(at), Some("Integration user")));
    }
}
