//! The chain of the audit: what an entry's hash is taken over, and what walking along the chain finds.
//!
//! The hash of an entry is SHA-256 over the hash of the entry before it and every column of the entry, so that none can be
//! changed, taken out, put in or moved without a trace. The hashes have no key: whoever can write the whole file can make
//! the whole chain anew. What such a person can't change is an export that somebody else keeps, which holds the hashes of
//! its day.

mod filter;
mod walk;

#[cfg(test)]
mod properties;

use std::fmt;

use sha2::{Digest as _, Sha256};

pub use self::{
    filter::{AuditFilter, SearchedWord},
    walk::{Break, Checked, Head, Link, Walk},
};

/// The hash of an entry, which stands for everything up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainHash([u8; ChainHash::LENGTH]);

/// An entry as it is recorded, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its place: the first one is 1, each next one is the next number.
    pub id: i64,
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// Who did it.
    pub who: Vec<u8>,
    /// What was done.
    pub what: Vec<u8>,
    /// What it was done to.
    pub object_id: Vec<u8>,
    /// What came of it.
    pub outcome: Vec<u8>,
    /// Plaid's request ids: the text of a JSON array.
    pub request_ids: Vec<u8>,
    /// The rest: the text of a JSON object.
    pub details: Vec<u8>,
}

impl ChainHash {
    /// How many bytes it has.
    pub const LENGTH: usize = 32;
    /// What stands before the first entry.
    pub const START: Self = Self([0; Self::LENGTH]);

    /// The hash of the entry that follows on the one with this hash.
    ///
    /// Numbers are eight bytes, the greatest first; before each text stands its length, so that no text can borrow from
    /// its neighbour.
    #[must_use]
    pub fn after(self, entry: &Recorded) -> Self {
        let Recorded { id, at_ms, who, what, object_id, outcome, request_ids, details } = entry;
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(id.to_be_bytes());
        hash.update(at_ms.to_be_bytes());
        for text in [who, what, object_id, outcome, request_ids, details] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
        Self(hash.finalize().into())
    }

    /// The hash of these bytes, where they can be one.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for ChainHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hexadecimal(&self.0))
    }
}

/// Bytes as hexadecimal digits, two for each.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Recorded {
        Recorded {
            id: 1,
            at_ms: 1_790_000_000_000,
            who: b"Integration user".to_vec(),
            what: b"update".to_vec(),
            object_id: b"con_1".to_vec(),
            outcome: b"repaired".to_vec(),
            request_ids: b"[\"first\"]".to_vec(),
            details: b"{}".to_vec(),
        }
    }

    /// Taken apart by hand, from what `docs/audit.md` says: what is written into exports must never come to mean something
    /// else.
    #[test]
    fn the_hash_of_an_entry_is_that_of_the_documented_bytes() {
        let mut bytes = vec![0; 32];
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 1]);
        bytes.extend([0, 0, 0x01, 0xa0, 0xc4, 0x50, 0x6c, 0x00]);
        for text in ["Integration user", "update", "con_1", "repaired", "[\"first\"]", "{}"] {
            bytes.extend([0, 0, 0, 0, 0, 0, 0, u8::try_from(text.len()).unwrap()]);
            bytes.extend(text.as_bytes());
        }
        assert_eq!(ChainHash::START.after(&entry()).bytes(), &Sha256::digest(&bytes)[..]);
    }

    #[test]
    fn a_letter_that_moves_to_the_next_column_changes_the_hash() {
        let moved = Recorded { who: b"Integration use".to_vec(), what: b"rupdate".to_vec(), ..entry() };
        assert_ne!(ChainHash::START.after(&entry()), ChainHash::START.after(&moved));
    }

    #[test]
    fn a_hash_is_written_in_hexadecimal_digits() {
        assert_eq!(ChainHash([0xa0; 32]).to_string(), "a0".repeat(32));
        assert_eq!(ChainHash::of(&[1; 31]), None);
        assert_eq!(ChainHash::of(ChainHash::START.bytes()), Some(ChainHash::START));
    }
}
