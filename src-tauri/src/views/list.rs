//! Connections and their accounts, as the list shows them.

use connections::{
    ConnectionOverview,
    model::{
        account::AccountConnection,
        connection::{AccountNews, Institution, Status, UpdateReason},
    },
};
use serde::Serialize;
use ts_rs::TS;

use super::{FedView, RemovalView};

/// A bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct InstitutionView {
    /// Plaid's id of it, `ins_…`, shown beside the name.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The status of a connection.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StatusView {
    /// Which.
    pub kind: StatusKind,
    /// Why it needs an update. `null` for every other kind.
    pub reason: Option<ReasonView>,
}

/// The statuses a connection can have.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StatusKind {
    /// Works.
    Active,
    /// The user has to act.
    NeedsUpdate,
    /// The bank's page is open.
    Updating,
    /// An update ended, and its result is not in the records yet.
    UpdateInterrupted,
    /// An update ended, and the user has to say which account is which.
    AwaitingMapping,
    /// Plaid no longer knows it.
    NeedsReconnecting,
    /// The bank can't be reached.
    BankUnavailable,
    /// Its removal was asked for, and Plaid has not confirmed it.
    Removing,
    /// Removed.
    Obsolete,
}

/// Why a connection needs an update.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReasonView {
    /// The bank no longer takes the credentials on file.
    CredentialsChanged,
    /// The bank asks for another second factor.
    MfaChanged,
    /// The bank locked the login.
    LoginLocked,
    /// The bank's consent ends or was withdrawn.
    ConsentEnds,
    /// The bank reports accounts nobody has chosen yet.
    NewAccounts,
}

/// An account under a connection.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccountView {
    /// Our own id.
    pub id: String,
    /// The number that people read, `BAC-000000023`.
    pub number: String,
    /// The name at the bank.
    pub name: String,
    /// The longer name, where the bank tells one.
    pub official_name: Option<String>,
    /// The last digits of the account number.
    pub mask: Option<String>,
    /// Plaid's type, such as `depository`.
    pub kind: String,
    /// Plaid's subtype, such as `checking`.
    pub subtype: Option<String>,
    /// The currency.
    pub currency: Option<String>,
    /// Whether it was selected in the last update.
    pub active: bool,
    /// The bank account in the books that it feeds. Told in the list of connections only.
    pub feeds: Option<FedView>,
}

/// A connection.
#[expect(clippy::struct_excessive_bools, reason = "each is a button, on or off for itself")]
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConnectionView {
    /// Our own id.
    pub id: String,
    /// The bank.
    pub institution: InstitutionView,
    /// The one status to show.
    pub status: StatusView,
    /// When the bank's consent ends.
    pub consent_ends_at: Option<String>,
    /// When the last update was committed.
    pub updated_at: Option<String>,
    /// Its accounts, by number.
    pub accounts: Vec<AccountView>,
    /// Whether an update can be started now.
    pub can_update: bool,
    /// Whether a new login can be put in the place of the present one now.
    pub can_replace: bool,
    /// Whether it was removed and can be given a new login now.
    pub can_reconnect: bool,
    /// Whether its removal can be asked for now.
    pub can_remove: bool,
    /// Whether it is paused: nothing is refreshed or imported of it until it is resumed.
    pub is_paused: bool,
    /// How the accounts at the bank differ from those on record, where they do.
    pub news: Option<AccountNewsView>,
    /// The removals of its logins that Plaid has not confirmed.
    pub removals: Vec<RemovalView>,
}

/// How the accounts at the bank differ from those on record, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct AccountNewsView {
    /// Accounts that no record knows.
    pub appeared: u32,
    /// Active accounts that the bank no longer tells of.
    pub vanished: u32,
    /// Accounts that have another id at Plaid.
    pub renamed: u32,
}

impl From<Institution> for InstitutionView {
    fn from(institution: Institution) -> Self {
        Self { id: institution.id, name: institution.name }
    }
}

impl From<Status> for StatusView {
    fn from(status: Status) -> Self {
        let (kind, reason) = match status {
            Status::Active => (StatusKind::Active, None),
            Status::NeedsUpdate(reason) => (StatusKind::NeedsUpdate, Some(reason.into())),
            Status::Updating => (StatusKind::Updating, None),
            Status::UpdateInterrupted => (StatusKind::UpdateInterrupted, None),
            Status::AwaitingMapping => (StatusKind::AwaitingMapping, None),
            Status::NeedsReconnecting => (StatusKind::NeedsReconnecting, None),
            Status::BankUnavailable => (StatusKind::BankUnavailable, None),
            Status::Removing => (StatusKind::Removing, None),
            Status::Obsolete => (StatusKind::Obsolete, None),
        };
        Self { kind, reason }
    }
}

impl From<UpdateReason> for ReasonView {
    fn from(reason: UpdateReason) -> Self {
        match reason {
            UpdateReason::CredentialsChanged => Self::CredentialsChanged,
            UpdateReason::MfaChanged => Self::MfaChanged,
            UpdateReason::LoginLocked => Self::LoginLocked,
            UpdateReason::ConsentEnds => Self::ConsentEnds,
            UpdateReason::NewAccounts => Self::NewAccounts,
        }
    }
}

impl From<AccountConnection> for AccountView {
    fn from(account: AccountConnection) -> Self {
        Self {
            id: account.id.to_string(),
            number: account.number.to_string(),
            name: account.details.name,
            official_name: account.details.official_name,
            mask: account.details.mask,
            kind: account.details.kind,
            subtype: account.details.subtype,
            currency: account.details.currency,
            active: account.active,
            feeds: None,
        }
    }
}

impl AccountNewsView {
    /// What is worth showing, if anything.
    fn of(news: AccountNews) -> Option<Self> {
        let AccountNews { appeared, vanished, renamed } = news;
        (!news.is_empty()).then_some(Self { appeared, vanished, renamed })
    }
}

impl From<ConnectionOverview> for ConnectionView {
    fn from(overview: ConnectionOverview) -> Self {
        let ConnectionOverview {
            connection,
            accounts,
            mut feeds,
            status,
            can_update,
            can_replace,
            can_reconnect,
            can_remove,
            removals,
        } = overview;
        Self {
            id: connection.id.to_string(),
            institution: connection.institution.into(),
            status: status.into(),
            consent_ends_at: connection.consent_ends_at.map(|time| time.to_string()),
            updated_at: connection.updated_at.map(|time| time.to_string()),
            accounts: accounts
                .into_iter()
                .map(|account| {
                    let feeds = feeds.remove(&account.id).map(FedView::from);
                    AccountView { feeds, ..account.into() }
                })
                .collect(),
            can_update,
            can_replace,
            can_reconnect,
            can_remove,
            is_paused: connection.paused,
            news: AccountNewsView::of(connection.news),
            removals: removals.into_iter().map(RemovalView::from).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_that_are_as_on_record_are_no_news() {
        assert_eq!(AccountNewsView::of(AccountNews::default()), None);
        let news = AccountNews { vanished: 1, ..AccountNews::default() };
        let view = AccountNewsView { appeared: 0, vanished: 1, renamed: 0 };
        assert_eq!(AccountNewsView::of(news), Some(view));
    }
}
