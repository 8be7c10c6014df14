//! How mail is sent, without its password, and what a server says to a test.

use connections::{
    TestAnswer, TestDelivery,
    model::mail::{MailSettings, Security},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How mail is sent. The password stays in the keyring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MailSettingsView {
    /// The server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is protected.
    pub security: SecurityView,
    /// The user name, where the server asks for one.
    pub user_name: Option<String>,
    /// The address that the mail comes from.
    pub sender: String,
    /// The addresses that it goes to.
    pub recipients: Vec<String>,
    /// Whether the keyring has a password.
    pub has_password: bool,
}

/// How the way to the server is protected. Nothing is ever sent without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum SecurityView {
    /// It begins in the clear and is protected before anything is said.
    StartTls,
    /// It is protected from the start.
    Tls,
}

/// What became of a test message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TestMessageView {
    /// Recipient by recipient.
    pub deliveries: Vec<TestDeliveryView>,
}

/// What the server said about one recipient of a test message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TestDeliveryView {
    /// The address.
    pub recipient: String,
    /// Whether the server took the message.
    pub accepted: bool,
    /// The server's own words.
    pub answer: String,
}

impl MailSettingsView {
    /// The settings with the word whether the keyring has their password.
    pub fn new(settings: MailSettings, has_password: bool) -> Self {
        let MailSettings { host, port, security, user_name, sender, recipients } = settings;
        Self { host, port, security: security.into(), user_name, sender, recipients, has_password }
    }
}

impl From<TestAnswer> for TestMessageView {
    fn from(answer: TestAnswer) -> Self {
        Self { deliveries: answer.deliveries.into_iter().map(TestDeliveryView::from).collect() }
    }
}

impl From<TestDelivery> for TestDeliveryView {
    fn from(TestDelivery { recipient, accepted, answer }: TestDelivery) -> Self {
        Self { recipient, accepted, answer }
    }
}

impl From<SecurityView> for Security {
    fn from(security: SecurityView) -> Self {
        match security {
            SecurityView::StartTls => Self::StartTls,
            SecurityView::Tls => Self::Tls,
        }
    }
}

impl From<Security> for SecurityView {
    fn from(security: Security) -> Self {
        match security {
            Security::StartTls => Self::StartTls,
            Security::Tls => Self::Tls,
        }
    }
}
