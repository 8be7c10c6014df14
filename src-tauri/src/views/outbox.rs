//! The messages that were written, and how far each has come to each recipient.

use connections::{MessagePage, Outbox, OutboxDelivery, OutboxMessage, model::mail::DeliveryState};
use serde::Serialize;
use ts_rs::TS;

/// Whether messages can go out, and how many wait for that.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct OutboxView {
    /// Whether it is known how mail is sent.
    pub is_configured: bool,
    /// How many messages wait: for their next try, or for mail being set up.
    pub waiting: u32,
}

/// A part of the messages.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MessagePageView {
    /// First those that are open, then the others, each the newest first.
    pub messages: Vec<OutboxMessageView>,
    /// How many of all messages are open.
    pub open: u32,
    /// How many messages there are.
    pub all: u32,
}

/// A message.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OutboxMessageView {
    /// Our own id.
    pub id: String,
    /// The subject.
    pub subject: String,
    /// When it was written.
    pub created_at: String,
    /// Whether it goes out by itself or can be sent again.
    pub is_open: bool,
    /// Recipient by recipient. Empty where it was not known how mail is sent.
    pub deliveries: Vec<DeliveryView>,
}

/// A message on its way to one recipient.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeliveryView {
    /// The address.
    pub recipient: String,
    /// How far it has come.
    pub state: DeliveryStateView,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried again.
    pub next_try_at: Option<String>,
    /// When the server took it.
    pub sent_at: Option<String>,
    /// What the server said the last time, or why nothing came of it.
    pub last_answer: Option<String>,
}

/// How far a message has come to one recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStateView {
    /// Is sent by itself.
    Waiting,
    /// Is on its way at this moment.
    Sending,
    /// The server took it.
    Sent,
    /// The server refused it for good.
    Refused,
    /// The connection broke when it may have been taken. Not sent again by itself.
    Uncertain,
}

impl From<Outbox> for OutboxView {
    fn from(Outbox { is_configured, waiting }: Outbox) -> Self {
        Self { is_configured, waiting }
    }
}

impl From<MessagePage> for MessagePageView {
    fn from(MessagePage { messages, open, all }: MessagePage) -> Self {
        Self { messages: messages.into_iter().map(OutboxMessageView::from).collect(), open, all }
    }
}

impl From<OutboxMessage> for OutboxMessageView {
    fn from(OutboxMessage { heading, deliveries }: OutboxMessage) -> Self {
        Self {
            id: heading.id.to_string(),
            subject: heading.subject,
            created_at: heading.created_at.to_string(),
            is_open: heading.is_open,
            deliveries: deliveries.into_iter().map(DeliveryView::from).collect(),
        }
    }
}

impl From<OutboxDelivery> for DeliveryView {
    fn from(OutboxDelivery { delivery, last }: OutboxDelivery) -> Self {
        let (state, next_try_at, sent_at) = match delivery.state {
            DeliveryState::Waiting { next_try_at } => (DeliveryStateView::Waiting, Some(next_try_at), None),
            DeliveryState::Sending => (DeliveryStateView::Sending, None, None),
            DeliveryState::Sent { at } => (DeliveryStateView::Sent, None, Some(at)),
            DeliveryState::Refused => (DeliveryStateView::Refused, None, None),
            DeliveryState::Uncertain => (DeliveryStateView::Uncertain, None, None),
        };
        Self {
            recipient: delivery.recipient,
            state,
            attempts: delivery.attempts,
            next_try_at: next_try_at.map(|time| time.to_string()),
            sent_at: sent_at.map(|time| time.to_string()),
            last_answer: last.map(|attempt| attempt.answer),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::model::mail::{Attempt, AttemptResult, Delivery};
    use jiff::Timestamp;

    use super::*;

    fn drawn(state: DeliveryState) -> DeliveryView {
        let message = "msg_00000000000000000000000000000001".parse().unwrap();
        let delivery = Delivery { message, recipient: "owner@firm.example".to_owned(), state, attempts: 2 };
        let answer = "450 later".to_owned();
        let last = Attempt { at: Timestamp::UNIX_EPOCH, result: AttemptResult::PutOff, answer };
        DeliveryView::from(OutboxDelivery { delivery, last: Some(last) })
    }

    #[test]
    fn a_delivery_has_the_times_of_its_state_alone() {
        let at = Timestamp::UNIX_EPOCH;
        let text = || Some("1970-01-01T00:00:00Z".to_owned());
        for (state, expected, next_try_at, sent_at) in [
            (DeliveryState::Waiting { next_try_at: at }, DeliveryStateView::Waiting, text(), None),
            (DeliveryState::Sending, DeliveryStateView::Sending, None, None),
            (DeliveryState::Sent { at }, DeliveryStateView::Sent, None, text()),
            (DeliveryState::Refused, DeliveryStateView::Refused, None, None),
            (DeliveryState::Uncertain, DeliveryStateView::Uncertain, None, None),
        ] {
            let view = drawn(state);
            assert_eq!((view.state, view.next_try_at, view.sent_at), (expected, next_try_at, sent_at));
            assert_eq!((view.attempts, view.last_answer.as_deref()), (2, Some("450 later")));
        }
    }
}
