//! Notices in words: what happened, and what to do.

use jiff::tz::TimeZone;

use super::Notice;
use crate::model::{connection::UpdateReason, notice::Occasion};

impl Notice {
    /// The bank with its institution ID.
    #[must_use]
    pub fn bank(&self) -> String {
        format!("{} ({})", self.institution.name, self.institution.id)
    }

    /// What happened, and what to do.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self.occasion {
            Occasion::NeedsUpdate(reason) => needs_update(reason).to_owned(),
            Occasion::NeedsReconnecting => {
                "Plaid no longer knows the login. Update the connection to sign in anew.".to_owned()
            }
            Occasion::ConsentEnds { at, .. } => {
                let day = at.to_zoned(TimeZone::UTC).strftime("%b %-d, %Y");
                format!("The consent at the bank ends on {day} (UTC). Update the connection before that to renew it.")
            }
        }
    }
}

const fn needs_update(reason: UpdateReason) -> &'static str {
    match reason {
        UpdateReason::CredentialsChanged => {
            "The bank no longer takes the sign-in details. Update the connection to sign in again."
        }
        UpdateReason::MfaChanged => "The bank asks for a new security step. Update the connection to sign in.",
        UpdateReason::LoginLocked => "The bank locked the login. Unlock it at the bank, then update the connection.",
        UpdateReason::ConsentEnds => {
            "The consent at the bank has ended or was withdrawn. Update the connection to renew it."
        }
        UpdateReason::NewAccounts => "The accounts at the bank changed. Update the connection to choose them.",
    }
}
