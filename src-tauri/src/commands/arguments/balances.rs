//! Refreshing balances and looking at them.

use serde::Deserialize;
use ts_rs::TS;

/// What is to be refreshed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RefreshArgument {
    /// The account connections.
    pub account_ids: Vec<String>,
}

/// An account connection.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AccountConnectionArgument {
    /// Its id.
    pub account_id: String,
}
