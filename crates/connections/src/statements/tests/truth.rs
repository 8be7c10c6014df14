//! A bank: what is true, and how it comes to be told.

use std::collections::BTreeMap;

use proptest::sample::Index;

use super::{day, ledger::Ledger};
use crate::model::transaction::ReportedTransaction;

/// What happens.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Books { day: i32, amount: i64, name: usize, pending: bool },
    Posts(Index),
    Changes(Index, i64),
    TakesBack(Index),
    IsRead { breaks_off: bool },
    GetsAnotherLogin,
    CallsAccountsOtherwise,
    IsImportedUntil(i32),
    OpenedWith(i64),
}

#[derive(Debug, Clone)]
struct True {
    day: i32,
    amount: Option<i64>,
    name: String,
    pending: bool,
    /// Grows where Plaid gives it another id.
    generation: u32,
    /// The id that it had while it was pending.
    was: Option<String>,
}

/// The bank, and what the present login has told of it.
#[derive(Debug, Default)]
pub(super) struct Bank {
    all: BTreeMap<usize, True>,
    booked: usize,
    login: u32,
    told: BTreeMap<String, ReportedTransaction>,
}

const NAMES: [&str; 3] = ["Coffee", "Taxi", "Client"];

impl Bank {
    pub(super) async fn does(&mut self, ledger: &mut Ledger, act: Act) {
        match act {
            Act::Books { day, amount, name, pending } => {
                self.books(day, amount, NAMES[name], pending);
            }
            Act::Posts(which) => self.of(which).into_iter().for_each(|which| self.posts(which)),
            Act::Changes(which, amount) => self.of(which).into_iter().for_each(|which| self.changes(which, amount)),
            Act::TakesBack(which) => self.of(which).into_iter().for_each(|which| self.takes_back(which)),
            Act::IsRead { breaks_off } => self.is_read(ledger, breaks_off).await,
            Act::GetsAnotherLogin => {
                // What changes between the last word of a login and the first one of the next is in doubt.
                self.is_read(ledger, false).await;
                self.gets_another_login();
                self.is_read(ledger, false).await;
            }
            Act::CallsAccountsOtherwise => {
                self.is_read(ledger, false).await;
                self.all.values_mut().for_each(|one| one.generation += 1);
            }
            Act::IsImportedUntil(until) => {
                ledger.import(day(until)).await;
            }
            Act::OpenedWith(balance) => ledger.correct_opening(balance).await,
        }
    }

    pub(super) fn books(&mut self, day: i32, amount: i64, name: &str, pending: bool) -> usize {
        let one = True { day, amount: Some(amount), name: name.to_owned(), pending, generation: 0, was: None };
        self.booked += 1;
        self.all.insert(self.booked, one);
        self.booked
    }

    pub(super) fn books_what_can_t_be_held(&mut self, day: i32) {
        let which = self.books(day, 0, "Odd", false);
        self.one(which).amount = None;
    }

    pub(super) fn posts(&mut self, which: usize) {
        let was = self.id(which);
        let one = self.one(which);
        if one.pending {
            one.pending = false;
            one.was = Some(was);
        }
    }

    pub(super) fn changes(&mut self, which: usize, amount: i64) {
        self.one(which).amount = Some(amount);
    }

    pub(super) fn dates(&mut self, which: usize, day: i32) {
        self.one(which).day = day;
    }

    pub(super) fn takes_back(&mut self, which: usize) {
        self.all.remove(&which);
    }

    pub(super) fn gets_another_login(&mut self) {
        self.login += 1;
        self.told.clear();
    }

    /// Everything that differs from what was told, in one reading.
    pub(super) async fn is_read(&mut self, ledger: &mut Ledger, breaks_off: bool) {
        let now: BTreeMap<_, _> = self.all.keys().map(|which| self.tell(*which)).collect();
        let told: Vec<_> = now.iter().filter(|(id, one)| self.told.get(*id) != Some(*one)).collect();
        let mut told: Vec<_> = told.into_iter().map(|(_, one)| one.clone()).collect();
        // Of one it had another word before.
        if let Some(first) = told.first().cloned() {
            told.insert(0, ReportedTransaction { amount_minor: first.amount_minor.map(|amount| amount + 1), ..first });
        }
        let removed: Vec<_> = self.told.keys().filter(|id| !now.contains_key(*id)).cloned().collect();
        ledger.stage(self.login, &told, &removed).await;
        if breaks_off {
            ledger.discard(self.login).await;
        } else {
            ledger.apply(self.login).await;
            self.told = now;
        }
    }

    pub(super) fn posted_total(&self) -> i64 {
        self.all.values().filter(|one| !one.pending).filter_map(|one| one.amount).sum()
    }

    fn of(&self, which: Index) -> Option<usize> {
        let all: Vec<_> = self.all.keys().copied().collect();
        (!all.is_empty()).then(|| all[which.index(all.len())])
    }

    fn one(&mut self, which: usize) -> &mut True {
        self.all.get_mut(&which).unwrap()
    }

    fn id(&self, which: usize) -> String {
        let one = &self.all[&which];
        let state = if one.pending { "pending" } else { "posted" };
        format!("{}-{which}-{state}-{}", self.login, one.generation)
    }

    fn tell(&self, which: usize) -> (String, ReportedTransaction) {
        let (id, one) = (self.id(which), &self.all[&which]);
        let told = ReportedTransaction {
            transaction_id: id.clone(),
            account_id: "account".to_owned(),
            pending_transaction_id: one.was.clone(),
            date: day(one.day),
            amount_minor: one.amount,
            currency: Some("USD".to_owned()),
            description: one.name.clone(),
            reference: None,
            pending: one.pending,
        };
        (id, told)
    }
}
