//! What the system tells about running processes: who started whom, and how much memory they hold.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

/// A running process.
#[derive(Clone, Debug)]
pub struct Process {
    /// Its id.
    pub id: Pid,
    /// The file it runs.
    pub program: PathBuf,
}

/// Memory in kibibytes, summed over processes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Pages in memory, shared ones counted in every process.
    pub resident_kib: u64,
    /// Pages in memory, shared ones divided among those who share them.
    pub proportional_kib: u64,
}

impl Process {
    /// Ends it at once, as a power cut would.
    pub fn kill(&self) -> io::Result<()> {
        Ok(kill_process(self.id, Signal::KILL)?)
    }

    /// Whether it still runs. One that has ended and was not waited for does not.
    #[must_use]
    pub fn runs(&self) -> bool {
        status(self.id).is_some_and(|status| status.state != "Z")
    }

    /// How long ago it was started, to a hundredth of a second.
    pub fn age(&self) -> io::Result<Duration> {
        let uptime = fs::read_to_string("/proc/uptime")?;
        let uptime: Option<f64> = uptime.split(' ').next().and_then(|seconds| seconds.parse().ok());
        let started = status(self.id).map(|status| status.started_ticks / TICKS_A_SECOND);
        let (Some(uptime), Some(started)) = (uptime, started) else { return Err(io::ErrorKind::NotFound.into()) };
        Ok(Duration::try_from_secs_f64(uptime - started).unwrap_or_default())
    }

    /// How much memory it holds now; nothing when it is gone.
    #[must_use]
    pub fn memory(&self) -> Memory {
        let rollup = fs::read_to_string(folder(self.id).join("smaps_rollup")).unwrap_or_default();
        let field = |name: &str| {
            let line = rollup.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
        };
        Memory { resident_kib: field("Rss:"), proportional_kib: field("Pss:") }
    }
}

impl std::iter::Sum for Memory {
    fn sum<I: Iterator<Item = Memory>>(parts: I) -> Memory {
        parts.fold(Memory::default(), |sum, part| Memory {
            resident_kib: sum.resident_kib + part.resident_kib,
            proportional_kib: sum.proportional_kib + part.proportional_kib,
        })
    }
}

/// Everything that this process started, and that those started, and so on.
pub fn started_by(ancestor: Pid) -> io::Result<Vec<Process>> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Some(id) = entry?.file_name().to_str().and_then(|name| name.parse().ok()).and_then(Pid::from_raw) else {
            continue;
        };
        // A process may end while its folder is read.
        if let Some(status) = status(id) {
            parents.push((id, status.parent));
        }
    }
    let mut family = vec![ancestor];
    let mut next = 0;
    while let Some(parent) = family.get(next).copied() {
        family.extend(parents.iter().filter(|(_, of)| *of == Some(parent)).map(|(id, _)| *id));
        next += 1;
    }
    let descendants = family.into_iter().skip(1);
    Ok(descendants
        .filter_map(|id| Some(Process { id, program: fs::read_link(folder(id).join("exe")).ok()? }))
        .collect())
}

/// The one among the descendants that runs this program.
pub fn running_below(ancestor: Pid, program: &Path) -> io::Result<Option<Process>> {
    Ok(started_by(ancestor)?.into_iter().find(|process| process.program == program))
}

/// In which the system tells times of processes.
const TICKS_A_SECOND: f64 = 100.0;

struct Status {
    state: String,
    parent: Option<Pid>,
    started_ticks: f64,
}

fn status(id: Pid) -> Option<Status> {
    let line = fs::read_to_string(folder(id).join("stat")).ok()?;
    // The name stands in parentheses and may hold anything.
    let (_, fields) = line.rsplit_once(") ")?;
    // The first of these is the third of all.
    let fields: Vec<&str> = fields.split(' ').collect();
    Some(Status {
        state: (*fields.first()?).to_owned(),
        parent: fields.get(1)?.parse().ok().and_then(Pid::from_raw),
        started_ticks: fields.get(19)?.parse().ok()?,
    })
}

fn folder(id: Pid) -> PathBuf {
    Path::new("/proc").join(id.to_string())
}
