//! Keeps the memory of the process out of files and away from other processes, where the platform allows.
//!
//! Tokens, keys and passwords are wiped after use, and are in the memory while they are used. A crash must not write them
//! to a disk, where they would outlive the process and be copied by backups and sent with reports.

use std::io;

use super::Driving;

/// Forbids core dumps, to this process and to those that it starts: the pages of banks hold what is typed at the bank.
/// In the product it also forbids other processes of the user to look into the memory or to attach themselves, and a
/// program that collects core dumps, which is not bound by the first, to be given one.
///
/// The program of the tests can be looked at, because tests find its process and measure its memory.
#[cfg(target_os = "linux")]
pub fn seal(driving: Driving) -> io::Result<()> {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};

    forbid_core_dumps()?;
    if !driving.is_allowed() {
        set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    }
    Ok(())
}

/// Forbids core dumps, to this process and to those that it starts.
#[cfg(all(unix, not(target_os = "linux")))]
pub fn seal(_driving: Driving) -> io::Result<()> {
    forbid_core_dumps()
}

/// Windows gives programs no safe way to keep their memory out of its error reports.
#[cfg(not(unix))]
pub fn seal(_driving: Driving) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn forbid_core_dumps() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};

    Ok(setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?)
}
