//! Everything that looks random, drawn from the seed: tokens, ids, transactions.
//!
//! The same seed and the same calls in the same order give the same ids. Nothing here is secret.

use rand::{RngExt, SeedableRng, rngs::SmallRng};
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The length of Plaid's ids of Items, accounts and transactions.
const ID_LENGTH: usize = 37;

const REQUEST_ID_LENGTH: usize = 15;

/// The length of a user's id after `usr_`.
const USER_ID_LENGTH: usize = 14;

/// Draws one id after the other. Part of the state that survives a restart, so that no id is drawn twice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Ids {
    seed: u64,
    drawn: u64,
}

impl Ids {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }

    pub(crate) const fn seed(&self) -> u64 {
        self.seed
    }

    /// A token such as `access-sandbox-<uuid>`.
    pub(crate) fn token(&mut self, kind: &str) -> String {
        format!("{kind}-sandbox-{}", self.uuid())
    }

    /// A UUID of version 4.
    pub(crate) fn uuid(&mut self) -> Uuid {
        Builder::from_random_bytes(self.generator().random()).into_uuid()
    }

    /// An id of 37 letters and digits, as Items and accounts have.
    pub(crate) fn base62(&mut self) -> String {
        base62(&mut self.generator(), ID_LENGTH)
    }

    /// An id of 15 letters and digits, as a call of the API has.
    pub(crate) fn request_id(&mut self) -> String {
        base62(&mut self.generator(), REQUEST_ID_LENGTH)
    }

    /// An id such as `usr_9nSp2KuZ2x4JDw`.
    pub(crate) fn user_id(&mut self) -> String {
        format!("usr_{}", base62(&mut self.generator(), USER_ID_LENGTH))
    }

    fn generator(&mut self) -> SmallRng {
        self.drawn += 1;
        generator(self.seed, &[&self.drawn.to_string()])
    }
}

/// An id that is the same whenever it is made from the same parts.
pub(crate) fn lasting_id(seed: u64, parts: &[&str]) -> String {
    base62(&mut generator(seed, parts), ID_LENGTH)
}

/// The id of a call of the API, by the number of the start and of the call.
pub(crate) fn request_id(seed: u64, start: u64, number: u64) -> String {
    base62(&mut generator(seed, &["request", &start.to_string(), &number.to_string()]), REQUEST_ID_LENGTH)
}

/// The hexadecimal keys of a client, as Plaid's dashboard gives them.
pub(crate) fn key(seed: u64, name: &str, length: usize) -> String {
    let mut generator = generator(seed, &["key", name]);
    (0..length).map(|_| char::from(BASE62[generator.random_range(0..10)])).collect()
}

/// A generator that gives the same numbers whenever it is made from the same parts.
pub(crate) fn generator(seed: u64, parts: &[&str]) -> SmallRng {
    SmallRng::seed_from_u64(fnv1a(seed, parts))
}

fn base62(generator: &mut SmallRng, length: usize) -> String {
    (0..length).map(|_| char::from(BASE62[generator.random_range(0..BASE62.len())])).collect()
}

/// The FNV-1a hash: unlike the standard library's, it is the same in every version of Rust.
fn fnv1a(seed: u64, parts: &[&str]) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(parts.iter().flat_map(|part| part.bytes().chain([0])));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_ids_and_none_twice() {
        let (mut one, mut other) = (Ids::new(7), Ids::new(7));
        let first = one.base62();
        assert_eq!(first.len(), 37);
        assert_eq!(first, other.base62());
        assert_ne!(first, one.base62());
        assert_ne!(first, Ids::new(8).base62());
    }

    #[test]
    fn a_lasting_id_depends_on_where_one_part_ends_and_the_next_begins() {
        assert_ne!(lasting_id(1, &["ab", "c"]), lasting_id(1, &["a", "bc"]));
    }
}
