//! Refreshing, and the balances that it brings.

use connections::{
    AccountRefreshed, Progress, RefreshAccount,
    model::{account::AccountDetails, balance::Balance},
};
use serde::Serialize;
use ts_rs::TS;

use super::{BookView, InstitutionView, MoneyView, NotReadView, UnusableView, money, runs::not_read};

/// An account and what is known of its balance.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RefreshAccountView {
    /// The account connection.
    pub id: String,
    /// Its number, such as `BAC-000000023`.
    pub number: String,
    /// Its name at the bank.
    pub name: String,
    /// The last digits of its number at the bank.
    pub mask: Option<String>,
    /// Its connection.
    pub connection_id: String,
    /// Its bank.
    pub institution: InstitutionView,
    /// The bank account that it feeds.
    pub bank_account: Option<BookView>,
    /// Whether its balance is what is owed, as that of a card or a loan.
    pub is_owed: bool,
    /// What its bank told last.
    pub last: Option<BalanceView>,
    /// Why it can't be refreshed now.
    pub unusable: Option<UnusableView>,
}

/// What a bank told of an account.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BalanceView {
    /// When it was told.
    pub at: String,
    /// Of when it is, where the bank does not tell that of this moment.
    pub as_of: Option<String>,
    /// What is in the account, or what is owed.
    pub current: Option<MoneyView>,
    /// What can be spent.
    pub available: Option<MoneyView>,
    /// The limit of credit or overdraft.
    pub limit: Option<MoneyView>,
}

/// How far the refresh of an account has come.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RefreshStateView {
    /// Its turn comes.
    Waiting,
    /// Its bank is being asked.
    Working,
    /// The refresh was cancelled before.
    Cancelled {
        /// Whether its bank may have been asked by then.
        is_asked: bool,
    },
    /// The bank told its balance.
    Balance {
        /// The balance.
        balance: BalanceView,
    },
    /// The bank tells no balance of it.
    NoBalance,
    /// An amount can't be held.
    Unholdable,
    /// The bank tells nothing of it any more.
    NotTold,
    /// It can't be refreshed.
    Unusable {
        /// Why.
        why: UnusableView,
    },
    /// Its bank could not be read.
    NotRead {
        /// Why.
        why: NotReadView,
        /// Plaid's code.
        code: Option<String>,
    },
    /// The records could not be written.
    NotWritten,
}

impl From<RefreshAccount> for RefreshAccountView {
    fn from(of: RefreshAccount) -> Self {
        let is_owed = of.account.details.tells_what_is_owed();
        let AccountDetails { name, mask, .. } = of.account.details;
        Self {
            id: of.account.id.to_string(),
            number: of.account.number.to_string(),
            name,
            mask,
            connection_id: of.connection.to_string(),
            institution: of.institution.into(),
            bank_account: of.bank_account.as_ref().map(BookView::from),
            is_owed,
            last: of.last.map(BalanceView::from),
            unusable: of.unusable.map(UnusableView::from),
        }
    }
}

impl From<Balance> for BalanceView {
    fn from(balance: Balance) -> Self {
        let amount = |minor: Option<i64>| minor.map(|minor| money(minor, balance.currency));
        Self {
            at: balance.at.to_string(),
            as_of: balance.as_of.map(|as_of| as_of.to_string()),
            current: amount(balance.current_minor),
            available: amount(balance.available_minor),
            limit: amount(balance.limit_minor),
        }
    }
}

impl From<Progress<AccountRefreshed>> for RefreshStateView {
    fn from(progress: Progress<AccountRefreshed>) -> Self {
        match progress {
            Progress::Waiting => Self::Waiting,
            Progress::Working => Self::Working,
            Progress::Cancelled { is_begun } => Self::Cancelled { is_asked: is_begun },
            Progress::Done(AccountRefreshed::Balance(balance)) => Self::Balance { balance: balance.into() },
            Progress::Done(AccountRefreshed::NoBalance) => Self::NoBalance,
            Progress::Done(AccountRefreshed::Unholdable) => Self::Unholdable,
            Progress::Done(AccountRefreshed::NotTold) => Self::NotTold,
            Progress::Done(AccountRefreshed::Unusable(why)) => Self::Unusable { why: why.into() },
            Progress::Done(AccountRefreshed::NotRead(why)) => {
                let (why, code) = not_read(why);
                Self::NotRead { why, code }
            }
            Progress::Done(AccountRefreshed::NotWritten) => Self::NotWritten,
        }
    }
}
