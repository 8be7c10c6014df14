//! Mail: how it is sent, and how far a message has come on its way to each of its recipients.
//!
//! A message goes to each recipient by itself, so that one who is refused keeps it from nobody else. What went out once, or
//! may have, does not go out again by itself.

use std::{net::IpAddr, time::Duration};

use jiff::Timestamp;

use super::{ids::MessageId, link_session::Delay};

/// The wait after the first failed try. It doubles with each further one, up to the longest. Nothing is ever given up.
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// The longest name that the DNS knows.
const LONGEST_HOST: usize = 253;
/// Nobody reads a message that goes to everybody.
const MOST_RECIPIENTS: usize = 20;

/// How mail is sent. The password is in the keyring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// The mail server: a name, or an address of the network.
    pub host: String,
    /// Where it listens, such as 587.
    pub port: u16,
    /// How the connection to it is kept from others.
    pub security: Security,
    /// As whom to sign in. `None` where the server asks for nothing.
    pub user_name: Option<String>,
    /// The address that messages come from.
    pub sender: String,
    /// The addresses that messages go to, each by itself.
    pub recipients: Vec<String>,
}

/// How the connection to the server is kept from others. There is no third way: nothing is ever sent in clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// It begins in clear and is encrypted before anything else is said.
    StartTls,
    /// It is encrypted from the first byte on.
    Tls,
}

/// What is wrong with settings. Each text names the field and says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMailSettings {
    /// There is no server.
    #[error("Enter the mail server, such as `smtp.example.com`")]
    HostMissing,
    /// The server is no name and no address.
    #[error(
        "`{0}` is not the name of a mail server. Enter it alone, such as `smtp.example.com`; the port has its own field"
    )]
    HostMalformed(String),
    /// The port is zero.
    #[error("Enter the port of the mail server: 587 with STARTTLS, 465 with TLS, as a rule")]
    PortMissing,
    /// The user name holds characters that nobody can type.
    #[error("The username holds characters that can’t be sent. Enter it again")]
    UserNameMalformed,
    /// There is a password and no user name.
    #[error("Enter the username that the password belongs to, or leave both empty")]
    UserNameMissing,
    /// There is a user name, and no password was ever given.
    #[error("Enter the password of this username")]
    PasswordMissing,
    /// The password on record is that of another server or another user, and goes to nobody else.
    #[error("Enter the password again: the mail server or the username changed")]
    PasswordOfAnother,
    /// The sender is no address.
    #[error("`{0}` is not an e-mail address to send from. Enter one such as `accounting@example.com`")]
    SenderMalformed(String),
    /// Nobody would get a message.
    #[error("Enter at least one recipient")]
    RecipientMissing,
    /// A recipient is no address.
    #[error("`{0}` is not an e-mail address. Enter recipients such as `jo@example.com`, each by itself")]
    RecipientMalformed(String),
    /// A recipient stands there twice.
    #[error("`{0}` is among the recipients twice. Remove one of them")]
    RecipientTwice(String),
    /// There are too many recipients.
    #[error("There are more than {MOST_RECIPIENTS} recipients. Enter fewer, or one address that passes messages on")]
    TooManyRecipients,
}

impl MailSettings {
    /// The settings without what stands around them by mistake, where they can be used. Whether addresses are such is
    /// looked at by whoever sends.
    ///
    /// # Errors
    /// The first thing that is wrong, from the top.
    pub fn checked(self) -> Result<Self, InvalidMailSettings> {
        let trimmed = |text: String| text.trim().to_owned();
        let settings = Self {
            host: trimmed(self.host),
            user_name: self.user_name.map(trimmed).filter(|name| !name.is_empty()),
            sender: trimmed(self.sender),
            recipients: self.recipients.into_iter().map(trimmed).filter(|address| !address.is_empty()).collect(),
            ..self
        };
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), InvalidMailSettings> {
        if self.host.is_empty() {
            return Err(InvalidMailSettings::HostMissing);
        }
        if !is_host(&self.host) {
            return Err(InvalidMailSettings::HostMalformed(self.host.clone()));
        }
        if self.port == 0 {
            return Err(InvalidMailSettings::PortMissing);
        }
        if self.user_name.as_ref().is_some_and(|name| name.chars().any(char::is_control)) {
            return Err(InvalidMailSettings::UserNameMalformed);
        }
        if self.recipients.is_empty() {
            return Err(InvalidMailSettings::RecipientMissing);
        }
        if self.recipients.len() > MOST_RECIPIENTS {
            return Err(InvalidMailSettings::TooManyRecipients);
        }
        self.repeated().map_or(Ok(()), |twice| Err(InvalidMailSettings::RecipientTwice(twice.clone())))
    }

    /// A recipient who stands there twice. No mail server in use tells letters by their case.
    fn repeated(&self) -> Option<&String> {
        let earlier = |index: usize| self.recipients.iter().take(index);
        let mut all = self.recipients.iter().enumerate();
        let found = all.find(|(index, one)| earlier(*index).any(|other| other.eq_ignore_ascii_case(one)));
        found.map(|(_, recipient)| recipient)
    }
}

/// Whether it is a name of the DNS or an address of the network.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.parse::<IpAddr>().is_ok() || (text.len() <= LONGEST_HOST && text.split('.').all(is_label))
}

/// What the cause of a summary of a schedule begins with. It goes to the recipients of the schedule.
pub(crate) const SUMMARY: &str = "summary/";

/// What the cause of a message about connections that broke or will begins with.
pub(crate) const NOTICE: &str = "notice/";

/// A message, as it was written together with what it tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Our own id.
    pub id: MessageId,
    /// What it tells of, such as `removal/lgn_…`. There is one message for each.
    pub cause: String,
    /// The line that stands above it.
    pub subject: String,
    /// What it says, as text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// When it was written.
    pub created_at: Timestamp,
}

/// A message as it stands in a list. Its text is read where somebody opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageHeading {
    /// Our own id.
    pub id: MessageId,
    /// The line that stands above it.
    pub subject: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// Whether anything can come of it still: it waits for its next try or for mail being set up, goes out at this moment, may
    /// have gone out, or was refused at an address that is still in use.
    pub is_open: bool,
}

impl Message {
    /// Whether it goes to recipients of its own, and not to those of the settings.
    #[must_use]
    pub fn has_own_recipients(&self) -> bool {
        self.cause.starts_with(SUMMARY)
    }
}

/// A message on its way to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The message.
    pub message: MessageId,
    /// The address.
    pub recipient: String,
    /// How far it has come.
    pub state: DeliveryState,
    /// How many tries there were since it was last asked for.
    pub attempts: u32,
}

/// How far a message has come on its way to one recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// It has not gone out.
    Waiting {
        /// When it is tried next.
        next_try_at: Timestamp,
    },
    /// Its text is going out at this moment. Whatever is found in this state later is uncertain.
    Sending,
    /// The server took it.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// The server does not take it. It is not repeated by itself.
    Refused,
    /// The server may have taken it. It is not repeated by itself, so that nobody gets it twice.
    Uncertain,
}

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptResult {
    /// The server took the message.
    Sent,
    /// The server refused it for good: the sender, the recipient or the text.
    Refused,
    /// The text went out, and no answer came.
    Uncertain,
    /// No connection came about, or it broke before the text.
    Unreachable,
    /// The server offers no encryption, or none that can be trusted. Nothing was said to it.
    NotEncrypted,
    /// The server does not take user name and password.
    PasswordRefused,
    /// The server asks to try again later.
    PutOff,
    /// The keyring does not give the password.
    Keyring,
}

/// A try, with what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// When it ended.
    pub at: Timestamp,
    /// How.
    pub result: AttemptResult,
    /// The server's own words, or those of the failure.
    pub answer: String,
}

impl AttemptResult {
    /// How far a message has come with a try that ended like this at a time, when it was the `attempts`-th.
    #[must_use]
    pub fn state(self, attempts: u32, at: Timestamp) -> DeliveryState {
        match self {
            Self::Sent => DeliveryState::Sent { at },
            Self::Refused => DeliveryState::Refused,
            Self::Uncertain => DeliveryState::Uncertain,
            Self::Unreachable | Self::NotEncrypted | Self::PutOff => {
                let doublings = attempts.saturating_sub(1).min(16);
                let wait = FIRST_WAIT.saturating_mul(1 << doublings).min(Delay::LONGEST_WAIT);
                DeliveryState::Waiting { next_try_at: at + wait }
            }
            // Many wrong passwords lock an account, and a keyring may ask for its own each time. Only the user can help.
            Self::PasswordRefused | Self::Keyring => DeliveryState::Waiting { next_try_at: at + Delay::LONGEST_WAIT },
        }
    }

    /// Whether it says something of the server and not of a message: another one would fare alike.
    #[must_use]
    pub const fn is_of_server(self) -> bool {
        match self {
            Self::Unreachable | Self::NotEncrypted | Self::PasswordRefused | Self::Keyring => true,
            Self::Sent | Self::Refused | Self::Uncertain | Self::PutOff => false,
        }
    }
}

#[cfg(test)]
mod tests;
