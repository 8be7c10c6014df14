//! The keys for Plaid as the screen shows them, and what Plaid says of keys. A secret is never part of it.

use connections::{KeysTaken, PlaidKeysError};
use plaid::ErrorClass;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Problem;
use crate::profile::owner::{Owner, Place};

/// Which of Plaid's environments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlaidEnvironmentView {
    /// Plaid's test banks.
    Sandbox,
    /// Real banks.
    Production,
    /// The address that this start was told of, for development.
    Other,
}

/// The keys of the present profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlaidKeysView {
    /// Whose they are. Nobody's in the demo.
    pub owner: Option<OwnerView>,
    /// Whether there is a secret.
    pub has_secret: bool,
    /// Whether variables of the environment chose the profile of this start. They will at the next one, too.
    pub is_from_environment: bool,
    /// The address beside Plaid's own two that keys can be entered for, where there is one.
    pub other_address: Option<String>,
}

/// A client at Plaid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OwnerView {
    /// Which environment.
    pub environment: PlaidEnvironmentView,
    /// Its address.
    pub address: String,
    /// The client id.
    pub client_id: String,
}

/// A profile that can be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProfileChoiceView {
    /// The name of its folder.
    pub folder: String,
    /// Whose it is. Nobody's is the demo.
    pub owner: Option<OwnerView>,
    /// Whether it is the present one.
    pub is_open: bool,
}

/// What became of keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KeysAnswerView {
    /// Plaid takes them.
    Taken {
        /// Plaid's id of the request. Empty where it sent none.
        request_id: String,
    },
    /// They are kept without having been tested.
    KeptUntested,
    /// Plaid does not take them, or could not be asked. Nothing was changed.
    Refused(KeysRefusalView),
}

/// Why Plaid does not take keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeysRefusalView {
    /// What can be done about it.
    pub reason: KeysReasonView,
    /// Plaid's error type.
    pub error_type: Option<String>,
    /// Plaid's error code.
    pub error_code: Option<String>,
    /// Plaid's own words, or ours where Plaid said nothing.
    pub message: String,
    /// Plaid's id of the request.
    pub request_id: Option<String>,
}

/// What can be done about a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeysReasonView {
    /// Client id and secret don't belong together in this environment.
    WrongKeys,
    /// The client may not use this environment.
    WrongEnvironment,
    /// Plaid was asked too often.
    Busy,
    /// Plaid can't be reached, or has a failure of the moment.
    Unreachable,
    /// Something else.
    Other,
}

impl PlaidEnvironmentView {
    fn at(place: Place) -> Self {
        match place {
            Place::Sandbox => Self::Sandbox,
            Place::Production => Self::Production,
            Place::Other => Self::Other,
        }
    }
}

impl From<&Owner> for OwnerView {
    fn from(owner: &Owner) -> Self {
        Self {
            environment: PlaidEnvironmentView::at(Place::at(&owner.base_url)),
            address: owner.base_url.as_str().trim_end_matches('/').to_owned(),
            client_id: owner.client_id.clone(),
        }
    }
}

impl KeysAnswerView {
    /// What Plaid said of keys. What is no word of Plaid's is a problem.
    pub fn of(answer: Result<KeysTaken, PlaidKeysError>) -> Result<Self, Problem> {
        match answer {
            Ok(KeysTaken { request_id }) => Ok(Self::Taken { request_id }),
            Err(PlaidKeysError::Plaid(error)) if !matches!(error, plaid::Error::NoSecret) => {
                Ok(Self::Refused(error.into()))
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl From<plaid::Error> for KeysRefusalView {
    fn from(error: plaid::Error) -> Self {
        let reason = match (error.code(), error.class()) {
            (Some("INVALID_API_KEYS"), _) => KeysReasonView::WrongKeys,
            (Some("UNAUTHORIZED_ENVIRONMENT"), _) => KeysReasonView::WrongEnvironment,
            (_, ErrorClass::RateLimited) => KeysReasonView::Busy,
            (_, ErrorClass::Transient) => KeysReasonView::Unreachable,
            _ => KeysReasonView::Other,
        };
        let request_id = error.request_id().map(str::to_owned);
        let error_code = error.code().map(str::to_owned);
        let (error_type, message) = if let plaid::Error::Api(error) = error {
            (Some(error.kind).filter(|kind| !kind.is_empty()), error.message)
        } else {
            (None, error.to_string())
        };
        Self { reason, error_type, error_code, message, request_id }
    }
}

#[cfg(test)]
mod tests {
    use plaid::ApiError;

    use super::*;
    use crate::views::Code;

    fn answer(error: plaid::Error) -> KeysRefusalView {
        let answer = KeysAnswerView::of(Err(error.into())).unwrap();
        let KeysAnswerView::Refused(refusal) = answer else { unreachable!("{answer:?}") };
        refusal
    }

    fn api(kind: &str, code: &str) -> plaid::Error {
        plaid::Error::Api(Box::new(ApiError {
            kind: kind.to_owned(),
            code: code.to_owned(),
            message: "invalid client_id or secret provided".to_owned(),
            display_message: None,
            request_id: Some("req1".to_owned()),
            http_status: Some(400),
        }))
    }

    #[test]
    fn every_refusal_says_what_can_be_done() {
        for (error, reason) in [
            (api("INVALID_INPUT", "INVALID_API_KEYS"), KeysReasonView::WrongKeys),
            (api("INVALID_INPUT", "UNAUTHORIZED_ENVIRONMENT"), KeysReasonView::WrongEnvironment),
            (api("RATE_LIMIT_EXCEEDED", "RATE_LIMIT"), KeysReasonView::Busy),
            (api("API_ERROR", "INTERNAL_SERVER_ERROR"), KeysReasonView::Unreachable),
            (api("INVALID_REQUEST", "INVALID_FIELD"), KeysReasonView::Other),
            (plaid::Error::TimedOut, KeysReasonView::Unreachable),
        ] {
            let refusal = answer(error);
            assert_eq!(refusal.reason, reason, "{refusal:?}");
            assert!(!refusal.message.is_empty());
        }
    }

    #[test]
    fn a_refusal_is_told_in_plaid_s_own_words() {
        let refusal = answer(api("INVALID_INPUT", "INVALID_API_KEYS"));
        assert_eq!(refusal.error_type.as_deref(), Some("INVALID_INPUT"));
        assert_eq!(refusal.error_code.as_deref(), Some("INVALID_API_KEYS"));
        assert_eq!(refusal.message, "invalid client_id or secret provided");
        assert_eq!(refusal.request_id.as_deref(), Some("req1"));
    }

    #[test]
    fn a_missing_secret_is_no_word_of_plaid_s() {
        let problem = KeysAnswerView::of(Err(plaid::Error::NoSecret.into())).unwrap_err();
        assert_eq!(problem.code, Code::PlaidSecretMissing);
    }
}
