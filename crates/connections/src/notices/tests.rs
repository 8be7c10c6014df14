//! Notices on real records, and a clock that the tests move.

use jiff::Timestamp;
use uuid::Uuid;

use super::*;
use crate::{
    model::{
        connection::{AccountNews, Health, UpdateReason},
        ids::LoginId,
        login::{Login, LoginState},
        mail::{MailSettings, Security},
    },
    testing::Office,
};

const DAY: Duration = Duration::from_hours(24);
const LOCKED: Health = Health::NeedsUpdate(UpdateReason::LoginLocked);

fn connection(number: u128, consent_ends_at: Option<Timestamp>) -> Connection {
    Connection {
        id: ConnectionId::new(Uuid::from_u128(number)),
        login: Some(LoginId::new(Uuid::from_u128(number))),
        item_id: format!("item-{number}"),
        institution: Institution { id: format!("ins_{number}"), name: format!("Bank {number}") },
        health: Health::Good,
        consent_ends_at,
        updated_at: None,
        obsolete: false,
        paused: false,
        news: AccountNews::default(),
    }
}

/// An office with mail and with connections that work.
async fn office(connections: &[Connection]) -> Office {
    let (office, _) = Office::set_up().await;
    let settings = MailSettings {
        host: "127.0.0.1".to_owned(),
        port: 9,
        security: Security::Tls,
        user_name: None,
        sender: "accounting@example.com".to_owned(),
        recipients: vec!["partner@example.com".to_owned()],
    };
    office.connections.set_mail_settings(settings, None).await.unwrap();
    let mut records = office.connections.database().write().await.unwrap();
    for new in connections {
        let now = office.clock.now();
        store::connections::insert(&mut records, new, now).await.unwrap();
        let login = Login {
            id: new.login.unwrap(),
            connection: Some(new.id),
            item_id: new.item_id.clone(),
            institution: new.institution.clone(),
            state: LoginState::Current,
        };
        store::logins::insert(&mut records, &login, now).await.unwrap();
    }
    records.commit().await.unwrap();
    office
}

async fn set(office: &Office, number: u128, health: Health, consent_ends_at: Option<Timestamp>) {
    let mut records = office.connections.database().write().await.unwrap();
    let id = ConnectionId::new(Uuid::from_u128(number));
    store::connections::set_health(&mut records, id, health, consent_ends_at, office.clock.now()).await.unwrap();
    records.commit().await.unwrap();
}

/// The notices that come of a look now.
async fn told(office: &Office) -> Vec<Notice> {
    office.connections.raise_notices().await;
    office.connections.take_notices().await.unwrap()
}

async fn subjects(office: &Office) -> Vec<String> {
    let messages = office.connections.messages(0).await.unwrap().messages;
    messages.into_iter().map(|message| message.heading.subject).collect()
}

#[tokio::test]
async fn what_broke_is_told_once_by_both_ways_and_again_where_it_breaks_again_on_another_day() {
    let office = office(&[connection(1, None), connection(2, None)]).await;
    assert_eq!(told(&office).await, []);
    for number in [1, 2] {
        set(&office, number, LOCKED, None).await;
    }
    let notices = told(&office).await;
    assert_eq!(notices.len(), 2);
    assert_eq!(notices[0].bank(), "Bank 1 (ins_1)");
    assert_eq!(subjects(&office).await, ["2 bank connections need you"]);
    assert_eq!(office.connections.waiting_for_user().await.unwrap(), 2);
    assert_eq!(told(&office).await, [], "once");

    set(&office, 1, Health::Good, None).await;
    assert_eq!(told(&office).await, []);
    set(&office, 1, LOCKED, None).await;
    assert_eq!(told(&office).await, [], "at most one a day");
    assert_eq!(office.connections.waiting_for_user().await.unwrap(), 2, "it is counted nevertheless");
    office.clock.advance(DAY);
    assert_eq!(told(&office).await.len(), 1);
    assert_eq!(subjects(&office).await, ["Bank 1 (ins_1): the connection needs you", "2 bank connections need you"]);
    office.clock.advance(DAY * 5);
    assert_eq!(told(&office).await, [], "nobody is reminded for ever");
}

#[tokio::test]
async fn the_end_of_a_consent_is_announced_before_it_comes() {
    let ends_at = "2026-12-31T06:00:00Z".parse().unwrap();
    let office = office(&[connection(1, Some(ends_at))]).await;
    assert_eq!(told(&office).await, [], "there are 38 days left");
    office.clock.advance(DAY * 8);
    let [notice] = told(&office).await.try_into().unwrap();
    assert_eq!(notice.occasion, Occasion::ConsentEnds { at: ends_at, within_days: 30 });
    assert_eq!(
        notice.sentence(),
        "The consent at the bank ends on Dec 31, 2026 (UTC). Update the connection before that to renew it."
    );
    assert_eq!(office.connections.waiting_for_user().await.unwrap(), 0, "there is time");
    office.clock.advance(DAY * 3);
    assert_eq!(told(&office).await, []);
    office.clock.advance(DAY * 20);
    assert_eq!(told(&office).await.len(), 1);
    assert_eq!(office.connections.waiting_for_user().await.unwrap(), 1);
}

#[tokio::test]
async fn a_step_of_a_consent_is_announced_once_although_the_connection_breaks_and_heals_or_rests_meanwhile() {
    let ends_at = "2026-12-31T06:00:00Z".parse().unwrap();
    let office = office(&[connection(1, Some(ends_at))]).await;
    office.clock.advance(DAY * 8);
    assert_eq!(told(&office).await.len(), 1, "30 days before");
    set(&office, 1, LOCKED, Some(ends_at)).await;
    office.clock.advance(DAY * 2);
    assert_eq!(told(&office).await.len(), 1, "it broke");
    set(&office, 1, Health::Good, Some(ends_at)).await;
    office.clock.advance(DAY * 2);
    assert_eq!(told(&office).await, [], "it healed, and the step was told before");
    let id = ConnectionId::new(Uuid::from_u128(1));
    for is_paused in [true, false] {
        office.connections.pause_connection(id, is_paused).await.unwrap();
        office.clock.advance(DAY);
        assert_eq!(told(&office).await, [], "it goes on, and the step was told before");
    }
    office.clock.advance(DAY * 11);
    let [notice] = told(&office).await.try_into().unwrap();
    assert_eq!(notice.occasion, Occasion::ConsentEnds { at: ends_at, within_days: 14 });
}

#[tokio::test]
async fn what_breaks_again_is_told_again_although_it_healed_into_the_same_step_of_a_consent() {
    let ends_at = "2026-12-31T06:00:00Z".parse().unwrap();
    let office = office(&[connection(1, Some(ends_at))]).await;
    office.clock.advance(DAY * 9);
    assert_eq!(told(&office).await.len(), 1, "30 days before");
    for _ in 0..2 {
        office.clock.advance(DAY * 2);
        set(&office, 1, LOCKED, Some(ends_at)).await;
        let [notice] = told(&office).await.try_into().unwrap();
        assert_eq!(notice.occasion, Occasion::NeedsUpdate(UpdateReason::LoginLocked));
        office.clock.advance(DAY * 2);
        set(&office, 1, Health::Good, Some(ends_at)).await;
        assert_eq!(told(&office).await, [], "the step was told before");
    }
}

#[tokio::test]
async fn what_healed_before_it_was_shown_is_not_shown_as_a_step_of_a_consent() {
    let ends_at = "2026-12-31T06:00:00Z".parse().unwrap();
    let office = office(&[connection(1, Some(ends_at))]).await;
    office.clock.advance(DAY * 9);
    assert_eq!(told(&office).await.len(), 1, "30 days before");
    office.clock.advance(DAY * 2);
    set(&office, 1, LOCKED, Some(ends_at)).await;
    office.connections.raise_notices().await;
    set(&office, 1, Health::Good, Some(ends_at)).await;
    assert_eq!(told(&office).await, [], "the step was told before");
}

#[tokio::test]
async fn a_notice_that_was_written_before_the_application_ended_is_shown_after_the_start() {
    let mut office = office(&[connection(1, None)]).await;
    set(&office, 1, Health::Gone, None).await;
    office.connections.raise_notices().await;
    office.restart().await;
    let notices = office.connections.take_notices().await.unwrap();
    assert_eq!(notices.len(), 1);
    assert_eq!(office.connections.take_notices().await.unwrap(), []);
}
