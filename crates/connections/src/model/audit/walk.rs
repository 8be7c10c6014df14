//! Walking along the chain, entry by entry, until its end or the first place where it breaks. Nothing is kept but the last
//! place, so that an audit of any length is walked in the same room.

use jiff::Timestamp;

use super::{ChainHash, Recorded};

/// The end of the chain as it is recorded apart from the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub entries: i64,
    /// The place of the last one.
    pub last_id: i64,
    /// Its hash.
    pub hash: ChainHash,
    /// How many of the entries were there before the chain, and became part of it afterwards. `None` before that is done.
    pub sealed_afterwards: Option<i64>,
}

/// An entry, with the hash that is recorded for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The entry.
    pub entry: Recorded,
    /// The bytes of the hash, whatever they are. `None` where nothing is recorded.
    pub hash: Option<Vec<u8>>,
}

/// The first place where the chain does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// The entry is another one than was written there, or its hash is.
    Changed {
        /// Its place.
        id: i64,
    },
    /// Entries are not there.
    Missing {
        /// The place of the first.
        first: i64,
        /// The place of the last.
        last: i64,
    },
    /// The entry was put in past the application.
    Inserted {
        /// Its place.
        id: i64,
    },
    /// The last entries are not there.
    CutOff {
        /// The place of the last one that is there; 0 where there is none.
        last: i64,
        /// That of the last one that was written.
        written: i64,
    },
    /// The end of the chain is another one than was recorded, or is not recorded any more.
    EndChanged,
}

/// What a walk came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// When.
    pub at: Timestamp,
    /// How many entries there are, or the first place where the chain does not hold.
    pub result: Result<i64, Break>,
}

/// A walk from the first entry on.
#[derive(Debug, Clone)]
pub struct Walk {
    last_id: i64,
    hash: ChainHash,
}

impl Walk {
    /// At the beginning of the chain.
    #[must_use]
    pub const fn new() -> Self {
        Self { last_id: 0, hash: ChainHash::START }
    }

    /// The place behind which the next entry is expected.
    #[must_use]
    pub const fn last_id(&self) -> i64 {
        self.last_id
    }

    /// Goes on to the next entry in the order of the places.
    ///
    /// # Errors
    /// Where the chain breaks here.
    pub fn step(&mut self, link: &Link) -> Result<(), Break> {
        let id = link.entry.id;
        let expected = self.last_id + 1;
        if id > expected {
            return Err(Break::Missing { first: expected, last: id - 1 });
        }
        let Some(recorded) = link.hash.as_deref().filter(|_| id == expected) else {
            return Err(Break::Inserted { id });
        };
        let hash = self.hash.after(&link.entry);
        if recorded != hash.bytes() {
            return Err(Break::Changed { id });
        }
        *self = Self { last_id: id, hash };
        Ok(())
    }

    /// Compares the end that was reached with the recorded one: `last_link` is the greatest place that has a hash. Says how
    /// many entries there are.
    ///
    /// # Errors
    /// Where the two are not the same.
    pub fn end(self, head: Option<Head>, last_link: i64) -> Result<i64, Break> {
        let Self { last_id: last, hash } = self;
        let written = head.map_or(last_link, |head| head.last_id.max(last_link));
        if last < written {
            return Err(Break::CutOff { last, written });
        }
        match head {
            Some(head) if head.last_id < last => Err(Break::Inserted { id: head.last_id + 1 }),
            Some(head) if head.hash == hash && head.entries == last => Ok(last),
            Some(_) | None => Err(Break::EndChanged),
        }
    }
}

impl Default for Walk {
    fn default() -> Self {
        Self::new()
    }
}
