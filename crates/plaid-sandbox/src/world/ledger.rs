//! What an account shows at a moment: lines that time alone brings, and what control wrote, changed or took away.
//!
//! Lines that time brings are not kept. Each edit is, with the revision since which it holds, so that what was shown at an
//! earlier moment can always be told. A moment is a time and a revision: two edits can fall into the same millisecond.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    bank::{Amount, Line, generated, generated_sum},
    seed::lasting_id,
};

/// How long a transaction is pending.
const PENDING_FOR: SignedDuration = SignedDuration::from_hours(48);
/// How long after that it carries the name of its merchant.
const RENAMED_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// A time, and how many changes the Item had seen by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Moment {
    pub(crate) at: Timestamp,
    pub(crate) revision: u64,
}

/// A transaction as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Face {
    pub(crate) line: Line,
    pub(crate) pending: bool,
    /// Whether it was shown as pending before, so that the posted one tells of it.
    pub(crate) was_pending: bool,
}

/// What control did to the transactions of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ledger {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) entries: Vec<Entry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) lots: Vec<Lot>,
    /// What the bank has and Plaid has not seen yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unseen: Vec<Face>,
}

/// The transaction of one key, which control wrote or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    key: String,
    base: Option<Base>,
    versions: Vec<Version>,
}

/// What it was before the first change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Base {
    pub(super) since: u64,
    pub(super) line: Line,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Version {
    since: u64,
    /// `None`: gone.
    face: Option<Face>,
}

/// A great number of transactions at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lot {
    pub(super) since: u64,
    pub(super) count: u32,
    days: u16,
    last: Date,
}

impl Face {
    /// How a line is shown at a time, by age alone. Not at all before it happened.
    pub(super) fn by_age(line: &Line, at: Timestamp) -> Option<Self> {
        let age = at.duration_since(line.happened());
        if age.is_negative() {
            return None;
        }
        let mut line = line.clone();
        let pending = line.pends && age < PENDING_FOR;
        line.merchant = line.merchant.filter(|_| !line.pends || age >= PENDING_FOR + RENAMED_AFTER);
        Some(Self { pending, was_pending: line.pends && !pending, line })
    }

    /// What the client calls it. The posted form of a pending transaction is called otherwise.
    pub(crate) fn id(&self, seed: u64, account_id: &str) -> String {
        lasting_id(seed, &[account_id, &self.line.key, if self.pending { "pending" } else { "posted" }])
    }

    /// What it was called while it was pending.
    pub(crate) fn pending_id(&self, seed: u64, account_id: &str) -> Option<String> {
        self.was_pending.then(|| lasting_id(seed, &[account_id, &self.line.key, "pending"]))
    }
}

impl Entry {
    pub(super) fn face(&self, moment: Moment) -> Option<Face> {
        if let Some(version) = self.versions.iter().rfind(|version| version.since <= moment.revision) {
            return version.face.clone();
        }
        let base = self.base.as_ref().filter(|base| base.since <= moment.revision)?;
        Face::by_age(&base.line, moment.at)
    }
}

impl Lot {
    /// The transaction with this number. It is posted from the outset.
    pub(crate) fn face(&self, index: u32) -> Face {
        let line = generated(self.since, index, self.count, self.days, self.last);
        Face { line, pending: false, was_pending: false }
    }
}

impl Ledger {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether control wrote or changed the transaction of this key.
    pub(crate) fn knows(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// From this revision on the transaction is shown so, or not at all. `base` is what it was before, where it was a line
    /// that control did not write.
    pub(super) fn record(&mut self, since: u64, key: &str, base: Option<Base>, face: Option<Face>) {
        let version = Version { since, face };
        match self.entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => entry.versions.push(version),
            None => self.entries.push(Entry { key: key.to_owned(), base, versions: vec![version] }),
        }
    }

    pub(super) fn generate(&mut self, since: u64, count: u32, days: u16, last: Date) {
        self.lots.push(Lot { since, count, days, last });
    }

    /// Keeps a transaction for the next refresh.
    pub(super) fn hold(&mut self, face: Face) {
        self.unseen.push(face);
    }

    pub(super) fn has_unseen(&self) -> bool {
        !self.unseen.is_empty()
    }

    /// Shows what was kept.
    pub(super) fn see(&mut self, since: u64) {
        for face in std::mem::take(&mut self.unseen) {
            let key = face.line.key.clone();
            self.record(since, &key, None, Some(face));
        }
    }

    /// The transaction of a lot with this id, and since when it is there. Those that control changed are left out.
    pub(super) fn generated_by_id(&self, is_it: impl Fn(&Face) -> bool) -> Option<(u64, Face)> {
        let all = self.lots.iter().flat_map(|lot| (0..lot.count).map(|index| (lot.since, lot.face(index))));
        all.into_iter().find(|(_, face)| is_it(face) && !self.knows(&face.line.key))
    }

    /// What the lots between two revisions come to, without those that control changed.
    pub(super) fn generated_between(&self, after: u64, until: u64) -> Amount {
        let lots = self.lots.iter().filter(|lot| after < lot.since && lot.since <= until);
        lots.fold(Amount::from_cents(0), |sum, lot| {
            let bases = self.entries.iter().filter_map(|entry| entry.base.as_ref());
            let changed = bases.filter(|base| base.since == lot.since);
            changed.fold(sum + generated_sum(lot.count), |sum, base| sum - base.line.amount)
        })
    }
}
