//! One try to remove an orphan: by its token where the keyring has it, and else by the firm's user at Plaid. The token is
//! forgotten once the proof is on record.

use plaid::UserItem;
use serde_json::json;
use sqlx::SqliteConnection;
use tracing::{info, instrument, warn};

use crate::{
    Connections, StoreError, Vault, VaultError,
    connections::By,
    model::orphan::{Orphan, OrphanFailure, OrphanState, OrphanToken},
    removal::attempt::is_gone as is_gone_by_token,
    settling::obstacle::Obstacle,
    store::{self, Word as _, settings::Setting},
};

impl Connections {
    /// Tries to remove an orphan whose removal was asked for. `Some` where that failed.
    #[instrument(skip_all, fields(item = item_id))]
    pub(super) async fn try_orphan(&self, item_id: &str) -> Result<Option<Obstacle>, StoreError> {
        let orphan = {
            let mut records = self.database().read().await?;
            asked_for(&mut records, item_id).await?
        };
        match orphan {
            Some(Orphan { token: Some(token), .. }) => self.try_by_token(item_id, &token).await,
            Some(Orphan { token: None, .. }) => self.try_by_user(item_id).await,
            None => Ok(None),
        }
    }

    /// The token is known again before it is sent: one that was changed in the keyring may be that of another login.
    async fn try_by_token(&self, item_id: &str, held: &OrphanToken) -> Result<Option<Obstacle>, StoreError> {
        let token = match self.vault().access_token(held.of).await {
            Ok(token) if Vault::fingerprint(&token) == held.fingerprint => Ok(token),
            Ok(_) => Err(Vault::changed_access_token(held.of)),
            Err(error) => Err(error),
        };
        let token = match token {
            Ok(token) => token,
            Err(error) => return self.note_no_token(item_id, &error).await.map(Some),
        };
        match self.ask_to_remove(&token).await {
            Ok(answer) => self.confirm_orphan(item_id, &answer.request_id).await?,
            // The token is the one to which Plaid has answered.
            Err(error) if is_gone_by_token(&error, true) => {
                self.confirm_orphan(item_id, error.request_id().unwrap_or_default()).await?;
            }
            Err(error) => {
                warn!(%error, request_id = error.request_id(), "not removed");
                return self.note_orphan_failure(item_id, Obstacle::from(&error)).await.map(Some);
            }
        }
        let removed = store::orphans::get(&mut *self.database().read().await?, item_id).await?;
        match removed.filter(|orphan| matches!(orphan.state, OrphanState::Removed { .. })) {
            Some(removed) => self.forget_orphan_token(&removed).await.map(|()| None),
            None => Ok(None),
        }
    }

    async fn note_no_token(&self, item_id: &str, error: &VaultError) -> Result<Obstacle, StoreError> {
        warn!(%error, "no access token");
        self.note_orphan_failure(item_id, Obstacle::from(error)).await
    }

    async fn try_by_user(&self, item_id: &str) -> Result<Option<Obstacle>, StoreError> {
        let user_id = {
            let mut records = self.database().read().await?;
            store::settings::get(&mut records, Setting::PlaidUserId).await?.ok_or(StoreError::NotFound)?
        };
        // Plaid removes several together or none of them, so each is asked for by itself.
        match self.plaid().remove_user_items(&user_id, &[item_id]).await {
            Ok(answer) => self.confirm_orphan(item_id, &answer.request_id).await.map(|()| None),
            Err(error) => {
                warn!(%error, request_id = error.request_id(), "not removed");
                // An answer may have been lost, and what is gone is refused. The list knows what is left.
                match self.plaid().user_items(&user_id).await {
                    Ok(listed) if is_gone(item_id, &listed.value) => {
                        self.confirm_orphan(item_id, &listed.request_id).await.map(|()| None)
                    }
                    Ok(_) | Err(_) => self.note_orphan_failure(item_id, Obstacle::from(&error)).await.map(Some),
                }
            }
        }
    }

    async fn confirm_orphan(&self, item_id: &str, request_id: &str) -> Result<(), StoreError> {
        let mut records = self.database().write().await?;
        let Some(orphan) = asked_for(&mut records, item_id).await? else { return Ok(()) };
        self.write_gone(&mut records, orphan, request_id).await?;
        records.commit().await?;
        info!(request_id, "removed");
        self.tell();
        Ok(())
    }

    /// Writes that an orphan is gone, with Plaid's word for it.
    pub(super) async fn write_gone(
        &self,
        records: &mut SqliteConnection,
        orphan: Orphan,
        request_id: &str,
    ) -> Result<(), StoreError> {
        let wish = match orphan.state {
            OrphanState::Removing { wish, .. } => Some(wish),
            OrphanState::Found | OrphanState::Removed { .. } => None,
        };
        let proof = (!request_id.is_empty()).then(|| request_id.to_owned());
        let mut entry = self.entry_on(By::Itself, "remove_orphan", orphan.item_id.clone(), "removed");
        entry.request_ids.extend(proof.clone());
        entry.details.insert("asked_for".to_owned(), json!(wish.is_some()));
        let state = OrphanState::Removed { wish, at: self.now(), request_id: proof };
        store::orphans::save(records, &Orphan { state, ..orphan }).await?;
        store::audit::append(records, &entry).await
    }

    async fn note_orphan_failure(&self, item_id: &str, obstacle: Obstacle) -> Result<Obstacle, StoreError> {
        let mut records = self.database().write().await?;
        let Some(orphan) = asked_for(&mut records, item_id).await? else { return Ok(obstacle) };
        let OrphanState::Removing { wish, failure: earlier } = orphan.state else { return Ok(obstacle) };
        let failure = OrphanFailure {
            at: self.now(),
            setback: obstacle.setback,
            code: obstacle.code.clone(),
            request_id: obstacle.request_id.clone(),
        };
        let is_alike = |earlier: &OrphanFailure| earlier.setback == failure.setback && earlier.code == failure.code;
        if !earlier.as_ref().is_some_and(is_alike) {
            let mut entry = self.entry_on(By::Itself, "remove_orphan", item_id.to_owned(), "failed");
            entry.request_ids.extend(failure.request_id.clone());
            entry.details.insert("setback".to_owned(), json!(failure.setback.text()));
            entry.details.insert("code".to_owned(), json!(failure.code));
            store::audit::append(&mut records, &entry).await?;
        }
        let state = OrphanState::Removing { wish, failure: Some(failure) };
        store::orphans::save(&mut records, &Orphan { state, ..orphan }).await?;
        records.commit().await?;
        self.tell();
        Ok(obstacle)
    }
}

/// The orphan, where its removal was asked for and is not confirmed, and no login on record is of that Item.
async fn asked_for(records: &mut SqliteConnection, item_id: &str) -> Result<Option<Orphan>, StoreError> {
    let orphan = store::orphans::get(records, item_id).await?;
    Ok(orphan.filter(|orphan| matches!(orphan.state, OrphanState::Removing { .. })))
}

fn is_gone(item_id: &str, listed: &[UserItem]) -> bool {
    listed.iter().all(|item| item.item_id != item_id)
}
