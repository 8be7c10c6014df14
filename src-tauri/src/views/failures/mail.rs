//! Mail: setting it up, trying it, and what is on its way.

use connections::{
    MailSettingsError, MessageError, OutboxError, SendAgainError, TestMessageError, VaultError,
    model::mail::InvalidMailSettings,
};

use super::super::problem::{Code, Problem};

impl From<InvalidMailSettings> for Problem {
    fn from(error: InvalidMailSettings) -> Self {
        // Each says which field is meant and what to enter there.
        let told = error.to_string();
        Self::new(Code::InvalidMailSettings, told.clone()).with_hint(told)
    }
}

/// The keyring does not give or take the password of the mail server. The records are open, and so is everything else.
fn without_password(error: VaultError) -> Problem {
    match error {
        VaultError::Missing { .. } | VaultError::Damaged { .. } => {
            Problem::new(Code::InvalidMailSettings, error.to_string()).with_hint("Enter the password again.")
        }
        VaultError::NoService(_)
        | VaultError::Locked
        | VaultError::Silent
        | VaultError::Refused(_)
        | VaultError::Failed(_) => error.into(),
    }
}

impl From<MailSettingsError> for Problem {
    fn from(error: MailSettingsError) -> Self {
        match error {
            MailSettingsError::Invalid(error) => error.into(),
            MailSettingsError::Vault(error) => without_password(error),
            MailSettingsError::Store(error) => error.into(),
            MailSettingsError::Denied(denied) => denied.into(),
        }
    }
}

impl From<TestMessageError> for Problem {
    fn from(error: TestMessageError) -> Self {
        match error {
            TestMessageError::Invalid(error) => error.into(),
            TestMessageError::Store(error) => error.into(),
            TestMessageError::Vault(error) => without_password(error),
            TestMessageError::Denied(denied) => denied.into(),
            TestMessageError::Unreachable(words) => Self::new(Code::MailUnreachable, words),
            TestMessageError::NotEncrypted(words) => Self::new(Code::MailNotEncrypted, words),
            TestMessageError::PasswordRefused(words) => Self::new(Code::MailPasswordRefused, words)
                .with_hint("Some providers give applications a password of their own."),
        }
    }
}

impl From<OutboxError> for Problem {
    fn from(error: OutboxError) -> Self {
        match error {
            OutboxError::Denied(denied) => denied.into(),
            OutboxError::Store(error) => error.into(),
        }
    }
}

impl From<SendAgainError> for Problem {
    fn from(error: SendAgainError) -> Self {
        match error {
            SendAgainError::Store(error) => error.into(),
            SendAgainError::Denied(denied) => denied.into(),
            SendAgainError::NotFound => Self::new(Code::NotFound, error.to_string()),
            SendAgainError::NotSetUp => Self::new(Code::MailNotSetUp, error.to_string())
                .with_hint("Or compose the message in your mail program."),
        }
    }
}

impl From<MessageError> for Problem {
    fn from(error: MessageError) -> Self {
        match error {
            MessageError::Denied(denied) => denied.into(),
            MessageError::Store(error) => error.into(),
            MessageError::NotFound => Self::new(Code::NotFound, error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_of_mail_says_what_can_be_done() {
        let words = || "535 no".to_owned();
        let missing = || VaultError::Missing { entry: "smtp-password".to_owned() };
        let cases: Vec<(Problem, Code)> = vec![
            (MailSettingsError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed),
            (MailSettingsError::Invalid(InvalidMailSettings::HostMissing).into(), Code::InvalidMailSettings),
            (MailSettingsError::Vault(VaultError::Locked).into(), Code::KeyringLocked),
            (MailSettingsError::Vault(missing()).into(), Code::InvalidMailSettings),
            (TestMessageError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed),
            (TestMessageError::Invalid(InvalidMailSettings::PasswordMissing).into(), Code::InvalidMailSettings),
            (TestMessageError::Vault(VaultError::Locked).into(), Code::KeyringLocked),
            (TestMessageError::Vault(missing()).into(), Code::InvalidMailSettings),
            (TestMessageError::Unreachable(words()).into(), Code::MailUnreachable),
            (TestMessageError::NotEncrypted(words()).into(), Code::MailNotEncrypted),
            (TestMessageError::PasswordRefused(words()).into(), Code::MailPasswordRefused),
            (SendAgainError::Denied(connections::Denied::NotAllowed).into(), Code::NotAllowed),
            (SendAgainError::NotFound.into(), Code::NotFound),
            (SendAgainError::NotSetUp.into(), Code::MailNotSetUp),
            (MessageError::NotFound.into(), Code::NotFound),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code, code, "{problem:?}");
            assert!(!problem.message.is_empty());
        }
    }

    #[test]
    fn the_servers_own_words_are_passed_on() {
        let problem = Problem::from(TestMessageError::PasswordRefused("535 5.7.8 bad credentials".to_owned()));
        assert_eq!(problem.message, "535 5.7.8 bad credentials");
        assert!(problem.hint.is_some());
    }
}
