//! Journeys in the real application, in a real window, with a real keyring service: one a promise to the user.
//!
//! Each has a desktop, a simulator and data of its own, so several run side by side. `cargo xtask test` builds the
//! application first.
#![cfg(target_os = "linux")]

mod accessibility;
mod accounts;
mod audit;
mod bank_accounts;
mod banks;
mod browser;
mod connecting;
mod door;
mod durability;
mod exporting;
mod health;
mod hostile_page;
mod importing;
mod keyring;
mod keys;
mod leaving;
mod log;
mod lost;
mod mapping;
mod news;
mod oauth;
mod plaid_keys;
mod power_cut;
mod records;
mod refreshing;
mod removing;
mod replacing;
mod roles;
mod schedules;
mod secrets;
mod sign_in;
mod system_lock;
mod tray;
mod update;
mod users;
