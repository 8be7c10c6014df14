//! The product in pure values: no async, no clock, no SQL, no serde.

pub mod account;
pub mod audit;
pub mod balance;
pub mod bank_account;
pub mod connection;
pub mod coverage;
pub mod ids;
pub mod link_session;
pub mod log;
pub mod login;
pub mod mail;
pub mod money;
pub mod notice;
pub mod orphan;
pub mod reconciliation;
pub mod result;
pub mod schedule;
pub mod statement;
pub mod transaction;
pub mod tries;
pub mod user;
