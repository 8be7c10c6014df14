//! The product as users start it: by hand, and driven by nobody.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::PathBuf;

use rustix::process::Pid;

use crate::application::Launch;
use crate::desktop::Desktop;
use crate::process_group::ProcessGroup;
use crate::{Trouble, wait};

/// A started program. It is killed, with everything that belongs to it, when this goes.
#[derive(Debug)]
pub struct Product {
    group: ProcessGroup,
    output: PathBuf,
}

impl Product {
    /// Starts it. What it writes goes into a file of this name in the desktop's home.
    pub fn start(desktop: &Desktop, launch: &Launch, name: &str) -> Result<Product, Trouble> {
        let output = desktop.home().join(name).with_extension("log");
        let file = OpenOptions::new().create(true).append(true).open(&output)?;
        // As on a computer that keeps the cores of programs that crash.
        let mut command = desktop.command("sh");
        command.args(["-c", "ulimit -c unlimited 2>/dev/null; exec \"$0\""]).arg(&launch.program);
        command.env("BANK_CONNECTIONS_DATA_DIR", &launch.data).stdout(file.try_clone()?).stderr(file);
        // It says more than what went wrong, by which is seen how far it is.
        command.env("BANK_CONNECTIONS_LOG", "info");
        command.envs(launch.environment.iter().map(|(name, value)| (name, value)));
        Ok(Product { group: ProcessGroup::start(&mut command)?, output })
    }

    /// Its process.
    #[must_use]
    pub fn id(&self) -> Pid {
        self.group.id()
    }

    /// Waits until it has ended, and says with what. Nothing where a signal ended it.
    pub async fn ended(&mut self) -> Result<Option<i32>, Trouble> {
        let group = &mut self.group;
        wait::until("the product to end", async || Ok(group.ending()?.map(|status| status.code()))).await
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> Result<bool, Trouble> {
        Ok(!self.group.has_ended()?)
    }

    /// What it wrote so far.
    pub fn said(&self) -> Result<String, Trouble> {
        Ok(String::from_utf8_lossy(&fs::read(&self.output)?).into_owned())
    }

    /// The environment that it runs in, as `name=value`. Nothing where only the system may look into the process.
    pub fn environment(&self) -> Result<Option<Vec<String>>, Trouble> {
        match fs::read(format!("/proc/{}/environ", self.id())) {
            Ok(bytes) => {
                let variables = bytes.split(|byte| *byte == 0).filter(|variable| !variable.is_empty());
                Ok(Some(variables.map(|variable| String::from_utf8_lossy(variable).into_owned()).collect()))
            }
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
