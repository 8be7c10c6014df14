//! Choices that a seed repeats.

use std::time::Duration;

use rand::{RngExt, SeedableRng, rngs::StdRng};

/// By then a session has begun, or is settled, as a rule.
const LONGEST_WORK_US: u32 = 160_000;

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

    /// One of these, where there are any.
    pub(crate) fn one_of<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        let place = self.below(u32::try_from(all.len()).ok().filter(|count| *count > 0)?);
        all.get(place as usize).cloned()
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

    /// Lets a piece of work go on for a while, then drops it where it stands. Where that is depends on the machine too, so
    /// that every run tries other places.
    pub(crate) fn dropped<T>(&mut self, work: impl Future<Output = T>) -> impl Future<Output = Option<T>> {
        let longest = if self.once_in(2) { LONGEST_WORK_US } else { LONGEST_WORK_US / 4 };
        let life = Duration::from_micros(self.below(longest).into());
        let work = Box::pin(work);
        async move { tokio::time::timeout(life, work).await.ok() }
    }
}
