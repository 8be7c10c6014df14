//! The user has orphans removed.

use tracing::instrument;

use crate::{
    Connections, StoreError,
    access::Denied,
    connections::By,
    model::{
        orphan::{Orphan, OrphanState, Wish},
        user::Act,
    },
    store,
};

/// Why orphans can't be removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveOrphansError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
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
        let user = self.permit(Act::ChangeConnections)?;
        self.ask_for_orphans(&item_ids, &user.name).await?;
        self.tell();
        for item_id in &item_ids {
            self.try_orphan(item_id).await?;
        }
        Ok(())
    }

    /// Writes the wish before Plaid is asked. What was found belongs to no session: none was under way that could bring a
    /// login, and one that began later brings another one.
    async fn ask_for_orphans(&self, item_ids: &[String], user: &str) -> Result<(), RemoveOrphansError> {
        let mut records = self.database().write().await?;
        for item_id in item_ids {
            let orphan = store::orphans::get(&mut records, item_id).await?.ok_or(RemoveOrphansError::NotFound)?;
            if orphan.state == OrphanState::Found {
                let wish = Wish { by: user.to_owned(), at: self.now() };
                let state = OrphanState::Removing { wish, failure: None };
                store::orphans::save(&mut records, &Orphan { state, ..orphan }).await?;
                let entry = self.entry_on(By::User(user), "remove_orphan", item_id.clone(), "removing");
                store::audit::append(&mut records, &entry).await?;
            }
        }
        records.commit().await.map_err(StoreError::from)?;
        Ok(())
    }
}
