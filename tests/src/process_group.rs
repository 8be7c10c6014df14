//! Child processes that are ended together with everything they started, and by nothing but their id.

use std::io::{self, BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::{LazyLock, Mutex, PoisonError};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::signal::unix::{SignalKind, signal};

use crate::Trouble;

/// The groups that run now. The terminal's interrupt does not reach them, so it is passed on from here.
static RUNNING: LazyLock<Mutex<Vec<Pid>>> = LazyLock::new(|| {
    std::thread::spawn(end_all_on_interrupt);
    Mutex::default()
});

/// A program in a group of its own. The group is killed when this goes.
#[derive(Debug)]
pub struct ProcessGroup {
    child: Child,
    id: Pid,
}

impl ProcessGroup {
    /// Starts the program.
    pub fn start(command: &mut Command) -> Result<ProcessGroup, Trouble> {
        let child = command.process_group(0).spawn().map_err(|source| Trouble::NotStarted {
            program: command.get_program().to_string_lossy().into_owned(),
            source,
        })?;
        let id = Pid::from_child(&child);
        running().push(id);
        Ok(ProcessGroup { child, id })
    }

    /// The id of the program, which is also that of the group.
    #[must_use]
    pub fn id(&self) -> Pid {
        self.id
    }

    /// Waits for the first line of the program's standard output, which was asked for as a pipe.
    pub fn first_line(&mut self) -> Result<String, Trouble> {
        let mut line = String::new();
        if let Some(output) = self.child.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        Ok(line.trim().to_owned())
    }

    /// With what the program (not the rest of its group) has ended, if it has.
    pub fn ending(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    /// Whether the program (not the rest of its group) has ended.
    pub fn has_ended(&mut self) -> io::Result<bool> {
        Ok(self.ending()?.is_some())
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        running().retain(|id| *id != self.id);
        // A group that is gone already is what is wanted.
        let _ = kill_process_group(self.id, Signal::KILL);
        let _ = self.child.wait();
    }
}

fn running() -> std::sync::MutexGuard<'static, Vec<Pid>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn end_all_on_interrupt() {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    runtime.block_on(async {
        let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        else {
            return;
        };
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    });
    for id in running().iter() {
        let _ = kill_process_group(*id, Signal::KILL);
    }
    std::process::exit(130);
}
