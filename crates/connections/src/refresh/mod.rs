//! Refreshing: the banks are asked for the balances of chosen accounts, and each answer is kept.

pub(crate) mod asking;
pub(crate) mod list;
pub(crate) mod run;
mod told;

#[cfg(test)]
mod tests;
