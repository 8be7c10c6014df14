//! A real mail server in a process of its own, on loopback, with encryption and passwords: aiosmtpd.
//!
//! What it received lies in files and outlives the process, so that a server can go down and come up again on its port.

mod authority;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{Trouble, python};

pub use authority::{Authority, HOST};

/// Who may sign in.
pub const USER_NAME: &str = "accounting";
/// With which password.
pub const PASSWORD: &str = "open-sesame-4711";

const PROGRAM: &str = "the mail server";

/// How a server offers encryption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Offers {
    /// Upon request, which it insists on.
    StartTls,
    /// From the first byte on.
    Tls,
    /// Not at all.
    Nothing,
}

/// What a server does with a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AtText {
    /// Takes it.
    #[default]
    Take,
    /// Takes it, and breaks the connection without an answer.
    TakeAndBreak,
    /// Takes it, and never answers.
    TakeAndSayNothing,
    /// Breaks the connection without an answer, and without the text.
    Lose,
    /// Refuses it for good.
    Refuse,
    /// Asks to try again later.
    PutOff,
}

/// What a server does that it is told to. By itself it takes everything.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Behavior<'a> {
    /// Recipients whom it refuses for good.
    pub refuse: &'a [&'a str],
    /// Recipients for whom it asks to try again later.
    pub put_off: &'a [&'a str],
    /// Whether it keeps whoever names a recipient waiting.
    pub hold: bool,
    /// What it does with a text.
    pub at_text: AtText,
    /// Whether it repeats a wrong password when it refuses it.
    pub repeat_password: bool,
    /// What somebody in between says in its name, in clear, right before the connection is encrypted.
    pub forged: &'a str,
}

/// A message that a server received.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Received {
    /// The sender of the envelope.
    pub sender: String,
    /// The recipients of the envelope.
    pub recipients: Vec<String>,
    /// Who signed in.
    pub user_name: Option<String>,
    /// Whether it came over an encrypted connection.
    pub encrypted: bool,
    /// The headers, decoded, by their names in small letters.
    pub headers: std::collections::BTreeMap<String, String>,
    /// The part that is text.
    pub text: Option<String>,
    /// The part that is HTML.
    pub html: Option<String>,
    /// All of it as it came.
    pub raw: String,
}

/// A server. It ends with this.
#[derive(Debug)]
pub struct MailServer {
    authority: Authority,
    offers: Offers,
    folder: TempDir,
    port: u16,
    process: Option<Process>,
}

impl MailServer {
    /// Starts one on a free port, with a certificate of this authority.
    pub fn start(authority: &Authority, offers: Offers) -> Result<MailServer, Trouble> {
        let folder = tempfile::Builder::new().prefix("mail-").tempdir()?;
        let authority = authority.clone();
        let mut server = MailServer { authority, offers, folder, port: 0, process: None };
        server.start_again()?;
        Ok(server)
    }

    /// Where it listens on [`HOST`], also while it is down.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends it at once.
    pub fn stop(&mut self) {
        self.process = None;
    }

    /// Starts it on the same port as before, without any order.
    pub fn start_again(&mut self) -> Result<(), Trouble> {
        self.stop();
        let mut process = Process::start()?;
        let answer = process.say(&json!({
            "folder": self.folder.path(),
            "certificate": self.authority.certificate(),
            "key": self.authority.key(),
            "port": self.port,
            "security": self.offers,
            "user_name": USER_NAME,
            "password": PASSWORD,
        }))?;
        self.port =
            answer["port"].as_u64().and_then(|port| u16::try_from(port).ok()).ok_or_else(|| not_ready(&answer))?;
        self.process = Some(process);
        Ok(())
    }

    /// Has it behave like this from now on.
    pub fn behave(&mut self, behavior: Behavior<'_>) -> Result<(), Trouble> {
        self.say(&json!(behavior)).map(drop)
    }

    /// The commands that it received, each with `in clear` behind it where it came so.
    pub fn commands(&mut self) -> Result<Vec<String>, Trouble> {
        let answer = self.say(&json!("seen"))?;
        serde_json::from_value(answer.clone()).map_err(|_| not_ready(&answer))
    }

    /// Everything that it received, the first first.
    pub fn received(&self) -> Result<Vec<Received>, Trouble> {
        let mut files = Vec::new();
        for entry in fs::read_dir(self.folder.path())? {
            let path = entry?.path();
            files.extend(path.extension().is_some_and(|ending| ending == "json").then_some(path));
        }
        files.sort();
        files.iter().map(|file| read(file)).collect()
    }

    fn say(&mut self, order: &Value) -> Result<Value, Trouble> {
        let down = || Trouble::NotReady { program: PROGRAM.to_owned(), said: "it is down".to_owned() };
        self.process.as_mut().ok_or_else(down)?.say(order)
    }
}

fn read(file: &Path) -> Result<Received, Trouble> {
    let text = fs::read_to_string(file)?;
    serde_json::from_str(&text)
        .map_err(|error| Trouble::NotReady { program: PROGRAM.to_owned(), said: error.to_string() })
}

#[derive(Debug)]
struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Process {
    fn start() -> Result<Process, Trouble> {
        let program = python::interpreter("mail-server")?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mail_server/server.py");
        let mut command = Command::new(&program);
        command.args(["-W", "ignore"]).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
        let not_started = |source| Trouble::NotStarted { program: program.display().to_string(), source };
        let mut child = command.spawn().map_err(not_started)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(not_ready(&json!("no pipes")));
        };
        Ok(Process { child, input, output: BufReader::new(output) })
    }

    /// Says a line and waits for the answer.
    fn say(&mut self, order: &Value) -> Result<Value, Trouble> {
        writeln!(self.input, "{order}")?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        serde_json::from_str(&answer).map_err(|_| not_ready(&json!(answer)))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn not_ready(said: &Value) -> Trouble {
    Trouble::NotReady { program: PROGRAM.to_owned(), said: said.to_string() }
}
