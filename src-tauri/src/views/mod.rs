//! What crosses to the main window: plain data to draw, in the words of the screens, and how it is made from what the
//! core says. A file a theme.
//!
//! No secret, no token and no address of a bank page is ever part of it. Times are RFC 3339 texts in UTC.

mod access;
mod application;
mod audit;
mod balances;
mod bank_accounts;
mod duplicate;
mod encryption;
mod failures;
mod list;
mod log;
mod mail;
mod mapping;
mod money;
mod orphans;
mod outbox;
mod plaid_keys;
mod problem;
mod records;
mod removal;
mod results;
mod runs;
mod schedules;
mod sessions;
mod statements;

use std::str::FromStr;

pub use self::{
    access::*, application::*, audit::*, balances::*, bank_accounts::*, duplicate::*, encryption::*, list::*, log::*,
    mail::*, mapping::*, money::*, orphans::*, outbox::*, plaid_keys::*, problem::*, records::*, removal::*,
    results::*, runs::*, schedules::*, sessions::*, statements::*,
};

/// Reads an id that the main window names. One that can't be read is one that does not exist.
pub fn id<Id: FromStr>(text: &str) -> Result<Id, Problem> {
    text.parse().map_err(|_| Problem::new(Code::NotFound, "there is no record with such an id"))
}
