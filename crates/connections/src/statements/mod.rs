//! Statements: imported from the transactions of an account, listed, and what has to be decided for them.

pub(crate) mod doubtful;
pub(crate) mod export;
pub(crate) mod gaps;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod make;
pub(crate) mod usable;

#[cfg(test)]
mod tests;
