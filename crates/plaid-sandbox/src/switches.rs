//! Switches: where Plaid's behaviour is unconfirmed, or where a test wants it faster, the simulator can do either.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What can be switched, at the start or later by `POST /control/switches`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own, and any two can be on together")]
pub struct Switches {
    /// Whether `/link/token/get` tells the events of a session while it is still open. Unconfirmed at Plaid.
    pub events_during_session: bool,
    /// Whether a successful update gives a public token in `results`, as a new Item does. Unconfirmed at Plaid.
    pub results_in_update_mode: bool,
    /// Whether `results` of a new Item tell its bank. Plaid's schema allows both.
    pub bank_in_results: bool,
    /// Whether `/accounts/get` answers from what it knew while the Item needs a new login, instead of refusing.
    pub accounts_while_login_required: bool,
    /// How many seconds after the last action an abandoned session is closed. Plaid takes 5 to 15 minutes.
    pub session_close_after_s: u32,
    /// How many seconds the selection of accounts may take before it times out.
    pub selection_timeout_s: u32,
    /// How many seconds the result of a finished session can be read.
    pub result_lifetime_s: u32,
    /// How many seconds after it was made a new Item's transactions become ready.
    pub transactions_ready_after_s: u32,
    /// How many seconds after it was made a new Item has more of its history than the last thirty days.
    pub history_ready_after_s: u32,
    /// Whether the client has the endpoints of users and may name one in a link token. Not every client of Plaid has them.
    pub user_api: bool,
    /// Whether an Item is listed for its user before its public token is exchanged. Unconfirmed at Plaid.
    pub unexchanged_user_items: bool,
    /// Whether new link tokens lead to the hostile page instead of the bank's.
    pub hostile_page: bool,
    /// Whether requests and answers of the API are kept for `GET /control/exchanges`.
    pub record_exchanges: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            events_during_session: false,
            results_in_update_mode: false,
            bank_in_results: true,
            accounts_while_login_required: false,
            session_close_after_s: 10 * 60,
            selection_timeout_s: 5 * 60,
            result_lifetime_s: 6 * 60 * 60,
            transactions_ready_after_s: 0,
            history_ready_after_s: 0,
            user_api: true,
            unexchanged_user_items: false,
            hostile_page: false,
            record_exchanges: false,
        }
    }
}

impl Switches {
    /// These switches with some of them changed. Fails on a switch that there is not, and on a wrong type.
    pub(crate) fn changed(&self, changes: Map<String, Value>) -> Result<Self, serde_json::Error> {
        let mut all = serde_json::to_value(self)?;
        if let Value::Object(fields) = &mut all {
            fields.extend(changes);
        }
        serde_json::from_value(all)
    }

    pub(crate) fn session_close_after(&self) -> SignedDuration {
        SignedDuration::from_secs(self.session_close_after_s.into())
    }

    pub(crate) fn selection_timeout(&self) -> SignedDuration {
        SignedDuration::from_secs(self.selection_timeout_s.into())
    }

    pub(crate) fn result_lifetime(&self) -> SignedDuration {
        SignedDuration::from_secs(self.result_lifetime_s.into())
    }

    pub(crate) fn history_ready_after(&self) -> SignedDuration {
        SignedDuration::from_secs(self.history_ready_after_s.into())
    }

    pub(crate) fn transactions_ready_after(&self) -> SignedDuration {
        SignedDuration::from_secs(self.transactions_ready_after_s.into())
    }
}
