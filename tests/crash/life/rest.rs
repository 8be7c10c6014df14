//! What a start settles of what an earlier process left.

use std::time::Duration;

use bank_connections_tests::stage::Ledger;
use connections::{ConnectionOverview, Connections, model::orphan::OrphanState, store::Database};
use jiff::Timestamp;

use super::{Answer, House, Outcome, acts::settle, next_line};

/// How often what is left is tried, before it is said as it is.
const TRIES: u32 = 200;
const REST: Duration = Duration::from_millis(20);

/// Settles whatever can be settled now and says what is on record; and once more for each later time that it is told.
pub(super) async fn rest(house: &House, institution_id: &str, answer: Answer) -> Outcome {
    let connections = &house.connections;
    settle_all(connections, answer).await?;
    // A login that broke while nobody updated is noticed by the next look at it, which is no matter of a session.
    let of_bank = |overview: &ConnectionOverview| overview.connection.institution.id == institution_id;
    for overview in connections.list().await?.into_iter().filter(of_bank) {
        if overview.connection.login.is_some() {
            connections.check(overview.connection.id).await?;
        }
    }
    tell(house).await?;
    while let Ok(later) = next_line()?.trim().parse::<Timestamp>() {
        let passed = Duration::try_from(later.duration_since(house.clock.now()))?;
        house.clock.advance(passed);
        settle_all(connections, answer).await?;
        remove_orphans(connections).await?;
        tell(house).await?;
    }
    Ok(())
}

async fn settle_all(connections: &Connections, answer: Answer) -> Outcome {
    for _ in 0..TRIES {
        connections.tend().await;
        connections.remove_due().await;
        if !settle(connections, answer).await? {
            break;
        }
        tokio::time::sleep(REST).await;
    }
    // What was given up last is removed as well.
    connections.remove_due().await;
    Ok(())
}

/// Removes what nobody holds, on the user's word.
async fn remove_orphans(connections: &Connections) -> Outcome {
    connections.sweep_due().await;
    let found = connections.orphans().await?.found.into_iter();
    let found = found.filter(|orphan| orphan.state == OrphanState::Found).map(|orphan| orphan.item_id);
    connections.remove_orphans(found.collect()).await?;
    Ok(())
}

async fn tell(house: &House) -> Outcome {
    let key = house.vault.database_key(&house.database).await?;
    let database = Database::open(&house.database, &key, &house.clock).await?;
    let ledger = Ledger::of(&house.connections, database.read().await?, &house.vault, &house.plaid).await;
    database.close().await;
    println!("{}", serde_json::to_string(&ledger)?);
    Ok(())
}
