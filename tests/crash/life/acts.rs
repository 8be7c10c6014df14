//! What a user has the product do, by itself until nothing is left of it.

use std::{error::Error, time::Duration};

use connections::{
    Connections, DuplicateChoice, Opened, Stage, UpdateStart,
    model::{
        ids::{ConnectionId, LinkSessionId},
        reconciliation::Decision,
    },
};

use jiff::tz::TimeZone;

use super::{Answer, House, Outcome, id_of, next_line};

/// How often it is looked whether the page is over.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// For how long.
const LOOKS: u32 = 4_000;

/// An update, settled by the driver.
pub(super) async fn update(connections: &Connections, institution_id: &str) -> Outcome {
    let id = id_of(connections, institution_id, false).await?;
    let driver = connections.clone();
    let driver = tokio::spawn(async move { driver.run().await });
    let mut changes = connections.changes();
    if let UpdateStart::Opened { session, url } = connections.start_update(id, true).await? {
        println!("{}", url.as_str());
        // As if its end had been seen: the driver asks as often as it ever does.
        connections.completion_seen(session);
    }
    while connections.session().await?.is_some() {
        changes.changed().await?;
    }
    driver.abort();
    Ok(())
}

/// A session that brings a login, settled step by step so that each run takes the same ones.
pub(super) async fn bring(connections: &Connections, opened: Opened, answer: Answer) -> Outcome {
    println!("{}", opened.url.as_str());
    // Whatever the process would find out before that depends on who is faster.
    next_line()?;
    for _ in 0..LOOKS {
        connections.tend().await;
        if !settle(connections, answer).await? {
            connections.remove_due().await;
            return Ok(());
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    Err("the page is never over".into())
}

pub(super) async fn remove(connections: &Connections, id: ConnectionId) -> Outcome {
    connections.remove(id).await?;
    Ok(())
}

/// Statements of every account that feeds a bank account, up to the present day.
pub(super) async fn import(house: &House) -> Outcome {
    let connections = &house.connections;
    let accounts = connections.import_accounts().await?;
    let feeding: Vec<_> = accounts.into_iter().filter(|one| one.feed.is_some()).map(|one| one.account.id).collect();
    let mut changes = connections.changes();
    connections.start_import(&feeding, house.clock.now().to_zoned(TimeZone::UTC).date()).await?;
    while connections.import_run()?.is_none_or(|run| run.ended_at.is_none()) {
        changes.changed().await?;
    }
    Ok(())
}

/// Changes the key of the records and opens them again, as the application does.
pub(super) async fn change_key(house: &House) -> Outcome {
    let change = house.connections.decide_key_change()?;
    house.connections.close().await;
    change.carry_out(&house.database).await?;
    let connections = Connections::open(house.config()).await?;
    connections.close().await;
    Ok(())
}

/// Answers what is asked. Tells whether a session is under way.
pub(super) async fn settle(connections: &Connections, answer: Answer) -> Result<bool, Box<dyn Error>> {
    let Some(session) = connections.session().await? else { return Ok(false) };
    match session.stage {
        Stage::AwaitingChoice => choose(connections, session.id, answer).await?,
        Stage::AwaitingMapping => map(connections, session.id, answer).await?,
        Stage::Requested | Stage::Open | Stage::Settling | Stage::Waiting => {}
    }
    Ok(true)
}

async fn choose(connections: &Connections, session: LinkSessionId, answer: Answer) -> Outcome {
    let choice = match answer {
        Answer::GoOn => DuplicateChoice::ConnectAnyway,
        Answer::Stop => DuplicateChoice::Stop,
        Answer::UseExisting => {
            let duplicate = connections.duplicate(session).await?;
            DuplicateChoice::UseExisting(duplicate.existing.first().ok_or("nothing exists")?.connection)
        }
    };
    // An existing one that works is left as it is.
    connections.decide_duplicate(session, choice).await?;
    Ok(())
}

async fn map(connections: &Connections, session: LinkSessionId, answer: Answer) -> Outcome {
    if let Answer::Stop = answer {
        return Ok(connections.give_up_session(session).await?);
    }
    let mapping = connections.mapping(session).await?;
    let decisions = mapping.ambiguities.into_iter().flat_map(|ambiguity| {
        let mut on_record = ambiguity.on_record;
        ambiguity.reported.into_iter().map(move |reported| {
            let alike = on_record.iter().position(|account| account.details.name == reported.details.name);
            Decision { account_id: reported.account_id, is: alike.map(|place| on_record.remove(place).id) }
        })
    });
    Ok(connections.decide_mapping(session, decisions.collect()).await?)
}
