//! A keyring service on a bus of its own, and processes that keep secrets in it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use bank_connections_tests::Trouble;
use bank_connections_tests::secret_service::{Keyring, SecretService};
use tempfile::TempDir;

/// A computer as far as secrets are concerned. The service ends with this, and so does everything it kept.
pub struct World {
    pub service: SecretService,
    home: TempDir,
}

impl World {
    pub fn with(keyring: Keyring) -> Result<World, Trouble> {
        let home = tempfile::Builder::new().prefix("keyring-").tempdir()?;
        for name in ["cache", "config", "data", "runtime"] {
            let folder = home.path().join(name);
            fs::create_dir(&folder)?;
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        }
        let service = SecretService::start(home.path(), keyring)?;
        Ok(World { service, home })
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// A process with a vault that is not open yet.
    pub fn process(&self) -> Result<Process, Trouble> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vault"))
            .envs(self.service.environment())
            .env_remove("DISPLAY")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Trouble::NotReady { program: "vault".to_owned(), said: "no pipes".to_owned() });
        };
        Ok(Process { child, input, output: BufReader::new(output) })
    }

    /// A process with an open vault.
    pub fn vault(&self, profile: &str) -> Result<Process, Trouble> {
        let mut process = self.process()?;
        let opened = process.ask(&format!("open {profile}"))?;
        if opened == "ok" { Ok(process) } else { Err(Trouble::NotReady { program: "vault".to_owned(), said: opened }) }
    }
}

/// A process that keeps secrets. Ended when this goes.
pub struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Process {
    /// Says a line and waits for the answer.
    pub fn ask(&mut self, line: &str) -> Result<String, Trouble> {
        writeln!(self.input, "{line}")?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        Ok(answer.trim_end().to_owned())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
