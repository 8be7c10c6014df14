//! What the user was told of each connection the last time.

use jiff::Timestamp;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{
    StoreError,
    words::{id, time},
};
use crate::model::{
    ids::ConnectionId,
    notice::{LastNotice, Occasion},
};

/// Writes what the user is told now. The notification of the system is not shown yet.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(connection = %of))]
pub async fn raise(
    connection: &mut SqliteConnection,
    of: ConnectionId,
    occasion: &Occasion,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (of, at, occasion, step) = (of.to_string(), at.as_millisecond(), occasion.key(), occasion.consent_step());
    sqlx::query!(
        "insert into notices (connection_id, occasion, consent_step, at_ms, shown) values (?, ?, ?, ?, 0)
        on conflict (connection_id) do update set occasion = excluded.occasion,
            consent_step = coalesce(excluded.consent_step, consent_step), at_ms = excluded.at_ms, shown = 0",
        of,
        occasion,
        step,
        at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes that what was told of a connection is over. There need not be anything.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all, fields(connection = %of))]
pub async fn clear(connection: &mut SqliteConnection, of: ConnectionId) -> Result<(), StoreError> {
    let of = of.to_string();
    sqlx::query!("update notices set occasion = null, shown = 1 where connection_id = ?", of)
        .execute(connection)
        .await?;
    Ok(())
}

/// The connections whose notification was not shown yet.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn unshown(connection: &mut SqliteConnection) -> Result<Vec<ConnectionId>, StoreError> {
    sqlx::query_scalar!("select connection_id from notices where shown = 0 order by at_ms, connection_id")
        .fetch_all(connection)
        .await?
        .iter()
        .map(|text| id("notices.connection_id", text))
        .collect()
}

/// Writes that every notification was shown.
///
/// # Errors
/// Where the records can't be written.
#[instrument(skip_all)]
pub async fn set_shown(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query!("update notices set shown = 1 where shown = 0").execute(connection).await?;
    Ok(())
}

/// What was told the last time, of each connection of which anything ever was.
///
/// # Errors
/// Where the records can't be read.
#[instrument(skip_all)]
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<(ConnectionId, LastNotice)>, StoreError> {
    let rows = sqlx::query!("select connection_id, occasion, consent_step, at_ms from notices order by connection_id")
        .fetch_all(connection)
        .await?;
    let notices = rows.into_iter().map(|row| {
        let at = time("notices.at_ms", row.at_ms)?;
        let last = LastNotice { occasion: row.occasion, consent_step: row.consent_step, at };
        Ok((id("notices.connection_id", &row.connection_id)?, last))
    });
    notices.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::connection::UpdateReason,
        store::testing::{Records, at, connection_id, refuses, with_connection},
    };

    const BROKEN: Occasion = Occasion::NeedsUpdate(UpdateReason::LoginLocked);
    const GONE: Occasion = Occasion::NeedsReconnecting;

    #[tokio::test]
    async fn a_notice_stands_until_it_is_over_and_is_shown_once() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        for number in [1, 2] {
            with_connection(&mut tx, number).await;
        }
        let last = |occasion: Option<&str>, second| LastNotice {
            occasion: occasion.map(str::to_owned),
            consent_step: None,
            at: at(second),
        };
        raise(&mut tx, connection_id(1), &BROKEN, at(1)).await.unwrap();
        raise(&mut tx, connection_id(2), &BROKEN, at(0)).await.unwrap();
        assert_eq!(unshown(&mut tx).await.unwrap(), [connection_id(2), connection_id(1)]);
        set_shown(&mut tx).await.unwrap();
        assert_eq!(unshown(&mut tx).await.unwrap(), []);

        clear(&mut tx, connection_id(1)).await.unwrap();
        clear(&mut tx, connection_id(3)).await.unwrap();
        raise(&mut tx, connection_id(2), &GONE, at(9)).await.unwrap();
        assert_eq!(
            list(&mut tx).await.unwrap(),
            [(connection_id(1), last(None, 1)), (connection_id(2), last(Some("needs_reconnecting"), 9))]
        );
        assert_eq!(unshown(&mut tx).await.unwrap(), [connection_id(2)]);
        clear(&mut tx, connection_id(2)).await.unwrap();
        assert_eq!(unshown(&mut tx).await.unwrap(), [], "what is over is not shown any more");
        refuses(
            &mut tx,
            &[
                "update notices set occasion = ''",
                "update notices set consent_step = ''",
                "update notices set shown = 2",
            ],
        )
        .await;
    }

    #[tokio::test]
    async fn the_last_step_towards_the_end_of_a_consent_stays_whatever_is_told_after_it() {
        let records = Records::new().await;
        let mut tx = records.write().await;
        with_connection(&mut tx, 1).await;
        let step = |within_days| Occasion::ConsentEnds { at: at(90), within_days };
        for within_days in [30, 14] {
            raise(&mut tx, connection_id(1), &step(within_days), at(1)).await.unwrap();
        }
        let kept = Some(step(14).key());
        raise(&mut tx, connection_id(1), &BROKEN, at(2)).await.unwrap();
        let (_, last) = list(&mut tx).await.unwrap().remove(0);
        assert_eq!((last.occasion, last.consent_step), (Some(BROKEN.key()), kept.clone()));
        clear(&mut tx, connection_id(1)).await.unwrap();
        let (_, last) = list(&mut tx).await.unwrap().remove(0);
        assert_eq!((last.occasion, last.consent_step), (None, kept));
    }
}
