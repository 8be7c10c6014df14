//! What can be done next about an error of Plaid: a short list, told from the error's type and code alone.
//!
//! HTTP status and message must play no part: Plaid's own advice is to branch on type and code.

/// What can be done next about an error. Nothing else should be read from one to decide that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// The user has to act at the bank, through update mode.
    UserMustAct,
    /// Plaid no longer knows the Item. When removing, that is success.
    ItemGone,
    /// The bank can't be reached or does not answer. Later it will; a new login would not help.
    BankDown,
    /// Plaid no longer serves the bank, or not for this client.
    BankNoLongerServed,
    /// A failure of the moment, at Plaid or on the way to it.
    Transient,
    /// Too many calls. Slow down, then repeat.
    RateLimited,
    /// The keys or a request of ours are wrong: a repeat gives the same.
    Configuration,
    /// The transactions changed while they were read page by page. Everything that was read since the last page of the
    /// reading before has to be thrown away, and the reading begins again at the cursor of that page.
    SyncRestart,
    /// Plaid has not got the data yet, as for a while after an Item was made. Later it will.
    NotReady,
    /// The Item does not give what was asked for: none of its accounts is open and granted, the user did not agree to this
    /// kind of data, or the bank has none of it. A repeat gives the same and the Item itself works, so its other data can
    /// still be read. Choosing accounts in update mode helps where there are none, a new Item where the kind of data was
    /// never asked for; where the bank has none, nothing does. Whether the keys may have it is another question, see
    /// [`Configuration`](Self::Configuration).
    NoProduct,
    /// The session at the bank's page is over: a new one is needed.
    Session,
    /// Plaid said something that this client doesn't know.
    Unknown,
}

impl ErrorClass {
    /// The class of an error. A code that this client doesn't know is judged by its type, where the type tells enough.
    pub(crate) fn of(kind: &str, code: &str) -> Self {
        match code {
            "ITEM_LOGIN_REQUIRED"
            | "INVALID_CREDENTIALS"
            | "INVALID_MFA"
            | "ITEM_LOCKED"
            | "PASSWORD_RESET_REQUIRED"
            | "USER_SETUP_REQUIRED"
            | "INSUFFICIENT_CREDENTIALS"
            | "ACCESS_NOT_GRANTED" => Self::UserMustAct,
            "ITEM_NOT_FOUND" | "INVALID_ACCESS_TOKEN" | "USER_PERMISSION_REVOKED" | "ITEM_CONCURRENTLY_DELETED" => {
                Self::ItemGone
            }
            "INSTITUTION_DOWN"
            | "INSTITUTION_NOT_RESPONDING"
            | "INSTITUTION_NOT_AVAILABLE"
            | "UNSUPPORTED_RESPONSE" => Self::BankDown,
            "INSTITUTION_NO_LONGER_SUPPORTED" | "UNAUTHORIZED_INSTITUTION" | "INSTITUTION_REGISTRATION_REQUIRED" => {
                Self::BankNoLongerServed
            }
            "INTERNAL_SERVER_ERROR" | "PLANNED_MAINTENANCE" => Self::Transient,
            "RATE_LIMIT"
            | "ITEM_GET_LIMIT"
            | "ACCOUNTS_LIMIT"
            | "BALANCE_LIMIT"
            | "TRANSACTIONS_LIMIT"
            | "TRANSACTIONS_SYNC_LIMIT"
            | "INSTITUTION_RATE_LIMIT" => Self::RateLimited,
            "INVALID_API_KEYS"
            | "UNAUTHORIZED_ENVIRONMENT"
            | "INVALID_FIELD"
            | "MISSING_FIELDS"
            | "UNKNOWN_FIELDS"
            | "INVALID_PRODUCT"
            | "INVALID_LINK_CUSTOMIZATION" => Self::Configuration,
            "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION" => Self::SyncRestart,
            "PRODUCT_NOT_READY" => Self::NotReady,
            "NO_ACCOUNTS" | "ADDITIONAL_CONSENT_REQUIRED" | "PRODUCTS_NOT_SUPPORTED" | "PRODUCT_NOT_ENABLED" => {
                Self::NoProduct
            }
            "INVALID_LINK_TOKEN" | "INVALID_PUBLIC_TOKEN" | "USER_INPUT_TIMEOUT" => Self::Session,
            _ => match kind {
                "API_ERROR" => Self::Transient,
                "RATE_LIMIT_EXCEEDED" => Self::RateLimited,
                _ => Self::Unknown,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_code_has_its_class() {
        let table = [
            (
                ErrorClass::UserMustAct,
                "ITEM_LOGIN_REQUIRED, INVALID_CREDENTIALS, INVALID_MFA, ITEM_LOCKED, PASSWORD_RESET_REQUIRED, \
                 USER_SETUP_REQUIRED, INSUFFICIENT_CREDENTIALS, ACCESS_NOT_GRANTED",
            ),
            (
                ErrorClass::ItemGone,
                "ITEM_NOT_FOUND, INVALID_ACCESS_TOKEN, USER_PERMISSION_REVOKED, ITEM_CONCURRENTLY_DELETED",
            ),
            (
                ErrorClass::BankDown,
                "INSTITUTION_DOWN, INSTITUTION_NOT_RESPONDING, INSTITUTION_NOT_AVAILABLE, UNSUPPORTED_RESPONSE",
            ),
            (
                ErrorClass::BankNoLongerServed,
                "INSTITUTION_NO_LONGER_SUPPORTED, UNAUTHORIZED_INSTITUTION, INSTITUTION_REGISTRATION_REQUIRED",
            ),
            (ErrorClass::Transient, "INTERNAL_SERVER_ERROR, PLANNED_MAINTENANCE"),
            (
                ErrorClass::RateLimited,
                "RATE_LIMIT, ITEM_GET_LIMIT, ACCOUNTS_LIMIT, BALANCE_LIMIT, TRANSACTIONS_LIMIT, \
                 TRANSACTIONS_SYNC_LIMIT, INSTITUTION_RATE_LIMIT",
            ),
            (
                ErrorClass::Configuration,
                "INVALID_API_KEYS, UNAUTHORIZED_ENVIRONMENT, INVALID_FIELD, MISSING_FIELDS, UNKNOWN_FIELDS, \
                 INVALID_PRODUCT, INVALID_LINK_CUSTOMIZATION",
            ),
            (ErrorClass::SyncRestart, "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION"),
            (ErrorClass::NotReady, "PRODUCT_NOT_READY"),
            (
                ErrorClass::NoProduct,
                "NO_ACCOUNTS, ADDITIONAL_CONSENT_REQUIRED, PRODUCTS_NOT_SUPPORTED, PRODUCT_NOT_ENABLED",
            ),
            (ErrorClass::Session, "INVALID_LINK_TOKEN, INVALID_PUBLIC_TOKEN, USER_INPUT_TIMEOUT"),
        ];
        for (class, codes) in table {
            for code in codes.split(", ") {
                assert_eq!(ErrorClass::of("A_TYPE_OF_TOMORROW", code), class, "{code}");
            }
        }
    }

    #[test]
    fn an_unknown_code_is_judged_by_its_type() {
        let cases = [
            ("API_ERROR", ErrorClass::Transient),
            ("RATE_LIMIT_EXCEEDED", ErrorClass::RateLimited),
            ("ITEM_ERROR", ErrorClass::Unknown),
            ("INSTITUTION_ERROR", ErrorClass::Unknown),
            ("INVALID_REQUEST", ErrorClass::Unknown),
            ("A_TYPE_OF_TOMORROW", ErrorClass::Unknown),
            ("", ErrorClass::Unknown),
        ];
        for (kind, class) in cases {
            assert_eq!(ErrorClass::of(kind, "A_CODE_OF_TOMORROW"), class, "{kind}");
        }
    }
}
