//! The records of one profile: one encrypted `SQLite` file.
//!
//! One file a table, one statement a function. Whoever calls owns the transaction, so that a change of state and the
//! data it speaks of commit together. No rule of the business lives here, no network is used, and nothing decides what
//! the time is. Texts with a fixed vocabulary are read through `words`: a text that this version does not know is an
//! error, never a guess.

pub mod account_changes;
pub mod account_connections;
pub mod audit;
pub mod audit_chain;
pub mod audit_entries;
pub mod backups;
pub mod balances;
pub mod bank_accounts;
pub mod connection_log;
pub mod connections;
pub mod deliveries;
pub mod feeds;
pub mod importable;
pub mod link_sessions;
pub mod logins;
pub mod mail_settings;
pub mod messages;
pub mod notices;
pub mod opening_balances;
pub mod orphans;
pub mod refused_links;
pub mod schedule_runs;
pub mod schedules;
pub mod seen_gaps;
pub mod settings;
pub mod statement_intake;
pub mod statement_lines;
pub mod statements;
pub mod transactions;
pub mod users;

pub(crate) mod beginning;
mod condition;
mod database;
mod error;
mod examine;
mod files;
pub(crate) mod reencryption;
mod transaction;
mod words;

#[cfg(test)]
mod metadata;
#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
pub(crate) use self::files::faults::Unsyncable;
pub(crate) use self::{
    backups::FOLDER as BACKUPS,
    database::newest_schema,
    words::{Word, health_texts},
};
pub use self::{
    condition::Refusal,
    database::Database,
    error::{OpenError, StoreError},
    transaction::Transaction,
};
