//! What the commands take. Ids arrive as text and are read by the handlers.

use serde::Deserialize;
use ts_rs::TS;

/// The argument of a command that takes none.
#[derive(Debug, Deserialize, TS)]
#[ts(type = "undefined")]
pub struct NoArgument;

/// Which connection is to be updated.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StartUpdateArgument {
    /// The connection.
    pub connection_id: String,
    /// Whether the page is to be opened although the connection turns out to work.
    pub even_if_healthy: bool,
}

/// A command that speaks of one link session.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SessionArgument {
    /// The link session.
    pub session_id: String,
}

/// A command that speaks of one connection.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConnectionArgument {
    /// The connection.
    pub connection_id: String,
}

/// What the user told apart.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecideMappingArgument {
    /// The link session.
    pub session_id: String,
    /// One decision for each reported account that was asked about.
    pub decisions: Vec<DecisionArgument>,
}

/// What one reported account is.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecisionArgument {
    /// The `account_id` of the reported account, as the mapping named it.
    pub account_id: String,
    /// The id of the account on record that it is, or `null` where it is a new one.
    pub is: Option<String>,
}
