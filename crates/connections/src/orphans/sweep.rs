//! The look at what Plaid lists for the firm and at what the keyring has: whatever no record knows is an orphan. It waits
//! while a session may bring a login, so that none of those is ever taken for one.

use jiff::Timestamp;
use plaid::{Answer, UserItem};
use serde_json::json;
use sqlx::SqliteConnection;
use tracing::{info, instrument, warn};

use super::watch::Availability;
use crate::{
    Connections, StoreError, VaultError,
    access::Denied,
    connections::By,
    model::{connection::Institution, link_session::State, orphan::OrphanState, user::Act},
    store::{self, settings::Setting},
};

/// Why nobody can look now.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The user may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A session may still bring a login.
    #[error("a session is under way that may bring a login")]
    SessionUnderWay,
    /// Plaid does not answer.
    #[error(transparent)]
    Plaid(plaid::Error),
    /// The keyring does not answer.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The records can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Connections {
    /// Looks through the keyring and has Plaid list the firm's logins, and notes those that no record knows. That Plaid
    /// refuses to list any, or that the keyring can't be searched, is no error: it is a fact that is told with them.
    ///
    /// # Errors
    /// Where the user may not, or nobody can look now. Nothing is changed then.
    #[instrument(skip_all)]
    pub async fn look_for_orphans(&self) -> Result<(), SweepError> {
        let user = self.permit(Act::ChangeConnections)?;
        self.sweep(By::User(&user.name)).await
    }

    #[instrument(skip_all)]
    pub(super) async fn sweep(&self, by: By<'_>) -> Result<(), SweepError> {
        let began_at = self.now();
        self.assert_nothing_arrives().await?;
        let held = self.search_keyring().await?;
        let listed = match self.make_plaid_user().await? {
            Ok(user_id) => self.plaid().user_items(&user_id).await,
            Err(error) => Err(error),
        };
        match listed {
            Ok(listed) => {
                self.note_listed(by, began_at, listed, held).await?;
                self.orphans_watch().found(Availability::Available);
                self.tell();
                Ok(())
            }
            Err(error) if error.is_refusal() => {
                warn!(%error, request_id = error.request_id(), "Plaid lists no logins");
                self.orphans_watch().found(Availability::Refused);
                self.tell();
                Ok(())
            }
            Err(error) => Err(SweepError::Plaid(error)),
        }
    }

    async fn assert_nothing_arrives(&self) -> Result<(), SweepError> {
        let mut records = self.database().read().await?;
        if may_arrive(&mut records).await? { Err(SweepError::SessionUnderWay) } else { Ok(()) }
    }

    /// Compares what Plaid listed with the records as they are now. A session that began since may have brought one of
    /// these logins; then nothing is believed.
    async fn note_listed(
        &self,
        by: By<'_>,
        began_at: Timestamp,
        listed: Answer<Vec<UserItem>>,
        held: usize,
    ) -> Result<(), SweepError> {
        let Answer { value: listed, request_id } = listed;
        let mut records = self.database().write().await?;
        if may_arrive(&mut records).await? {
            return Err(SweepError::SessionUnderWay);
        }
        let mut found = 0;
        for item in &listed {
            if store::logins::knows(&mut records, &item.item_id).await? {
                continue;
            }
            let institution = institution_of(item);
            if store::orphans::find(&mut records, &item.item_id, institution.as_ref(), self.now()).await? {
                found += 1;
                let mut entry = self.entry_on(By::Itself, "look_for_orphans", item.item_id.clone(), "found");
                entry.request_ids.push(request_id.clone());
                entry.details.insert("institution".to_owned(), json!(item.institution_id));
                store::audit::append(&mut records, &entry).await?;
            }
        }
        // That a look of our own finds nothing is no act of anybody.
        if found == 0 && held == 0 && matches!(by, By::User(_)) {
            let mut entry = self.entry_on(by, "look_for_orphans", "plaid".to_owned(), "nothing_found");
            entry.request_ids.push(request_id.clone());
            store::audit::append(&mut records, &entry).await?;
        }
        for orphan in store::orphans::list(&mut records).await? {
            let is_listed = listed.iter().any(|item| item.item_id == orphan.item_id);
            // Of one whose token is there the token tells: it may be of another user.
            if !is_listed && orphan.token.is_none() && !matches!(orphan.state, OrphanState::Removed { .. }) {
                self.write_gone(&mut records, orphan, &request_id).await?;
            }
        }
        let swept_at = began_at.as_millisecond().to_string();
        store::settings::set(&mut records, Setting::OrphansSweptAt, &swept_at).await?;
        store::settings::set(&mut records, Setting::OrphansDue, "false").await?;
        records.commit().await.map_err(StoreError::from)?;
        info!(listed = listed.len(), found, request_id, "looked for logins that nobody holds");
        Ok(())
    }
}

/// Whether a session under way may bring a login, also one whose page was left and may be completed all the same.
pub(super) async fn may_arrive(records: &mut SqliteConnection) -> Result<bool, StoreError> {
    let sessions = store::link_sessions::unsettled(records).await?;
    // One that is held is on record already, however long the user leaves its accounts undecided.
    let is_on_record = |state| matches!(state, State::Held | State::AwaitingMapping(_));
    Ok(sessions.iter().any(|session| session.purpose.login().is_some() && !is_on_record(session.state)))
}

fn institution_of(item: &UserItem) -> Option<Institution> {
    let id = item.institution_id.clone()?;
    let name = item.institution_name.clone().unwrap_or_else(|| id.clone());
    Some(Institution { id, name })
}
