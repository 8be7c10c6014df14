//! Days and moments, also where the clocks change.

use jiff::civil::{date, time};
use proptest::prelude::*;

use super::*;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn when(rhythm: Rhythm, at: Time, name: &str) -> When {
    When { rhythm, at, zone: zone(name) }
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn each_rhythm_has_its_days() {
    let friday = date(2026, 11, 27);
    let monthly = |number| Rhythm::Monthly(MonthDay::of(number).unwrap());
    for (rhythm, from, expected) in [
        (Rhythm::Daily, friday, friday),
        (Rhythm::Weekdays, friday, friday),
        (Rhythm::Weekdays, date(2026, 11, 28), date(2026, 11, 30)),
        (Rhythm::Weekdays, date(2026, 11, 29), date(2026, 11, 30)),
        (Rhythm::Weekly(Weekday::Friday), friday, friday),
        (Rhythm::Weekly(Weekday::Thursday), friday, date(2026, 12, 3)),
        (monthly(27), friday, friday),
        (monthly(26), friday, date(2026, 12, 26)),
        (monthly(31), friday, date(2026, 11, 30)),
        (monthly(31), date(2027, 2, 1), date(2027, 2, 28)),
        (monthly(30), date(2028, 2, 1), date(2028, 2, 29)),
        (monthly(1), date(2026, 12, 2), date(2027, 1, 1)),
    ] {
        assert_eq!(rhythm.day_from(from), Some(expected), "{rhythm:?} from {from}");
    }
    assert_eq!((MonthDay::of(0), MonthDay::of(32)), (None, None));
}

#[test]
fn it_is_the_same_time_on_the_clock_in_summer_and_in_winter() {
    let morning = when(Rhythm::Daily, time(6, 30, 0, 0), "Europe/Berlin");
    assert_eq!(morning.on(date(2026, 7, 1)), Some(moment("2026-07-01T04:30:00Z")));
    assert_eq!(morning.on(date(2026, 12, 1)), Some(moment("2026-12-01T05:30:00Z")));
}

#[test]
fn a_time_that_the_clock_leaps_over_comes_after_the_leap_and_on_the_same_day() {
    let night = when(Rhythm::Daily, time(2, 30, 0, 0), "Europe/Berlin");
    let on_the_day = night.first_after(moment("2026-03-28T12:00:00Z")).unwrap();
    assert_eq!(on_the_day, Planned { day: date(2026, 3, 29), at: moment("2026-03-29T01:30:00Z") });
    let after = night.next_after(on_the_day.day, on_the_day.at).unwrap();
    assert_eq!(after, Planned { day: date(2026, 3, 30), at: moment("2026-03-30T00:30:00Z") });
}

#[test]
fn of_a_time_that_comes_twice_the_first_one_counts_and_no_other() {
    let night = when(Rhythm::Daily, time(1, 30, 0, 0), "America/New_York");
    let first = night.first_after(moment("2026-11-01T00:00:00-04:00")).unwrap();
    assert_eq!(first.at, moment("2026-11-01T01:30:00-04:00"));
    // An hour later it is half past one again.
    let next = night.next_after(first.day, moment("2026-11-01T01:15:00-05:00")).unwrap();
    assert_eq!(next, Planned { day: date(2026, 11, 2), at: moment("2026-11-02T01:30:00-05:00") });
    assert_eq!(night.first_after(first.at).unwrap().day, date(2026, 11, 2));
}

#[test]
fn the_day_is_that_of_the_time_zone() {
    let morning = when(Rhythm::Weekly(Weekday::Monday), time(0, 15, 0, 0), "Pacific/Auckland");
    let planned = morning.first_after(moment("2026-11-29T11:00:00Z")).unwrap();
    assert_eq!(planned, Planned { day: date(2026, 11, 30), at: moment("2026-11-29T11:15:00Z") });
}

#[test]
fn missed_days_are_counted_and_made_up_for_once() {
    let morning = when(Rhythm::Weekdays, time(6, 0, 0, 0), "Europe/London");
    let now = moment("2026-12-01T05:59:00Z");
    // From Wednesday on: Thursday, Friday, Monday; Tuesday has not come yet.
    assert_eq!(morning.due_since(date(2026, 11, 25), now), Due { last: date(2026, 11, 30), missed: 3 });
    assert_eq!(morning.next_after(date(2026, 11, 30), now).unwrap().day, date(2026, 12, 1));
    assert_eq!(morning.due_since(date(2026, 12, 1), now), Due { last: date(2026, 12, 1), missed: 0 });
}

#[test]
fn a_clock_that_was_put_back_repeats_no_day() {
    let morning = when(Rhythm::Daily, time(6, 0, 0, 0), "UTC");
    let next = morning.next_after(date(2026, 11, 30), moment("2026-11-20T12:00:00Z")).unwrap();
    assert_eq!(next.day, date(2026, 12, 1));
}

fn any_rhythm() -> impl Strategy<Value = Rhythm> {
    prop_oneof![
        Just(Rhythm::Daily),
        Just(Rhythm::Weekdays),
        (1_i8..=7).prop_map(|day| Rhythm::Weekly(Weekday::from_monday_one_offset(day).unwrap())),
        (1_i8..=31).prop_map(|day| Rhythm::Monthly(MonthDay::of(day).unwrap())),
    ]
}

proptest! {
    #[test]
    fn no_day_is_left_out_and_none_comes_twice(
        rhythm in any_rhythm(),
        minutes in 0_i8..60,
        hours in 0_i8..24,
        name in prop::sample::select(vec!["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
        start in 1_700_000_000_i64..1_900_000_000,
    ) {
        let when = when(rhythm, time(hours, minutes, 0, 0), name);
        let start = Timestamp::from_second(start).unwrap();
        let mut planned = when.first_after(start).unwrap();
        prop_assert!(planned.at > start);
        for _ in 0..40 {
            let next = when.next_after(planned.day, planned.at).unwrap();
            prop_assert_eq!(Some(next.day), rhythm.day_from(planned.day.tomorrow().unwrap()));
            prop_assert!(next.at > planned.at);
            prop_assert_eq!(when.due_since(planned.day, next.at), Due { last: next.day, missed: 1 });
            planned = next;
        }
    }
}
