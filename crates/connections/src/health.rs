//! From what Plaid says of a login to what the records call its health.

use jiff::Timestamp;
use plaid::{ApiError, ErrorClass, Item};

use crate::model::connection::{AccountNews, Health, UpdateReason};

/// What a reading says of a login, apart from its accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) health: Health,
    pub(crate) consent_ends_at: Option<Timestamp>,
}

impl Standing {
    /// Of a login that Plaid no longer knows.
    pub(crate) const GONE: Self = Self { health: Health::Gone, consent_ends_at: None };

    /// What `/item/get` says of a login at this time.
    pub(crate) fn of(item: &Item, now: Timestamp) -> Self {
        // As it is on record, so that the two can be compared.
        let consent_ends_at = item.consent_expires_at.map(to_millisecond);
        let health = item.error.as_ref().map_or(Health::Good, health_by).with_consent(consent_ends_at, now);
        Self { health, consent_ends_at }
    }

    /// The same login with what is known of its accounts: where nothing else stands in the way, the user is asked to choose
    /// among them anew.
    pub(crate) fn with_news(self, news: AccountNews) -> Self {
        match self.health {
            Health::Good if !news.is_empty() => Self { health: Health::NeedsUpdate(UpdateReason::NewAccounts), ..self },
            Health::Good | Health::NeedsUpdate(_) | Health::Gone | Health::BankUnavailable => self,
        }
    }
}

fn to_millisecond(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).expect("a time without its fractions is a time")
}

/// What an error that stands on a login makes of it.
pub(crate) fn health_by(error: &ApiError) -> Health {
    match error.code.as_str() {
        "INVALID_MFA" => Health::NeedsUpdate(UpdateReason::MfaChanged),
        "ITEM_LOCKED" => Health::NeedsUpdate(UpdateReason::LoginLocked),
        "PENDING_DISCONNECT" | "PENDING_EXPIRATION" | "ACCESS_NOT_GRANTED" => {
            Health::NeedsUpdate(UpdateReason::ConsentEnds)
        }
        "NEW_ACCOUNTS_AVAILABLE" => Health::NeedsUpdate(UpdateReason::NewAccounts),
        _ => match error.class() {
            ErrorClass::ItemGone => Health::Gone,
            ErrorClass::BankDown
            | ErrorClass::BankNoLongerServed
            | ErrorClass::Transient
            | ErrorClass::RateLimited
            | ErrorClass::Configuration
            | ErrorClass::SyncRestart
            | ErrorClass::NotReady => Health::BankUnavailable,
            // An error that stands on the login and that nobody knows: a new login is the one thing that may help.
            ErrorClass::UserMustAct | ErrorClass::NoProduct | ErrorClass::Session | ErrorClass::Unknown => {
                Health::NeedsUpdate(UpdateReason::CredentialsChanged)
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn error(code: &str) -> ApiError {
        ApiError {
            kind: "ITEM_ERROR".to_owned(),
            code: code.to_owned(),
            message: String::new(),
            display_message: None,
            request_id: None,
            http_status: None,
        }
    }

    fn item(code: Option<&str>, consent_expires_at: Option<Timestamp>) -> Item {
        Item {
            item_id: "item".to_owned(),
            institution_id: None,
            institution_name: None,
            error: code.map(error),
            consent_expires_at,
        }
    }

    #[test]
    fn each_standing_error_has_its_health() {
        use UpdateReason::{ConsentEnds, CredentialsChanged, LoginLocked, MfaChanged, NewAccounts};
        let table = [
            (None, Health::Good),
            (Some("ITEM_LOGIN_REQUIRED"), Health::NeedsUpdate(CredentialsChanged)),
            (Some("INVALID_CREDENTIALS"), Health::NeedsUpdate(CredentialsChanged)),
            (Some("INSUFFICIENT_CREDENTIALS"), Health::NeedsUpdate(CredentialsChanged)),
            (Some("USER_SETUP_REQUIRED"), Health::NeedsUpdate(CredentialsChanged)),
            (Some("PASSWORD_RESET_REQUIRED"), Health::NeedsUpdate(CredentialsChanged)),
            (Some("INVALID_MFA"), Health::NeedsUpdate(MfaChanged)),
            (Some("ITEM_LOCKED"), Health::NeedsUpdate(LoginLocked)),
            (Some("ACCESS_NOT_GRANTED"), Health::NeedsUpdate(ConsentEnds)),
            (Some("PENDING_DISCONNECT"), Health::NeedsUpdate(ConsentEnds)),
            (Some("PENDING_EXPIRATION"), Health::NeedsUpdate(ConsentEnds)),
            (Some("NEW_ACCOUNTS_AVAILABLE"), Health::NeedsUpdate(NewAccounts)),
            (Some("USER_PERMISSION_REVOKED"), Health::Gone),
            (Some("ITEM_NOT_FOUND"), Health::Gone),
            (Some("INSTITUTION_DOWN"), Health::BankUnavailable),
            (Some("INSTITUTION_NO_LONGER_SUPPORTED"), Health::BankUnavailable),
            (Some("NOBODY_KNOWS_THIS"), Health::NeedsUpdate(CredentialsChanged)),
        ];
        for (code, health) in table {
            assert_eq!(Standing::of(&item(code, None), NOW).health, health, "{code:?}");
        }
    }

    #[test]
    fn a_consent_is_renewed_from_seven_days_before_it_ends() {
        let health = |days| Standing::of(&item(None, Some(NOW + Duration::from_hours(24) * days)), NOW).health;
        assert_eq!(health(8), Health::Good);
        assert_eq!(health(7), Health::NeedsUpdate(UpdateReason::ConsentEnds));
        assert_eq!(health(0), Health::NeedsUpdate(UpdateReason::ConsentEnds));
    }

    #[test]
    fn a_standing_error_weighs_more_than_the_consent() {
        let soon = Some(NOW + Duration::from_hours(1));
        let standing = Standing::of(&item(Some("ITEM_LOCKED"), soon), NOW);
        assert_eq!(
            standing,
            Standing { health: Health::NeedsUpdate(UpdateReason::LoginLocked), consent_ends_at: soon }
        );
    }

    #[test]
    fn a_consent_is_read_as_exactly_as_it_is_kept() {
        let ends_at = NOW + Duration::from_nanos(1_234_567_890);
        let standing = Standing::of(&item(None, Some(ends_at)), NOW);
        assert_eq!(standing.consent_ends_at, Some(NOW + Duration::from_millis(1234)));
    }
}
