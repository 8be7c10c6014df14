//! What is on record of messages on their way, and what the records refuse.

use uuid::Uuid;

use super::*;
use crate::{
    model::mail::{AttemptResult, Message},
    store::{
        messages,
        testing::{Records, at, from_another_version, refuses},
    },
};

const JO: &str = "jo@example.com";
const KIM: &str = "kim@example.com";

fn message_id(number: u128) -> MessageId {
    MessageId::new(Uuid::from_u128(number))
}

fn waiting(number: u128, recipient: &str) -> Delivery {
    Delivery {
        message: message_id(number),
        recipient: recipient.to_owned(),
        state: DeliveryState::Waiting { next_try_at: at(0) },
        attempts: 0,
    }
}

async fn with_messages() -> Records {
    let records = Records::new().await;
    let mut tx = records.write().await;
    for number in [1, 2] {
        let message = Message {
            id: message_id(number),
            cause: format!("removal/{number}"),
            subject: "A login could not be removed".to_owned(),
            text: String::new(),
            html: String::new(),
            created_at: at(0),
        };
        messages::insert(&mut tx, &message).await.unwrap();
    }
    tx.commit().await.unwrap();
    records
}

#[tokio::test]
async fn every_state_reads_back_as_it_was_saved() {
    let records = with_messages().await;
    let mut tx = records.write().await;
    assert!(insert(&mut tx, &waiting(1, JO)).await.unwrap());
    assert_eq!(get(&mut tx, message_id(1), JO).await.unwrap(), Some(waiting(1, JO)));
    for (attempts, state) in [
        DeliveryState::Waiting { next_try_at: at(5) },
        DeliveryState::Sending,
        DeliveryState::Sent { at: at(6) },
        DeliveryState::Refused,
        DeliveryState::Uncertain,
    ]
    .into_iter()
    .enumerate()
    {
        let delivery = Delivery { state, attempts: u32::try_from(attempts).unwrap(), ..waiting(1, JO) };
        save(&mut tx, &delivery).await.unwrap();
        assert_eq!(get(&mut tx, message_id(1), JO).await.unwrap(), Some(delivery));
    }
}

#[tokio::test]
async fn a_message_goes_to_a_recipient_once_however_the_address_is_written() {
    let records = with_messages().await;
    let mut tx = records.write().await;
    assert!(insert(&mut tx, &waiting(1, JO)).await.unwrap());
    for again in [JO, "JO@Example.com"] {
        let sent = Delivery { state: DeliveryState::Sent { at: at(1) }, ..waiting(1, again) };
        assert!(!insert(&mut tx, &sent).await.unwrap());
    }
    assert!(insert(&mut tx, &waiting(1, KIM)).await.unwrap());
    assert!(insert(&mut tx, &waiting(2, JO)).await.unwrap(), "another message");
    assert_eq!(list_of(&mut tx, message_id(1)).await.unwrap(), [waiting(1, JO), waiting(1, KIM)]);
}

#[tokio::test]
async fn what_has_come_to_its_end_is_not_unfinished() {
    let records = with_messages().await;
    let mut tx = records.write().await;
    let sending = Delivery { state: DeliveryState::Sending, ..waiting(1, KIM) };
    for delivery in [
        waiting(2, JO),
        sending.clone(),
        Delivery { state: DeliveryState::Sent { at: at(1) }, ..waiting(1, JO) },
        Delivery { state: DeliveryState::Refused, ..waiting(2, KIM) },
        Delivery { state: DeliveryState::Uncertain, ..waiting(2, "lee@example.com") },
    ] {
        insert(&mut tx, &delivery).await.unwrap();
    }
    assert_eq!(unfinished(&mut tx).await.unwrap(), [waiting(2, JO), sending]);
}

#[tokio::test]
async fn the_last_try_is_the_one_that_was_added_last() {
    let records = with_messages().await;
    let mut tx = records.write().await;
    insert(&mut tx, &waiting(1, JO)).await.unwrap();
    insert(&mut tx, &waiting(1, KIM)).await.unwrap();
    assert_eq!(last_attempt(&mut tx, message_id(1), JO).await.unwrap(), None);
    for result in [
        AttemptResult::Sent,
        AttemptResult::Refused,
        AttemptResult::Uncertain,
        AttemptResult::Unreachable,
        AttemptResult::NotEncrypted,
        AttemptResult::PasswordRefused,
        AttemptResult::PutOff,
        AttemptResult::Keyring,
    ] {
        let attempt = Attempt { at: at(1), result, answer: format!("{result:?}") };
        insert_attempt(&mut tx, message_id(1), JO, &attempt).await.unwrap();
        assert_eq!(last_attempt(&mut tx, message_id(1), JO).await.unwrap(), Some(attempt));
    }
    assert_eq!(last_attempt(&mut tx, message_id(1), KIM).await.unwrap(), None, "that was another recipient");
}

#[tokio::test]
async fn a_recipient_is_dropped_together_with_the_tries() {
    let records = with_messages().await;
    let mut tx = records.write().await;
    let attempt = Attempt { at: at(1), result: AttemptResult::PutOff, answer: "450 later".to_owned() };
    for recipient in [JO, KIM] {
        insert(&mut tx, &waiting(1, recipient)).await.unwrap();
        insert_attempt(&mut tx, message_id(1), recipient, &attempt).await.unwrap();
    }
    assert!(matches!(delete(&mut tx, message_id(1), JO).await, Err(StoreError::Conflict(_))), "tries are on record");
    delete_attempts_of(&mut tx, message_id(1), JO).await.unwrap();
    delete(&mut tx, message_id(1), JO).await.unwrap();
    assert_eq!(list_of(&mut tx, message_id(1)).await.unwrap(), [waiting(1, KIM)]);
    assert_eq!(last_attempt(&mut tx, message_id(1), KIM).await.unwrap(), Some(attempt));
    assert!(matches!(delete(&mut tx, message_id(1), JO).await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn what_does_not_belong_to_a_message_is_refused() {
    let records = with_messages().await;
    let mut tx = records.write().await;
    assert!(matches!(insert(&mut tx, &waiting(3, JO)).await, Err(StoreError::Conflict(_))), "no such message");
    assert!(matches!(save(&mut tx, &waiting(1, JO)).await, Err(StoreError::NotFound)));
    let attempt = Attempt { at: at(1), result: AttemptResult::Sent, answer: String::new() };
    let added = insert_attempt(&mut tx, message_id(1), JO, &attempt).await;
    assert!(matches!(added, Err(StoreError::Conflict(_))), "the message does not go there");
}

#[tokio::test]
async fn a_state_without_its_times_is_refused() {
    let records = with_messages().await;
    let mut tx = records.write().await;
    insert(&mut tx, &waiting(1, JO)).await.unwrap();
    let attempt = Attempt { at: at(1), result: AttemptResult::Sent, answer: String::new() };
    insert_attempt(&mut tx, message_id(1), JO, &attempt).await.unwrap();
    refuses(
        &mut tx,
        &[
            "update deliveries set next_try_at_ms = null",
            "update deliveries set state = 'sending'",
            "update deliveries set state = 'sent', next_try_at_ms = null",
            "update deliveries set state = 'refused', next_try_at_ms = null, sent_at_ms = 1",
            "update deliveries set state = 'lost', next_try_at_ms = null",
            "update deliveries set attempts = -1",
            "update deliveries set recipient = ''",
            "update delivery_attempts set result = 'perhaps'",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_state_of_another_version_is_an_error() {
    let records = with_messages().await;
    let mut tx = records.write().await;
    insert(&mut tx, &waiting(1, JO)).await.unwrap();
    from_another_version(&mut tx, "update deliveries set state = 'postponed'").await;
    let read = get(&mut tx, message_id(1), JO).await;
    assert!(matches!(read, Err(StoreError::Corrupt { column: "deliveries.state", .. })), "{read:?}");
}

#[test]
fn a_try_that_is_too_far_away_is_due() {
    let due = |next_try_at| Delivery { state: DeliveryState::Waiting { next_try_at }, ..waiting(1, JO) }.due_at(at(0));
    assert_eq!(due(at(-5)), Some(at(-5)));
    assert_eq!(due(at(600)), Some(at(600)));
    assert_eq!(due(at(601)), Some(at(0)), "the clock was wrong");
    assert_eq!(Delivery { state: DeliveryState::Uncertain, ..waiting(1, JO) }.due_at(at(0)), None);
}
