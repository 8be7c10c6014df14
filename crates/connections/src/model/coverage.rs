//! Which days the logins of an account have told of, and which nobody told of.

use jiff::{Timestamp, ToSpan as _, civil::Date};

/// How many characters the note to a gap takes.
pub const LONGEST_NOTE: usize = 200;

/// Days in a row, the first and the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    /// The first one.
    pub first: Date,
    /// The last one.
    pub last: Date,
}

/// Days that nobody told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The days. Other days are another gap.
    pub days: Days,
    /// Who has seen to it.
    pub seen: Option<Seen>,
}

/// That somebody has seen to a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The name of the user.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was done about it, where that was said.
    pub note: Option<String>,
}

/// The days among `wanted` that are in none of `covered`, in order.
#[must_use]
pub fn gaps(wanted: Days, covered: &[Days]) -> Vec<Days> {
    let mut covered = covered.to_vec();
    covered.sort();
    let mut gaps = Vec::new();
    let mut next = wanted.first;
    for days in covered {
        if days.first > wanted.last || next > wanted.last {
            break;
        }
        if days.first > next {
            gaps.push(Days { first: next, last: days.first.saturating_sub(1.day()) });
        }
        next = next.max(days.last.saturating_add(1.day()));
    }
    if next <= wanted.last {
        gaps.push(Days { first: next, last: wanted.last });
    }
    gaps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: i32) -> Date {
        Date::constant(2026, 11, 1).saturating_add(number.days())
    }

    fn days(first: i32, last: i32) -> Days {
        Days { first: day(first), last: day(last) }
    }

    #[test]
    fn the_days_between_two_logins_are_a_gap() {
        assert_eq!(gaps(days(0, 29), &[days(-50, 9), days(12, 40)]), [days(10, 11)]);
        assert_eq!(gaps(days(0, 29), &[days(12, 40), days(-50, 11)]), []);
        assert_eq!(gaps(days(0, 29), &[]), [days(0, 29)]);
        assert_eq!(gaps(days(0, 29), &[days(5, 9)]), [days(0, 4), days(10, 29)]);
    }

    proptest! {
        #[test]
        fn a_day_is_in_a_gap_exactly_if_it_is_wanted_and_nobody_told_of_it(
            wanted in (0..20_i32, 0..20_i32),
            covered in prop::collection::vec((-5..25_i32, 0..8_i32), 0..6),
        ) {
            let wanted = days(wanted.0, wanted.0 + wanted.1);
            let covered: Vec<_> = covered.into_iter().map(|(first, more)| days(first, first + more)).collect();
            let gaps = gaps(wanted, &covered);
            let is_in = |all: &[Days], day: Date| all.iter().any(|days| days.first <= day && day <= days.last);
            for number in -10..60 {
                let day = day(number);
                let expected = is_in(&[wanted], day) && !is_in(&covered, day);
                prop_assert_eq!(is_in(&gaps, day), expected, "{}", day);
            }
            prop_assert!(gaps.windows(2).all(|two| two[0].last < two[1].first));
        }
    }
}
