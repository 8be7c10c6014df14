//! The test banks: which there are, what accounts they hold and who can sign in.
//!
//! Nothing here knows Items, tokens or HTTP. The banks never change; what a test changes lives in the world.

mod accounts;
mod amount;
mod custom;
mod history;
mod line;
mod login;

use serde::{Deserialize, Serialize};

pub(crate) use accounts::{BankAccount, WrittenTransaction};
pub(crate) use amount::Amount;
pub(crate) use history::{generated, generated_sum, history};
pub(crate) use line::Line;
pub(crate) use login::{Challenge, Round, Verdict, sign_in};

/// How well a bank can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Health {
    Healthy,
    Degraded,
    Down,
}

/// Which accounts a bank holds for whoever signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Books {
    /// All standard accounts of Plaid's Sandbox.
    Standard,
    /// A checking and a savings account and a credit card.
    Everyday,
    /// Everyday banking and a mortgage.
    Household,
    /// Everyday banking and a credit card for business.
    Business,
    /// Savings of all kinds.
    Savings,
    /// Accounts that can't be told apart once their ids have changed.
    Lookalikes,
}

/// A test bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Institution {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) url: &'static str,
    pub(crate) colour: &'static str,
    pub(crate) routing_number: &'static str,
    /// Whether one signs in on a page of the bank, in a pop-up.
    pub(crate) oauth: bool,
    /// Whether accounts carry a `persistent_account_id`.
    pub(crate) lasting_account_ids: bool,
    /// Whether accounts, once granted, can be taken back in update mode. Not at Chase.
    pub(crate) deselectable: bool,
    pub(crate) health: Health,
    books: Books,
}

impl Institution {
    pub(crate) fn accounts(&self) -> Vec<BankAccount> {
        accounts::held_in(self.books)
    }
}

const PLAIN: Institution = Institution {
    id: "",
    name: "",
    url: "https://plaid.com",
    colour: "#1f5fa8",
    routing_number: "021000021",
    oauth: false,
    lasting_account_ids: false,
    deselectable: true,
    health: Health::Healthy,
    books: Books::Standard,
};

const OAUTH: Institution = Institution { oauth: true, lasting_account_ids: true, books: Books::Household, ..PLAIN };

/// All test banks, in the order in which the search shows them.
pub(crate) static INSTITUTIONS: [Institution; 12] = [
    Institution { id: "ins_109508", name: "First Platypus Bank", colour: "#1f5fa8", ..PLAIN },
    Institution {
        id: "ins_109509",
        name: "First Gingham Credit Union",
        colour: "#a3362f",
        books: Books::Everyday,
        ..PLAIN
    },
    Institution {
        id: "ins_109510",
        name: "Tattersall Federal Credit Union",
        colour: "#7a4b9a",
        books: Books::Savings,
        ..PLAIN
    },
    Institution { id: "ins_109511", name: "Tartan Bank", colour: "#1e6b4f", books: Books::Business, ..PLAIN },
    Institution { id: "ins_109512", name: "Houndstooth Bank", colour: "#3b3f46", ..PLAIN },
    Institution { id: "ins_127287", name: "Platypus OAuth Bank", colour: "#0b6e75", ..OAUTH },
    Institution {
        id: "ins_132361",
        name: "Unhealthy Platypus Bank – Down",
        colour: "#8a5a00",
        health: Health::Down,
        ..PLAIN
    },
    Institution {
        id: "ins_132363",
        name: "Unhealthy Platypus Bank – Degraded",
        colour: "#8a5a00",
        health: Health::Degraded,
        ..PLAIN
    },
    Institution { id: "ins_56", name: "Chase", colour: "#11548f", deselectable: false, ..OAUTH },
    Institution { id: "ins_13", name: "PNC", colour: "#a8570f", ..OAUTH },
    Institution { id: "ins_127990", name: "U.S. Bank", colour: "#3a3f8f", ..OAUTH },
    Institution {
        id: "ins_900001",
        name: "Herringbone Lookalike Bank",
        colour: "#5b5f2a",
        books: Books::Lookalikes,
        ..PLAIN
    },
];

/// The bank with this id.
pub(crate) fn institution(id: &str) -> Option<&'static Institution> {
    INSTITUTIONS.iter().find(|institution| institution.id == id)
}

/// The banks whose name or id contains the words, in their usual order.
pub(crate) fn search(words: &str) -> impl Iterator<Item = &'static Institution> {
    let words = words.trim().to_lowercase();
    INSTITUTIONS
        .iter()
        .filter(move |institution| institution.name.to_lowercase().contains(&words) || institution.id.contains(&words))
}

/// The countries of every test bank.
pub(crate) const COUNTRIES: [&str; 2] = ["US", "CA"];

/// What Plaid calls a product. The simulator serves these.
pub(crate) const PRODUCTS: [&str; 3] = ["transactions", "auth", "identity"];

/// Balances as the bank tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Balances {
    pub(crate) current: Option<Amount>,
    pub(crate) available: Option<Amount>,
    pub(crate) limit: Option<Amount>,
}
