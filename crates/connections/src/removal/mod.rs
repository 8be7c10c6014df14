//! The end of a login: asked for, done at Plaid, proven, forgotten. The token is kept until Plaid confirms it.
//!
//! A removal is written down before Plaid is asked, and is over only with Plaid's word, whose request id is kept as the
//! proof. What fails is tried again for ever: on time, at each start, and whenever the user wants it (`work`).

pub(crate) mod ask;
pub(crate) mod attempt;
pub(crate) mod overview;
pub(crate) mod remove;
pub(crate) mod work;
