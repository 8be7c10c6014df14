//! The product without a screen.

pub mod model;
