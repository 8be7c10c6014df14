//! How a call can fail, and what can be done about it.
//!
//! No error carries a piece of an answer that could not be read: the piece could be a token.

use std::{fmt, time::Duration};

use serde::Deserialize;

use crate::error_class::ErrorClass;

/// An error in Plaid's own words. It can be the answer to a call, or stand inside a successful answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// `error_type`, such as `ITEM_ERROR`.
    pub kind: String,
    /// `error_code`, such as `ITEM_LOGIN_REQUIRED`.
    pub code: String,
    /// For developers and Plaid Support; its wording changes at any time.
    pub message: String,
    /// For the user, where Plaid has something to tell.
    pub display_message: Option<String>,
    /// What Plaid Support asks for.
    pub request_id: Option<String>,
    /// The HTTP status, where the error was the answer itself; nothing where it stands inside a successful one.
    pub http_status: Option<u16>,
}

/// What is wrong with an answer that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It ends too early.
    Truncated,
    /// It is longer than the limit.
    TooLarge,
    /// It is not what Plaid documents, from this place on: of the answer, or of its list of transactions.
    NotUnderstood {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
}

/// What is certain about the work of a call that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Plaid was never asked, so nothing was done.
    NotSent,
    /// Plaid answered that it did not do it.
    Answered,
    /// Plaid may have been asked, and there is no answer that tells whether it did the work.
    Unknown,
}

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Plaid refused, with a reason.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// No connection came about, so Plaid was never asked.
    #[error("Plaid can't be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The connection broke after Plaid was asked. Whether it did the work is unknown.
    #[error("the connection to Plaid broke before the answer was complete")]
    Interrupted(#[source] reqwest::Error),
    /// Plaid was asked and did not answer in time. Whether it did the work is unknown.
    #[error("Plaid did not answer in time")]
    TimedOut,
    /// Something came back that is not an answer of Plaid.
    #[error("the answer (HTTP status {http_status}) can't be read: {flaw}")]
    Unreadable {
        /// What the answer's first line said.
        http_status: u16,
        /// What is wrong with it.
        flaw: Flaw,
        /// What Plaid Support asks for, where it could be read.
        request_id: Option<String>,
    },
    /// Plaid made a link token without the page for it: Hosted Link is not enabled for these keys.
    #[error("Hosted Link is not enabled for these Plaid keys")]
    NoHostedLink {
        /// What Plaid Support asks for.
        request_id: String,
    },
    /// The client has no secret, so Plaid was not asked.
    #[error("there is no secret to ask Plaid with")]
    NoSecret,
    /// Too many calls of our own: the next one is allowed only after this wait. Plaid was not asked.
    #[error("the rate limit of Plaid allows the next call in {} s", .wait.as_secs_f32().ceil())]
    HeldBack {
        /// How long from now.
        wait: Duration,
    },
}

impl Error {
    /// What can be done next.
    #[must_use]
    pub fn class(&self) -> ErrorClass {
        match self {
            Self::Api(error) => error.class(),
            Self::Unreachable(_) | Self::Interrupted(_) | Self::TimedOut => ErrorClass::Transient,
            Self::Unreadable { flaw: Flaw::Truncated, .. } | Self::Unreadable { http_status: 500.., .. } => {
                ErrorClass::Transient
            }
            Self::HeldBack { .. } | Self::Unreadable { http_status: 429, .. } => ErrorClass::RateLimited,
            Self::NoHostedLink { .. } | Self::NoSecret => ErrorClass::Configuration,
            Self::Unreadable { .. } => ErrorClass::Unknown,
        }
    }

    /// Plaid's id of the call, where an answer arrived that told it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id.as_deref(),
            Self::Unreadable { request_id, .. } => request_id.as_deref(),
            Self::NoHostedLink { request_id } => Some(request_id),
            Self::Unreachable(_) | Self::Interrupted(_) | Self::TimedOut | Self::NoSecret | Self::HeldBack { .. } => {
                None
            }
        }
    }

    /// What is certain about the work that was asked for.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        match self {
            Self::Unreachable(_) | Self::NoSecret | Self::HeldBack { .. } => Certainty::NotSent,
            // A refusal is final. A failure inside Plaid can come after the work.
            Self::Api(error) if matches!(error.http_status, None | Some(400..=499)) => Certainty::Answered,
            Self::NoHostedLink { .. } => Certainty::Answered,
            Self::Api(_) | Self::Interrupted(_) | Self::TimedOut | Self::Unreadable { .. } => Certainty::Unknown,
        }
    }

    /// Whether Plaid itself refused the request as such, whatever bank or Item it is about: a repeat gives the same, and
    /// the same endpoint or field is not to be had with these keys, or not for this user of theirs.
    ///
    /// Plaid documents no code for a client that may not use the endpoints of users, so each refusal counts that no rule
    /// explains otherwise. Keys that don't work at all are told apart: they say nothing about one endpoint.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        let concerns_the_request = matches!(self.class(), ErrorClass::Configuration | ErrorClass::Unknown);
        match self {
            Self::Api(error) => {
                let concerns_the_keys = matches!(&*error.code, "INVALID_API_KEYS" | "UNAUTHORIZED_ENVIRONMENT");
                self.certainty() == Certainty::Answered && concerns_the_request && !concerns_the_keys
            }
            Self::Unreachable(_)
            | Self::Interrupted(_)
            | Self::TimedOut
            | Self::Unreadable { .. }
            | Self::NoHostedLink { .. }
            | Self::NoSecret
            | Self::HeldBack { .. } => false,
        }
    }

    /// Plaid's error code, where Plaid gave one. For logs and support texts.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Api(error) => Some(&error.code),
            Self::Unreachable(_)
            | Self::Interrupted(_)
            | Self::TimedOut
            | Self::Unreadable { .. }
            | Self::NoHostedLink { .. }
            | Self::NoSecret
            | Self::HeldBack { .. } => None,
        }
    }
}

impl ApiError {
    /// What can be done next.
    #[must_use]
    pub fn class(&self) -> ErrorClass {
        ErrorClass::of(&self.kind, &self.code)
    }
}

/// Without Plaid's message: this is what logs show, and a message can quote what it complains about.
impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Plaid answered `{}` (`{}`)", self.code, self.kind)
    }
}

impl std::error::Error for ApiError {}

impl fmt::Display for Flaw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => formatter.write_str("it ends too early"),
            Self::TooLarge => formatter.write_str("it is too large"),
            Self::NotUnderstood { line, column } => {
                write!(formatter, "it is not what Plaid documents, at line {line}, column {column}")
            }
        }
    }
}

/// `PlaidError` as it comes over the wire.
#[derive(Deserialize)]
pub(crate) struct ErrorBody {
    error_type: Option<String>,
    error_code: Option<String>,
    error_message: Option<String>,
    display_message: Option<String>,
    request_id: Option<String>,
}

impl ErrorBody {
    /// The error, or nothing: where there is none, Plaid may send an object without a code.
    pub(crate) fn read(self, http_status: Option<u16>) -> Option<ApiError> {
        let code = self.error_code.filter(|code| !code.is_empty())?;
        Some(ApiError {
            kind: self.error_type.unwrap_or_default(),
            code,
            message: self.error_message.unwrap_or_default(),
            display_message: self.display_message.filter(|message| !message.is_empty()),
            request_id: self.request_id.filter(|id| !id.is_empty()),
            http_status,
        })
    }
}
