//! The user has orphans removed.

use tracing::instrument;

use crate::{
    Connections, StoreError,
    connections::By,
    model::orphan::{Orphan, OrphanState, Wish},
    store,
};

/// Why orphans can't be removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveOrphansError {
    /// Only the integration user may.
    #[error("only the integration user may change bank connections")]
    NotAllowed,
    /// One of them was never found, or is that of a login on record.
    #[error("there is no such login that nobody holds")]
    NotFound,
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Removes orphans at Plaid, by Plaid's ids. What fails stands with each of them, and is tried again by itself.
    ///
    /// # Errors
    /// Where the user may not, or one of them is no orphan. Nothing is changed then.
    #[instrument(skip_all, fields(orphans = item_ids.len()))]
    pub async fn remove_orphans(&self, item_ids: Vec<String>) -> Result<(), RemoveOrphansError> {
        if !self.user().role.may_update() {
            return Err(RemoveOrphansError::NotAllowed);
        }
        self.ask_for_orphans(&item_ids).await?;
        self.tell();
        for item_id in &item_ids {
            self.try_orphan(item_id).await?;
        }
        Ok(())
    }

    /// Writes the wish before Plaid is asked. What was found belongs to no session: none was under way that could bring a
    /// login, and one that began later brings another one.
    async fn ask_for_orphans(&self, item_ids: &[String]) -> Result<(), RemoveOrphansError> {
        let mut records = self.database().write().await?;
        for item_id in item_ids {
            let orphan = store::orphans::get(&mut records, item_id).await?.ok_or(RemoveOrphansError::NotFound)?;
            if orphan.state == OrphanState::Found {
                let wish = Wish { by: self.name_of(By::User), at: self.now() };
                let state = OrphanState::Removing { wish, failure: None };
                store::orphans::save(&mut records, &Orphan { state, ..orphan }).await?;
                let entry = self.entry_on(By::User, "remove_orphan", item_id.clone(), "removing");
                store::audit::append(&mut records, &entry).await?;
            }
        }
        records.commit().await.map_err(StoreError::from)?;
        Ok(())
    }
}
