//! Imports of all sizes and how they are cut.

use proptest::prelude::*;

use super::*;

fn day(number: i32) -> Date {
    Date::constant(2026, 11, 1).saturating_add(number.days())
}

fn cut(transactions: &[(i32, u32)], corrections: u32, most: u32) -> Vec<(i32, i32, u32, u32)> {
    let transactions = transactions.iter().map(|(number, lines)| (day(*number), *lines)).collect();
    let number = |of: Date| (of - day(0)).get_days();
    WaitingLines { transactions, corrections }
        .parts(Days { first: day(0), last: day(29) }, most)
        .into_iter()
        .map(|Part { days, transactions, corrections }| {
            (number(days.first), number(days.last), transactions, corrections)
        })
        .collect()
}

#[test]
fn what_fits_is_one_part_of_all_days() {
    assert_eq!(cut(&[(3, 4), (9, 6)], 0, 10), [(0, 29, 10, 0)]);
    assert_eq!(cut(&[], 2, 10), [(0, 29, 0, 2)]);
    assert_eq!(cut(&[], 0, 10), []);
}

#[test]
fn a_part_ends_with_the_last_whole_day_that_fits() {
    assert_eq!(cut(&[(3, 4), (9, 6), (10, 1)], 0, 10), [(0, 9, 10, 0), (10, 29, 1, 0)]);
    assert_eq!(cut(&[(3, 4), (9, 7), (10, 1)], 0, 10), [(0, 8, 4, 0), (9, 29, 8, 0)]);
}

#[test]
fn a_day_with_more_lines_than_a_part_takes_is_cut_and_goes_on_with_the_days_after_it() {
    assert_eq!(cut(&[(3, 1), (9, 5), (10, 1)], 0, 2), [(0, 8, 1, 0), (9, 9, 2, 0), (9, 9, 2, 0), (9, 29, 2, 0)]);
    assert_eq!(cut(&[(9, 4), (10, 1)], 0, 2), [(0, 9, 2, 0), (9, 9, 2, 0), (10, 29, 1, 0)]);
}

#[test]
fn corrections_are_of_the_last_day_and_come_last() {
    assert_eq!(cut(&[(3, 2)], 1, 2), [(0, 28, 2, 0), (29, 29, 0, 1)]);
    assert_eq!(cut(&[(3, 2), (29, 1)], 2, 3), [(0, 28, 2, 0), (29, 29, 1, 2)]);
    assert_eq!(cut(&[(29, 1)], 4, 2), [(0, 29, 1, 1), (29, 29, 0, 2), (29, 29, 0, 1)]);
}

#[test]
fn what_was_told_late_comes_with_the_first_day() {
    assert_eq!(cut(&[(-9, 1), (-2, 1), (0, 1), (1, 1)], 0, 2), [(0, 0, 2, 0), (0, 29, 2, 0)]);
    assert_eq!(cut(&[(-9, 1), (-2, 1), (1, 1)], 0, 2), [(0, 0, 2, 0), (1, 29, 1, 0)]);
}

proptest! {
    #[test]
    fn parts_chain_and_take_everything_once(
        days in prop::collection::btree_map(-3..30_i32, 0..12_u32, 0..30),
        corrections in 0..12_u32,
        most in 1..10_u32,
    ) {
        let transactions: Vec<_> = days.into_iter().map(|(number, lines)| (day(number), lines)).collect();
        let import = Days { first: day(0), last: day(29) };
        let waiting = WaitingLines { transactions, corrections };
        let parts = waiting.parts(import, most);
        prop_assert_eq!(parts.is_empty(), waiting.is_empty());
        let total: u32 = waiting.transactions.iter().map(|(_, lines)| lines).sum();
        prop_assert_eq!(parts.iter().map(|part| part.transactions).sum::<u32>(), total);
        prop_assert_eq!(parts.iter().map(|part| part.corrections).sum::<u32>(), corrections);
        for part in &parts {
            prop_assert!((1..=most).contains(&(part.transactions + part.corrections)));
            prop_assert!(part.days.first <= part.days.last);
        }
        if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
            prop_assert_eq!((first.days.first, last.days.last), (import.first, import.last));
        }
        let on = |days: Days| -> u32 {
            let of = |date: Date| days.first <= date.max(import.first) && date.max(import.first) <= days.last;
            let taken = waiting.transactions.iter().filter(|(date, _)| of(*date)).map(|(_, lines)| lines).sum::<u32>();
            taken + if of(import.last) { corrections } else { 0 }
        };
        for two in parts.windows(2) {
            let (one, next) = (two[0], two[1]);
            prop_assert!(one.corrections == 0 || next.transactions == 0, "corrections come last");
            if one.days.last == next.days.first {
                prop_assert!(on(Days { first: one.days.last, last: one.days.last }) > most, "only such a day is cut");
                prop_assert_eq!(one.transactions + one.corrections, most, "a part that is cut is full");
            } else {
                prop_assert_eq!(next.days.first, one.days.last.saturating_add(1.day()));
                let next_day = Days { first: next.days.first, last: next.days.first };
                prop_assert!(one.transactions + one.corrections + on(next_day) > most, "the next day fits no more");
            }
        }
        // Of the days that no other part shares, a part has all lines.
        for (number, part) in parts.iter().enumerate() {
            let shares = |other: Option<&Part>| other.is_some_and(|other| {
                other.days.first <= part.days.last && part.days.first <= other.days.last
            });
            if !shares(parts.get(number + 1)) && !shares(number.checked_sub(1).and_then(|before| parts.get(before))) {
                prop_assert_eq!(part.transactions + part.corrections, on(part.days));
            }
        }
    }
}
