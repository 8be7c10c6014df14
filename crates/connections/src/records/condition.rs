//! What the file does while it is in use: it may be full, or turn out to be damaged.

use std::{convert::Infallible, time::Duration};

use tokio::{sync::watch, time};
use tracing::{error, info, instrument, warn};

use crate::{
    Connections, StoreError,
    store::{self, OpenError, settings::Setting},
};

/// How often it is tried whether something can be written again.
const AGAIN_EVERY: Duration = Duration::from_secs(10);
/// How often the records are read from end to end at most, however many errors there are.
const LOOK_EVERY: Duration = Duration::from_secs(30);

impl Connections {
    /// Says that an error may come of a damaged page, so that somebody looks.
    pub fn suspect_damage(&self) {
        self.database().condition().suspect();
    }

    /// The same of an error that a pass met.
    pub(crate) fn met(&self, error: &StoreError) {
        if error.is_damage() {
            self.suspect_damage();
        }
    }

    /// Tells when a page of the records turns out to be damaged. They are not to be used any more then.
    #[must_use]
    pub fn damage(&self) -> watch::Receiver<bool> {
        self.records_watch().is_damaged.subscribe()
    }

    pub(crate) async fn watch_condition(&self) -> Infallible {
        tokio::join!(self.watch_space(), self.watch_pages()).0
    }

    /// Tells of every change, and tries again and again whether the records take something.
    async fn watch_space(&self) -> Infallible {
        let mut refusal = self.database().condition().refusal();
        loop {
            let is_refused = refusal.borrow_and_update().is_some();
            if is_refused {
                time::sleep(AGAIN_EVERY).await;
                if let Err(error) = self.write_something().await {
                    warn!(%error, "the records still take nothing");
                    continue;
                }
                info!("the records take what is written again");
                // What waits is worked off.
                self.wake();
            } else {
                // The sender lives as long as this.
                let _ = refusal.changed().await;
            }
            self.tell();
        }
    }

    async fn write_something(&self) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        let now = self.now().as_millisecond().to_string();
        store::settings::set(&mut records, Setting::WrittenAt, &now).await?;
        Ok(records.commit().await?)
    }

    async fn watch_pages(&self) -> Infallible {
        loop {
            self.database().condition().suspected().await;
            self.look_over().await;
            time::sleep(LOOK_EVERY).await;
        }
    }

    #[instrument(skip_all)]
    async fn look_over(&self) {
        match self.database().look_over().await {
            Ok(()) => info!("every page of the records can be read"),
            Err(error @ (OpenError::Unreadable(_) | OpenError::WrongKey)) => {
                error!(%error, source = ?std::error::Error::source(&error), "the records are damaged");
                self.records_watch().is_damaged.send_replace(true);
            }
            Err(error) => warn!(%error, "the records can't be looked over"),
        }
    }
}
