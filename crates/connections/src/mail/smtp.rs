//! One message to one recipient over SMTP, step by step, so that it is known how far it came.
//!
//! Everything up to the word that begins the text can be repeated; what comes after may have been delivered. Nothing is
//! said to a server in clear. The vault says the password; no log line, no error and no answer on record carries it.

use std::{error::Error as _, io, time::Duration};

use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::DEFAULT_MECHANISMS,
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
        response::Response,
    },
};
use secrecy::SecretString;
use tokio::time::timeout;
use tracing::{debug, instrument};

use crate::{
    model::mail::{AttemptResult, MailSettings, Security},
    vault::MailSignIn,
};

/// How long the connection may take, up to the server's first words.
const CONNECT_WITHIN: Duration = Duration::from_secs(20);
/// How long an answer may take before the text.
const ANSWER_WITHIN: Duration = Duration::from_mins(1);
/// How long an answer to the text may take: what RFC 5321 asks for, as a server may work on it meanwhile.
const TEXT_ANSWER_WITHIN: Duration = Duration::from_mins(10);
/// How long to wait for the server to take leave. Nothing hangs on it.
const LEAVE_WITHIN: Duration = Duration::from_secs(5);
/// The server's words are cut to this many characters.
const LONGEST_WORDS: usize = 500;

/// How a try ended, with the server's own words or those of the failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) result: AttemptResult,
    pub(super) words: String,
}

/// A server that waits for the text.
pub(super) struct Ready(AsyncSmtpConnection);

/// Connects, signs in, and has the server wait for the text of a message. Nothing was sent where this fails.
#[instrument(skip_all)]
pub(super) async fn begin(
    settings: &MailSettings,
    password: Option<&SecretString>,
    sender: &Address,
    recipient: &Address,
) -> Result<Ready, Answer> {
    let mut server = connect(settings).await?;
    if let Some(user_name) = &settings.user_name {
        sign_in(&mut server, user_name, password).await?;
    }
    let steps: [(String, u16); 3] = [
        (Mail::new(Some(sender.clone()), Vec::new()).to_string(), 250),
        (Rcpt::new(recipient.clone(), Vec::new()).to_string(), 250),
        (Data.to_string(), 354),
    ];
    for (command, expected) in steps {
        match timeout(ANSWER_WITHIN, server.command(command)).await {
            Err(_) => return Err(Answer::late()),
            // A positive answer to another question is none to this one.
            Ok(Ok(response)) if !is_as_expected(&response, expected) => return Err(Answer::strange(&response)),
            Ok(Ok(_)) => {}
            Ok(Err(error)) => return Err(leave(server, Answer::of_command(&error))),
        }
    }
    Ok(Ready(server))
}

impl Ready {
    /// Sends the text. Where no answer comes the server may have taken it.
    #[instrument(skip_all)]
    pub(super) async fn send(mut self, text: &[u8]) -> Answer {
        let answer = match timeout(TEXT_ANSWER_WITHIN, self.0.message(text)).await {
            Ok(Ok(response)) if is_as_expected(&response, 250) => {
                Answer { result: AttemptResult::Sent, words: words_of(&response) }
            }
            Ok(Ok(response)) => Answer { result: AttemptResult::Uncertain, ..Answer::strange(&response) },
            Ok(Err(error)) if error.is_permanent() => Answer::new(AttemptResult::Refused, &error),
            Ok(Err(error)) if error.is_transient() => Answer::new(AttemptResult::PutOff, &error),
            Ok(Err(error)) => Answer::new(AttemptResult::Uncertain, &error).broken_off(),
            Err(_) => Answer { result: AttemptResult::Uncertain, ..Answer::late() },
        };
        leave(self.0, answer)
    }
}

/// An encrypted connection, or none.
async fn connect(settings: &MailSettings) -> Result<AsyncSmtpConnection, Answer> {
    let parameters =
        TlsParameters::new(settings.host.clone()).map_err(|error| Answer::new(AttemptResult::NotEncrypted, &error))?;
    let at_once = match settings.security {
        Security::Tls => Some(parameters.clone()),
        Security::StartTls => None,
    };
    let address = (settings.host.as_str(), settings.port);
    let name = ClientId::default();
    let connecting = AsyncSmtpConnection::connect_tokio1(address, Some(CONNECT_WITHIN), &name, at_once, None);
    let mut server = match timeout(CONNECT_WITHIN, connecting).await {
        Ok(Ok(server)) => server,
        Ok(Err(error)) => return Err(Answer::of_connecting(&error)),
        Err(_) => return Err(Answer::late()),
    };
    if settings.security == Security::StartTls {
        if !server.can_starttls() {
            let words = "The server does not offer STARTTLS".to_owned();
            return Err(leave(server, Answer { result: AttemptResult::NotEncrypted, words }));
        }
        match timeout(CONNECT_WITHIN, server.starttls(parameters, &name)).await {
            Ok(Ok(())) => {}
            // The connection is between two states here; it is only dropped.
            Ok(Err(error)) => return Err(Answer::new(AttemptResult::NotEncrypted, &error)),
            Err(_) => return Err(Answer::late()),
        }
    }
    if server.is_encrypted() {
        debug!("connected");
        Ok(server)
    } else {
        let words = "The connection is not encrypted".to_owned();
        Err(Answer { result: AttemptResult::NotEncrypted, words })
    }
}

async fn sign_in(
    server: &mut AsyncSmtpConnection,
    user_name: &str,
    password: Option<&SecretString>,
) -> Result<(), Answer> {
    let refused = |words: &str| Answer { result: AttemptResult::PasswordRefused, words: words.to_owned() };
    let password = password.ok_or_else(|| refused("There is no password to sign in with"))?;
    if server.server_info().get_auth_mechanism(DEFAULT_MECHANISMS).is_none() {
        return Err(refused("The server does not let anybody sign in with a username and a password"));
    }
    let sign_in = MailSignIn::new(user_name, password);
    let answer = match timeout(ANSWER_WITHIN, server.auth(DEFAULT_MECHANISMS, &sign_in.credentials())).await {
        Ok(Ok(response)) if response.has_code(235) => return Ok(()),
        Ok(Ok(response)) => Answer::strange(&response),
        Ok(Err(error)) if error.is_permanent() => Answer::new(AttemptResult::PasswordRefused, &error),
        Ok(Err(error)) => Answer::of_command(&error),
        Err(_) => Answer::late(),
    };
    Err(answer.without(&sign_in))
}

impl Answer {
    fn new(result: AttemptResult, error: &Error) -> Self {
        // What lies at the bottom says it in the fewest words.
        let cause = causes(error).last().map_or_else(|| error.to_string(), ToString::to_string);
        let words = error.status().map_or_else(|| cause.clone(), |code| format!("{code} {cause}"));
        Self { result, words: short(&words) }
    }

    /// No answer came in time, before the text.
    pub(super) fn late() -> Self {
        Self { result: AttemptResult::Unreachable, words: "The server did not answer in time".to_owned() }
    }

    /// A positive answer that answers something else.
    fn strange(response: &Response) -> Self {
        let words = format!("The server answered out of turn: {}", words_of(response));
        Self { result: AttemptResult::Unreachable, words: short(&words) }
    }

    /// The words of the libraries beneath say nothing to a user here.
    fn broken_off(self) -> Self {
        Self { words: "The connection broke before the server answered".to_owned(), ..self }
    }

    fn of_connecting(error: &Error) -> Self {
        let result = if error.status().is_some() {
            AttemptResult::PutOff
        } else if is_of_encryption(error) {
            AttemptResult::NotEncrypted
        } else {
            AttemptResult::Unreachable
        };
        Self::new(result, error)
    }

    fn of_command(error: &Error) -> Self {
        let result = match error.status().map(u16::from) {
            // The server wants somebody to sign in.
            Some(530) => AttemptResult::PasswordRefused,
            Some(_) if error.is_permanent() => AttemptResult::Refused,
            Some(_) => AttemptResult::PutOff,
            None => AttemptResult::Unreachable,
        };
        Self::new(result, error)
    }

    /// The same without words that repeat the password.
    fn without(self, told: &MailSignIn<'_>) -> Self {
        if told.is_repeated_in(&self.words) {
            let words = "The server’s words repeat the password, so they are not kept".to_owned();
            return Self { words, ..self };
        }
        self
    }
}

/// Whether an answer is the one that a command has when all is well. 251 is another way to take a recipient.
fn is_as_expected(response: &Response, expected: u16) -> bool {
    response.has_code(expected) || (expected == 250 && response.has_code(251))
}

/// Whether a connection came about and its encryption failed. What TLS has to say comes as invalid data.
fn is_of_encryption(error: &Error) -> bool {
    let mut reports = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>());
    reports.any(|report| report.kind() == io::ErrorKind::InvalidData)
}

/// What lies beneath an error, one beneath the other.
fn causes(error: &Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |cause| (*cause).source())
}

fn words_of(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    short(&format!("{} {}", response.code(), lines.join(" ")))
}

/// On one line, and not too long.
fn short(words: &str) -> String {
    let words: Vec<&str> = words.split(|character: char| character.is_whitespace() || character.is_control()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(LONGEST_WORDS).collect()
}

/// Takes leave of the server beside everything else: what it answered counts, not whether it says good-bye.
fn leave(mut server: AsyncSmtpConnection, answer: Answer) -> Answer {
    tokio::spawn(async move {
        // A server that is gone already is fine.
        let _ = timeout(LEAVE_WITHIN, server.abort()).await;
    });
    answer
}
