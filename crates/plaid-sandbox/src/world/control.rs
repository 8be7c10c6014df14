//! What only control does to the world: things that happen at the bank or at Plaid without the client.

use jiff::{SignedDuration, Timestamp};

use super::{Item, ItemAccount, StandingError, World};
use crate::{bank::BankAccount, seed::lasting_id};

/// The farthest that the time can be moved ahead.
const AHEAD_MAX: SignedDuration = SignedDuration::from_hours(20 * 365 * 24);

/// What becomes of an account at the bank. What is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Renaming {
    pub(crate) name: Option<String>,
    pub(crate) official_name: Option<String>,
    pub(crate) mask: Option<String>,
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
        let grants = item.accounts.iter_mut().filter_map(|account| account.grant.as_mut());
        let mut churned = 0;
        for grant in grants.filter(|grant| only.is_none_or(|only| only.contains(&grant.account_id))) {
            grant.account_id = self.ids.base62();
            churned += 1;
        }
        Some(churned)
    }

    /// Adds an account at the bank that nobody has granted yet.
    pub(crate) fn open_account(&mut self, item_id: &str, account: BankAccount) -> Option<()> {
        let seed = self.ids.seed();
        let item = self.item(item_id)?;
        let parts = [item.institution_id.as_str(), &item.username, &account.key];
        let persistent_account_id = item.bank().lasting_account_ids.then(|| lasting_id(seed, &parts));
        item.accounts.push(ItemAccount { at_bank: account, persistent_account_id, grant: None });
        Some(())
    }

    /// Renames a granted account, or gives it another mask.
    pub(crate) fn rename_account(&mut self, item_id: &str, account_id: &str, renaming: Renaming) -> Option<()> {
        let has_id =
            |account: &&mut ItemAccount| account.grant.as_ref().is_some_and(|grant| grant.account_id == account_id);
        let account = &mut self.item(item_id)?.accounts.iter_mut().find(has_id)?.at_bank;
        let Renaming { name, official_name, mask } = renaming;
        if let Some(name) = name {
            account.name = name;
        }
        account.official_name = official_name.or_else(|| account.official_name.take());
        account.mask = mask.or_else(|| account.mask.take());
        Some(())
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
