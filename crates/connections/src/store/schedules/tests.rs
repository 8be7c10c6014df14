//! Schedules in a real file.

use jiff::civil::{date, time as clock_time};
use uuid::Uuid;

use super::*;
use crate::{
    model::schedule::ScheduledWork,
    store::testing::{Records, account_id, at, from_another_version, refuses, with_account, with_connection},
};

fn schedule(number: u128, name: &str, rhythm: Rhythm) -> Schedule {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    Schedule {
        id: ScheduleId::new(Uuid::from_u128(number)),
        terms: Terms {
            name: name.to_owned(),
            work: ScheduledWork::Both,
            when: When { rhythm, at: clock_time(6, 30, 0, 0), zone },
            spread_minutes: 20,
            accounts: Chosen::All,
            recipients: vec!["jo@example.com".to_owned()],
        },
        next: Some(Planned { day: date(2026, 11, 30), at: at(10) }),
        put_off: 0,
    }
}

#[tokio::test]
async fn a_schedule_reads_back_as_it_was_written_and_changed() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    with_connection(&mut tx, 1).await;
    with_account(&mut tx, 1, 1, "checking").await;
    let rhythms =
        [Rhythm::Daily, Rhythm::Weekdays, Rhythm::Weekly(Weekday::Sunday), Rhythm::Monthly(MonthDay::of(31).unwrap())];
    let all: Vec<_> =
        (1..).zip(rhythms).map(|(number, rhythm)| schedule(number, &format!("{number}"), rhythm)).collect();
    for new in &all {
        insert(&mut tx, new, at(0)).await.unwrap();
    }
    assert_eq!(list(&mut tx).await.unwrap(), all, "by their name");

    for (before, work) in all.into_iter().zip([ScheduledWork::Refresh, ScheduledWork::Import, ScheduledWork::Both]) {
        let terms = Terms {
            name: format!("{} changed", before.terms.name),
            work,
            accounts: Chosen::Some(vec![account_id(1)]),
            recipients: Vec::new(),
            ..before.terms
        };
        let changed = Schedule { terms, next: None, put_off: 2, ..before };
        update(&mut tx, &changed).await.unwrap();
        assert_eq!(get(&mut tx, changed.id).await.unwrap(), Some(changed));
    }
    let unknown = schedule(9, "9", Rhythm::Daily);
    assert!(matches!(update(&mut tx, &unknown).await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn a_name_is_given_once_among_those_that_are_there() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    insert(&mut tx, &schedule(1, "Month end", Rhythm::Daily), at(0)).await.unwrap();
    let again = schedule(2, "MONTH END", Rhythm::Daily);
    let refused = insert(&mut tx, &again, at(0)).await.unwrap_err();
    assert!(is_taken(&refused), "{refused:?}");

    remove(&mut tx, schedule(1, "", Rhythm::Daily).id, at(1)).await.unwrap();
    assert_eq!(list(&mut tx).await.unwrap(), []);
    insert(&mut tx, &again, at(2)).await.unwrap();
    for gone in [
        remove(&mut tx, schedule(1, "", Rhythm::Daily).id, at(3)).await,
        plan(&mut tx, schedule(1, "", Rhythm::Daily).id, None, 0).await,
    ] {
        assert!(matches!(gone, Err(StoreError::NotFound)), "it was removed");
    }
}

#[tokio::test]
async fn the_rules_of_the_table_refuse_what_makes_no_sense() {
    let records = Records::new().await;
    let mut tx = records.write().await;
    insert(&mut tx, &schedule(1, "One", Rhythm::Daily), at(0)).await.unwrap();
    refuses(
        &mut tx,
        &[
            "update schedules set name = ' One'",
            "update schedules set rhythm = 'weekly'",
            "update schedules set weekday = 3",
            "update schedules set month_day = 3",
            "update schedules set clock_time = '6:30'",
            "update schedules set spread_minutes = 241",
            "update schedules set next_day = null",
            "update schedules set removed_at_ms = 1",
            "update schedules set recipients = '{}'",
            "update schedules set work = 'other'",
        ],
    )
    .await;
    from_another_version(&mut tx, "update schedules set rhythm = 'hourly'").await;
    assert!(matches!(list(&mut tx).await, Err(StoreError::Corrupt { column: "schedules.rhythm", .. })));
}
