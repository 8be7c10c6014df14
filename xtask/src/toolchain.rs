//! The two things that are expected beforehand: Rust and Node.
//!
//! Rust needs no look here: Cargo compares itself with `rust-version` before it builds this program, and says so.

use std::process::Command;

use crate::process::{self, Failure};

/// The oldest Node that the UI's tools run on.
const OLDEST_NODE: Version = Version { major: 20, minor: 19 };

/// Fails with what to do when Node is missing or too old.
pub fn check() -> Result<(), Failure> {
    let needed = format!("Node {OLDEST_NODE} or newer is needed to build the UI. Get it from https://nodejs.org");
    let Ok(said) = process::output(Command::new("node").arg("--version")) else {
        return Err(Failure::Missing(format!("Node was not found. {needed}")));
    };
    match Version::parse(said.trim()) {
        Some(found) if found >= OLDEST_NODE => Ok(()),
        Some(found) => Err(Failure::Missing(format!("Node {found} is too old. {needed}"))),
        None => Err(Failure::Missing(format!("`node --version` says `{}`. {needed}", said.trim()))),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Version {
    major: u32,
    minor: u32,
}

impl Version {
    /// Reads `v20.19.4`.
    fn parse(text: &str) -> Option<Version> {
        let mut parts = text.strip_prefix('v')?.split('.');
        Some(Version { major: parts.next()?.parse().ok()?, minor: parts.next()?.parse().ok()? })
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let version = |text| Version::parse(text).unwrap();
        assert!(version("v20.19.0") >= OLDEST_NODE);
        assert!(version("v22.4.1") >= OLDEST_NODE);
        assert!(version("v20.9.5") < OLDEST_NODE);
    }

    #[test]
    fn what_is_no_version_is_not_read_as_one() {
        assert_eq!(Version::parse("20.19"), None);
        assert_eq!(Version::parse("v20"), None);
        assert_eq!(Version::parse(""), None);
    }
}
