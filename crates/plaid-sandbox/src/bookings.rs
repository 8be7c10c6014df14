//! What a bank does to transactions, as Rust and control bring it about.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Number;

use crate::{
    bank::Amount,
    happenings::{NoSuchAccount, NoSuchItem},
    sandbox::Sandbox,
    world::{Booking, Breaks},
};

/// The most transactions that are generated at once.
const GENERATED_MAX: u32 = 1_000_000;

/// The earliest page at which a reading can break: on its first one nothing was read yet.
const EARLIEST_BREAK: usize = 2;

/// A transaction that a bank books, or what it changes about one. What is `None` has its usual value, or stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BankTransaction {
    /// Today, if nothing else is said. The days of the simulator are those of UTC.
    pub date: Option<Date>,
    /// In units of the currency, with at most four decimals. Positive: it leaves the account, or is owed from then on.
    pub amount: Option<Number>,
    /// What it is called.
    pub name: Option<String>,
    /// With whom it was made.
    pub merchant_name: Option<String>,
    /// The bank's own text. As `name`, if nothing is said.
    pub original_description: Option<String>,
    /// Posted, if nothing else is said. One that is changed from pending to posted has another id from then on.
    pub pending: Option<bool>,
    /// The number of the check.
    pub check_number: Option<String>,
    /// `payment_meta.reference_number`
    pub reference_number: Option<String>,
    /// `online`, `in store` or `other`.
    pub payment_channel: Option<String>,
    /// Such as `FOOD_AND_DRINK`.
    pub category: Option<String>,
}

/// Why a transaction was not booked or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotBooked {
    /// There is no such Item, account or transaction.
    #[error("there is no such Item, account or transaction")]
    NotFound,
    /// The amount can't be held.
    #[error("`amount` has more than four decimals")]
    Amount,
}

impl BankTransaction {
    /// A posted transaction of today.
    #[must_use]
    pub fn of_cents(cents: i64, name: &str) -> Self {
        Self { amount: Some(Amount::from_cents(cents).to_number()), name: Some(name.to_owned()), ..Self::default() }
    }

    pub(crate) fn booking(&self) -> Result<Booking, NotBooked> {
        let amount = match &self.amount {
            Some(number) => Some(Amount::from_json(number).ok_or(NotBooked::Amount)?),
            None => None,
        };
        Ok(Booking {
            date: self.date,
            amount,
            name: self.name.clone(),
            merchant: self.merchant_name.clone(),
            original: self.original_description.clone(),
            pending: self.pending,
            check_number: self.check_number.clone(),
            reference: self.reference_number.clone(),
            channel: self.payment_channel.clone(),
            category: self.category.clone(),
        })
    }
}

impl Sandbox {
    /// Has the bank book a transaction in a granted account. Gives its id.
    ///
    /// # Errors
    /// If there is no such Item or account, or the amount can't be held.
    pub fn book(&self, item_id: &str, account_id: &str, transaction: &BankTransaction) -> Result<String, NotBooked> {
        self.simulation().book((item_id, account_id), transaction, false)
    }

    /// The same, and Plaid sees it only once it is told to visit the bank by `/transactions/refresh`.
    ///
    /// # Errors
    /// As [`book`](Self::book).
    pub fn book_unseen(
        &self,
        item_id: &str,
        account_id: &str,
        transaction: &BankTransaction,
    ) -> Result<String, NotBooked> {
        self.simulation().book((item_id, account_id), transaction, true)
    }

    /// Has the bank change a transaction, whoever booked it. Gives its id, which is another one where it was pending and is
    /// posted now. It no longer changes by itself.
    ///
    /// # Errors
    /// If there is no such Item or transaction, or the amount can't be held.
    pub fn rebook(&self, item_id: &str, transaction_id: &str, changes: &BankTransaction) -> Result<String, NotBooked> {
        self.simulation().rebook(item_id, transaction_id, changes)
    }

    /// Has the bank take a transaction back.
    ///
    /// # Errors
    /// If there is no such Item or transaction.
    pub fn unbook(&self, item_id: &str, transaction_id: &str) -> Result<(), NotBooked> {
        self.simulation().unbook(item_id, transaction_id)
    }

    /// Gives a granted account a great number of posted transactions, a million at most, spread evenly over the days until
    /// today. An even number of them leaves the balance as it is.
    ///
    /// # Errors
    /// If there is no such Item or account.
    pub fn generate(&self, item_id: &str, account_id: &str, count: u32, days: u16) -> Result<(), NoSuchAccount> {
        self.simulation().generate((item_id, account_id), count, days).ok_or(NoSuchAccount)
    }

    /// Has the next readings of an Item's transactions break at a page, the second or a later one, as if the transactions
    /// had changed meanwhile. A reading that ends before that page is not counted.
    ///
    /// # Errors
    /// If there is no such Item, or it was removed.
    pub fn break_readings(&self, item_id: &str, times: u32, at_page: usize) -> Result<(), NoSuchItem> {
        self.simulation().break_readings(item_id, times, at_page).ok_or(NoSuchItem)
    }
}

impl crate::simulation::Simulation {
    pub(crate) fn book(
        &self,
        account: (&str, &str),
        transaction: &BankTransaction,
        awaits_refresh: bool,
    ) -> Result<String, NotBooked> {
        let booking = transaction.booking()?;
        self.with_world(|world, now| world.book(account, booking, awaits_refresh, now).ok_or(NotBooked::NotFound))
    }

    pub(crate) fn rebook(&self, item_id: &str, id: &str, changes: &BankTransaction) -> Result<String, NotBooked> {
        let booking = changes.booking()?;
        self.with_world(|world, now| world.rebook(item_id, id, booking, now).ok_or(NotBooked::NotFound))
    }

    pub(crate) fn unbook(&self, item_id: &str, id: &str) -> Result<(), NotBooked> {
        self.with_world(|world, now| world.unbook(item_id, id, now).ok_or(NotBooked::NotFound))
    }

    pub(crate) fn generate(&self, account: (&str, &str), count: u32, days: u16) -> Option<()> {
        self.with_world(|world, now| world.generate(account, count.min(GENERATED_MAX), days.max(1), now))
    }

    pub(crate) fn break_readings(&self, item_id: &str, times: u32, at_page: usize) -> Option<()> {
        self.with_world(|world, _| {
            world.item(item_id)?.breaks = Breaks { times, at_page: at_page.max(EARLIEST_BREAK) };
            Some(())
        })
    }
}
