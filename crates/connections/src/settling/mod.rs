//! The way of a link session from its page to its result: one driver for normal endings, crashes and retries alike.
//!
//! A session is asked about at Plaid (`progress`), the login and its accounts are read (`reading`), what was read is
//! judged (`verdict`) and committed with the end of the session (`commit`). What can't be done now is put off
//! (`obstacle`) and done by a later pass (`tend`). No call to Plaid happens inside a transaction; each transaction looks
//! anew at the state it is about to change, and does nothing where somebody else was faster.

pub(crate) mod commit;
mod driver;
pub(crate) mod obstacle;
pub(crate) mod pace;
pub(crate) mod progress;
pub(crate) mod reading;
pub(crate) mod recovery;
pub(crate) mod retry;
mod settle;
mod tend;
pub(crate) mod verdict;
