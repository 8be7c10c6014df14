//! What happens to Items at the bank or at Plaid without the client, as Rust brings it about.

use jiff::SignedDuration;

use crate::{
    bank::{Amount, BankAccount},
    control::ItemReport,
    sandbox::Sandbox,
    world::Renaming,
};

/// There is no such Item, or it was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such Item, or it was removed")]
pub struct NoSuchItem;

/// There is no such account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such Item or account")]
pub struct NoSuchAccount;

/// An account that somebody opens at a bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedAccount {
    /// The name at the bank.
    pub name: String,
    /// The longer name that the bank itself uses.
    pub official_name: Option<String>,
    /// The last digits of the account number.
    pub mask: Option<String>,
    /// `type`, such as `depository`.
    pub kind: String,
    /// Such as `checking`.
    pub subtype: Option<String>,
    /// Such as `USD`.
    pub currency: String,
    /// What is in it.
    pub cents: i64,
    /// Whether the client sees it at once, as at a bank where new accounts are shared by themselves. Otherwise it is seen
    /// once somebody selects it.
    pub granted: bool,
}

impl Default for OpenedAccount {
    fn default() -> Self {
        Self {
            name: "New Account".to_owned(),
            official_name: None,
            mask: Some("5150".to_owned()),
            kind: "depository".to_owned(),
            subtype: Some("checking".to_owned()),
            currency: "USD".to_owned(),
            cents: 0,
            granted: true,
        }
    }
}

impl Sandbox {
    /// All Items that were ever made, removed ones too.
    #[must_use]
    pub fn items(&self) -> Vec<ItemReport> {
        self.simulation().with_world(|world, _| world.items.iter().map(ItemReport::from).collect())
    }

    /// Removes an Item as if somebody else had done it: every call about it is then answered with `ITEM_NOT_FOUND`.
    ///
    /// # Errors
    /// If there is no such Item, or it was removed already.
    pub fn remove_item(&self, item_id: &str) -> Result<(), NoSuchItem> {
        self.simulation().with_world(|world, _| {
            world.item(item_id).ok_or(NoSuchItem)?.removed = true;
            Ok(())
        })
    }

    /// Has an error stand at an Item until something repairs it; `None` heals it.
    ///
    /// # Errors
    /// If there is no such Item, or it was removed.
    pub fn set_item_error(&self, item_id: &str, code: Option<&str>) -> Result<(), NoSuchItem> {
        self.simulation().with_world(|world, _| {
            world.item(item_id).ok_or(NoSuchItem)?.set_error(code);
            Ok(())
        })
    }

    /// Has the user take the permission back at the bank: `USER_PERMISSION_REVOKED` stands, and no sign-in repairs it.
    ///
    /// # Errors
    /// If there is no such Item, or it was removed.
    pub fn revoke_permission(&self, item_id: &str) -> Result<(), NoSuchItem> {
        self.set_item_error(item_id, Some("USER_PERMISSION_REVOKED"))
    }

    /// Has the consent of an Item end in a while. None at all ends it now, and the Item needs a new login.
    ///
    /// # Errors
    /// If there is no such Item, or it was removed.
    pub fn expire_consent(&self, item_id: &str, after: SignedDuration) -> Result<(), NoSuchItem> {
        self.simulation().with_world(|world, now| {
            world.item(item_id).ok_or(NoSuchItem)?.end_consent(now + after, now);
            Ok(())
        })
    }

    /// Gives all granted accounts of an Item new ids. Gives how many there were.
    ///
    /// # Errors
    /// If there is no such Item, or it was removed.
    pub fn churn(&self, item_id: &str) -> Result<usize, NoSuchItem> {
        self.simulation().with_world(|world, _| world.churn(item_id, None).ok_or(NoSuchItem))
    }

    /// Gives one granted account a new id.
    ///
    /// # Errors
    /// If there is no such Item or account.
    pub fn churn_account(&self, item_id: &str, account_id: &str) -> Result<(), NoSuchAccount> {
        let churned = self.simulation().with_world(|world, _| world.churn(item_id, Some(&[account_id.to_owned()])));
        if churned == Some(1) { Ok(()) } else { Err(NoSuchAccount) }
    }

    /// Opens an account at the bank. Gives the key that tells it from the others of the login.
    ///
    /// # Errors
    /// If there is no such Item, or it was removed.
    pub fn open_account(&self, item_id: &str, account: OpenedAccount) -> Result<String, NoSuchItem> {
        let granted = account.granted;
        let amount = Amount::from_cents(account.cents);
        let opened = |key| BankAccount {
            key,
            name: account.name,
            official_name: account.official_name,
            mask: account.mask,
            kind: account.kind,
            subtype: account.subtype,
            currency: account.currency,
            balances: crate::bank::Balances { current: Some(amount), available: None, limit: None },
            transactions: None,
        };
        self.simulation().with_world(|world, now| world.open_account(item_id, opened, granted, now).ok_or(NoSuchItem))
    }

    /// Closes a granted account at the bank: it vanishes, and can't be selected any more.
    ///
    /// # Errors
    /// If there is no such Item or account.
    pub fn close_account(&self, item_id: &str, account_id: &str) -> Result<(), NoSuchAccount> {
        self.simulation().with_world(|world, _| world.close_account(item_id, account_id).ok_or(NoSuchAccount))
    }

    /// Takes back the grant of an account at the bank: it vanishes, and comes with a new id when it is selected again.
    ///
    /// # Errors
    /// If there is no such Item or account.
    pub fn withdraw_account(&self, item_id: &str, account_id: &str) -> Result<(), NoSuchAccount> {
        self.simulation().with_world(|world, _| world.withdraw_account(item_id, account_id).ok_or(NoSuchAccount))
    }

    /// Renames a granted account of this Item, or gives it another mask. Its id stays.
    ///
    /// # Errors
    /// If there is no such Item or account.
    pub fn rename_account(&self, item_id: &str, account_id: &str, renaming: Renaming) -> Result<(), NoSuchAccount> {
        self.simulation()
            .with_world(|world, _| world.rename_account(item_id, account_id, renaming).ok_or(NoSuchAccount))
    }

    /// Renames an account of the bank, named by its key, for every Item that is made from now on. Items that are there
    /// keep the earlier name, so that one in the place of another can't be matched by name and mask.
    ///
    /// # Errors
    /// If the bank has no such account.
    pub fn rename_for_new_items(
        &self,
        institution_id: &str,
        key: &str,
        renaming: Renaming,
    ) -> Result<(), NoSuchAccount> {
        self.simulation()
            .with_world(|world, _| world.rename_for_new_items(institution_id, key, renaming).ok_or(NoSuchAccount))
    }
}
