//! The rules of the simulator, over HTTP as a client and a browser see them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a step of a test that fails ends the test, and says where")]

mod bookings;
mod control;
mod faults;
mod happenings;
mod link_sessions;
mod new_items;
mod pages;
mod process;
mod requests;
mod state_file;
mod support;
mod transactions;
mod updates;
mod users;
