//! Logins that Plaid knows and nobody holds: found through the firm's user at Plaid, and removed on the user's word.

pub(crate) mod user;
