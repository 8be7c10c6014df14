//! What `/link/token/get` tells of sessions.
use crate::Test;
pub const TESTS: &[(&str, Test)] = &[];
