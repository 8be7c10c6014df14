//! A product that lives in processes of its own: a simulator, real records and a real keyring service that outlive them.

use std::{
    io::{BufRead, BufReader, Write},
    os::unix::process::ExitStatusExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use bank_connections_tests::{
    secret_service::{Keyring, SecretService},
    stage::{FIRST_PLATYPUS, Ledger},
};
use jiff::SignedDuration;
use plaid::HostedLinkUrl;
use plaid_sandbox::{Config, Sandbox};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task::block_in_place;

/// No signal but this one ends a process that dies of itself.
const ABORTED: i32 = 6;
/// By then Plaid tells no more of any page that was opened or not.
const PAGES_ARE_OVER_IN: SignedDuration = SignedDuration::from_hours(7);

/// All that a process stands on.
pub(crate) struct House {
    pub(crate) sandbox: Sandbox,
    pub(crate) keyring: SecretService,
    folder: TempDir,
}

/// How a process ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Life {
    /// Where it was to die.
    pub(crate) died: bool,
    pub(crate) there_was_a_page: bool,
}

/// What a process is to do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order {
    pub(crate) what: &'static str,
    pub(crate) institution_id: &'static str,
    /// What the user says where the product asks.
    pub(crate) answer: &'static str,
}

impl Order {
    /// What is done at the bank, where nothing is asked.
    pub(crate) const fn at(what: &'static str, institution_id: &'static str) -> Self {
        Self { what, institution_id, answer: "stop" }
    }

    /// The same, where this is said to what is asked.
    pub(crate) const fn saying(self, answer: &'static str) -> Self {
        Self { answer, ..self }
    }
}

impl House {
    pub(crate) async fn new() -> Self {
        let sandbox = Sandbox::start(Config::default()).await.unwrap();
        let folder = TempDir::new().unwrap();
        let keyring = SecretService::start(folder.path(), Keyring::Unlocked).unwrap();
        Self { sandbox, keyring, folder }
    }

    /// The file of the records.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("records/bank-connections.db")
    }

    /// Starts a process that dies there.
    pub(crate) fn start(&self, order: Order, death: &Value) -> Child {
        let database = self.database();
        let Order { what, institution_id, answer } = order;
        let order = json!({
            "what": what,
            "institution_id": institution_id,
            "answer": answer,
            "database": database,
            "base_url": self.sandbox.base_url(),
            "client_id": self.sandbox.client_id(),
            "secret": self.sandbox.secret(),
            "now": self.sandbox.now(),
            "death": death,
        });
        let mut command = Command::new(env!("CARGO_BIN_EXE_life"));
        command.envs(self.keyring.environment()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        writeln!(process.stdin.as_mut().unwrap(), "{order}").unwrap();
        process
    }

    /// Has a process do this and die there. `walk` is what the user does at the page, if the process comes so far.
    pub(crate) async fn die(&self, order: Order, death: &Value, walk: impl AsyncFnOnce(HostedLinkUrl)) -> Life {
        let mut process = self.start(order, death);
        let address = first_line(&mut process);
        let there_was_a_page = address.is_some();
        if let Some(address) = address {
            walk(address).await;
            let mut input = process.stdin.take().unwrap();
            // Whoever is dead hears nothing.
            drop(writeln!(input, "it is over"));
        }
        let died = is_dead_of_itself(process);
        self.sandbox.close_abandoned_sessions();
        Life { died, there_was_a_page }
    }

    /// Has a process die while it settles what is left, if it comes so far.
    pub(crate) fn die_resting(&self, answer: &'static str, death: &Value) {
        let mut process = self.start(Order::at("rest", FIRST_PLATYPUS).saying(answer), death);
        drop(process.stdin.take());
        is_dead_of_itself(process);
    }

    /// What a process says that lives to its end.
    pub(crate) fn ask(&self, order: Order) -> String {
        let process = self.start(order, &Value::Null);
        let ended = block_in_place(|| process.wait_with_output()).unwrap();
        assert!(ended.status.success(), "{:?}: {}", ended.status, String::from_utf8_lossy(&ended.stderr));
        String::from_utf8(ended.stdout).unwrap()
    }

    /// What is on record once a new process has settled what can be settled at once.
    pub(crate) fn rest(&self) -> Ledger {
        self.rest_with("stop", None)
    }

    /// What is on record once a new process has settled what is left, all pages are over and what nobody holds is removed.
    /// Everything is in order then, and before as well. `answer` is what the user says where the process asks.
    pub(crate) fn come_to_rest(&self, answer: &'static str, case: &str) -> Ledger {
        let ledger = self.rest_with(answer, Some(case));
        ledger.assert_at_rest(&self.sandbox.items(), case);
        ledger
    }

    fn rest_with(&self, answer: &'static str, case: Option<&str>) -> Ledger {
        let mut process = self.start(Order::at("rest", FIRST_PLATYPUS).saying(answer), &Value::Null);
        let mut input = process.stdin.take().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut told = || -> Option<Ledger> {
            let line = block_in_place(|| output.next()).transpose().unwrap();
            line.map(|line| serde_json::from_str(&line).unwrap())
        };
        let mut ledger = told();
        if let (Some(case), Some(soon)) = (case, &ledger) {
            soon.assert_sound(&self.sandbox.items(), &format!("{case}, at once"));
            assert!(self.sandbox.advance(PAGES_ARE_OVER_IN), "the time can be moved");
            writeln!(input, "{}", self.sandbox.now()).unwrap();
            ledger = told();
        }
        drop(input);
        assert!(!is_dead_of_itself(process), "nobody kills it");
        ledger.unwrap()
    }
}

/// The first thing that a process says. Nothing is said by one that dies before.
fn first_line(process: &mut Child) -> Option<HostedLinkUrl> {
    let output = BufReader::new(process.stdout.take().unwrap());
    block_in_place(|| output.lines().next()).transpose().unwrap().map(HostedLinkUrl::new)
}

/// Waits for the end of a process that dies of itself or comes to its end.
fn is_dead_of_itself(process: Child) -> bool {
    let ended = block_in_place(|| process.wait_with_output()).unwrap();
    let died = ended.status.signal() == Some(ABORTED);
    assert!(died || ended.status.success(), "{:?}: {}", ended.status, String::from_utf8_lossy(&ended.stderr));
    died
}
