//! From a page that brings a new login to the records: connecting, replacing and reconnecting.
//!
//! Every step is written before the next one is taken: the session, its page, the public token in the keyring, the
//! exchange and how often it was tried, the access token in the keyring, the login, and at last the connection with its
//! accounts. So no token is lost wherever it breaks off, and no login is left that nobody holds, but for the one hole
//! that Plaid leaves: an exchange whose answer is lost. `orphans` looks into that one.

mod bring;
pub(crate) mod duplicate;
pub(crate) mod exchange;
pub(crate) mod give_up;
pub(crate) mod keep;
pub(crate) mod mapping;
pub(crate) mod offer;
mod receive;
pub(crate) mod start;

pub(crate) use self::bring::NewConnection;
