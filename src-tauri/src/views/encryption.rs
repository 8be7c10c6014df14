//! How the records are encrypted. The key itself is never part of it.

use connections::{BehindReason, EncryptionOverview, FileBehind};
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
    /// The backups that are still under the former key.
    pub behind: Vec<BehindView>,
    /// Whether the key is kept in memory only, because there is no keyring.
    pub is_in_memory: bool,
    /// Why the last change since the start failed.
    pub failed: Option<Problem>,
}

/// A backup that is still under the former key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BehindView {
    /// The file as it is found beside the records.
    pub name: String,
    /// Why.
    pub reason: BehindReasonView,
}

/// Why a backup is still under the former key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BehindReasonView {
    /// A page of it is damaged.
    Damaged,
    /// There was no space for a copy.
    DiskFull,
    /// Anything else. The next start tries again.
    Other,
}

impl EncryptionView {
    /// What is on record, with what the last change since the start came to.
    pub fn new(overview: EncryptionOverview, failed: Option<Problem>) -> Self {
        let EncryptionOverview { changed, behind, is_in_memory } = overview;
        let (changed_at, changed_by) = changed.map(|(at, by)| (at.to_string(), by)).unzip();
        let behind = behind.into_iter().map(BehindView::from).collect();
        Self { changed_at, changed_by, behind, is_in_memory, failed }
    }
}

impl From<FileBehind> for BehindView {
    fn from(FileBehind { name, reason }: FileBehind) -> Self {
        let reason = match reason {
            BehindReason::Damaged => BehindReasonView::Damaged,
            BehindReason::DiskFull => BehindReasonView::DiskFull,
            BehindReason::Other => BehindReasonView::Other,
        };
        Self { name, reason }
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
