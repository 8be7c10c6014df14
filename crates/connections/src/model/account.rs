//! Account connections: the accounts under a connection, as the firm keeps them and as the bank reports them.

use std::fmt;

use super::ids::AccountConnectionId;

/// The number of an account connection that people read and quote, such as `BAC-000000023`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountNumber(pub u32);

impl fmt::Display for AccountNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "BAC-{:09}", self.0)
    }
}

/// What tells one account of a bank from another, apart from Plaid's ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccountDetails {
    /// The name at the bank, such as `Plaid Checking`.
    pub name: String,
    /// The longer name that the bank itself uses, where it tells one.
    pub official_name: Option<String>,
    /// The last digits of the account number. Can be absent, and can repeat within a connection.
    pub mask: Option<String>,
    /// The type at Plaid, such as `depository`. New values can appear at any time.
    pub kind: String,
    /// The subtype at Plaid, such as `checking`.
    pub subtype: Option<String>,
    /// ISO 4217, or the unofficial code that Plaid gives in its place.
    pub currency: Option<String>,
}

/// An account as `/accounts/get` reports it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportedAccount {
    /// Plaid's id of the account. An account granted again comes with a new one.
    pub account_id: String,
    /// Plaid's lasting id, which only few banks give.
    pub persistent_account_id: Option<String>,
    /// Everything else that describes the account.
    pub details: AccountDetails,
}

/// An account under a connection, as the firm keeps it. Its history hangs on `id` and `number`, never on Plaid's ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountConnection {
    /// Our own id, for ever the same.
    pub id: AccountConnectionId,
    /// The number that people read.
    pub number: AccountNumber,
    /// Plaid's id of the account, as last reported.
    pub account_id: String,
    /// Plaid's lasting id, where the bank gives one.
    pub persistent_account_id: Option<String>,
    /// As last reported.
    pub details: AccountDetails,
    /// Whether the account was selected in the last update. An inactive account is not used for anything.
    pub active: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_nine_digits() {
        assert_eq!(AccountNumber(23).to_string(), "BAC-000000023");
    }
}
