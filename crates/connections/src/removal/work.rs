//! The removals that Plaid has not confirmed yet: tried on time, at each start, and whenever something has changed. None is
//! ever given up.

use std::{convert::Infallible, time::Duration};

use tokio::{task::JoinSet, time};
use tracing::{Instrument, info, instrument, warn};

use crate::{
    Connections, StoreError,
    model::{ids::LoginId, login::Login},
    settling::pace::{IDLE, until},
    store,
};

/// How long to rest where the records can't be used.
const RECORDS_REST: Duration = Duration::from_secs(30);

impl Connections {
    /// Tries each removal that is due, and says when to look again.
    ///
    /// What fails is put off and recorded; it is no error of the pass.
    #[instrument(skip_all)]
    pub async fn remove_due(&self) -> Duration {
        self.remove_all_due().await.unwrap_or_else(|error| {
            warn!(%error, "the removals can't be worked off");
            RECORDS_REST
        })
    }

    /// Removes for ever, on time and whenever something has changed: a removal is asked for by a change that is told.
    pub(crate) async fn watch_removals(&self) -> Infallible {
        let mut changes = self.changes();
        loop {
            let wait = self.remove_due().await;
            tokio::select! {
                _ = changes.changed() => {}
                () = time::sleep(wait) => {}
            }
        }
    }

    /// Takes up what an earlier run left: whatever is to be removed is due, and tokens of removed logins are forgotten.
    pub(crate) async fn recover_removals(&self) -> Result<(), StoreError> {
        let (found, removed) = {
            let mut records = self.database().write().await?;
            let removing = store::logins::removing(&mut records).await?;
            let found = removing.len();
            for mut login in removing {
                login.try_now(self.now());
                store::logins::save(&mut records, &login).await?;
            }
            let removed = store::logins::not_forgotten(&mut records).await?;
            records.commit().await?;
            (found, removed)
        };
        for login in removed {
            self.forget_token(login).await?;
        }
        info!(found, "took up what is to be removed");
        Ok(())
    }

    async fn remove_all_due(&self) -> Result<Duration, StoreError> {
        let due: Vec<LoginId> = {
            let removing = self.removing().await?.into_iter();
            removing.filter(|login| self.is_removal_due(login)).map(|login| login.id).collect()
        };
        let mut tasks = JoinSet::new();
        for login in due {
            let connections = self.clone();
            tasks.spawn(async move { connections.try_removal(login).await }.in_current_span());
        }
        while let Some(tried) = tasks.join_next().await {
            match tried {
                Ok(tried) => tried?,
                Err(panic) => {
                    warn!(%panic, "a removal failed by a mistake of ours");
                    return Ok(RECORDS_REST);
                }
            }
        }
        let now = self.now();
        let next =
            self.removing().await?.iter().map(|login| login.failure().map_or(now, |failure| failure.next_try_at)).min();
        Ok(next.map_or(IDLE, |at| until(at, now).min(IDLE)))
    }

    async fn removing(&self) -> Result<Vec<Login>, StoreError> {
        let mut records = self.database().read().await?;
        store::logins::removing(&mut records).await
    }
}
