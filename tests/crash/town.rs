//! Banks, and processes that die over them one after the other.

use bank_connections_tests::stage::{Ledger, Page};
use plaid::HostedLinkUrl;
use serde_json::json;

use crate::house::{House, Life, Order};

/// Nothing has that many lasting steps.
const NEVER: u32 = 1_000;

/// A house in which processes die one after the other, with what was on record when all was at rest.
pub(crate) struct Town {
    pub(crate) house: House,
    pub(crate) ledger: Ledger,
    /// What is under way, for whoever reads of a failure.
    pub(crate) case: String,
}

/// Something that is done again and again, by processes that die before one lasting step of it after the other.
pub(crate) struct Act {
    order: Order,
    /// The next step.
    pub(crate) step: u32,
    has_survived: bool,
    lost: u32,
}

/// What came of an act whose process died, once everything was at rest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct New {
    pub(crate) connections: usize,
    /// Whether a login fell into the hole within the exchange, and was removed at Plaid since.
    pub(crate) is_lost: bool,
    is_completed: bool,
}

impl New {
    /// Whether the user has completed a page, so that there must be a login unless it was lost.
    pub(crate) const fn is_brought(self) -> bool {
        self.is_completed && !self.is_lost
    }
}

impl Act {
    pub(crate) const fn of(order: Order) -> Self {
        Self { order, step: 1, has_survived: false, lost: 0 }
    }

    /// Whether there may be another step before which a process can die.
    pub(crate) const fn goes_on(&self) -> bool {
        !self.has_survived
    }

    /// Asserts that it has at least so many lasting steps and exactly so many holes.
    pub(crate) fn assert_complete(&self, steps: u32, holes: u32) {
        assert!(self.step > steps, "{:?}: only {} steps were met", self.order, self.step);
        assert_eq!(self.lost, holes, "{:?}: only what is between exchange and keyring can be lost", self.order);
    }
}

impl Town {
    pub(crate) async fn new() -> Self {
        let house = House::new().await;
        let ledger = house.come_to_rest("stop", "at first");
        Self { house, ledger, case: String::new() }
    }

    /// Has a process die before the next lasting step of an act, and another one bring to its end what it left. The user
    /// completes the page with these accounts, whatever becomes of the process, and gives the other one this answer.
    pub(crate) async fn outlive(&mut self, act: &mut Act, keys: &[&str], answer: &'static str) -> New {
        let order = act.order;
        self.case = format!("{order:?}, dead before its lasting step {}, then {answer}", act.step);
        let walk = async |address: HostedLinkUrl| {
            Page::open(&address).await.complete_at(order.institution_id, keys).await;
        };
        let Life { died, there_was_a_page } = self.house.die(order, &json!({ "lasting": act.step }), walk).await;
        let before = self.come_to_rest(answer);
        let connections = self.ledger.connections.len() - before.connections.len();
        let is_lost = self.ledger.orphans.len() > before.orphans.len();
        act.step += 1;
        // Where there is nothing left to die before, an act may well be done again for the sake of another one.
        act.has_survived |= !died;
        act.lost += u32::from(is_lost);
        New { connections, is_lost, is_completed: there_was_a_page }
    }

    /// Has a process bring to its end what another one left. Gives what was on record before.
    pub(crate) fn come_to_rest(&mut self, answer: &'static str) -> Ledger {
        let after = self.house.come_to_rest(answer, &self.case);
        after.assert_continues(&self.ledger, &self.case);
        std::mem::replace(&mut self.ledger, after)
    }

    /// Has a process do this to its end.
    pub(crate) async fn live(&mut self, order: Order, keys: &[&str]) {
        let mut act = Act { step: NEVER, ..Act::of(order) };
        self.outlive(&mut act, keys, "stop").await;
        assert!(act.has_survived, "{}", self.case);
    }

    /// Plaid's id of the present or last login of the first connection to a bank.
    pub(crate) fn item(&self, institution_id: &str) -> String {
        self.ledger.at(institution_id).next().unwrap().item_id.clone()
    }

    pub(crate) fn is_obsolete(&self, institution_id: &str) -> bool {
        self.ledger.at(institution_id).next().unwrap().obsolete
    }
}
