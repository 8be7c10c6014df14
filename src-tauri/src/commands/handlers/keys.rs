//! The keyring, and the key of the records.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tauri::{AppHandle, Manager};

use super::super::arguments::NoArgument;
use crate::{
    application::{self, Application},
    startup,
    views::{EncryptionView, Problem},
};

/// Why the last change of the key failed. The window that asked for it is drawn anew before the answer comes.
#[derive(Default)]
pub struct LastKeyChange(Mutex<Option<Problem>>);

impl LastKeyChange {
    fn failure(&self) -> MutexGuard<'_, Option<Problem>> {
        // A problem is written whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub async fn keyring(app: AppHandle, _: NoArgument) -> Result<Option<Problem>, Problem> {
    Ok(Application::of(&app).connections()?.keyring_trouble()?.map(Problem::from))
}

pub async fn retry_keyring(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    Ok(Application::of(&app).connections()?.retry_keyring().await?)
}

pub async fn encryption(app: AppHandle, _: NoArgument) -> Result<EncryptionView, Problem> {
    let overview = Application::of(&app).connections()?.encryption().await?;
    let failed = app.state::<LastKeyChange>().failure().clone();
    Ok(EncryptionView::new(overview, failed))
}

pub async fn rotate_database_key(app: AppHandle, _: NoArgument) -> Result<(), Problem> {
    let result = change_key(&app).await;
    *app.state::<LastKeyChange>().failure() = result.as_ref().err().cloned();
    application::tell_changed(&app);
    result
}

async fn change_key(app: &AppHandle) -> Result<(), Problem> {
    let change = Application::of(app).connections()?.decide_key_change()?;
    startup::between_runs(app, |place| async move { change.carry_out(&place.database()).await }).await??;
    Ok(())
}
