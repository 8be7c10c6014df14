//! Logins that Plaid knows and nobody holds: found through the firm's user at Plaid, and removed on the user's word.
//!
//! They come from the one hole that Plaid leaves, an exchange whose answer is lost. What is found is shown first; a login
//! that a record knows, or that a session under way may bring, is never among them.

pub(crate) mod overview;
mod removal;
pub(crate) mod remove;
pub(crate) mod sweep;
pub(crate) mod user;
pub(crate) mod watch;
