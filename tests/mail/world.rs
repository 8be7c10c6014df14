//! The product, a mail server, and a login that can't be removed.

use std::time::Duration;

use bank_connections_tests::mail_server::{
    Authority, Behavior, HOST, MailServer, Offers, PASSWORD, Received, USER_NAME,
};
use bank_connections_tests::stage::{FIRST_PLATYPUS, Stage};
use connections::model::ids::MessageId;
use connections::model::mail::{AttemptResult, DeliveryState, MailSettings, Security};
use connections::{OutboxDelivery, OutboxMessage, Removal};
use plaid_sandbox::{Fault, FaultRule};

pub const JO: &str = "jo@example.com";
pub const KIM: &str = "kim@example.com";

/// Longer than any wait for the next try.
const LATER: Duration = Duration::from_mins(10);

/// Everything that one test works on.
pub struct World {
    pub stage: Stage,
    pub server: MailServer,
}

impl World {
    /// Mail is set up for Jo and Kim, on a server that offers STARTTLS.
    pub async fn start(authority: &Authority) -> World {
        let world = World::without_settings(authority, Offers::StartTls).await;
        world.save(world.settings()).await;
        world
    }

    pub async fn without_settings(authority: &Authority, offers: Offers) -> World {
        World { stage: Stage::start().await, server: MailServer::start(authority, offers).unwrap() }
    }

    /// How mail is sent by this server.
    pub fn settings(&self) -> MailSettings {
        MailSettings {
            host: HOST.to_owned(),
            port: self.server.port(),
            security: Security::StartTls,
            user_name: Some(USER_NAME.to_owned()),
            sender: "accounting@example.com".to_owned(),
            recipients: vec![JO.to_owned(), KIM.to_owned()],
        }
    }

    pub async fn save(&self, settings: MailSettings) {
        let password = settings.user_name.is_some().then(|| PASSWORD.into());
        self.stage.connections.set_mail_settings(settings, password).await.unwrap();
    }

    pub fn behave(&mut self, behavior: Behavior<'_>) {
        self.server.behave(behavior).unwrap();
    }

    pub async fn deliver(&self) {
        self.stage.connections.deliver_due().await;
    }

    /// Lets the next try become due, and has it made.
    pub async fn deliver_later(&self) {
        self.stage.pass(LATER);
        self.deliver().await;
    }

    pub fn received(&self) -> Vec<Received> {
        self.server.received().unwrap()
    }

    /// The recipients of what the server received, in the order in which it did.
    pub fn received_by(&self) -> Vec<String> {
        self.received().into_iter().flat_map(|message| message.recipients).collect()
    }

    /// The one message.
    pub async fn message(&self) -> OutboxMessage {
        let mut messages = self.stage.connections.messages(0).await.unwrap().messages;
        assert_eq!(messages.len(), 1, "one message: {messages:?}");
        messages.remove(0)
    }

    /// The one message on its way to a recipient.
    pub async fn delivery(&self, recipient: &str) -> OutboxDelivery {
        let deliveries = self.message().await.deliveries;
        deliveries.into_iter().find(|found| found.delivery.recipient == recipient).unwrap()
    }

    pub async fn state(&self, recipient: &str) -> DeliveryState {
        self.delivery(recipient).await.delivery.state
    }

    /// How the last try for a recipient ended, and what was said.
    pub async fn last(&self, recipient: &str) -> (AttemptResult, String) {
        let last = self.delivery(recipient).await.last.unwrap();
        (last.result, last.answer)
    }

    /// Asserts that it waits for its next try, that many seconds from now.
    pub async fn assert_waits(&self, recipient: &str, seconds: i64) {
        let state = self.state(recipient).await;
        let DeliveryState::Waiting { next_try_at } = state else { panic!("{recipient}: {state:?}") };
        assert_eq!(next_try_at.duration_since(self.stage.clock.now()).as_secs(), seconds, "{recipient}");
    }

    pub async fn is_sent(&self, recipient: &str) -> bool {
        matches!(self.state(recipient).await, DeliveryState::Sent { .. })
    }

    /// Plaid refuses to remove the login at First Platypus Bank, which somebody asks for.
    pub async fn fail(&self) -> MessageId {
        let fault =
            Fault::Error { error_code: "INTERNAL_SERVER_ERROR".to_owned(), error_type: None, http_status: None };
        self.stage.sandbox.clear_faults();
        self.stage.sandbox.add_fault(FaultRule::new("/item/remove", fault));
        let removal = self.remove().await;
        assert!(matches!(removal, Removal::Removing(_)), "{removal:?}");
        self.message().await.heading.id
    }

    /// Somebody asks for the removal, or once more.
    pub async fn remove(&self) -> Removal {
        let id = self.stage.id(FIRST_PLATYPUS).await;
        self.stage.connections.remove(id).await.unwrap()
    }
}
