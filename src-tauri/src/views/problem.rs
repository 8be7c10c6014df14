//! What a failed command says: a code that the main window turns into a sentence and a button, and a text for support.

use serde::Serialize;
use ts_rs::TS;

/// Why something can't be done, in words that are safe to show and to log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Problem {
    /// What can be done about it.
    pub code: Code,
    /// What happened, for people who look closer. Never holds a secret.
    pub message: String,
    /// The next step, where there is one that only this place knows.
    pub hint: Option<String>,
}

/// The kinds of problem that the main window tells apart. A kind exists only where the user can do something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The application is still starting, or could not start.
    NotReady,
    /// Another copy of the application works on the same data.
    AlreadyRunning,
    /// There is no keyring service.
    KeyringMissing,
    /// The keyring waits for its password.
    KeyringLocked,
    /// The keyring refused.
    KeyringRefused,
    /// The keyring is there and does not answer.
    KeyringSilent,
    /// The keyring works, but no longer holds the key of the records.
    KeyringEntryMissing,
    /// The keyring works, and somebody put something else in the place of a secret.
    KeyringEntryDamaged,
    /// The keyring works, but no longer holds the access token of a connection.
    AccessTokenMissing,
    /// The records are not there, and backups of them are.
    DatabaseMissing,
    /// There are no records in the folder, and the keyring has the key of some.
    RecordsElsewhere,
    /// The records can't be read.
    DatabaseUnreadable,
    /// The key in the keyring does not open the records, or they are damaged at their very beginning.
    DatabaseWrongKey,
    /// The records were written by a newer version of the application.
    DatabaseNewer,
    /// The records can be read, but not written.
    DatabaseReadOnly,
    /// Somebody else uses the file of the records at this moment.
    RecordsBusy,
    /// The disk is full.
    DiskFull,
    /// A backup is damaged, has another key, or is of a newer version.
    BackupUnusable,
    /// A file can't be written into the folder where it should go.
    ExportFailed,
    /// Plaid can't be reached.
    PlaidUnreachable,
    /// Plaid was asked too often, and wants to be left alone for a while.
    PlaidBusy,
    /// The file that says which profile to open can't be read.
    ProfileUnreadable,
    /// There are records, and the file that says whose they are can't be read.
    OwnerUnreadable,
    /// There is no secret to ask Plaid with.
    PlaidSecretMissing,
    /// The keys for Plaid can't be meant.
    InvalidPlaidKeys,
    /// Plaid does not take the firm's keys.
    PlaidKeysRefused,
    /// Plaid refused, for another reason.
    PlaidRefused,
    /// The bank can't be reached.
    BankUnavailable,
    /// Plaid no longer works with the bank.
    BankNotServed,
    /// Another session is open.
    SessionOpen,
    /// A session waits for the user to tell accounts apart.
    AwaitingMapping,
    /// The connection was removed.
    ConnectionObsolete,
    /// Plaid no longer knows the connection.
    ConnectionGone,
    /// The removal of the connection was asked for, and Plaid has not confirmed it.
    Removing,
    /// Only a connection that was removed can be reconnected, and this one was not.
    NotObsolete,
    /// What was asked for was possible, and is not any more.
    NoLongerPossible,
    /// The mail server can't be reached.
    MailUnreachable,
    /// The mail server does not take the user name and the password.
    MailPasswordRefused,
    /// The mail server refused, for another reason.
    #[cfg_attr(not(test), expect(dead_code, reason = "a refusal is told recipient by recipient so far"))]
    MailRefused,
    /// The mail server does not protect the way to it.
    MailNotEncrypted,
    /// The mail settings can't be meant.
    InvalidMailSettings,
    /// It is not known how mail is sent.
    MailNotSetUp,
    /// There is no such record.
    NotFound,
    /// The user may not do this.
    NotAllowed,
    /// Nobody is signed in.
    SignedOut,
    /// The password is too short or too long.
    PasswordUnusable,
    /// The password is guessed at once.
    PasswordGuessable,
    /// The name is empty or too long.
    NameUnusable,
    /// Another user has, or had, the name.
    NameTaken,
    /// The application can't lock after so many minutes.
    LockSettingUnusable,
    /// What is to be refreshed, imported or looked for can't be meant.
    InvalidImport,
    /// A schedule can't be meant.
    InvalidSchedule,
    /// A schedule runs at this moment, and one runs at a time.
    ScheduleRunning,
    /// Another bank account has the code.
    BankAccountCodeTaken,
    /// The code, the name or the currency of a bank account can't be meant.
    InvalidBankAccount,
    /// The account at the bank and that in the books have different currencies.
    CurrencyDiffers,
    /// The account at the bank has no currency that can be in books.
    CurrencyUnofficial,
    /// The account at the bank, its connection, or the bank account in the books is not in use.
    NotInUse,
    /// The account at the bank feeds something, or the bank account in the books is fed.
    AlreadyLinked,
    /// A bank account that is fed stays in use.
    BankAccountFed,
    /// The opening balance or the start date can't be meant.
    InvalidOpening,
    /// There are statements, which go on where the last one ended.
    StatementsExist,
    /// A file can't be read as what it should be.
    FileUnusable,
    /// A preview is not true any more.
    PreviewOutdated,
    /// Our own mistake.
    Internal,
}

impl Code {
    /// Whether no profile can be opened where one can't for this reason. Only the demo does without a keyring.
    pub const fn stops_every_profile(self) -> bool {
        matches!(self, Self::DiskFull | Self::KeyringLocked | Self::KeyringSilent)
    }
}

impl Problem {
    /// The application has not started yet, or could not.
    pub fn not_ready() -> Self {
        Self::new(Code::NotReady, "the records are not open")
    }

    /// There is no record with this id.
    pub fn not_found(id: &str) -> Self {
        Self::new(Code::NotFound, format!("there is no `{id}`"))
    }

    /// A window can't do what it should. A mistake of ours, or of the system.
    pub fn window(error: &tauri::Error) -> Self {
        Self::new(Code::Internal, format!("a window failed: {error}"))
    }

    /// The message for the log: only in words of our own. What a mail server says names people, and what the user typed can
    /// be a password in the wrong field.
    pub fn message_for_log(&self) -> &str {
        let is_foreign = matches!(
            self.code,
            Code::MailUnreachable
                | Code::MailPasswordRefused
                | Code::MailRefused
                | Code::MailNotEncrypted
                | Code::InvalidMailSettings
        );
        if is_foreign { "not logged" } else { &self.message }
    }

    /// A problem without a hint.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None }
    }

    /// The same problem with its next step.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_repeats_nothing_that_others_said_or_typed() {
        for code in [
            Code::InvalidMailSettings,
            Code::MailUnreachable,
            Code::MailPasswordRefused,
            Code::MailRefused,
            Code::MailNotEncrypted,
        ] {
            let problem = Problem::new(code, "`opensesame` is not the name of a mail server");
            assert!(!problem.message_for_log().contains("opensesame"), "{code:?}");
        }
        assert_eq!(Problem::not_ready().message_for_log(), "the records are not open");
    }
}
