//! Telling the user that a connection broke or will: a notification of the system, and mail where it is set up. Each
//! occasion is told once, and of one connection at most one a day.

pub(crate) mod setting;
mod words;

#[cfg(test)]
mod tests;

use std::{convert::Infallible, time::Duration};

use tokio::time;
use tracing::{info, instrument, warn};

use crate::{
    Connections, StoreError,
    mail::notice::NoticeRow,
    model::{
        connection::{Connection, Institution},
        ids::ConnectionId,
        link_session::State,
        notice::Occasion,
    },
    settling::pace::IDLE,
    store,
};

/// How long to rest where the records can't be used.
const RECORDS_REST: Duration = Duration::from_secs(30);
/// From how many days before the end of a consent a connection counts among those that wait for the user.
const WAITS_FROM_DAYS: i64 = 7;

/// What the user is to be told of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The connection.
    pub connection: ConnectionId,
    /// Its bank.
    pub institution: Institution,
    /// What there is to tell.
    pub occasion: Occasion,
}

impl Connections {
    /// The notices that no notification of the system was shown for, and which count as shown from now on.
    ///
    /// # Errors
    /// Where the records can't be used.
    #[instrument(skip_all)]
    pub async fn take_notices(&self) -> Result<Vec<Notice>, StoreError> {
        let mut records = self.database().read().await?;
        let is_any = !store::notices::unshown(&mut records).await?.is_empty();
        drop(records);
        if !is_any {
            return Ok(Vec::new());
        }
        let mut records = self.database().write().await?;
        // Read anew: another one may have come meanwhile.
        let unshown = store::notices::unshown(&mut records).await?;
        let connections = store::connections::list(&mut records).await?;
        store::notices::set_shown(&mut records).await?;
        records.commit().await?;
        let now = self.now();
        let notices = connections.into_iter().filter(|connection| unshown.contains(&connection.id));
        Ok(notices.filter_map(|connection| Notice::of(connection, now)).collect())
    }

    /// How many connections wait for the user.
    ///
    /// # Errors
    /// Where the records can't be read.
    #[instrument(skip_all)]
    pub async fn waiting_for_user(&self) -> Result<usize, StoreError> {
        let mut records = self.database().read().await?;
        let connections = store::connections::list(&mut records).await?;
        let sessions = store::link_sessions::unsettled(&mut records).await?;
        drop(records);
        let now = self.now();
        let asks = |connection: &Connection| {
            sessions.iter().any(|session| {
                session.connection == connection.id && matches!(session.state, State::AwaitingMapping(_))
            })
        };
        let waits = |connection: &&Connection| match Occasion::of(connection, now) {
            Some(Occasion::NeedsUpdate(_) | Occasion::NeedsReconnecting) => true,
            Some(Occasion::ConsentEnds { within_days, .. }) => within_days <= WAITS_FROM_DAYS,
            None => false,
        };
        Ok(connections.iter().filter(|connection| waits(connection) || asks(connection)).count())
    }

    /// Looks for what has to be told, for ever: on time, and whenever something has changed.
    pub(crate) async fn watch_notices(&self) -> Infallible {
        let mut changes = self.changes();
        loop {
            let wait = self.raise_notices().await;
            tokio::select! {
                _ = changes.changed() => {}
                () = time::sleep(wait) => {}
            }
        }
    }

    /// Writes down what has to be told now, and says when to look again.
    #[instrument(skip_all)]
    pub async fn raise_notices(&self) -> Duration {
        match self.raise_all().await {
            Ok(()) => IDLE,
            Err(error) => {
                warn!(%error, "the notices can't be written");
                self.met(&error);
                RECORDS_REST
            }
        }
    }

    async fn raise_all(&self) -> Result<(), StoreError> {
        let (raised, over) = self.look().await?;
        if raised.is_empty() && over.is_empty() {
            return Ok(());
        }
        let mut records = self.database().write().await?;
        let now = self.now();
        for connection in over {
            store::notices::clear(&mut records, connection).await?;
        }
        for notice in &raised {
            store::notices::raise(&mut records, notice.connection, &notice.occasion, now).await?;
        }
        let rows: Vec<_> = raised.iter().map(NoticeRow::from).collect();
        let is_written = self.write_notice_message(&mut records, &rows).await?;
        records.commit().await?;
        if is_written {
            self.wake_mail();
        }
        if !raised.is_empty() {
            info!(connections = raised.len(), "there is something to tell");
            self.tell();
        }
        Ok(())
    }

    /// What is to be told, and of which connections it is over.
    async fn look(&self) -> Result<(Vec<Notice>, Vec<ConnectionId>), StoreError> {
        let mut records = self.database().read().await?;
        let connections = store::connections::list(&mut records).await?;
        let sessions = store::link_sessions::unsettled(&mut records).await?;
        let told = store::notices::list(&mut records).await?;
        drop(records);
        let now = self.now();
        let (mut raised, mut over) = (Vec::new(), Vec::new());
        for connection in connections {
            let is_updating = sessions.iter().any(|session| {
                session.connection == connection.id
                    && !matches!(session.state, State::Watched { .. } | State::Settled(_))
            });
            let last = told.iter().find(|(id, _)| *id == connection.id).map(|(_, last)| last);
            match Occasion::of(&connection, now) {
                // Whoever updates it knows.
                _ if is_updating => {}
                None if last.is_some_and(|last| last.occasion.is_some()) => over.push(connection.id),
                Some(occasion) if occasion.is_due(last, now) => {
                    let Connection { id, institution, .. } = connection;
                    raised.push(Notice { connection: id, institution, occasion });
                }
                Some(occasion) if last.is_some_and(|last| occasion.follows_healing(last)) => over.push(connection.id),
                None | Some(_) => {}
            }
        }
        Ok((raised, over))
    }
}

impl Notice {
    fn of(connection: Connection, now: jiff::Timestamp) -> Option<Self> {
        let occasion = Occasion::of(&connection, now)?;
        Some(Self { connection: connection.id, institution: connection.institution, occasion })
    }
}

impl From<&Notice> for NoticeRow {
    fn from(notice: &Notice) -> Self {
        let ends = matches!(notice.occasion, Occasion::ConsentEnds { .. });
        Self { bank: notice.bank(), words: notice.sentence(), ends }
    }
}
