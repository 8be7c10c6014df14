//! The import in a process of its own, so that what it holds at most is of nothing else.
//!
//! It connects the test banks and says on which account it imports; a line tells that the transactions are there. It
//! imports, looks at the lines, and says how that went; another line has it import once more, when nothing is new.

use std::{
    error::Error,
    fs, io,
    time::{Duration, Instant},
};

use bank_connections_tests::stage::wait_for_closing;
use connections::{
    AccountImported, Clock, Config, Connections, ImportAccount, Progress, Vault, demo,
    model::ids::{AccountConnectionId, BankAccountId},
    store::statement_lines::{LineOrder, LineQuery, LinesOf},
    vault::Profile,
};
use jiff::{civil::Date, tz::TimeZone};
use plaid::{Client, Keys, Limits};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

/// The bank account of the demo that is imported.
const OPERATING: &str = "1010";

/// How many lines the screen asks for at a time.
const AT_ONCE: u32 = 200;

/// The orders in which the lines are looked at.
pub const ORDERS: [(LineOrder, &str); 3] = [
    (LineOrder::Statement, "in the order of the statements"),
    (LineOrder::Amount, "by amount"),
    (LineOrder::Description, "by description"),
];

/// Where the simulator is.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    pub base_url: String,
    pub client_id: String,
    pub secret: String,
}

/// How it went.
#[derive(Debug, Serialize, Deserialize)]
pub struct Imported {
    pub ms: f64,
    /// What the process held at most meanwhile.
    pub peak_kib: u64,
    /// How many lines the statements have.
    pub transactions: u32,
    /// How long the screen waits for the last of the lines, in each of `ORDERS`.
    #[serde(default)]
    pub looked_ms: [f64; ORDERS.len()],
}

/// Does what it is told.
pub async fn import() -> Result<(), Box<dyn Error>> {
    let order: Order = serde_json::from_str(&next_line()?)?;
    let folder = TempDir::new()?;
    let connections = open(&order, &folder).await?;
    let accounts = connections.import_accounts().await?;
    let is_it = |one: &ImportAccount| one.feed.as_ref().is_some_and(|(bank_account, _)| bank_account.code == OPERATING);
    let account = accounts.into_iter().find(is_it);
    let account = account.ok_or("the demo feeds no such account")?;
    let (bank_account, _) = account.feed.ok_or("the demo feeds no such account")?;
    let account = account.account;
    println!("{}", account.account_id);

    next_line()?;
    let today = Clock::System.now().to_zoned(TimeZone::UTC).date();
    // From here on the peak counts anew.
    fs::write("/proc/self/clear_refs", "5")?;
    let begun = Instant::now();
    let result = once(&connections, account.id, today).await?;
    let took = begun.elapsed();
    let AccountImported::Statements(statements) = result else { return Err(format!("{result:?}").into()) };
    let transactions = statements.iter().map(|statement| statement.lines).sum();
    let (ms, peak_kib) = (took.as_secs_f64() * 1000.0, peak_kib()?);
    let looked_ms = look(&connections, bank_account.id, transactions).await?;
    let imported = Imported { ms, peak_kib, transactions, looked_ms };
    println!("{}", serde_json::to_string(&imported)?);

    next_line()?;
    let again = once(&connections, account.id, today).await?;
    if !matches!(again, AccountImported::Already(_) | AccountImported::Nothing(_)) {
        return Err(format!("there was something new: {again:?}").into());
    }
    connections.close().await;
    wait_for_closing();
    Ok(())
}

/// The records in a file of their own, with the test banks.
async fn open(order: &Order, folder: &TempDir) -> Result<Connections, Box<dyn Error>> {
    let keys = Keys { client_id: order.client_id.clone(), secret: order.secret.as_str().into() };
    let plaid = Client::new(order.base_url.parse()?, keys, Limits { paced: false, ..Limits::default() })?;
    let database = folder.path().join("records/bank-connections.db");
    let config = Config { database, vault: Vault::in_memory(Profile::Demo), plaid, clock: Clock::System };
    let connections = Connections::open(config).await?;
    demo::enter(&connections).await?;
    demo::seed(&connections).await?;
    Ok(connections)
}

async fn once(
    connections: &Connections,
    account: AccountConnectionId,
    until: Date,
) -> Result<AccountImported, Box<dyn Error>> {
    let mut changes = connections.changes();
    connections.start_import(&[account], until).await?;
    loop {
        if let Some(mut run) = connections.import_run()?
            && run.ended_at.is_some()
        {
            return match run.accounts.pop() {
                Some((_, Progress::Done(result))) => Ok(result),
                other => Err(format!("not done: {other:?}").into()),
            };
        }
        // The end is told; whatever else comes is no reason to wait long.
        let _ = tokio::time::timeout(Duration::from_mins(10), changes.changed()).await?;
    }
}

async fn look(connections: &Connections, of: BankAccountId, lines: u32) -> Result<[f64; ORDERS.len()], Box<dyn Error>> {
    let mut times = [0.0; ORDERS.len()];
    for ((order, _), ms) in ORDERS.into_iter().zip(&mut times) {
        let query = LineQuery {
            order,
            offset: lines.saturating_sub(AT_ONCE),
            ..LineQuery::first(LinesOf::BankAccount(of), AT_ONCE)
        };
        let begun = Instant::now();
        connections.statement_lines(query).await?;
        *ms = begun.elapsed().as_secs_f64() * 1000.0;
    }
    Ok(times)
}

fn peak_kib() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("the system tells no peak")?;
    Ok(peak.trim().trim_end_matches(" kB").parse()?)
}

fn next_line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line)
}
