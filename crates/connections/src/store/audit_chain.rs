//! The chain of the audit: a hash for each entry, and the end of the chain apart from them.
//!
//! What is read here is read byte by byte, and nothing is expected of it: it is compared.

use sqlx::SqliteConnection;
use tracing::{info, instrument, warn};

use super::StoreError;
use crate::model::audit::{Break, ChainHash, Head, Link, Recorded, Walk};

/// Entries that are in memory at once on the way along the chain.
pub const LINKS_AT_ONCE: i64 = 500;

/// A place that no audit reaches. Nothing is counted on from a head that names a greater one.
const FURTHEST: i64 = i64::MAX / 2;

/// The end of the chain, where it is recorded.
///
/// # Errors
/// Where the records can't be read.
#[instrument(level = "debug", skip_all)]
pub async fn head(connection: &mut SqliteConnection) -> Result<Option<Head>, StoreError> {
    let row = sqlx::query!("select entries, last_id, hash, sealed_afterwards from audit_head where id = 1")
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| Head {
        entries: row.entries,
        last_id: row.last_id,
        // Of an entry there is never this one, so that it is found to be wrong.
        hash: ChainHash::of(&row.hash).unwrap_or(ChainHash::START),
        sealed_afterwards: row.sealed_afterwards,
    }))
}

/// Walks along the whole chain: how many entries there are, or the first place where it breaks.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn walk(connection: &mut SqliteConnection) -> Result<Result<i64, Break>, StoreError> {
    let mut walk = Walk::new();
    // No entry of ours stands before the first place, but others may have been put there.
    let mut from = i64::MIN;
    loop {
        let links = links_from(connection, from).await?;
        if links.is_empty() {
            break;
        }
        for link in &links {
            if let Err(found) = walk.step(link) {
                return Ok(Err(found));
            }
        }
        from = walk.last_id() + 1;
    }
    Ok(walk.end(head(connection).await?, last_link(connection).await?))
}

/// The entries from a place on, in the order of their places; at most [`LINKS_AT_ONCE`].
///
/// # Errors
/// Where the records can't be read.
#[instrument(level = "debug", skip_all, fields(id))]
pub async fn links_from(connection: &mut SqliteConnection, id: i64) -> Result<Vec<Link>, StoreError> {
    let rows = sqlx::query!(
        r#"select
            audit.id, at_ms, cast(who as blob) as "who!: Vec<u8>", cast(what as blob) as "what!: Vec<u8>",
            cast(object_id as blob) as "object_id!: Vec<u8>", cast(outcome as blob) as "outcome!: Vec<u8>",
            cast(request_ids as blob) as "request_ids!: Vec<u8>", cast(details as blob) as "details!: Vec<u8>",
            hash as "hash?"
        from audit left join audit_chain on audit_chain.entry_id = audit.id
        where audit.id >= ? order by audit.id limit ?"#,
        id,
        LINKS_AT_ONCE,
    )
    .fetch_all(connection)
    .await?;
    let links = rows.into_iter().map(|row| Link {
        entry: Recorded {
            id: row.id,
            at_ms: row.at_ms,
            who: row.who,
            what: row.what,
            object_id: row.object_id,
            outcome: row.outcome,
            request_ids: row.request_ids,
            details: row.details,
        },
        hash: row.hash,
    });
    Ok(links.collect())
}

/// The greatest place that has a hash; 0 where none has.
///
/// # Errors
/// Where the records can't be read.
#[instrument(level = "debug", skip_all)]
pub async fn last_link(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    let last = sqlx::query_scalar!(r#"select max(entry_id) as "last: i64" from audit_chain"#).fetch_one(connection);
    Ok(last.await?.unwrap_or_default())
}

/// The place of the entry that is added next: the one behind the end, and never one that was taken before, whatever was
/// done to the entries.
pub(super) async fn next_place(connection: &mut SqliteConnection, head: Option<Head>) -> Result<i64, StoreError> {
    let last = usable(head).map_or(0, |head| head.last_id);
    let place = sqlx::query_scalar!(
        r#"with taken as (
            select id from audit where id > ? union select entry_id from audit_chain where entry_id > ?
        )
        select min(place) as "place!: i64"
        from (select ? + 1 as place union all select id + 1 from taken where id < ?)
        where place not in (select id from taken)"#,
        last,
        last,
        last,
        FURTHEST,
    );
    Ok(place.fetch_one(connection).await?)
}

/// Adds the link of an entry that was just added, and moves the end of the chain on to it.
pub(super) async fn extend(
    connection: &mut SqliteConnection,
    head: Option<Head>,
    entry: &Recorded,
) -> Result<(), StoreError> {
    let Some(head) = usable(head) else {
        warn!("the end of the chain is not recorded");
        let before = hash_before(connection, entry.id).await?;
        return insert(connection, entry.id, before.after(entry)).await;
    };
    let hash = head.hash.after(entry);
    insert(connection, entry.id, hash).await?;
    let hash = hash.bytes();
    sqlx::query!("update audit_head set entries = entries + 1, last_id = ?, hash = ? where id = 1", entry.id, hash)
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes the entries from before the chain part of it, once.
#[instrument(skip_all)]
pub(super) async fn seal(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let (mut entries, mut last_id, mut hash) = (0_i64, 0, ChainHash::START);
    loop {
        let links = links_from(connection, last_id + 1).await?;
        if links.is_empty() {
            break;
        }
        for Link { entry, .. } in links {
            hash = hash.after(&entry);
            insert(connection, entry.id, hash).await?;
            (entries, last_id) = (entries + 1, entry.id);
        }
    }
    let hash = hash.bytes();
    sqlx::query!(
        "update audit_head set entries = ?, last_id = ?, hash = ?, sealed_afterwards = ? where id = 1",
        entries,
        last_id,
        hash,
        entries,
    )
    .execute(connection)
    .await?;
    info!(entries, "the audit is a chain from now on");
    Ok(())
}

async fn insert(connection: &mut SqliteConnection, entry: i64, hash: ChainHash) -> Result<(), StoreError> {
    let hash = hash.bytes();
    sqlx::query!("insert into audit_chain (entry_id, hash) values (?, ?)", entry, hash).execute(connection).await?;
    Ok(())
}

/// The hash that stands before a place.
async fn hash_before(connection: &mut SqliteConnection, id: i64) -> Result<ChainHash, StoreError> {
    let hash =
        sqlx::query_scalar!("select hash from audit_chain where entry_id < ? order by entry_id desc limit 1", id,);
    let hash = hash.fetch_optional(connection).await?;
    Ok(hash.and_then(|hash| ChainHash::of(&hash)).unwrap_or(ChainHash::START))
}

fn usable(head: Option<Head>) -> Option<Head> {
    head.filter(|head| head.last_id < FURTHEST)
}

#[cfg(test)]
mod tests;
