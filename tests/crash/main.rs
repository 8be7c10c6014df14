//! Ends that nobody planned: calls that are cut, a handle that is dropped in the middle of its work, a process that is
//! killed. Afterwards every session comes to its end, and the records say what is true.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "what helps a test may fail it")]

mod again;
mod cuts;
mod deaths;
mod house;
mod keys;
mod kills;
mod lives;
mod random;
mod refusals;
mod restore;
mod rounds;
mod town;
