//! A disk so small that it can be filled: a file system in memory, where the system lets this user mount one.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Trouble, wait};

const SIZE: &str = "size=24m,mode=700";
const FILLER: &str = "filler";

/// The disk, unmounted when this goes.
#[derive(Debug)]
pub struct SmallDisk {
    at: PathBuf,
}

impl SmallDisk {
    /// Mounts a disk there. `None` where this user may not; the test that needs it has nothing to say then.
    #[allow(clippy::print_stderr, reason = "that a test says nothing is said")]
    pub fn mount(at: &Path) -> Result<Option<SmallDisk>, Trouble> {
        fs::create_dir_all(at)?;
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", SIZE, "tmpfs"]).arg(at).output()?;
        if mounted.status.success() {
            return Ok(Some(SmallDisk { at: at.to_owned() }));
        }
        eprintln!("not tested, because this user can't mount: {}", String::from_utf8_lossy(&mounted.stderr));
        Ok(None)
    }

    /// Fills it to the last byte.
    pub fn fill(&self) -> Result<(), Trouble> {
        let mut filler = File::options().create(true).append(true).open(self.at.join(FILLER))?;
        for size in [1 << 16, 1 << 10, 1] {
            let bytes = vec![7; size];
            loop {
                match filler.write_all(&bytes) {
                    Err(error) if error.kind() == ErrorKind::StorageFull => break,
                    other => other?,
                }
            }
        }
        Ok(())
    }

    /// Gives back what was filled.
    pub fn free(&self) -> Result<(), Trouble> {
        Ok(fs::remove_file(self.at.join(FILLER))?)
    }

    /// Has it take nothing more, or everything again.
    pub async fn make_read_only(&self, is_read_only: bool) -> Result<(), Trouble> {
        let how = if is_read_only { "remount,ro" } else { "remount,rw" };
        // What has just ended may have files open for a moment longer.
        wait::until("the disk to be mounted otherwise", async || {
            let remounted = Command::new("mount").args(["-o", how]).arg(&self.at).output()?;
            Ok(remounted.status.success().then_some(()))
        })
        .await
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // The application may still have files open: the disk goes with the last of them.
        let _ = Command::new("umount").arg("--lazy").arg(&self.at).status();
    }
}
