//! The product without its window, in a process that is made to be killed.
//!
//! `life update` begins an update, says where its page is, and settles it by itself until nothing is left of it, unless it
//! is to die before. `life rest` settles whatever is left, says what is on record, and ends.

#![allow(clippy::print_stdout, reason = "the answers are what the test reads")]

mod steps;

use std::{error::Error, io, path::PathBuf, time::Duration};

use connections::{Clock, Config, Connections, UpdateStart, Vault, demo, model::ids::ConnectionId, vault::Profile};
use plaid::{Client, Keys, Limits};
use serde::Deserialize;
use serde_json::json;

use steps::Death;

/// How often what is left is tried, before it is said as it is.
const TRIES: u32 = 200;

#[derive(Deserialize)]
struct Order {
    what: String,
    institution_id: String,
    database: PathBuf,
    base_url: String,
    client_id: String,
    secret: String,
    death: Option<Death>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let order: Order = serde_json::from_str(&line)?;
    let keys = Keys { client_id: order.client_id, secret: order.secret.into() };
    let connections = Connections::open(Config {
        database: order.database,
        vault: Vault::open(Profile::Demo).await?,
        plaid: Client::new(order.base_url.parse()?, keys, Limits { attempts: 1, ..Limits::default() })?,
        clock: Clock::System,
    })
    .await?;
    // Before it nothing is done that the other orders don't do as well.
    if let Some(death) = order.death {
        death.await_it();
    }
    connections.recover().await?;
    demo::seed(&connections).await?;
    match order.what.as_str() {
        "update" => update(&connections, &order.institution_id).await,
        _ => rest(&connections, &order.institution_id).await,
    }
}

async fn update(connections: &Connections, institution_id: &str) -> Result<(), Box<dyn Error>> {
    let id = id_of(connections, institution_id).await?;
    let driver = connections.clone();
    tokio::spawn(async move { driver.run().await });
    let mut changes = connections.changes();
    if let UpdateStart::Opened { session, url } = connections.start_update(id, true).await? {
        println!("{}", url.as_str());
        // As if its end had been seen: the driver asks as often as it ever does.
        connections.completion_seen(session);
    }
    while connections.session().await?.is_some() {
        changes.changed().await?;
    }
    Ok(())
}

async fn rest(connections: &Connections, institution_id: &str) -> Result<(), Box<dyn Error>> {
    for _ in 0..TRIES {
        connections.tend().await;
        if connections.session().await?.is_none() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // A login that broke while nobody updated is noticed by the next look at it, which is no matter of a session.
    connections.check(id_of(connections, institution_id).await?).await?;
    let all = connections.list().await?;
    let of_bank = all.iter().find(|overview| overview.connection.institution.id == institution_id);
    let overview = of_bank.ok_or("no such bank")?;
    let accounts = overview.accounts.iter().map(|account| {
        json!({
            "number": account.number.to_string(),
            "name": account.details.name,
            "plaid_id": account.active.then_some(&account.account_id),
        })
    });
    let status = format!("{:?}", overview.status);
    println!("{}", json!({ "status": status, "accounts": accounts.collect::<Vec<_>>() }));
    connections.close().await;
    Ok(())
}

async fn id_of(connections: &Connections, institution_id: &str) -> Result<ConnectionId, Box<dyn Error>> {
    let all = connections.list().await?;
    let of_bank = all.iter().find(|overview| overview.connection.institution.id == institution_id);
    Ok(of_bank.ok_or("no such bank")?.connection.id)
}
