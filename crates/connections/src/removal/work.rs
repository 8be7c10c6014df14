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
            self.met(&error);
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
        if !wait_for(tasks).await? {
            return Ok(RECORDS_REST);
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

/// Waits for every removal, also where one fails: none is cut off between Plaid's answer and its record. `false` where one
/// failed by a mistake of ours; the first error otherwise.
async fn wait_for(mut tasks: JoinSet<Result<(), StoreError>>) -> Result<bool, StoreError> {
    let (mut first, mut is_whole) = (Ok(()), true);
    while let Some(tried) = tasks.join_next().await {
        match tried {
            Ok(tried) => first = first.and(tried),
            Err(panic) => {
                warn!(%panic, "a removal failed by a mistake of ours");
                is_whole = false;
            }
        }
    }
    first.map(|()| is_whole)
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };

    use super::*;

    #[tokio::test]
    async fn a_removal_that_fails_cuts_no_other_one_off() {
        for is_panic in [false, true] {
            let is_done = Arc::new(AtomicBool::new(false));
            let mut tasks = JoinSet::new();
            tasks.spawn(async move { if is_panic { panic!("a mistake") } else { Err(StoreError::NotFound) } });
            let slow = Arc::clone(&is_done);
            tasks.spawn(async move {
                time::sleep(Duration::from_millis(50)).await;
                slow.store(true, Ordering::SeqCst);
                Ok(())
            });
            let waited = wait_for(tasks).await;
            assert!(is_done.load(Ordering::SeqCst), "the slow one has come to its end");
            assert!(
                matches!((is_panic, &waited), (false, Err(StoreError::NotFound)) | (true, Ok(false))),
                "{waited:?}"
            );
        }
    }
}
