//! The transactions of a login, read from Plaid to the end.
//!
//! A reading has pages, and Plaid may say on any of them that what came before counts for nothing. So pages are staged one
//! by one, and become transactions all at once, together with the cursor, when the last one is there. Whatever breaks off
//! leaves the transactions and the cursor of the reading before.

mod read;

pub(crate) use self::read::{Fresh, ReadError};
