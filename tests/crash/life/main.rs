//! The product without its window, in a process that is made to be killed.
//!
//! Each order but `rest` begins something, says where its page is if it has one, and settles it by itself until nothing is
//! left of it, unless the process is to die before. `life rest` settles whatever is left, says what is on record, and
//! ends.

#![allow(clippy::print_stdout, reason = "the answers are what the test reads")]

mod acts;
mod rest;
mod restore;
mod steps;

use std::{
    error::Error,
    io,
    path::{Path, PathBuf},
};

use bank_connections_tests::stage::wait_for_closing;
use connections::{Clock, Config, Connections, Vault, demo, model::ids::ConnectionId, vault::Profile};
use jiff::Timestamp;
use plaid::{Client, Keys, Limits};
use serde::Deserialize;

use steps::Death;

/// What an act or a rest comes to.
type Outcome = Result<(), Box<dyn Error>>;

#[derive(Deserialize)]
struct Order {
    what: What,
    institution_id: String,
    answer: Answer,
    database: PathBuf,
    base_url: String,
    client_id: String,
    secret: String,
    /// The time of the simulator, where the process is to have the same.
    now: Option<Timestamp>,
    death: Option<Death>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Update,
    Connect,
    Replace,
    Reconnect,
    Remove,
    Import,
    ChangeKey,
    Rest,
    Restore,
    TellRestored,
}

/// What the user says where the product asks.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// Connect the bank once more; an account is the first one that has its name, or a new one.
    GoOn,
    /// Use the connection that there is.
    UseExisting,
    /// Give it up.
    Stop,
}

/// What the product stands on in this process.
struct House {
    connections: Connections,
    database: PathBuf,
    vault: Vault,
    plaid: Client,
    clock: Clock,
}

#[tokio::main]
async fn main() -> Outcome {
    let order: Order = serde_json::from_str(&next_line()?)?;
    let house = House::open(&order).await?;
    let connections = &house.connections;
    let Order { what, institution_id, answer, mut death, .. } = order;
    if let What::Rest | What::Update = what {
        // Before it nothing is done that the other orders don't do as well.
        die(death.take());
    }
    connections.recover().await?;
    demo::seed(connections).await?;
    if let What::Restore = what {
        restore::prepare(&house).await?;
    }
    die(death);
    match what {
        What::Update => acts::update(connections, &institution_id).await?,
        What::Connect => acts::bring(connections, connections.start_connect().await?, answer).await?,
        What::Replace => {
            let id = id_of(connections, &institution_id, false).await?;
            acts::bring(connections, connections.start_replace(id).await?, answer).await?;
        }
        What::Reconnect => {
            let id = id_of(connections, &institution_id, true).await?;
            acts::bring(connections, connections.start_reconnect(id).await?, answer).await?;
        }
        What::Remove => acts::remove(connections, id_of(connections, &institution_id, false).await?).await?,
        What::Import => acts::import(&house).await?,
        What::ChangeKey => acts::change_key(&house).await?,
        What::Rest => rest::rest(&house, &institution_id, answer).await?,
        What::Restore => restore::restore(&house).await?,
        What::TellRestored => restore::tell(&house).await?,
    }
    connections.close().await;
    wait_for_closing();
    Ok(())
}

fn die(death: Option<Death>) {
    if let Some(death) = death {
        death.await_it();
    }
}

fn next_line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line)
}

/// The first connection to the bank that was removed, or that was not.
async fn id_of(
    connections: &Connections,
    institution_id: &str,
    obsolete: bool,
) -> Result<ConnectionId, Box<dyn Error>> {
    let all = connections.list().await?;
    let mut all = all.into_iter().map(|overview| overview.connection);
    let of_bank = all.find(|it| it.institution.id == institution_id && it.obsolete == obsolete);
    Ok(of_bank.ok_or("no such connection")?.id)
}

impl House {
    async fn open(order: &Order) -> Result<Self, Box<dyn Error>> {
        let keys = Keys { client_id: order.client_id.clone(), secret: order.secret.as_str().into() };
        let plaid = Client::new(order.base_url.parse()?, keys, Limits { attempts: 1, ..Limits::default() })?;
        let vault = Vault::open(Profile::Demo).await?;
        let clock = order.now.map_or(Clock::System, Clock::fixed);
        let database = order.database.clone();
        let config = config(&database, &vault, &plaid, &clock);
        let connections = Connections::open(config).await?;
        demo::enter(&connections).await?;
        Ok(Self { connections, database, vault, plaid, clock })
    }

    /// What the connections are opened with again.
    fn config(&self) -> Config {
        config(&self.database, &self.vault, &self.plaid, &self.clock)
    }
}

fn config(database: &Path, vault: &Vault, plaid: &Client, clock: &Clock) -> Config {
    Config { database: database.to_owned(), vault: vault.clone(), plaid: plaid.clone(), clock: clock.clone() }
}
