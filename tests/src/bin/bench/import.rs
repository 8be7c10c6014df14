//! Importing a great number of transactions, beside Plaid's npm client that only fetches and inserts them.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use bank_connections_tests::{
    Trouble,
    simulator::{self, calls_of},
};
use plaid_sandbox::{ItemReport, Sandbox};
use serde::Serialize;
use serde_json::json;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use crate::{
    imported::{Imported, ORDERS, Order},
    series::{Series, comparison, head},
};

/// How many transactions are imported, if nobody says otherwise.
pub const MANY: u32 = 100_000;
/// How many times as few are imported to see whether the memory grows with them.
const FEWER: u32 = 10;

const RUNS: usize = 5;

/// Not longer ago than the statements of the demo begin.
const DAYS: u16 = 28;

const SYNC: &str = "/transactions/sync";

/// The name under which this program imports once.
pub const CHILD: &str = "import-once";

/// Of a number of imports.
#[derive(Default)]
struct Measured {
    ms: Series,
    peak_mib: Series,
    /// In each of `ORDERS`.
    looked_ms: [Series; ORDERS.len()],
}

/// Measures and reports.
pub async fn measure(transactions: u32) -> Result<(), Trouble> {
    println!("Importing {transactions} transactions from a Plaid on this computer {RUNS} times");
    let sandbox = simulator::start().await?;
    let client = npm_client();
    if client.is_none() {
        println!("Plaid's npm client with better-sqlite3 is not installed here, so there is nothing to compare with");
    }
    let (mut ours, mut fewer, mut theirs) = (Measured::default(), Measured::default(), Measured::default());
    let mut calls = Series::default();
    for _ in 0..RUNS {
        let (few, _, _) = import(&sandbox, transactions / FEWER).await?;
        fewer.add(&few);
        let (many, account_id, calls_for_nothing) = import(&sandbox, transactions).await?;
        ours.add(&many);
        calls.add(calls_for_nothing);
        if let Some(script) = &client {
            theirs.add(&fetch_and_insert(&sandbox, script, &account_id, transactions).await?);
        }
    }
    report(transactions, (&ours, &fewer), client.map(|_| &theirs));
    println!("{}", calls.line("  calls of /transactions/sync with nothing new", "(aim: 1)"));
    Ok(())
}

impl Measured {
    #[allow(clippy::cast_precision_loss, reason = "no machine has that much memory")]
    fn add(&mut self, run: &Imported) {
        self.ms.add(run.ms);
        self.peak_mib.add(run.peak_kib as f64 / 1024.0);
        for (series, ms) in self.looked_ms.iter_mut().zip(run.looked_ms) {
            series.add(ms);
        }
    }
}

/// The script, where what it stands on is installed.
fn npm_client() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench");
    let modules = folder.join("node_modules");
    let is_there =
        modules.join("plaid").is_dir() && modules.join("better-sqlite3/build/Release/better_sqlite3.node").is_file();
    is_there.then(|| folder.join("fetch-and-insert.mjs"))
}

/// How an import went, Plaid's id of the account, and how many pages another one asks for when nothing is new.
async fn import(sandbox: &Sandbox, transactions: u32) -> Result<(Imported, String, f64), Trouble> {
    let program = std::env::current_exe()?;
    let mut child = Talk::begin(Command::new(program).arg(CHILD))?;
    let (base_url, client_id) = (sandbox.base_url().to_owned(), sandbox.client_id().to_owned());
    child.say(&Order { base_url, client_id, secret: sandbox.secret().to_owned() }).await?;
    let account_id = child.hear().await?;
    let item = item_of(sandbox, &account_id)?;
    let generated = sandbox.generate(&item.item_id, &account_id, transactions, DAYS);
    generated.map_err(|error| Trouble::Simulator(error.to_string()))?;
    child.say(&()).await?;
    let imported = understood(&child.hear().await?, transactions)?;
    let before = calls_of(sandbox, SYNC);
    child.say(&()).await?;
    child.end().await?;
    #[allow(clippy::cast_precision_loss, reason = "it is a small number")]
    let calls = (calls_of(sandbox, SYNC) - before) as f64;
    Ok((imported, account_id, calls))
}

/// The same transactions by the other client.
async fn fetch_and_insert(
    sandbox: &Sandbox,
    script: &Path,
    account_id: &str,
    transactions: u32,
) -> Result<Imported, Trouble> {
    let folder = TempDir::new()?;
    let mut child = Talk::begin(Command::new("node").arg(script))?;
    let order = json!({
        "base_url": sandbox.base_url(),
        "client_id": sandbox.client_id(),
        "secret": sandbox.secret(),
        "access_token": item_of(sandbox, account_id)?.access_token,
        "file": folder.path().join("transactions.db"),
    });
    child.say(&order).await?;
    child.has_said_all();
    let imported = understood(&child.hear().await?, transactions)?;
    child.end().await?;
    Ok(imported)
}

fn item_of(sandbox: &Sandbox, account_id: &str) -> Result<ItemReport, Trouble> {
    let has_it = |item: &ItemReport| item.accounts.iter().any(|one| one.account_id.as_deref() == Some(account_id));
    let item = sandbox.items().into_iter().find(has_it);
    item.ok_or_else(|| Trouble::Simulator(format!("no Item has the account {account_id}")))
}

/// What a child says of its import. One that lacks transactions is no measure.
fn understood(said: &str, transactions: u32) -> Result<Imported, Trouble> {
    let imported: Option<Imported> = serde_json::from_str(said).ok();
    imported
        .filter(|imported| imported.transactions >= transactions)
        .ok_or_else(|| Trouble::NotReady { program: "the import".to_owned(), said: said.to_owned() })
}

/// A process that is talked to line by line.
struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Talk {
    fn begin(command: &mut Command) -> Result<Self, Trouble> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| Trouble::NotStarted { program: "the import".to_owned(), source })?;
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("it was asked for as a pipe"));
        Ok(Self { child, input, output })
    }

    async fn say(&mut self, what: &impl Serialize) -> Result<(), Trouble> {
        let line = format!("{}\n", serde_json::to_string(what).expect("what is said can be written"));
        let input = self.input.as_mut().expect("not all is said");
        Ok(input.write_all(line.as_bytes()).await?)
    }

    /// For one who reads to the end.
    fn has_said_all(&mut self) {
        self.input = None;
    }

    async fn hear(&mut self) -> Result<String, Trouble> {
        let mut line = String::new();
        self.output.read_line(&mut line).await?;
        Ok(line.trim_end().to_owned())
    }

    async fn end(mut self) -> Result<(), Trouble> {
        self.input = None;
        let status = self.child.wait().await?;
        if status.success() {
            return Ok(());
        }
        Err(Trouble::NotReady { program: "the import".to_owned(), said: status.to_string() })
    }
}

fn report(transactions: u32, (ours, fewer): (&Measured, &Measured), theirs: Option<&Measured>) {
    println!("{}", head("Time"));
    println!("{}", ours.ms.line("  Bank Connections, to the statements", "ms"));
    if let Some(theirs) = theirs {
        println!("{}", theirs.ms.line("  Plaid's npm client and better-sqlite3, to the rows", "ms"));
        println!("{}", comparison("  difference", &ours.ms, &theirs.ms, "ms", 0.0));
    }
    println!("{}", head("Until the last of the lines are shown"));
    for ((_, name), series) in ORDERS.iter().zip(&ours.looked_ms) {
        println!("{}", series.line(&format!("  {name}"), "ms"));
    }
    println!("{}", head("Memory of the process at most"));
    println!("{}", ours.peak_mib.line(&format!("  Bank Connections, {transactions} transactions"), "MiB"));
    let few = transactions / FEWER;
    println!("{}", fewer.peak_mib.line(&format!("  Bank Connections, {few} transactions"), "MiB"));
    println!("{}", comparison("  difference", &ours.peak_mib, &fewer.peak_mib, "MiB", 10.0));
    if let Some(theirs) = theirs {
        let name = format!("  Plaid's npm client, {transactions} transactions");
        println!("{}", theirs.peak_mib.line(&name, "MiB"));
    }
}
