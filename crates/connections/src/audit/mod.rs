//! The audit as people use it: read with filters, checked along its chain, and taken out into a file.

pub(crate) mod check;
pub(crate) mod export;
pub(crate) mod page;

#[cfg(test)]
mod tests;

/// What the audit calls itself where it is the object of an act.
const OBJECT: &str = "audit";
