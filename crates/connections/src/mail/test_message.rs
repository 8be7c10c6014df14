//! A message that only says that mail works, sent at once and with settings that need not be saved.

use std::time::Duration;

use secrecy::SecretString;
use tokio::time::timeout;
use tracing::instrument;

use super::{
    address::Addresses,
    letter::letter,
    settings::OBJECT,
    smtp::{self, Answer},
};
use crate::{
    Connections, StoreError, VaultError,
    access::Denied,
    connections::By,
    model::{
        ids::MessageId,
        mail::{AttemptResult, InvalidMailSettings, MailSettings, Message},
        user::Act,
    },
    store,
};

/// How long the user waits for a server, for each recipient.
const ANSWER_WITHIN: Duration = Duration::from_mins(1);

/// What the server said to a test message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestAnswer {
    /// To each recipient, in the order in which they are named.
    pub deliveries: Vec<TestDelivery>,
}

/// What the server said to a test message to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestDelivery {
    /// The address.
    pub recipient: String,
    /// Whether the server took it.
    pub accepted: bool,
    /// The server's own words, or those of the failure.
    pub answer: String,
}

/// Why no test message can be sent to anybody.
#[derive(Debug, thiserror::Error)]
pub enum TestMessageError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Something is missing or wrong.
    #[error(transparent)]
    Invalid(#[from] InvalidMailSettings),
    /// The keyring does not give the password.
    #[error(transparent)]
    Vault(VaultError),
    /// The records can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The server can't be reached, or stops speaking.
    #[error("{0}")]
    Unreachable(String),
    /// The server offers no encryption, or none that can be trusted.
    #[error("{0}")]
    NotEncrypted(String),
    /// The server does not take user name and password.
    #[error("{0}")]
    PasswordRefused(String),
}

impl Connections {
    /// Sends a test message with these settings, which are not saved, and waits for the server's answers. Without a
    /// password the one in the keyring is used, where server and user name are those on record.
    ///
    /// # Errors
    /// Where the user may not, something is wrong with the settings, or the server can't be spoken to at all.
    #[instrument(skip_all)]
    pub async fn send_test_message(
        &self,
        settings: MailSettings,
        password: Option<SecretString>,
    ) -> Result<TestAnswer, TestMessageError> {
        let user = self.permit(Act::SetUp)?;
        let settings = settings.checked()?;
        let addresses = Addresses::of(&settings)?;
        let password = match (&settings.user_name, password) {
            (None, Some(_)) => return Err(InvalidMailSettings::UserNameMissing.into()),
            (None, None) => None,
            (Some(_), Some(password)) => Some(password),
            (Some(_), None) => {
                let password = self.vault().smtp_password().await?;
                if self.is_other_account(&settings).await? {
                    return Err(InvalidMailSettings::PasswordOfAnother.into());
                }
                Some(password)
            }
        };
        let answer = self.send_test(&settings, password.as_ref(), &addresses).await;
        self.note_test(&user.name, &answer).await?;
        answer
    }

    async fn send_test(
        &self,
        settings: &MailSettings,
        password: Option<&SecretString>,
        addresses: &Addresses,
    ) -> Result<TestAnswer, TestMessageError> {
        let message = self.test_message();
        let mut deliveries = Vec::new();
        for recipient in &addresses.recipients {
            let sending = async {
                let ready = smtp::begin(settings, password, &addresses.sender, recipient).await;
                match ready {
                    Ok(ready) => ready.send(&letter(&message, &addresses.sender, recipient)).await,
                    Err(answer) => answer,
                }
            };
            let answer = timeout(ANSWER_WITHIN, sending).await.unwrap_or_else(|_| Answer::late());
            deliveries.push(told(recipient.to_string(), answer)?);
        }
        Ok(TestAnswer { deliveries })
    }

    /// Writes down what became of a test message, without anybody's address.
    async fn note_test(&self, user: &str, answer: &Result<TestAnswer, TestMessageError>) -> Result<(), StoreError> {
        let outcome = match answer {
            Ok(answer) if answer.deliveries.iter().all(|delivery| delivery.accepted) => "sent",
            Ok(_) => "refused",
            Err(TestMessageError::NotEncrypted(_)) => "not_encrypted",
            Err(TestMessageError::PasswordRefused(_)) => "password_refused",
            Err(_) => "unreachable",
        };
        let mut entry = self.entry_on(By::User(user), "test_message", OBJECT.to_owned(), outcome);
        if let Ok(answer) = answer {
            let accepted = answer.deliveries.iter().filter(|delivery| delivery.accepted).count();
            entry.details.insert("recipients".to_owned(), answer.deliveries.len().into());
            entry.details.insert("accepted".to_owned(), accepted.into());
        }
        let mut records = self.database().write().await?;
        store::audit::append(&mut records, &entry).await?;
        Ok(records.commit().await?)
    }

    fn test_message(&self) -> Message {
        let id = MessageId::new(self.fresh_uuid());
        let text = "This message shows that Bank Connections can send mail. It tells you when a login could not be removed \
                    at Plaid.";
        Message {
            id,
            cause: format!("test/{id}"),
            subject: "Bank Connections: a test message".to_owned(),
            text: format!("{text}\n"),
            html: format!("<!DOCTYPE html><html lang=\"en\"><p>{text}</p></html>"),
            created_at: self.now(),
        }
    }
}

/// What is told of an answer: what concerns the server concerns every recipient, so that the next one need not be tried.
fn told(recipient: String, answer: Answer) -> Result<TestDelivery, TestMessageError> {
    let Answer { result, words } = answer;
    match result {
        AttemptResult::Sent => Ok(TestDelivery { recipient, accepted: true, answer: words }),
        AttemptResult::Refused | AttemptResult::PutOff | AttemptResult::Uncertain => {
            Ok(TestDelivery { recipient, accepted: false, answer: words })
        }
        AttemptResult::Unreachable | AttemptResult::Keyring => Err(TestMessageError::Unreachable(words)),
        AttemptResult::NotEncrypted => Err(TestMessageError::NotEncrypted(words)),
        AttemptResult::PasswordRefused => Err(TestMessageError::PasswordRefused(words)),
    }
}

impl From<VaultError> for TestMessageError {
    fn from(error: VaultError) -> Self {
        if matches!(error, VaultError::Missing { .. }) {
            Self::Invalid(InvalidMailSettings::PasswordMissing)
        } else {
            Self::Vault(error)
        }
    }
}
