//! The update of a connection as the user meets it: begun, opened, left, asked about, told of.
//!
//! What happens between the end of the page and its result is not here but in `settling`.

pub(crate) mod leave;
pub(crate) mod mapping;
pub(crate) mod page;
pub(crate) mod results;
#[cfg(test)]
mod rights;
pub(crate) mod session;
pub(crate) mod start;
