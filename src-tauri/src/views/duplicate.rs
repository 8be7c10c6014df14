//! A bank that looks connected already, and what the user wants of it.

use connections::{Decided, Duplicate, ExistingConnection, OfferedAccount};
use serde::Serialize;
use ts_rs::TS;

use super::{AccountView, InstitutionView};

/// What Plaid calls an account of which it does not say what it is.
const OTHER: &str = "other";

/// A bank that looks connected already. Nothing is connected before the user has said what is wanted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DuplicateView {
    /// The link session.
    pub session_id: String,
    /// The bank.
    pub institution: InstitutionView,
    /// The connections that have some of the accounts, those that work first.
    pub existing: Vec<ExistingConnectionView>,
    /// The accounts that the user selected at the bank.
    pub offered: Vec<OfferedAccountView>,
}

/// A connection that has some of the accounts.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExistingConnectionView {
    /// The connection.
    pub connection_id: String,
    /// Whether it was removed, so that it would be reconnected.
    pub obsolete: bool,
    /// All of its accounts.
    pub accounts: Vec<AccountView>,
}

/// An account that the user selected at the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OfferedAccountView {
    /// The name at the bank.
    pub name: String,
    /// The last digits of the account number.
    pub mask: Option<String>,
    /// Plaid's type.
    pub kind: String,
    /// Plaid's subtype.
    pub subtype: Option<String>,
    /// Whether one of the connections has it.
    pub is_connected: bool,
}

/// What follows on the user's choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DecidedView {
    /// The session is over. An update of this connection is to be begun.
    Update {
        /// The connection.
        connection_id: String,
    },
    /// The session goes on by itself.
    GoesOn,
    /// The session is over, and nothing was connected.
    Stopped,
}

impl From<Duplicate> for DuplicateView {
    fn from(duplicate: Duplicate) -> Self {
        let Duplicate { session, institution, existing, offered } = duplicate;
        let offered = offered.into_iter().map(|account| {
            let is_connected = existing.iter().any(|connection| connection.has(&account));
            OfferedAccountView::new(account, is_connected)
        });
        Self {
            session_id: session.to_string(),
            institution: institution.into(),
            offered: offered.collect(),
            existing: existing.into_iter().map(ExistingConnectionView::from).collect(),
        }
    }
}

impl From<ExistingConnection> for ExistingConnectionView {
    fn from(existing: ExistingConnection) -> Self {
        Self {
            connection_id: existing.connection.to_string(),
            obsolete: existing.obsolete,
            accounts: existing.accounts.into_iter().map(AccountView::from).collect(),
        }
    }
}

impl OfferedAccountView {
    fn new(account: OfferedAccount, is_connected: bool) -> Self {
        Self {
            name: account.name,
            mask: account.mask,
            kind: account.kind.unwrap_or_else(|| OTHER.to_owned()),
            subtype: account.subtype,
            is_connected,
        }
    }
}

impl From<Decided> for DecidedView {
    fn from(decided: Decided) -> Self {
        match decided {
            Decided::Update(connection) => Self::Update { connection_id: connection.to_string() },
            Decided::GoesOn => Self::GoesOn,
            Decided::Stopped => Self::Stopped,
        }
    }
}
