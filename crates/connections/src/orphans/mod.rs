//! Logins at Plaid that no record knows: found through the firm's user at Plaid and in the keyring, and removed on the
//! user's word.
//!
//! They come from the one hole that Plaid leaves, an exchange whose answer is lost, and from records that are older than
//! what happened: a backup that was restored, or an empty beginning. What is found is shown first; a login that a record
//! knows, or that a session under way may bring, is never among them.

pub(crate) mod held;
pub(crate) mod overview;
mod removal;
pub(crate) mod remove;
pub(crate) mod sweep;
pub(crate) mod user;
pub(crate) mod watch;
