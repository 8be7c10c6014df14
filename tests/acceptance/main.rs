//! The promises of the product without its window: the real client, real records, and the simulator over HTTP.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "what helps a test may fail it")]

mod access;
mod accounts;
mod bank_accounts;
mod beginning;
mod completing;
mod connecting;
mod demo;
mod exporting;
mod health;
mod importing;
mod importing_anew;
mod leaving;
mod log;
mod mapping;
mod news;
mod orphans;
mod orphans_in_keyring;
mod plaid_keys;
mod records;
mod refreshing;
mod removal;
mod removal_breaks_off;
mod replacing;
mod scheduling;
mod secrets;
mod trouble;
