//! Choices that a seed repeats.

use rand::{RngExt, SeedableRng, rngs::StdRng};

/// A source of choices.
pub(crate) struct Choices(StdRng);

impl Choices {
    pub(crate) fn of(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        self.0.random_range(0..end)
    }

    /// Whether it happens, in one of so many cases.
    pub(crate) fn once_in(&mut self, cases: u32) -> bool {
        self.below(cases) == 0
    }

    /// Some of these, at least one, in their order.
    pub(crate) fn some_of<'a>(&mut self, all: &[&'a str]) -> Vec<&'a str> {
        loop {
            let some: Vec<&str> = all.iter().copied().filter(|_| self.once_in(2)).collect();
            if !some.is_empty() {
                return some;
            }
        }
    }
}
