//! What only control does to the world: things that happen at the bank or at Plaid without the client.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    Grant, Item, ItemAccount, StandingError, World,
    ledger::{Ledger, Moment},
};
use crate::{
    bank::{self, BankAccount, Institution},
    seed::lasting_id,
};

/// The farthest that the time can be moved ahead.
const AHEAD_MAX: SignedDuration = SignedDuration::from_hours(20 * 365 * 24);

/// What an account is called from now on. What is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renaming {
    /// The name at the bank.
    pub name: Option<String>,
    /// The longer name that the bank itself uses.
    pub official_name: Option<String>,
    /// The last digits of the account number.
    pub mask: Option<String>,
}

/// What a bank calls an account in Items that are still to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NextName {
    institution_id: String,
    key: String,
    renaming: Renaming,
}

impl World {
    /// Moves the time ahead. Nothing moves it back. Tells whether it could be moved that far.
    pub(crate) fn advance(&mut self, by: SignedDuration) -> bool {
        match self.ahead.checked_add(by).filter(|ahead| !by.is_negative() && *ahead <= AHEAD_MAX) {
            Some(ahead) => {
                self.ahead = ahead;
                true
            }
            None => false,
        }
    }

    /// Gives granted accounts new ids, all of them or those named, as a bank's migration does. Tells how many.
    pub(crate) fn churn(&mut self, item_id: &str, only: Option<&[String]>) -> Option<usize> {
        let item = self.items.iter_mut().find(|item| item.id == item_id && !item.removed)?;
        let revision = item.touch();
        let grants = item.accounts.iter_mut().filter_map(|account| account.grant.as_mut());
        let mut churned = 0;
        for grant in grants.filter(|grant| only.is_none_or(|only| only.contains(&grant.account_id))) {
            grant.account_id = self.ids.base62();
            grant.revision = revision;
            churned += 1;
        }
        Some(churned)
    }

    /// Adds an account at the bank, which `account` describes under its key. Unless it is granted at once, nobody sees it
    /// before it is selected. Gives the key.
    pub(crate) fn open_account(
        &mut self,
        item_id: &str,
        account: impl FnOnce(String) -> BankAccount,
        granted: bool,
        now: Timestamp,
    ) -> Option<String> {
        let seed = self.ids.seed();
        let item = self.items.iter_mut().find(|item| item.id == item_id && !item.removed)?;
        let key = format!("opened-{}", self.ids.uuid());
        let parts = [item.institution_id.as_str(), &item.username, &key];
        let persistent_account_id = item.bank().lasting_account_ids.then(|| lasting_id(seed, &parts));
        let revision = item.touch();
        let grant = granted.then(|| Grant { account_id: self.ids.base62(), granted_at: now, revision });
        item.accounts.push(ItemAccount {
            at_bank: account(key.clone()),
            persistent_account_id,
            grant,
            opened: Some(Moment { at: now, revision }),
            ledger: Ledger::default(),
        });
        Some(key)
    }

    /// Closes a granted account at the bank.
    pub(crate) fn close_account(&mut self, item_id: &str, account_id: &str) -> Option<()> {
        let item = self.item(item_id)?;
        let place = item.accounts.iter().position(|account| account.has_id(account_id))?;
        item.accounts.remove(place);
        item.touch();
        Some(())
    }

    /// Takes a grant back at the bank.
    pub(crate) fn withdraw_account(&mut self, item_id: &str, account_id: &str) -> Option<()> {
        self.granted_account(item_id, account_id)?.grant = None;
        self.item(item_id)?.touch();
        Some(())
    }

    /// Renames a granted account, or gives it another mask.
    pub(crate) fn rename_account(&mut self, item_id: &str, account_id: &str, renaming: Renaming) -> Option<()> {
        renaming.apply(&mut self.granted_account(item_id, account_id)?.at_bank);
        Some(())
    }

    /// Renames an account of a bank for all Items that are made from now on.
    pub(crate) fn rename_for_new_items(&mut self, institution_id: &str, key: &str, renaming: Renaming) -> Option<()> {
        let bank = bank::institution(institution_id)?;
        bank.accounts().iter().find(|account| account.key == key)?;
        let (institution_id, key) = (institution_id.to_owned(), key.to_owned());
        self.next_names.push(NextName { institution_id, key, renaming });
        Some(())
    }

    /// Accounts of a bank with the names that they have in new Items.
    pub(crate) fn named_anew(&self, bank: &Institution, mut accounts: Vec<BankAccount>) -> Vec<BankAccount> {
        for next in self.next_names.iter().filter(|next| next.institution_id == bank.id) {
            for account in accounts.iter_mut().filter(|account| account.key == next.key) {
                next.renaming.clone().apply(account);
            }
        }
        accounts
    }

    fn granted_account(&mut self, item_id: &str, account_id: &str) -> Option<&mut ItemAccount> {
        self.item(item_id)?.accounts.iter_mut().find(|account| account.has_id(account_id))
    }
}

impl Renaming {
    fn apply(self, account: &mut BankAccount) {
        let Self { name, official_name, mask } = self;
        if let Some(name) = name {
            account.name = name;
        }
        account.official_name = official_name.or_else(|| account.official_name.take());
        account.mask = mask.or_else(|| account.mask.take());
    }
}

impl ItemAccount {
    pub(super) fn has_id(&self, account_id: &str) -> bool {
        self.grant.as_ref().is_some_and(|grant| grant.account_id == account_id)
    }
}

impl Item {
    /// Sets the standing error, or heals the Item.
    pub(crate) fn set_error(&mut self, code: Option<&str>) {
        self.error = code.map(|code| StandingError { code: code.to_owned(), reason: None });
    }

    /// Has the consent end at a certain time. A time that is over has the Item need a new login at once.
    pub(crate) fn end_consent(&mut self, at: Timestamp, now: Timestamp) {
        self.consent_expires_at = Some(at);
        self.pass_time(now);
    }
}
