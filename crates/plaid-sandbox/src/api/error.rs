//! Plaid's errors: the type, the HTTP status and the wording that belong to each code.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::world::StandingError;

/// An error as the API answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(super) status: u16,
    kind: Cow<'static, str>,
    code: Cow<'static, str>,
    message: String,
    display_message: Option<&'static str>,
    reason: Option<String>,
}

impl ApiError {
    /// The error of this code, with the usual wording. An unknown code becomes an `ITEM_ERROR`.
    pub(crate) fn of(code: &str) -> Self {
        match CATALOGUE.iter().find(|line| line.0 == code) {
            Some(&(code, kind, status, message, display_message)) => Self {
                status,
                kind: kind.into(),
                code: code.into(),
                message: message.to_owned(),
                display_message,
                reason: None,
            },
            None => Self {
                status: 400,
                kind: "ITEM_ERROR".into(),
                code: code.to_owned().into(),
                message: "an error was simulated".to_owned(),
                display_message: None,
                reason: None,
            },
        }
    }

    pub(super) fn with_message(code: &str, message: String) -> Self {
        Self { message, ..Self::of(code) }
    }

    /// An error that control asked for.
    pub(super) fn scripted(code: &str, kind: Option<&str>, status: Option<u16>) -> Self {
        let usual = Self::of(code);
        Self {
            kind: kind.map_or(usual.kind, |kind| kind.to_owned().into()),
            status: status.unwrap_or(usual.status),
            ..usual
        }
    }

    pub(crate) fn standing(error: &StandingError) -> Self {
        Self { reason: error.reason.clone(), ..Self::of(&error.code) }
    }

    /// What a user is told.
    pub(crate) fn told_to_user(&self) -> &str {
        self.display_message.unwrap_or(&self.message)
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut body = json!({
            "error_type": self.kind,
            "error_code": self.code,
            "error_message": self.message,
            "display_message": self.display_message,
            "documentation_url": "https://plaid.com/docs/errors/",
            "suggested_action": null,
        });
        if let Some(reason) = &self.reason {
            body["error_code_reason"] = json!(reason);
        }
        body
    }
}

/// Code, type, HTTP status, message, and what is told to the user where Plaid has words for them.
type Line = (&'static str, &'static str, u16, &'static str, Option<&'static str>);

const ITEM: &str = "ITEM_ERROR";
const BANK: &str = "INSTITUTION_ERROR";
const INPUT: &str = "INVALID_INPUT";
const REQUEST: &str = "INVALID_REQUEST";
const LIMIT: &str = "RATE_LIMIT_EXCEEDED";
const UNAVAILABLE: &str = "This bank can't be reached at the moment. Try again later.";

#[rustfmt::skip]
const CATALOGUE: [Line; 51] = [
    ("ACCESS_NOT_GRANTED", ITEM, 400, "access to this product was not granted for the account", Some("Access was not granted at the bank. Try again and agree to share your accounts.")),
    ("INSUFFICIENT_CREDENTIALS", ITEM, 400, "the user did not provide sufficient authorization in order to link their account", Some("The bank needs more than was given. Try again.")),
    ("INVALID_CREDENTIALS", ITEM, 400, "the provided credentials were not correct", Some("The provided credentials were not correct. Please try again.")),
    ("INVALID_MFA", ITEM, 400, "the provided MFA response(s) were not correct", Some("The provided answer was not correct. Please try again.")),
    ("INVALID_SEND_METHOD", ITEM, 400, "the provided MFA send method was invalid", Some("The code can't be sent that way.")),
    ("INVALID_UPDATED_USERNAME", ITEM, 400, "the username provided does not match the original username for this item", Some("This is not the username with which the connection was made. Sign in with the original one.")),
    ("ITEM_CONCURRENTLY_DELETED", ITEM, 400, "this item was deleted while the operation was in process", None),
    ("ITEM_LOCKED", ITEM, 400, "the account is locked. prompt the user to visit the institution's site and unlock their account", Some("The login is locked. Unlock it at your bank, then try again.")),
    ("ITEM_LOGIN_REQUIRED", ITEM, 400, "the login details of this item have changed (credentials, MFA, or required user action) and a user login is required to update this information. use Link's update mode to restore the item to a good state", None),
    ("ITEM_NOT_FOUND", ITEM, 400, "The Item you requested cannot be found. This Item does not exist, has been previously removed via /item/remove, or has had access removed by the user.", None),
    ("ITEM_NOT_SUPPORTED", ITEM, 400, "this account is currently not supported", Some("This account is not supported.")),
    ("MFA_NOT_SUPPORTED", ITEM, 400, "this account requires a MFA type that we do not currently support for the institution", Some("The bank's way of confirming a sign-in is not supported.")),
    ("NO_ACCOUNTS", ITEM, 400, "no valid accounts were found for this item", Some("Select at least one account.")),
    ("PASSWORD_RESET_REQUIRED", ITEM, 400, "the user must reset their password", Some("Reset the password at your bank, then try again.")),
    ("PRODUCT_NOT_READY", ITEM, 400, "the requested product is not yet ready. please provide a webhook or try the request again later", None),
    ("USER_INPUT_TIMEOUT", ITEM, 400, "user timed out during account selection", Some("The selection of accounts took too long.")),
    ("USER_PERMISSION_REVOKED", ITEM, 400, "the holder of this account has revoked their permission for your application to access it", None),
    ("USER_SETUP_REQUIRED", ITEM, 400, "the account has not been fully set up. prompt the user to visit the issuing institution's site and finish the setup process", Some("The login is not set up yet. Finish the setup at your bank, then try again.")),
    ("INSTITUTION_DOWN", BANK, 400, "this institution is not currently responding to this request. please try again soon", Some(UNAVAILABLE)),
    ("INSTITUTION_NOT_AVAILABLE", BANK, 400, "this institution is not currently available", Some(UNAVAILABLE)),
    ("INSTITUTION_NOT_RESPONDING", BANK, 400, "this institution is not currently responding to this request. please try again soon", Some(UNAVAILABLE)),
    ("INSTITUTION_NO_LONGER_SUPPORTED", BANK, 400, "this institution is no longer supported", Some("This bank is no longer supported.")),
    ("INSTITUTION_REGISTRATION_REQUIRED", BANK, 400, "this institution requires registration before it can be used", None),
    ("UNAUTHORIZED_INSTITUTION", BANK, 400, "you are not authorized to access this institution", None),
    ("UNSUPPORTED_RESPONSE", BANK, 400, "the data returned from the financial institution is not supported", Some(UNAVAILABLE)),
    ("INTERNAL_SERVER_ERROR", "API_ERROR", 500, "an unexpected error occurred", Some("Something went wrong. Try again.")),
    ("PLANNED_MAINTENANCE", "API_ERROR", 503, "the Plaid API is temporarily unavailable due to planned maintenance", Some(UNAVAILABLE)),
    ("INVALID_ACCESS_TOKEN", INPUT, 400, "could not find matching access token", None),
    ("INVALID_ACCOUNT_ID", INPUT, 400, "failed to find requested account ID for requested item", None),
    ("INVALID_API_KEYS", INPUT, 400, "invalid client_id or secret provided", None),
    ("INVALID_INSTITUTION", INPUT, 400, "invalid institution_id provided", Some("There is no such bank.")),
    ("INVALID_LINK_CUSTOMIZATION", INPUT, 400, "requested link customization is not found", None),
    ("INVALID_LINK_TOKEN", INPUT, 400, "invalid link_token provided", None),
    ("INVALID_PRODUCT", INPUT, 400, "client is not authorized to access the requested products", None),
    ("INVALID_PUBLIC_TOKEN", INPUT, 400, "could not find matching public token", None),
    ("UNAUTHORIZED_ENVIRONMENT", INPUT, 400, "you are not authorized to create items in this api environment", None),
    ("INVALID_BODY", REQUEST, 400, "body could not be parsed as JSON", None),
    ("INVALID_FIELD", REQUEST, 400, "a field is invalid", None),
    ("INVALID_HEADERS", REQUEST, 400, "a header is missing or invalid", None),
    ("MISSING_FIELDS", REQUEST, 400, "required fields are missing", None),
    ("NOT_FOUND", REQUEST, 404, "the requested endpoint does not exist", None),
    ("UNKNOWN_FIELDS", REQUEST, 400, "fields are not recognized by this endpoint", None),
    ("USER_NOT_FOUND", "USER_ERROR", 400, "The User you requested cannot be found. This User does not exist or has had access removed by the user.", None),
    ("ACCOUNTS_LIMIT", LIMIT, 429, "rate limit exceeded for attempts to access this item. please try again later", None),
    ("BALANCE_LIMIT", LIMIT, 429, "rate limit exceeded for attempts to access this item. please try again later", None),
    ("INSTITUTION_RATE_LIMIT", LIMIT, 429, "rate limit exceeded for this institution. please try again later", None),
    ("ITEM_GET_LIMIT", LIMIT, 429, "rate limit exceeded for attempts to access this item. please try again later", None),
    ("RATE_LIMIT", LIMIT, 429, "rate limit exceeded. please try again later", None),
    ("TRANSACTIONS_LIMIT", LIMIT, 429, "rate limit exceeded for attempts to access this item. please try again later", None),
    ("TRANSACTIONS_SYNC_LIMIT", LIMIT, 429, "rate limit exceeded for attempts to access this item. please try again later", None),
    ("TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION", "TRANSACTIONS_ERROR", 400, "underlying transaction data changed since last page was fetched. please restart pagination from last update", None),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_that_plaid_documents_has_its_type_and_status() {
        let table = [
            (
                (ITEM, 400),
                "ITEM_LOGIN_REQUIRED INVALID_CREDENTIALS INVALID_MFA ITEM_LOCKED PASSWORD_RESET_REQUIRED \
                 USER_SETUP_REQUIRED INSUFFICIENT_CREDENTIALS ACCESS_NOT_GRANTED ITEM_NOT_FOUND \
                 USER_PERMISSION_REVOKED ITEM_CONCURRENTLY_DELETED INVALID_UPDATED_USERNAME NO_ACCOUNTS \
                 PRODUCT_NOT_READY USER_INPUT_TIMEOUT",
            ),
            (
                (BANK, 400),
                "INSTITUTION_DOWN INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE UNSUPPORTED_RESPONSE \
                 INSTITUTION_NO_LONGER_SUPPORTED UNAUTHORIZED_INSTITUTION INSTITUTION_REGISTRATION_REQUIRED",
            ),
            (("API_ERROR", 500), "INTERNAL_SERVER_ERROR"),
            (("API_ERROR", 503), "PLANNED_MAINTENANCE"),
            (
                (LIMIT, 429),
                "RATE_LIMIT ITEM_GET_LIMIT ACCOUNTS_LIMIT BALANCE_LIMIT TRANSACTIONS_LIMIT TRANSACTIONS_SYNC_LIMIT \
                 INSTITUTION_RATE_LIMIT",
            ),
            (
                (INPUT, 400),
                "INVALID_ACCESS_TOKEN INVALID_API_KEYS UNAUTHORIZED_ENVIRONMENT INVALID_PRODUCT \
                 INVALID_LINK_CUSTOMIZATION INVALID_LINK_TOKEN INVALID_PUBLIC_TOKEN INVALID_ACCOUNT_ID",
            ),
            ((REQUEST, 400), "INVALID_FIELD MISSING_FIELDS UNKNOWN_FIELDS"),
            (("USER_ERROR", 400), "USER_NOT_FOUND"),
            (("TRANSACTIONS_ERROR", 400), "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION"),
        ];
        for (expected, codes) in table {
            for code in codes.split_whitespace() {
                // An unknown code gets a type as well, so that what is found by `of` alone would prove nothing.
                assert!(CATALOGUE.iter().any(|line| line.0 == code), "{code} is missing");
                let ApiError { kind, status, .. } = ApiError::of(code);
                assert_eq!((kind.as_ref(), status), expected, "{code}");
            }
        }
    }

    #[test]
    fn no_code_stands_in_the_catalogue_twice() {
        let codes: BTreeSet<&str> = CATALOGUE.iter().map(|line| line.0).collect();
        assert_eq!(codes.len(), CATALOGUE.len());
    }
}
