//! Whether the chain of the audit holds: looked at when the application starts, beside everything else, and whenever
//! somebody asks. What was found is kept in memory: the next start looks again.

use std::{
    convert::Infallible,
    future::pending,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use serde_json::json;
use tokio::time;
use tracing::{error, info, instrument, warn};

use super::{OBJECT, page::AuditError};
use crate::{
    Connections, StoreError,
    connections::By,
    model::{
        audit::{Break, Checked},
        user::Act,
    },
    store,
};

/// How long to rest where the records can't be read.
const RECORDS_REST: Duration = Duration::from_secs(30);

/// What the last check found.
#[derive(Debug, Default)]
pub(crate) struct LastCheck(Mutex<Option<Checked>>);

impl Connections {
    /// What the last check found. `None` before the first one is through.
    ///
    /// # Errors
    /// Where nobody is signed in.
    pub fn audit_state(&self) -> Result<Option<Checked>, AuditError> {
        self.permit(Act::Look)?;
        Ok(self.last_check())
    }

    /// Walks along the chain now. That is an act of its own, and stands in the audit.
    ///
    /// # Errors
    /// Where nobody is signed in, or the records can't be used.
    #[instrument(skip_all)]
    pub async fn check_audit(&self) -> Result<Checked, AuditError> {
        let user = self.permit(Act::Look)?;
        let checked = self.walk_audit().await?;
        let (outcome, details) = match checked.result {
            Ok(entries) => ("complete", vec![("entries", json!(entries))]),
            Err(found) => ("broken", in_details(found)),
        };
        let mut entry = self.entry_on(By::User(&user.name), "check_audit", OBJECT.to_owned(), outcome);
        entry.details.extend(details.into_iter().map(|(name, value)| (name.to_owned(), value)));
        let mut records = self.database().write().await?;
        store::audit::append(&mut records, &entry).await?;
        records.commit().await.map_err(StoreError::from)?;
        self.tell();
        Ok(checked)
    }

    /// Checks once, as soon as the records can be read.
    pub(crate) async fn watch_audit(&self) -> Infallible {
        while let Err(error) = self.walk_audit().await {
            warn!(%error, "the audit can't be checked");
            time::sleep(RECORDS_REST).await;
        }
        pending().await
    }

    async fn walk_audit(&self) -> Result<Checked, StoreError> {
        let mut records = self.database().read().await?;
        let result = store::audit_chain::walk(&mut records).await?;
        drop(records);
        match result {
            Ok(entries) => info!(entries, "the audit is complete"),
            Err(found) => error!(?found, "the audit is broken"),
        }
        let checked = Checked { at: self.now(), result };
        *self.last_audit_check().0.lock().unwrap_or_else(PoisonError::into_inner) = Some(checked);
        self.tell();
        Ok(checked)
    }

    fn last_check(&self) -> Option<Checked> {
        // It is written whole, whatever happened to the task that held the lock.
        *self.last_audit_check().0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A break as an entry of the audit names it.
fn in_details(found: Break) -> Vec<(&'static str, serde_json::Value)> {
    match found {
        Break::Changed { id } => vec![("break", json!("changed")), ("entry", json!(id))],
        Break::Inserted { id } => vec![("break", json!("inserted")), ("entry", json!(id))],
        Break::Missing { first, last } => {
            vec![("break", json!("missing")), ("entry", json!(first)), ("last_entry", json!(last))]
        }
        Break::CutOff { last, written } => {
            vec![("break", json!("cut_off")), ("entry", json!(last)), ("last_entry", json!(written))]
        }
        Break::EndChanged => vec![("break", json!("end_changed"))],
    }
}
