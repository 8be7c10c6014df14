//! The endpoints in use, one file a subject: what is asked, what is answered, and how Plaid spells both.

pub(crate) mod accounts;
mod confirmation;
pub(crate) mod institutions;
pub(crate) mod item;
mod lenient;
pub(crate) mod link_progress;
pub(crate) mod link_token;
pub(crate) mod public_token;
pub(crate) mod sandbox;
pub(crate) mod transactions;
pub(crate) mod user;

/// Where the product works: the countries in which Plaid offers account selection in update mode.
const COUNTRY_CODES: [&str; 2] = ["US", "CA"];
/// What the product needs of a bank.
const PRODUCTS: [&str; 1] = ["transactions"];
