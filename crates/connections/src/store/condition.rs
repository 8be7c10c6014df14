//! What the records were like when they were used last: whether they take what is written, and whether one of their pages
//! may be damaged. Kept in memory only; the file tells anew after a start.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use super::error::Trouble;

/// Why nothing can be written at present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no space left.
    Full,
    /// The file can't be written.
    ReadOnly,
}

/// The condition of records that are open. Clones are one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Condition(Arc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    refusal: watch::Sender<Option<Refusal>>,
    suspicion: Notify,
}

impl Condition {
    /// What an error says of the records.
    pub(super) fn met(&self, error: &sqlx::Error) {
        match Trouble::of(error) {
            Trouble::Full => self.refused(Refusal::Full),
            Trouble::ReadOnly => self.refused(Refusal::ReadOnly),
            Trouble::Damaged | Trouble::NotADatabase => self.suspect(),
            Trouble::Busy | Trouble::Constraint | Trouble::Other => {}
        }
    }

    /// Something was written, and is on the disk.
    pub(super) fn written(&self) {
        self.0.refusal.send_if_modified(|refusal| refusal.take().is_some());
    }

    /// A page may be damaged. Somebody looks.
    pub(crate) fn suspect(&self) {
        self.0.suspicion.notify_one();
    }

    /// Waits until a page may be damaged.
    pub(crate) async fn suspected(&self) {
        self.0.suspicion.notified().await;
    }

    /// Why nothing can be written, where that is so, and every change of it.
    pub(crate) fn refusal(&self) -> watch::Receiver<Option<Refusal>> {
        self.0.refusal.subscribe()
    }

    fn refused(&self, refusal: Refusal) {
        self.0.refusal.send_if_modified(|earlier| earlier.replace(refusal) != Some(refusal));
    }
}
