//! What the tests across the whole house share: a desktop nobody sees, the real application on it, and the pages one
//! meets there, found by role and accessible name as a person would.
//!
//! Nothing in here knows a rule of the product. Waiting is always for a state and has an end; a journey that had to
//! give up leaves pictures and logs behind.
#![cfg(target_os = "linux")]

pub mod process_group;
pub mod processes;
pub mod trouble;
pub mod wait;

pub use trouble::Trouble;
