//! Schedules on real records, and a clock that the tests move. Nothing gets as far as Plaid.

use std::time::Duration;

use jiff::civil::{date, time};
use uuid::Uuid;

use super::*;
use crate::{
    Clock, ScheduleOverview,
    access::Denied,
    model::{
        ids::AccountConnectionId,
        mail::{MailSettings, Security},
        schedule::{Chosen, Rhythm, RunState, ScheduledWork, When},
    },
    store,
    testing::Office,
};

/// The office opens at this time: a Monday.
const MONDAY: jiff::civil::Date = date(2026, 11, 23);

fn terms(name: &str) -> Terms {
    Terms {
        name: name.to_owned(),
        work: ScheduledWork::Import,
        when: When { rhythm: Rhythm::Daily, at: time(7, 0, 0, 0), zone: time_zone("UTC").unwrap() },
        spread_minutes: 0,
        accounts: Chosen::All,
        recipients: Vec::new(),
    }
}

async fn only(office: &Office) -> ScheduleOverview {
    office.connections.schedules().await.unwrap().pop().unwrap()
}

/// The newest first.
async fn acts(office: &Office, object: &str) -> Vec<(String, String, String)> {
    let mut records = office.connections.database().read().await.unwrap();
    let entries = store::audit::list_of(&mut records, object).await.unwrap();
    entries.into_iter().map(|entry| (entry.who, entry.what, entry.outcome)).collect()
}

async fn set_up_mail(office: &Office) {
    let settings = MailSettings {
        host: "127.0.0.1".to_owned(),
        port: 9,
        security: Security::Tls,
        user_name: None,
        sender: "accounting@example.com".to_owned(),
        recipients: vec!["partner@example.com".to_owned()],
    };
    office.connections.set_mail_settings(settings, None).await.unwrap();
}

#[tokio::test]
async fn what_can_t_be_meant_is_refused_and_nothing_is_changed() {
    let (office, _) = Office::set_up().await;
    let connections = &office.connections;
    let add = |terms| async { connections.add_schedule(terms).await.unwrap_err() };
    let unknown = AccountConnectionId::new(Uuid::from_u128(7));
    assert!(matches!(add(terms("  ")).await, ScheduleError::Name));
    assert!(matches!(add(Terms { spread_minutes: 241, ..terms("One") }).await, ScheduleError::Spread));
    let some = |accounts| Terms { accounts: Chosen::Some(accounts), ..terms("One") };
    assert!(matches!(add(some(vec![])).await, ScheduleError::NothingChosen));
    assert!(matches!(add(some(vec![unknown])).await, ScheduleError::NoSuchAccount));
    let to = |recipient: &str| Terms { recipients: vec![recipient.to_owned()], ..terms("One") };
    assert!(matches!(add(to("nobody")).await, ScheduleError::Recipient(address) if address == "nobody"));
    assert!(matches!(time_zone("Europe/Nowhere"), Err(ScheduleError::TimeZone(_))));
    assert_eq!(connections.schedules().await.unwrap(), []);

    connections.add_schedule(terms("One")).await.unwrap();
    assert!(matches!(add(terms(" ONE ")).await, ScheduleError::NameTaken));
}

#[tokio::test]
async fn a_schedule_is_kept_by_the_integration_user_and_each_act_is_in_the_audit() {
    let (office, _) = Office::set_up().await;
    let connections = &office.connections;
    let given = Terms {
        recipients: vec![" jo@example.com ".to_owned(), "JO@example.com".to_owned(), String::new()],
        ..terms(" Each  morning ")
    };
    let id = connections.add_schedule(given).await.unwrap();
    let kept = only(&office).await.schedule;
    assert_eq!(
        (kept.terms.name.as_str(), kept.terms.recipients.as_slice()),
        ("Each morning", &["jo@example.com".to_owned()][..])
    );
    assert_eq!(kept.next.unwrap().at, "2026-11-23T07:00:00Z".parse().unwrap());

    connections.change_schedule(id, terms("Mornings")).await.unwrap();
    connections.change_schedule(id, terms("Mornings")).await.unwrap();
    connections.switch_schedule(id, false).await.unwrap();
    assert_eq!(only(&office).await.schedule.next, None);
    // What comes while it is off is not made up for.
    office.clock.advance(Duration::from_hours(48));
    connections.switch_schedule(id, true).await.unwrap();
    assert_eq!(only(&office).await.schedule.next.unwrap().day, date(2026, 11, 25));
    connections.remove_schedule(id).await.unwrap();
    assert!(matches!(connections.remove_schedule(id).await, Err(ScheduleError::NotFound)));
    let outcomes: Vec<_> = acts(&office, &id.to_string()).await.into_iter().map(|(.., outcome)| outcome).collect();
    assert_eq!(outcomes, ["removed", "switched_on", "switched_off", "changed", "added"]);

    let connections = connections.clone().used_by(crate::model::user::Role::Accountant);
    let refused = connections.add_schedule(terms("Two")).await.unwrap_err();
    assert!(matches!(refused, ScheduleError::Denied(Denied::NotAllowed)), "{refused:?}");
    assert_eq!(connections.schedules().await.unwrap(), []);
}

#[tokio::test]
async fn it_runs_when_its_time_has_come_and_not_before() {
    let (office, _) = Office::set_up().await;
    let id = office.connections.add_schedule(terms("One")).await.unwrap();
    office.connections.run_due_schedules().await;
    assert_eq!(only(&office).await.runs, []);

    office.clock.advance(Duration::from_mins(36));
    office.connections.run_due_schedules().await;
    office.connections.run_due_schedules().await;
    let ScheduleOverview { schedule, runs, .. } = only(&office).await;
    let [run] = runs.as_slice() else { panic!("it runs once: {runs:?}") };
    assert_eq!((run.state, run.missed, run.is_made_up()), (RunState::Done, 0, false));
    assert_eq!(run.import_until, Some(MONDAY.yesterday().unwrap()), "the day is not over yet");
    assert_eq!(schedule.next.unwrap().day, date(2026, 11, 24));
    let last = acts(&office, &id.to_string()).await.remove(0);
    assert_eq!(last, ("Bank Connections".to_owned(), "scheduled_run".to_owned(), "done".to_owned()));
}

#[tokio::test]
async fn what_was_missed_while_the_application_did_not_run_is_made_up_for_once_and_said_so() {
    let (mut office, _) = Office::set_up().await;
    set_up_mail(&office).await;
    let recipients = vec!["jo@example.com".to_owned()];
    office.connections.add_schedule(Terms { recipients, ..terms("Each morning") }).await.unwrap();
    office.connections.close().await;
    office.clock.advance(Duration::from_hours(24 * 3 + 2));
    office.restart().await;
    office.connections.recover().await.unwrap();
    office.connections.run_due_schedules().await;
    office.connections.run_due_schedules().await;

    let connections = office.connections.clone().used_by(crate::model::user::Role::IntegrationUser);
    let ScheduleOverview { schedule, runs, .. } = connections.schedules().await.unwrap().pop().unwrap();
    let [run] = runs.as_slice() else { panic!("it runs once: {runs:?}") };
    assert_eq!((run.missed, run.is_made_up(), run.import_until), (3, true, Some(date(2026, 11, 25))));
    assert_eq!(schedule.next.unwrap().day, date(2026, 11, 27));
    let page = connections.messages(0).await.unwrap();
    let [message] = page.messages.as_slice() else { panic!("{page:?}") };
    let text = connections.message_text(message.heading.id).await.unwrap();
    assert!(text.contains("3 later runs were missed too"), "{text}");
    let recipients: Vec<_> = message.deliveries.iter().map(|one| one.delivery.recipient.as_str()).collect();
    assert_eq!(recipients, ["jo@example.com"], "and not the recipients of other mail");
    let composed = connections.mailto(message.heading.id).await.unwrap();
    assert!(composed.contains("jo") && !composed.contains("partner"), "{composed}");

    // Other settings of mail change nothing of that.
    set_up_mail(&Office { connections: connections.clone(), ..office }).await;
    let deliveries = connections.messages(0).await.unwrap().messages.pop().unwrap().deliveries;
    assert_eq!(deliveries.len(), 1, "{deliveries:?}");
}

#[tokio::test]
async fn a_clock_that_was_far_ahead_stops_no_schedule() {
    let (office, _) = Office::set_up().await;
    office.connections.add_schedule(terms("One")).await.unwrap();
    let Clock::Fixed(clock) = office.clock.clone() else { panic!("the clock stands still") };
    let right = *clock.lock().unwrap();
    office.clock.advance(Duration::from_hours(24 * 20));
    office.connections.run_due_schedules().await;
    assert_eq!(only(&office).await.schedule.next.unwrap().day, date(2026, 12, 13));

    *clock.lock().unwrap() = right;
    office.connections.run_due_schedules().await;
    assert_eq!(only(&office).await.schedule.next.unwrap().day, MONDAY);
}

#[tokio::test]
async fn a_run_that_the_end_of_the_application_broke_off_is_made_up_for() {
    let (mut office, _) = Office::set_up().await;
    let id = office.connections.add_schedule(terms("One")).await.unwrap();
    office.clock.advance(Duration::from_hours(1));
    let statement = format!(
        "insert into schedule_runs values ('run_00000000000000000000000000000001', '{id}', 0, 0, null, 0, 'running', null, null)"
    );
    let mut records = office.connections.database().write().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut *records).await.unwrap();
    records.commit().await.unwrap();

    office.restart().await;
    office.connections.recover().await.unwrap();
    office.connections.run_due_schedules().await;
    let connections = office.connections.clone().used_by(crate::model::user::Role::IntegrationUser);
    let runs = connections.schedules().await.unwrap().pop().unwrap().runs;
    let states: Vec<_> = runs.iter().map(|run| run.state).collect();
    assert_eq!(states, [RunState::Done, RunState::Interrupted]);
}

#[tokio::test]
async fn the_random_wait_is_never_longer_than_it_was_set() {
    let planned = Planned { day: MONDAY, at: jiff::Timestamp::UNIX_EPOCH };
    let long = Terms { spread_minutes: 30, ..terms("One") };
    let waits: Vec<_> = (0..200).map(|_| spread(planned, &long).at.as_second()).collect();
    assert!(waits.iter().all(|wait| (0..=1800).contains(wait)), "{waits:?}");
    assert!(waits.iter().any(|wait| *wait != waits[0]), "it is random");
    assert_eq!(spread(planned, &terms("One")), planned);
}

#[tokio::test]
async fn a_pass_that_the_records_hinder_rests_whatever_changes_meanwhile() {
    let (office, _) = Office::set_up().await;
    office.connections.add_schedule(terms("One")).await.unwrap();
    office
        .execute(
            "create trigger hinders before update of state on schedule_runs when new.state = 'done'
            begin select raise(abort, 'no'); end",
        )
        .await;
    office.clock.advance(Duration::from_hours(1));
    let connections = office.connections.clone();
    let watching = tokio::spawn(async move { connections.watch_schedules().await });
    let mut changes = office.connections.changes();
    while only(&office).await.runs.is_empty() {
        changes.changed().await.unwrap();
    }
    // Each of these is a change upon which a pass would begin, and there is time for it.
    for _ in 0..50 {
        office.connections.tell();
        assert_eq!(only(&office).await.runs.len(), 1, "it does not begin again at once");
    }
    watching.abort();
}
