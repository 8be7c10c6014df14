//! An Item: one login at one bank, the accounts that it holds there, and which of them were granted.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    World,
    booking::Breaks,
    ledger::{Ledger, Moment},
};
use crate::{
    bank::{self, Balances, BankAccount, Institution},
    seed::lasting_id,
};

/// How long the consent at a bank that asks for one lasts.
const CONSENT_LIFETIME: SignedDuration = SignedDuration::from_hours(365 * 24);

/// The errors that a sign-in in update mode repairs.
const REPAIRED_BY_SIGNING_IN: [&str; 8] = [
    "ACCESS_NOT_GRANTED",
    "INSUFFICIENT_CREDENTIALS",
    "INVALID_CREDENTIALS",
    "INVALID_MFA",
    "ITEM_LOCKED",
    "ITEM_LOGIN_REQUIRED",
    "PASSWORD_RESET_REQUIRED",
    "USER_SETUP_REQUIRED",
];

/// One login at one bank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(crate) id: String,
    /// `None` until a public token is exchanged.
    pub(crate) access_token: Option<String>,
    /// Under whom it is listed.
    #[serde(default)]
    pub(crate) user_id: Option<String>,
    pub(crate) institution_id: String,
    pub(crate) username: String,
    pub(crate) products: Vec<String>,
    pub(crate) days_requested: u16,
    pub(crate) created_at: Timestamp,
    pub(crate) consent_expires_at: Option<Timestamp>,
    pub(crate) error: Option<StandingError>,
    pub(crate) removed: bool,
    /// How many changes its transactions have seen that time alone does not bring.
    #[serde(default)]
    pub(crate) revision: u64,
    /// Not kept: what control asked for ends with the process.
    #[serde(skip)]
    pub(crate) breaks: Breaks,
    /// All accounts of the login, granted or not, in the order of the bank.
    pub(crate) accounts: Vec<ItemAccount>,
}

/// An error that stands until something repairs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StandingError {
    pub(crate) code: String,
    pub(crate) reason: Option<String>,
}

/// An account of the login.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ItemAccount {
    pub(crate) at_bank: BankAccount,
    pub(crate) persistent_account_id: Option<String>,
    /// `None`: not selected, so the client does not see the account.
    pub(crate) grant: Option<Grant>,
    /// When the balances were those of the bank's books. `None`: when the Item was made.
    #[serde(default)]
    pub(crate) opened: Option<Moment>,
    #[serde(default, skip_serializing_if = "Ledger::is_empty")]
    pub(crate) ledger: Ledger,
}

/// The client may see an account. Every new grant has a new id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) account_id: String,
    pub(crate) granted_at: Timestamp,
    /// The Item's revision since which this id is there.
    #[serde(default)]
    pub(crate) revision: u64,
}

/// What is known of an Item when it is made.
pub(crate) struct NewItem<'a> {
    pub(crate) bank: &'a Institution,
    pub(crate) user_id: Option<&'a str>,
    pub(crate) username: &'a str,
    pub(crate) products: &'a [String],
    pub(crate) days_requested: u16,
    pub(crate) accounts: Vec<BankAccount>,
}

impl Item {
    pub(crate) fn bank(&self) -> &'static Institution {
        bank::institution(&self.institution_id).expect("an Item is only made at a bank of the list")
    }

    /// The accounts that the client sees, with what was granted.
    pub(crate) fn granted(&self) -> impl Iterator<Item = (&ItemAccount, &Grant)> {
        self.accounts.iter().filter_map(|account| Some((account, account.grant.as_ref()?)))
    }

    /// The code of every answer about an Item that is gone for good.
    pub(crate) fn gone(&self) -> Option<&'static str> {
        match self.error.as_ref().map(|error| error.code.as_str()) {
            _ if self.removed => Some("ITEM_NOT_FOUND"),
            Some("ITEM_NOT_FOUND") => Some("ITEM_NOT_FOUND"),
            Some("INVALID_ACCESS_TOKEN") => Some("INVALID_ACCESS_TOKEN"),
            Some(_) | None => None,
        }
    }

    /// The right credentials were given: the login works again and the consent is renewed.
    pub(crate) fn repair(&mut self, now: Timestamp) {
        if self.error.as_ref().is_some_and(|error| REPAIRED_BY_SIGNING_IN.contains(&error.code.as_str())) {
            self.error = None;
        }
        self.consent_expires_at = self.consent_expires_at.map(|_| now + CONSENT_LIFETIME);
    }

    fn is_of(&self, institution_id: &str, username: &str) -> bool {
        self.institution_id == institution_id && self.username == username
    }

    fn balances_of(&self, seed: u64, key: &str, now: Timestamp) -> Option<Balances> {
        let account = self.accounts.iter().find(|account| account.at_bank.key == key)?;
        Some(self.balances(seed, account, self.moment(now)))
    }

    pub(super) fn pass_time(&mut self, now: Timestamp) {
        if self.error.is_none() && self.consent_expires_at.is_some_and(|end| end <= now) {
            let reason = Some("OAUTH_CONSENT_EXPIRED".to_owned());
            self.error = Some(StandingError { code: "ITEM_LOGIN_REQUIRED".to_owned(), reason });
        }
    }
}

impl World {
    /// Makes an Item of which no account is granted yet. Gives its id. Where the user has been here before, what is in the
    /// accounts has moved since then.
    pub(crate) fn create_item(&mut self, new: NewItem<'_>, now: Timestamp) -> String {
        let item_id = self.ids.base62();
        let seed = self.ids.seed();
        let earlier = self.items.iter().rfind(|item| item.is_of(new.bank.id, new.username));
        let accounts = new.accounts.into_iter().map(|mut at_bank| {
            if let Some(balances) = earlier.and_then(|earlier| earlier.balances_of(seed, &at_bank.key, now)) {
                at_bank.balances = balances;
            }
            let parts = [new.bank.id, new.username, &at_bank.key];
            let persistent_account_id = new.bank.lasting_account_ids.then(|| lasting_id(seed, &parts));
            ItemAccount { at_bank, persistent_account_id, grant: None, opened: None, ledger: Ledger::default() }
        });
        let accounts = accounts.collect();
        self.items.push(Item {
            id: item_id.clone(),
            access_token: None,
            user_id: new.user_id.map(str::to_owned),
            institution_id: new.bank.id.to_owned(),
            username: new.username.to_owned(),
            products: new.products.to_vec(),
            days_requested: new.days_requested,
            created_at: now,
            consent_expires_at: consent(new.bank, now),
            error: None,
            removed: false,
            revision: 0,
            breaks: Breaks::default(),
            accounts,
        });
        item_id
    }

    /// Grants exactly the accounts that `is_chosen` picks. A grant that stays keeps its id; a new one gets a new id.
    pub(crate) fn grant(&mut self, item_id: &str, now: Timestamp, is_chosen: impl Fn(&BankAccount) -> bool) {
        let Some(item) = self.items.iter_mut().find(|item| item.id == item_id) else { return };
        let revision = item.revision + 1;
        for account in &mut item.accounts {
            match (is_chosen(&account.at_bank), &account.grant) {
                (true, None) => {
                    account.grant = Some(Grant { account_id: self.ids.base62(), granted_at: now, revision });
                }
                (false, Some(_)) => account.grant = None,
                (true, Some(_)) | (false, None) => continue,
            }
            item.revision = revision;
        }
    }
}

fn consent(bank: &Institution, now: Timestamp) -> Option<Timestamp> {
    bank.oauth.then(|| now + CONSENT_LIFETIME)
}
