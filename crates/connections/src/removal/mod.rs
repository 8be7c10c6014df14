//! The end of a login: asked for, done at Plaid, proven, forgotten. The token is kept until Plaid confirms it.

pub(crate) mod ask;
